"""The older bot's rows, beside which ours are written: the port by which they are adopted.

Nothing here changes or removes a row of the older bot's. As everywhere, each verb takes and gives
whole sets, may raise StoreUnavailable or StoreRefused, and can be repeated.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, Protocol

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome

Row = Mapping[str, Any]
"""What a row holds, whatever that is, by the older bot's names."""

Place = tuple[GuildId, Fid]
"""An entry: who is enrolled where."""

Subject = tuple[GuildId, str, Fid]
"""What a settlement is about: a guild, a code's key there, and a player."""


class Kind(Enum):
    """What rows are of.

    MEMBERS: `guild_id` and `fid` of one, or a row for each of the grouped, who is in `member`.
    LEDGER: settlements; those that this program wrote are left out. HISTORY: `_id` of a guild
    and a code, and an `entry` of it. STATES: players whose state (`kid`) that bot knew.
    """

    MEMBERS = auto()
    LEDGER = auto()
    HISTORY = auto()
    STATES = auto()


@dataclass(frozen=True, slots=True)
class OldMember:
    """An entry as the older bot kept it. None and "" mean not known."""

    guild_id: GuildId
    fid: Fid
    nickname: str = ""
    level: int | None = None
    added_by: str = ""
    added_at: datetime | None = None

    @property
    def place(self) -> Place:
        """Who it is, and where."""
        return self.guild_id, self.fid


@dataclass(frozen=True, slots=True)
class OldSettlement:
    """A settlement as the older bot kept it: of a code in any spelling, or of an edition."""

    guild_id: GuildId
    code: str
    fid: Fid
    how: Outcome = Outcome.ALREADY_REDEEMED
    at: datetime | None = None

    @property
    def key(self) -> str:
        """What the code is called in the ledger."""
        return code_key(self.code)

    def in_guild(self, guild_id: GuildId) -> Subject:
        """Return what it is about in a guild."""
        return guild_id, self.key, self.fid


class OlderBot(Protocol):
    """What the older bot kept in a title's database, and ours beside it."""

    async def has_news(self) -> bool:
        """Whether anything may have come since `finish`, by a few questions that are soon answered.

        A code that it added, or a row under an id of its own; what it does besides is not seen.
        """

    async def begin(self) -> object:
        """Return how far rows go by now, for `finish`."""

    async def finish(self, mark: object) -> None:
        """Note that all rows up to there are adopted."""

    def rows(self, kind: Kind) -> AsyncIterator[Sequence[Row]]:
        """Yield its rows of a kind, about 1,000 at a time, in no particular order."""

    async def enrolled(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Return in which guilds players are enrolled, as this program reads it."""

    async def kept_out(self, places: Collection[Place]) -> frozenset[Place]:
        """Return for whom no entry is to be made: those with an opt-out that stands."""

    async def adopted(self, guilds: Collection[GuildId]) -> frozenset[Place]:
        """Return who was adopted before in these guilds, even if the entry is removed by now."""

    async def add_members(self, members: Collection[OldMember], *, at: datetime) -> None:
        """Make entries where there are none. What is settled elsewhere holds there, too."""

    async def keep_adopted(self, places: Collection[Place]) -> None:
        """Keep that these were adopted, so that whoever is removed later stays removed."""

    async def unsettled(self, subjects: Collection[Subject]) -> frozenset[Subject]:
        """Return which of these the ledger does not have by their key."""

    async def settle(self, settlements: Mapping[Subject, OldSettlement], *, at: datetime) -> None:
        """Write a row for each subject where there is none. None is a witness of ours."""

    async def without_state(self, fids: Collection[Fid]) -> frozenset[Fid]:
        """Return of whom nothing is known that the game said."""

    async def note_states(self, states: Mapping[Fid, State]) -> None:
        """Keep players' states where nothing is known of them, as not proven."""
