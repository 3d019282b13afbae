"""Every gift code, for every enrolled player, once, and the bot never misses a heartbeat."""

__version__ = "0.1.0"
