"""Watched channels: codes and players' ids in a guild's messages, taken, and answered by reactions.

A message becomes a post (`posts`, `reader`), waits among those of its guild (`fair_queue`), and is
read in its guild's turn (`turns`): by what its channel is watched for, `finds` takes codes, and
`id_taker` enrols players. What became of it is shown by reactions (`signs`). What was written while
nobody read is caught up on (`history`).
"""

from autoredeem.bot.services.channel_watch.service import ChannelWatch

__all__ = ["ChannelWatch"]
