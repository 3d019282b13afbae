"""A store with so many members, codes and guilds, of all that is kept of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import Any, cast

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Action, Board, GuildSettings, OptOutStatus, Posting
from autoredeem.domain.ids import ChannelId, Fid, GuildId, MessageId, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Announcement, FeedState, ListedCode, WatchedChannel
from autoredeem.domain.synchronisation import (
    FLAGGED,
    ChangeKind,
    Listed,
    ListingChanges,
    MemberUpdate,
    RosterChange,
    Sync,
)
from autoredeem.store.batches import batched
from autoredeem.store.interface import Store
from autoredeem.store.mongo.documents import of_new_members
from autoredeem.store.records import ADDRESS, Claim, RunKey
from autoredeem.store.sqlite.roster import WRITE
from autoredeem.store.sqlite.rows import of_members
from support.facts import GUILD, ME, NOW, attempt, changes_to, opt_out, settlement

OWNER = "a process"
"""Who works on the runs."""

MINE = 3
"""So many accounts of ME's are enrolled wherever that is; of the guild's members the first."""

PART = 250
"""As many facts as are made in one step of the loop."""

KIND = "run-stopped"
"""Of the lines in trails."""

RESULTS = ChannelId(700_001)

LIST = Sync(GUILD, "file", "", ME, NOW).key
"""The list that every guild follows."""

REDS = AllianceId(1)
"""The alliance that every guild has."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything there is."""

    members: int = 8
    codes: int = 5
    guilds: int = 5


@dataclass(frozen=True, slots=True)
class World:
    """What a store was filled with: members of the first guild, codes, and guilds.

    The first of the members are enrolled in all guilds. Each code has a run in the first guild, and
    the first code in each guild.
    """

    store: Store
    fids: Sequence[Fid]
    codes: Sequence[str]
    guilds: Sequence[GuildId]

    @property
    def guild(self) -> GuildId:
        """The guild whose members they are."""
        return self.guilds[0]

    @property
    def code(self) -> str:
        """The code that is in all guilds."""
        return self.codes[0]

    @property
    def mine(self) -> Sequence[Fid]:
        """The accounts of ME's."""
        return self.fids[:MINE]

    @property
    def few(self) -> Sequence[Fid]:
        """Members who are in no other guild."""
        return self.fids[-MINE:]

    @property
    def places(self) -> Sequence[tuple[GuildId, str]]:
        """Every code in the first guild, and the first code in every guild."""
        ours = [(self.guild, code) for code in self.codes]
        return [*ours, *((guild_id, self.code) for guild_id in self.guilds[1:])]

    @property
    def pairs(self) -> Sequence[tuple[str, Fid]]:
        """The first code with all members, and all codes with a few of them."""
        first = [(self.code, fid) for fid in self.fids]
        return [*first, *((code, fid) for code in self.codes[1:] for fid in self.few)]

    @property
    def runs(self) -> Sequence[RunKey]:
        """The runs' keys: the codes are all in capitals."""
        return self.places


async def filled(  # noqa: PLR0913 - each of them by name
    store: Store,
    sizes: Sizes,
    *,
    first: int = GUILD,
    first_fid: int = 20_000_000,
    named: str = "SUMMER2026N",
    user: UserId = ME,
    shared: bool = True,
) -> World:
    """Fill a store, in which there may be others' facts already."""
    world = World(
        store,
        fids=[Fid(first_fid + number) for number in range(sizes.members)],
        codes=[f"{named}{number}" for number in range(sizes.codes)],
        guilds=[GuildId(first + number) for number in range(sizes.guilds)],
    )
    await _enrol(world, user)
    await _ally(world)
    await _choose(world, user)
    await _add_codes(world, shared=shared)
    await _settle(world)
    await _run(world)
    await _remember(world, user)
    return world


async def _enrol(world: World, user: UserId) -> None:
    """Write entries as they are: a verb for each guild would take too long."""
    owned = [Member(fid, State(245), "Ann", 30, user) for fid in world.mine]
    owned[0] = replace(owned[0], claimed_at=NOW)
    others = [Member(fid, State(245), "Bob", 30) for fid in world.fids[MINE:]]
    places = [(world.guild, [*owned, *others]), *((one, owned) for one in world.guilds[1:])]
    backend = cast("Any", world.store)._backend
    if hasattr(backend, "_database"):
        rows = (of_members(here, backend.title, one, "test", NOW) for one, here in places)
        await backend._write(WRITE, chain.from_iterable(rows))
    else:
        documents = (of_new_members(one, here, "test", NOW) for one, here in places)
        members = backend._connection.members
        await backend._connection.insert(members, chain.from_iterable(documents))
    for some in batched(refused_in(world), PART):
        kept_out = [opt_out(fid, guild_id=world.guild, by=user, managed=True) for fid in some]
        await world.store.opt_out(kept_out)
    asked = opt_out(world.few[0], guild_id=world.guild, by=user, status=OptOutStatus.ASKED)
    await world.store.opt_out([asked])


async def _ally(world: World) -> None:
    """Make an alliance in every guild, with all of the guild's members in it."""
    for part in batched(world.guilds, PART):
        await world.store.add_alliances([Alliance(one, REDS, "Reds") for one in part])
    for some in batched(world.fids, PART):
        await world.store.move_members(world.guild, dict.fromkeys(some, REDS), at=NOW)


async def _choose(world: World, user: UserId) -> None:
    usual = GuildSettings(world.guild, enabled=True, channel=RESULTS, chosen_at=NOW)
    for part in batched(world.guilds, PART):
        chosen = [replace(usual, guild_id=guild_id) for guild_id in part]
        await world.store.change_guilds(changes_to(*chosen), by="test", at=NOW)
        await world.store.save_boards([board(guild_id) for guild_id in part])
        watched = [
            WatchedChannel(guild_id, watched_channel_of(guild_id), user, NOW) for guild_id in part
        ]
        await world.store.watch_channels(watched)
        days = {(guild_id, NOW.date()): 7 for guild_id in part}
        await world.store.note_requests(OWNER, days)


async def _add_codes(world: World, *, shared: bool) -> None:
    standing = Standing(Life.ALIVE, due=NOW + timedelta(hours=1))
    for part in batched(world.codes, PART):
        await world.store.add_codes(part, at=NOW, shared=shared)
        await world.store.judge(dict.fromkeys(part, standing), at=NOW)
        await world.store.mark_rolled_out(part, at=NOW)
        await world.store.mark_announced(dict.fromkeys(part, 1))
        old = [f"{code}-OLD" for code in part]
        await world.store.add_codes(old, at=NOW, shared=False)
        await world.store.judge(dict.fromkeys(old, Standing(Life.DEAD, turn=1)), at=NOW)
        posted = [Posting(world.guild, code, "test", NOW) for code in (*part, *old)]
        await world.store.post_codes(posted)


async def _settle(world: World) -> None:
    """Settle every other pair; the others got an answer that settled nothing."""
    for part in batched(world.pairs[::2], PART):
        await world.store.settle(
            [settlement(fid, guild_id=world.guild, code=code) for code, fid in part]
        )
    for part in batched(world.pairs[1::2], PART):
        await world.store.note_attempts(
            [attempt(fid, guild_id=world.guild, code=code) for code, fid in part]
        )
    ended = attempt(world.mine[1], guild_id=world.guild, code=world.code)
    low = replace(ended, outcome=Outcome.LEVEL_TOO_LOW, level=20)
    await world.store.note_attempts([low])
    for fids in batched(world.fids, PART):
        await world.store.note_players(
            [_said_of(fid, in_need=_is_in_need(world, fid)) for fid in fids]
        )


def _is_in_need(world: World, fid: Fid) -> bool:
    """Whether a player is of the half who need a state; who has codes retried is of the other."""
    return fid == world.fids[-2] or (fid % 2 == 1 and fid != world.mine[1])


def _said_of(fid: Fid, *, in_need: bool) -> KnownPlayer:
    """Return what the game said of a player: it refused each something that no answer voids.

    Who is in need is so whatever state handlers set.
    """
    later = NOW + timedelta(days=2)
    if in_need:
        return KnownPlayer(fid, refused=((State(245), later), (State(246), later)))
    return KnownPlayer(fid, State(245), NOW, ((State(999), later),))


async def _run(world: World) -> None:
    """Open all runs; OWNER, who sends, works on them."""
    await world.store.hold_lease(ADDRESS, OWNER, seconds=100_000.0)
    for part in batched(world.places, PART):
        await world.store.want_runs(part, at=NOW)
    for keys in batched(world.runs, PART):
        await world.store.claim_runs(Claim(OWNER, PART, 600.0, keys))
        await world.store.keep_runs(OWNER, keys)


async def _remember(world: World, user: UserId) -> None:
    """Note as much as there is of everything else."""
    largest = max(len(world.fids), len(world.codes), len(world.guilds))
    names = [f"{world.guild}-{world.code}-{number}" for number in range(largest)]
    for part in batched(names, PART):
        lines = [trail_line(name, world, user) for name in part]
        await world.store.note_actions(lines)
        await world.store.leave_notices(lines)
    for some in batched(world.fids, PART):
        failing = [notification(fid, world.guild, user) for fid in some]
        await world.store.note_failures(failing)
        await world.store.save_notifications(failing)
    for guilds in batched(world.guilds, PART):
        chosen = {(guild_id, user): ContactWay.DIRECT for guild_id in guilds}
        await world.store.set_contact_ways(chosen)
    for places in batched(world.places, PART):
        told = [Announcement(*one, RESULTS, NOW, MessageId(1)) for one in places]
        await world.store.begin_announcements(told)
        await world.store.finish_announcements(told)
    listed = {code: ListedCode() for code in world.codes}
    await world.store.save_feeds([FeedState("wos-feed", codes=listed)])
    for guilds in batched(world.guilds, PART):
        await world.store.follow([followed(guild_id, user) for guild_id in guilds])
    await world.store.apply_listing(listing_of(world, reading=1))


def refused_in(world: World) -> Sequence[Fid]:
    """Return whom managers had enrolled, and who never want to be: as many as there are members."""
    return [Fid(fid + 100_000_000) for fid in world.fids]


def notification(fid: Fid, guild_id: GuildId, user: UserId) -> Notification:
    """Return what was told a user of an account that fails."""
    cause = f"{Outcome.WRONG_STATE}:999"
    return Notification(guild_id, fid, cause, user, NOW, "told", NOW, NOW)


def trail_line(name: str, world: World, user: UserId) -> Action:
    """Return a line of the guild's trail."""
    return Action(name, world.guild, NOW, user, KIND, {"code": world.code})


def followed(guild_id: GuildId, user: UserId = ME) -> Sync:
    """Return the list that a guild follows."""
    return Sync(guild_id, "file", "", user, NOW)


def listing_of(world: World, reading: int) -> ListingChanges:
    """Return what a reading changes that has news of every member.

    Every other one has left, and there are as many newcomers as members.
    """
    listed = [
        Listed(world.guild, LIST, fid, level=30 + reading, missed=FLAGGED * (number % 2))
        for number, fid in enumerate(world.fids)
    ]
    new = [Listed(world.guild, LIST, Fid(fid + 200_000_000)) for fid in world.fids]
    return ListingChanges(
        world.guild,
        NOW,
        [*listed, *new],
        [MemberUpdate(fid, level=30 + reading) for fid in world.fids],
        [
            RosterChange(world.guild, LIST, reading, ChangeKind.LEVEL, fid, NOW)
            for fid in world.fids
        ],
    )


def board(guild_id: GuildId) -> Board:
    """Return a guild's board."""
    return Board(guild_id, RESULTS, MessageId(1), NOW)


def watched(guilds: Collection[GuildId]) -> Mapping[ChannelId, MessageId]:
    """Return the channels that are watched in guilds, each with a message that was read."""
    return {watched_channel_of(guild_id): MessageId(5) for guild_id in guilds}


def asked_opt_outs(world: World) -> Sequence[Any]:
    """Return opt-outs that are only asked for, of all members."""
    return [opt_out(fid, guild_id=world.guild, status=OptOutStatus.ASKED) for fid in world.fids]


def watched_channel_of(guild_id: GuildId) -> ChannelId:
    """Return the channel that is watched in a guild."""
    return ChannelId(10**9 + guild_id)
