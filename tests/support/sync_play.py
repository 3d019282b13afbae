"""A guild that follows a list, and a provider that says what a test wants."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from autoredeem.domain.errors import InvalidInput, ProviderFailed
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import (
    ChangeKind,
    ProvidedPlayer,
    Sync,
    SyncTrouble,
)
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.hints import PlayerHint
from autoredeem.roster.sync import RosterSyncs
from autoredeem.roster.sync.service import SyncParts
from autoredeem.roster.sync.states import one_sync
from autoredeem.store.interface import Store
from support.facts import GUILD, ME, NOW

MANY = 9_999


@dataclass(slots=True)
class ToldProvider:
    """A provider whose lists are what it is told; `fails` is raised after what it `says`."""

    says: list[ProvidedPlayer] = field(default_factory=list)
    fails: ProviderFailed | None = None
    knows: dict[Fid, PlayerHint] = field(default_factory=dict)
    written: object = None
    name: str = "told"
    title: str = "wos"
    every: timedelta = timedelta(hours=1)
    group_hint: str = "TAG"
    reads: int = 0

    def parse_group(self, text: str) -> str:
        if not text:
            raise InvalidInput("a tag is expected")
        return text

    async def mark(self, group: str) -> object:  # noqa: ARG002 - the port's
        return self.written

    async def read(self, group: str) -> AsyncGenerator[Sequence[ProvidedPlayer], None]:  # noqa: ARG002 - the port's
        self.reads += 1
        half = len(self.says) // 2
        yield self.says[:half]
        if self.fails:
            raise self.fails
        yield self.says[half:]

    async def lookup(self, fid: Fid) -> PlayerHint | None:
        return self.knows.get(fid)


class Leading:
    """An engine that sends."""

    sends = True


@dataclass(slots=True)
class SyncPlay:
    """The guild: what it follows, what the provider says, and where codes were opened."""

    store: Store
    provider: ToldProvider = field(default_factory=ToldProvider)
    opened: list[GuildId] = field(default_factory=list)
    most_members: int = MANY
    sync: Sync = field(default=Sync(GUILD, "told", "ABC", ME, NOW))

    @property
    def syncs(self) -> RosterSyncs:
        """The lists that are followed, as a program knows them that has just begun."""
        clock = SystemClock()
        parts = SyncParts(self.store, Leading(), clock, self.opens, self.most_members)
        return RosterSyncs({self.provider.name: self.provider}, parts)

    async def opens(self, guild_id: GuildId) -> None:
        """Note where codes are opened."""
        self.opened.append(guild_id)

    async def follow(self, **chosen: object) -> None:
        """Follow the list, with what was chosen."""
        self.sync = replace(self.sync, **chosen)  # type: ignore[arg-type]
        await self.store.follow([self.sync])

    async def reads(self, *players: ProvidedPlayer) -> Sync:
        """Read the list, which has these players; return it with what came of it."""
        self.provider.says = list(players)
        found = await one_sync(self.store, GUILD, self.sync.key)
        assert found, "it is followed"
        now = await self.syncs.read(found)
        assert now
        self.sync = now
        return now

    async def fails(self, *players: ProvidedPlayer) -> SyncTrouble | None:
        """Read the list in vain; return the trouble that stands in its state then."""
        try:
            await self.reads(*players)
        except ProviderFailed:
            found = await one_sync(self.store, GUILD, self.sync.key)
            assert found
            self.sync = found
            return found.state.trouble
        raise AssertionError("it was read")

    async def changes(self, after: int = 1) -> Mapping[ChangeKind, int]:
        """Count what was changed after the first reading."""
        return dict(await self.store.count_changes(GUILD, self.sync.key, after=after))

    async def members(self) -> Mapping[Fid, Member]:
        """Return the guild's members."""
        return {one.fid: one async for part in self.store.members(GUILD) for one in part}


def provided(
    fid: int, name: str = "", state: int | None = None, level: int | None = None
) -> ProvidedPlayer:
    """Return a player as a list says."""
    return ProvidedPlayer(Fid(fid), name, State(state) if state else None, level)


def some(count: int, first: int = 20_000_000) -> list[ProvidedPlayer]:
    """Return so many players of a list."""
    return [provided(first + n, f"Player {n}", 245, 30) for n in range(count)]
