"""What works beside the interactions: boards, operator alerts, a guild's coming and going."""
