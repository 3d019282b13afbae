"""Watched channels: codes in messages of a guild's channels, found, taken, and shown as reactions.

A message becomes a post (`posts`, `reader`), waits among those of its guild (`fair_queue`), and is
read in its guild's turn (`service`); `finds` decides what counts and takes it. What became of it is
shown by reactions (`signs`). What was written while nobody read is caught up on (`history`).
"""

from autoredeem.bot.services.channel_watch.service import ChannelWatch

__all__ = ["ChannelWatch"]
