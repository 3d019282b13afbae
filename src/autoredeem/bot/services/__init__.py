"""What works beside the interactions: progress boards, operator alerts, the guild lifecycle."""
