"""What works beside the interactions: boards, alerts, watched channels, guilds' lives."""
