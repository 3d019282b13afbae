"""Pending confirmations, each about more players than a button can carry."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from autoredeem.bot.kit.bounded import keep_latest
from autoredeem.domain.ids import Fid, GuildId

MOST_PENDING = 200
"""Pending confirmations in all, each about no more players than fit into a form."""


class Confirmations:
    """The latest pending confirmations; of more, the oldest are dropped."""

    def __init__(self) -> None:
        self._pending: OrderedDict[tuple[GuildId, str], tuple[datetime, Sequence[Fid]]]
        self._pending = OrderedDict()

    def put(
        self, guild_id: GuildId, question: str, fids: Sequence[Fid], *, until: datetime
    ) -> None:
        """Store which players a question is about, until then or until newer ones need the room."""
        keep_latest(self._pending, (guild_id, question), (until, fids), MOST_PENDING)

    def get(self, guild_id: GuildId, question: str, *, at: datetime) -> Sequence[Fid]:
        """Return which players a question is about; none, if it has expired or was dropped."""
        until, fids = self._pending.get((guild_id, question), (at, ()))
        return fids if at < until else ()
