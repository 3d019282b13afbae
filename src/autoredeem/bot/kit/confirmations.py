"""Questions that wait for a yes, and whom each is about: more players than a button can carry."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from autoredeem.bot.kit.bounded import keep_latest
from autoredeem.domain.ids import Fid, GuildId

MOST_PENDING = 200
"""Questions that wait for an answer, each about no more players than fit into a form."""


class Confirmations:
    """The latest questions; of more, the oldest are forgotten."""

    def __init__(self) -> None:
        self._pending: OrderedDict[tuple[GuildId, str], tuple[datetime, Sequence[Fid]]]
        self._pending = OrderedDict()

    def put(
        self, guild_id: GuildId, question: str, fids: Sequence[Fid], *, until: datetime
    ) -> None:
        """Keep whom a question in a guild is about, for as long as there is room."""
        keep_latest(self._pending, (guild_id, question), (until, fids), MOST_PENDING)

    def get(self, guild_id: GuildId, question: str, *, at: datetime) -> Sequence[Fid]:
        """Return whom a question in the guild is about; nobody, if that is not known any more."""
        until, fids = self._pending.get((guild_id, question), (at, ()))
        return fids if at < until else ()
