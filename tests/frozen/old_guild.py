"""A guild that has used the bot for long: whatever an old button speaks of is there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Action, OptOutStatus, Posting
from autoredeem.domain.ids import NOBODY, ChannelId, Fid, GuildId, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome
from autoredeem.domain.sources import WatchedChannel, WatchPurpose
from autoredeem.domain.synchronisation import (
    FLAGGED,
    ChangeKind,
    Listed,
    ListingChanges,
    RosterChange,
    Sync,
    SyncState,
)
from autoredeem.simulator import Code, Player, World
from frozen.trail import KINDS
from support.bot_play import RULES, STATE, Play
from support.bot_runs import NEVER
from support.facts import NOW, opt_out, settlement

MEMBERS = [Fid(31_180_001 + number) for number in range(25)]
WEAK, OWN, OTHER_OWN, STATELESS = MEMBERS[3], MEMBERS[16], MEMBERS[17], MEMBERS[23]
UNWANTED = [Fid(31_180_030), Fid(31_180_031)]
"""Whom the player, who owns OWN and OTHER_OWN, keeps out of the guild."""

CLAIMED, ASKED, KEPT_OUT = MEMBERS[18], MEMBERS[19], Fid(31_180_032)
ANOTHER = UserId(900_000_000_000_000_077)
"""Claimed CLAIMED, asks to take ASKED away, and took KEPT_OUT away, all of which managers made."""

FIRST_KINDS = 34
"""Kinds of lines when old messages were made that lead into the trail."""

REDS = AllianceId(7)

OURS, OTHER_OURS = "SNOWDAY26", "ZEBRA26"
HIGH, STOPPED, DEAD = "HIGH", "WOS2026", "AUTUMN25"
SHARED = [f"C{number:02}" for number in range(1, 13)]


def world() -> World:
    """Return the game. It has everyone wait: what goes on stays so."""
    codes = [Code(code) for code in (OURS, STOPPED, *SHARED)]
    everyone = [Player(fid, STATE) for fid in (*MEMBERS, *UNWANTED)]
    made = World(everyone, [*codes, Code(HIGH, level=99), Code(DEAD, expired=True)], RULES)
    made.script(NEVER)
    return made


async def make_old(play: Play) -> None:
    """Write all of it, in as many pages as there are buttons that turn them."""
    await play.set_up()
    store, guild, player = play.store, play.guild_id, UserId(play.player.id)
    await store.enrol(guild, list(_members(player)), by="test", at=NOW)
    await store.add_alliances([Alliance(guild, REDS, "Reds")])
    await store.move_members(guild, {MEMBERS[0]: REDS}, at=NOW)
    await store.opt_out([opt_out(fid, guild_id=guild, by=player) for fid in UNWANTED])
    others = [
        opt_out(ASKED, guild_id=guild, by=ANOTHER, managed=True, status=OptOutStatus.ASKED),
        opt_out(KEPT_OUT, guild_id=guild, by=ANOTHER, managed=True),
    ]
    await store.opt_out(others)
    await _know_codes(play)
    settled = [(OURS, fid) for fid in MEMBERS[:18]]
    settled += [(code, fid) for code in SHARED for fid in (WEAK, OWN)]
    await store.settle([settlement(fid, guild_id=guild, code=code) for code, fid in settled])
    refused = Attempt(guild, HIGH, WEAK, Outcome.LEVEL_TOO_LOW, "", STATE, tries=1, at=NOW)
    unpaid = replace(refused, fid=OWN, code=OTHER_OURS, outcome=Outcome.SPENDING_TOO_LOW)
    await store.note_attempts([refused, unpaid])
    mistaken = KnownPlayer(OTHER_OWN, refused=((STATE, datetime.now(UTC)),))
    await store.note_players([mistaken])
    await store.want_runs([(guild, code) for code in (HIGH, STOPPED, *SHARED)], at=NOW)
    await store.stop_runs([(guild, STOPPED)], at=NOW)
    await store.note_actions(list(_trail(guild)))
    general = ChannelId(play.guild.channel("general").id)
    ids = ChannelId(play.guild.add_channel("ids").id)
    await play.server.guild_available(play.guild)
    await store.watch_channels(
        [
            WatchedChannel(guild, general, ANOTHER, NOW, webhooks=frozenset([77])),
            WatchedChannel(guild, ids, ANOTHER, NOW, purpose=WatchPurpose.IDS),
        ]
    )
    await _follow(play)


async def _follow(play: Play) -> None:
    """Follow a list that was read: it has a newcomer, and a member has left it."""
    guild, now = play.guild_id, datetime.now(UTC)
    sync = Sync(guild, "told", "ABC", ANOTHER, NOW)
    await play.store.follow([sync])
    state = SyncState(readings=2, read_at=now, players=1, told=2, tried_at=now)
    await play.store.note_sync(replace(sync, state=state))
    left = Listed(guild, sync.key, MEMBERS[2], missed=FLAGGED, missed_in=2)
    new = Listed(guild, sync.key, Fid(31_180_040))
    change = RosterChange(guild, sync.key, 2, ChangeKind.LEFT, MEMBERS[2], NOW)
    await play.store.apply_listing(ListingChanges(guild, NOW, [left, new], history=[change]))


def _members(player: UserId) -> Iterator[Member]:
    for number, fid in enumerate(MEMBERS, start=1):
        state = None if fid == STATELESS else STATE
        owner = player if fid in (OWN, OTHER_OWN) else None
        claimed_at = NOW if fid in (CLAIMED, ASKED) else None
        # Each order of the list begins with somebody else.
        name, level = f"Player {len(MEMBERS) + 1 - number:02}", number * 7 % len(MEMBERS) + 1
        yield Member(fid, state, name, level, ANOTHER if claimed_at else owner, claimed_at)


def _trail(guild: GuildId) -> Iterator[Action]:
    for number, (what, details) in enumerate(KINDS.items(), start=1):
        # The oldest are of one time: they are told apart by their ids.
        at = NOW + timedelta(minutes=max(number, 5) if number <= FIRST_KINDS else 5)
        yield Action(f"{number:02}", guild, at, NOBODY, what, details)


async def _know_codes(play: Play) -> None:
    store, alive = play.store, Standing(Life.ALIVE)
    await store.add_codes([HIGH, STOPPED, *SHARED], at=NOW)
    await store.add_codes([OURS, OTHER_OURS, DEAD], at=NOW, shared=False)
    await store.post_codes(
        [
            Posting(play.guild_id, code, "test", NOW)
            for code in (OURS, OTHER_OURS, HIGH, STOPPED, DEAD)
        ]
    )
    standings = {
        OURS: alive,
        OTHER_OURS: alive,
        HIGH: alive,
        DEAD: Standing(Life.DEAD, Outcome.EXPIRED),
    }
    await store.judge(standings, at=NOW)
