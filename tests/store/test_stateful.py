"""Any moves in any order, on a real store and on the model: nobody can tell them apart."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from pymongo import MongoClient

from autoredeem.domain.alliances import NO_ALLIANCE, Alliance, AllianceChanges, AllianceId
from autoredeem.domain.codes import Life, Standing, code_key, issue_of
from autoredeem.domain.guilds import Enrolling, GuildChanges, OptOut, OptOutStatus, Posting
from autoredeem.domain.ids import (
    LARGEST_FID,
    NOBODY,
    ChannelId,
    Fid,
    GuildId,
    MessageId,
    RoleId,
    State,
    UserId,
)
from autoredeem.domain.known_players import KnownPlayer, Need
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.players import Member, MemberSort
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer
from autoredeem.domain.redemptions import ENTAILS, Attempt, Fate, Figures, Outcome, Settlement
from autoredeem.domain.sources import (
    Announcement,
    FeedState,
    ListedCode,
    Listing,
    SourceKind,
    WatchedChannel,
    WatchPurpose,
)
from autoredeem.store import open_store
from autoredeem.store.checked import Subject
from autoredeem.store.interface import Store
from autoredeem.store.records import (
    ADDRESS,
    Again,
    Answers,
    Claim,
    Matrix,
    MemberQuery,
    RunKey,
    RunRecord,
    RunStatus,
    Settled,
)
from support.facts import ANN, GUILD, ME, NOW, OTHER_GUILD, YOU
from support.mongod import database_url
from support.store_model import MemoryStore

T = TypeVar("T")
Move = Callable[[Store], Awaitable[T]]

PLAYS = {"sqlite": 60, "mongodb": 15}
"""MongoDB takes longer to make its collections, and the model is the same."""

MOVES = 40

TITLES = ("wos", "kingshot")
FIDS = (ANN, LARGEST_FID)
GUILDS = (GUILD, OTHER_GUILD)
SPELLINGS = ("Gift", "GIFT")
USERS = (ME, YOU)
"""Few, so that moves meet."""

EARLIER = NOW - timedelta(seconds=1)
SINCE = (None, {GUILD: NOW}, {GUILD: NOW + timedelta(seconds=1), OTHER_GUILD: NOW})

ALLIANCES = (AllianceId(1), AllianceId(2))
NAMES = ("Reds", "REDS", "Blues")

PAGES = (
    *(MemberQuery(alliance=alliance) for alliance in (NO_ALLIANCE, *ALLIANCES)),
    *(
        MemberQuery(sort=sort, page=page, size=1, alliances=[ALLIANCES[1]], issue="gift")
        for sort in MemberSort
        for page in (1, 2)
    ),
    MemberQuery(unowned=True),
    *(MemberQuery(find, whole=whole) for find in ("AN", "ann", "1", "") for whole in (False, True)),
    *(MemberQuery(need=need) for need in Need),
)

titles = st.sampled_from(["wos", "wos", "kingshot"])
fids = st.sampled_from(FIDS)
alliances = st.sampled_from(ALLIANCES)
guilds = st.sampled_from(GUILDS)
spellings = st.sampled_from(SPELLINGS)
issues = st.sampled_from([issue_of(code, edition) for code in SPELLINGS for edition in (1, 2)])
states = st.sampled_from([State(1), State(2)])
outcomes = st.sampled_from(Outcome)
times = st.sampled_from([NOW + timedelta(seconds=tenths / 10) for tenths in (0, 5, 10)])
DAYS = [NOW.date() - timedelta(days=days) for days in range(3)]
days = st.sampled_from(DAYS)
users = st.sampled_from(USERS)
searched = st.builds(
    SearchedPlayer,
    guilds,
    fids,
    times,
    st.integers(0, 3),
    st.integers(1, 3),
    st.lists(states, max_size=2).map(tuple),
    st.none() | states,
    st.booleans(),
)
texts = st.sampled_from(["", "Ann", "O'Hara \N{SNOWMAN}\0;"])

players = st.lists(fids, min_size=1, max_size=5)
members = st.builds(
    Member,
    fids,
    st.none() | states,
    texts,
    st.none() | st.integers(1, 3),
    st.none() | users,
    alliance=st.none() | alliances,
)
alliances_made = st.builds(
    Alliance, guilds, alliances, st.sampled_from(NAMES), priority=st.integers(0, 1)
)
alliance_changes: st.SearchStrategy[AllianceChanges] = st.sampled_from(
    [
        *(AllianceChanges(name=name) for name in NAMES),
        AllianceChanges(state=State(3), priority=2),
        AllianceChanges(channel=ChannelId(7), manager_role=RoleId(8)),
        AllianceChanges(state=None),
    ]
)
opt_outs = st.builds(
    OptOut, guilds, fids, users, times, st.none() | st.booleans(), st.sampled_from(OptOutStatus)
)
postings = st.builds(Posting, guilds, spellings, texts, times, st.none() | times)
settled = st.sampled_from([one for one in Outcome if ENTAILS[one].fate is Fate.SETTLED])
settlements = st.lists(
    st.builds(Settlement, guilds, issues, fids, settled, times),
    min_size=1,
    max_size=4,
    unique_by=lambda one: (code_key(one.code), one.fid),
)
"""Each player once: no request leaves while another of the same player and code is on its way."""

attempts = st.builds(
    Attempt,
    guilds,
    issues,
    fids,
    outcomes,
    texts,
    states,
    st.integers(1, 10),
    times,
    st.none() | states,
    st.none() | st.integers(1, 3),
)
refused = st.lists(st.tuples(states, times), max_size=1).map(tuple)
said = st.builds(KnownPlayer, fids, states, times, refused, st.none()) | st.builds(
    KnownPlayer, fids, st.none(), st.none(), refused, st.none() | times
)
turns = st.integers(0, 3)
living = st.builds(
    Standing,
    st.sampled_from([Life.UNTRIED, Life.ALIVE]),
    st.none() | st.just(Outcome.NO_SUCH_CODE),
    st.none() | fids,
    edition=st.integers(1, 2),
    turn=turns,
    asked=st.integers(0, 2),
    asked_at=st.none() | times,
    due=st.none() | times,
    awaits_witnesses=st.booleans(),
    paid_to=st.none() | fids,
    opens=st.booleans(),
)
deaths = st.builds(
    Standing,
    st.just(Life.DEAD),
    st.just(Outcome.EXPIRED),
    edition=st.integers(1, 2),
    turn=turns,
)
standings = living | deaths
listings = st.builds(Listing, st.none() | times, st.none() | times)
channels = st.sampled_from([ChannelId(1), ChannelId(2)])
messages = st.sampled_from([MessageId(1), MessageId(2), MessageId(2**63 - 1)])
feeds = st.builds(
    FeedState,
    st.sampled_from(["a", "b"]),
    first_at=st.none() | times,
    news_at=st.none() | times,
    polls=st.integers(0, 3),
    taken=st.integers(0, 50),
    codes=st.dictionaries(
        spellings, st.builds(ListedCode, st.none() | times, st.integers(0, 3)), max_size=2
    ),
)
watched = st.lists(
    st.builds(
        WatchedChannel,
        guilds,
        channels,
        users,
        times,
        st.frozensets(st.integers(1, 2), max_size=2),
        st.none() | messages,
        st.integers(0, 10),
        st.none() | times,
        st.sampled_from(WatchPurpose),
        st.none() | messages,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: (one.guild_id, one.channel),
)
announcements = st.lists(
    st.builds(Announcement, guilds, issues, channels, times, messages), min_size=1, max_size=3
)
notifications = st.lists(
    st.builds(
        Notification,
        guilds,
        fids,
        st.sampled_from(["no_such_player", "wrong_state:999"]),
        users | st.just(NOBODY),
        times,
        st.sampled_from(["", "b1"]),
        st.none() | times,
        st.none() | times,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.key,
)
none_or_ids = st.none() | st.integers(1, 2)
guild_changes = st.fixed_dictionaries(
    {},
    optional={
        "enabled": st.booleans(),
        "channel": none_or_ids,
        "manager_role": none_or_ids,
        "state": st.none() | states,
        "enrolling": st.sampled_from(Enrolling),
        "language": st.sampled_from(["", "ar"]),
        "share_found": st.booleans(),
        "chosen_at": st.none() | times,
        "left_at": st.none() | times,
        "blocked_at": st.none() | times,
        "beside": st.booleans(),
    },
)
answers = st.builds(
    Answers,
    times,
    settlements,
    st.lists(attempts, max_size=2),
    st.dictionaries(spellings, standings, max_size=2),
    st.lists(said, max_size=2),
)
owners = st.sampled_from(["me", "you"])
keys = st.lists(st.tuples(guilds, st.just(code_key("Gift"))), min_size=1, max_size=2)
LONG = 3600.0
"""Seconds: longer than any play. By the store's own clock, a lease ends never or at once."""

runs = st.builds(
    RunRecord,
    guilds,
    spellings,
    st.sampled_from(RunStatus),
    st.just(NOW),
    times,
    figures=st.builds(
        Figures,
        members=st.integers(0, 9),
        failed=st.dictionaries(outcomes, st.integers(1, 9), max_size=2),
        check_failed=st.booleans(),
    ),
    reason=st.none() | outcomes,
    owner=owners,
    fence=st.integers(0, 3),
    edition=st.integers(1, 2),
    in_need=st.dictionaries(fids, st.none() | states, max_size=2),
)


class Twins(RuleBasedStateMachine):
    """Plays every move on both, in either title, and compares what they give."""

    urls: Iterator[str]

    def __init__(self) -> None:
        super().__init__()
        # What earlier plays left is not collected during a move, whose CPU time is watched.
        gc.freeze()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.models: Mapping[str, Store] = {title: MemoryStore(title) for title in TITLES}
        self.stores = self.runner.run(self.opened(next(self.urls)))

    async def opened(self, url: str) -> Mapping[str, Store]:
        """Open both titles in one database."""
        enter = self.stack.enter_async_context
        return {title: await enter(open_store(url, title)) for title in TITLES}

    def both(self, title: str, move: Move[T]) -> None:
        """Make a move on both and compare what they give."""

        async def give() -> tuple[T, T]:
            return await move(self.stores[title]), await move(self.models[title])

        given, expected = self.runner.run(give())
        assert given == expected

    def teardown(self) -> None:
        """Compare all there is in the end."""
        try:
            for title in TITLES:
                self.both(title, everything)
        finally:
            self.runner.run(self.stack.aclose())
            self.runner.close()

    @rule(title=titles, given=settlements)
    def settle(self, title: str, given: list[Settlement]) -> None:
        """Settle."""
        self.both(title, lambda store: store.settle(given))

    @rule(title=titles, given=st.lists(attempts, min_size=1, max_size=4))
    def note_attempts(self, title: str, given: list[Attempt]) -> None:
        """Note answers that settled nothing."""
        self.both(title, lambda store: store.note_attempts(given))

    @rule(title=titles, given=st.lists(said, min_size=1, max_size=3))
    def note_players(self, title: str, given: list[KnownPlayer]) -> None:
        """Note what the game said of players."""
        self.both(title, lambda store: store.note_players(given))

    @rule(title=titles, given=players)
    def known_players(self, title: str, given: list[Fid]) -> None:
        """Ask what the game said of players."""
        self.both(title, lambda store: store.players(given))

    @rule(title=titles, answers=answers, figures=st.lists(runs, max_size=2))
    def record(self, title: str, answers: Answers, figures: list[RunRecord]) -> None:
        """Record answers and the figures that count them; what is asked for those is given."""

        async def recorded(store: Store) -> object:
            told: list[Settled] = []

            async def to_save(settled: Settled) -> list[RunRecord]:
                told.append(settled)
                return figures

            await store.record(answers, to_save)
            return told

        self.both(title, recorded)

    @rule(title=titles, guild=guilds, given=st.lists(members, min_size=1, max_size=4), at=times)
    def enrol(self, title: str, guild: GuildId, given: list[Member], at: datetime) -> None:
        """Enrol."""
        self.both(title, lambda store: store.enrol(guild, given, by="test", at=at))

    @rule(title=titles, guild=guilds, given=players)
    def remove(self, title: str, guild: GuildId, given: list[Fid]) -> None:
        """Unenrol."""
        self.both(title, lambda store: store.remove(guild, given))

    @rule(title=titles, guild=guilds, given=st.dictionaries(fids, states, min_size=1), at=times)
    def set_states(self, title: str, guild: GuildId, given: dict[Fid, State], at: datetime) -> None:
        """Set states."""
        self.both(title, lambda store: store.set_states(guild, given, at=at))

    @rule(title=titles, given=st.lists(alliances_made, min_size=1, max_size=2))
    def add_alliances(self, title: str, given: list[Alliance]) -> None:
        """Add alliances."""
        self.both(title, lambda store: store.add_alliances(given))

    @rule(title=titles, guild=guilds, alliance=alliances, given=alliance_changes)
    def change_alliances(
        self, title: str, guild: GuildId, alliance: AllianceId, given: AllianceChanges
    ) -> None:
        """Change an alliance."""
        self.both(title, lambda store: store.change_alliances({(guild, alliance): given}))

    @rule(title=titles, guild=guilds, alliance=alliances, at=times)
    def remove_alliances(
        self, title: str, guild: GuildId, alliance: AllianceId, at: datetime
    ) -> None:
        """Remove an alliance."""
        self.both(title, lambda store: store.remove_alliances([(guild, alliance)], at=at))

    @rule(
        title=titles,
        guild=guilds,
        given=st.dictionaries(fids, st.none() | alliances, min_size=1),
        at=times,
    )
    def move_members(
        self, title: str, guild: GuildId, given: dict[Fid, AllianceId | None], at: datetime
    ) -> None:
        """Move members."""
        self.both(title, lambda store: store.move_members(guild, given, at=at))

    @rule(title=titles, given=st.lists(opt_outs, min_size=1, max_size=3))
    def opt_out(self, title: str, given: list[OptOut]) -> None:
        """Opt out."""
        self.both(title, lambda store: store.opt_out(given))

    @rule(title=titles, given=st.lists(opt_outs, min_size=1, max_size=3))
    def lift_opt_outs(self, title: str, given: list[OptOut]) -> None:
        """Lift opt-outs."""
        self.both(title, lambda store: store.lift_opt_outs(given))

    @rule(title=titles, guild=guilds, given=players)
    def undo_claims(self, title: str, guild: GuildId, given: list[Fid]) -> None:
        """Take owners off."""
        self.both(title, lambda store: store.undo_claims(guild, given, at=NOW))

    @rule(
        title=titles, given=st.dictionaries(guilds, guild_changes, min_size=1, max_size=2), at=times
    )
    def change_guilds(self, title: str, given: dict[GuildId, GuildChanges], at: datetime) -> None:
        """Change some of guilds' settings."""
        self.both(title, lambda store: store.change_guilds(given, by="test", at=at))

    @rule(title=titles, given=users)
    def forget_user(self, title: str, given: UserId) -> None:
        """Forget a user."""
        self.both(title, lambda store: store.forget_user(given, pseudonym=NOBODY))

    @rule(
        title=titles,
        given=st.lists(spellings, min_size=1, max_size=3),
        at=times,
        shared=st.booleans(),
        source=st.sampled_from(SourceKind),
    )
    def add_codes(
        self, title: str, given: list[str], at: datetime, *, shared: bool, source: SourceKind
    ) -> None:
        """Make codes known, or share them."""
        self.both(title, lambda store: store.add_codes(given, at=at, shared=shared, source=source))

    @rule(title=titles, given=st.lists(postings, min_size=1, max_size=3))
    def post_codes(self, title: str, given: list[Posting]) -> None:
        """Post codes."""
        self.both(title, lambda store: store.post_codes(given))

    @rule(title=titles, guild=guilds, given=st.lists(spellings, min_size=1, max_size=2))
    def unpost_codes(self, title: str, guild: GuildId, given: list[str]) -> None:
        """Take back what was posted."""
        self.both(title, lambda store: store.unpost_codes(guild, given))

    @rule(
        title=titles,
        guild=guilds,
        given=st.lists(spellings, min_size=1, max_size=2),
        due=st.none() | times,
    )
    def set_sharing(
        self, title: str, guild: GuildId, given: list[str], due: datetime | None
    ) -> None:
        """Set when codes become shared, or take it back."""
        self.both(title, lambda store: store.set_sharing(guild, given, due=due))

    @rule(title=titles, at=times)
    def share_due(self, title: str, at: datetime) -> None:
        """Share what is due."""
        self.both(title, lambda store: store.share_due(at=at))

    @rule(title=titles, given=st.lists(spellings, min_size=1, max_size=2), at=times)
    def mark_rolled_out(self, title: str, given: list[str], at: datetime) -> None:
        """Note that codes were opened everywhere."""
        self.both(title, lambda store: store.mark_rolled_out(given, at=at))

    @rule(title=titles, given=st.dictionaries(spellings, standings, min_size=1), at=times)
    def judge(self, title: str, given: dict[str, Standing], at: datetime) -> None:
        """Judge codes."""
        self.both(title, lambda store: store.judge(given, at=at))

    @rule(title=titles, given=st.dictionaries(spellings, turns, min_size=1), at=times)
    def revive(self, title: str, given: dict[str, int], at: datetime) -> None:
        """Try dead codes again."""
        self.both(title, lambda store: store.revive(given, at=at))

    @rule(title=titles, given=st.dictionaries(spellings, listings, min_size=1))
    def note_listings(self, title: str, given: dict[str, Listing]) -> None:
        """Note what feeds say."""
        self.both(title, lambda store: store.note_listings(given))

    @rule(title=titles, given=st.dictionaries(spellings, st.integers(1, 2), min_size=1))
    def mark_announced(self, title: str, given: dict[str, int]) -> None:
        """Note that editions were announced."""
        self.both(title, lambda store: store.mark_announced(given))

    @rule(
        title=titles, given=st.lists(feeds, min_size=1, max_size=2, unique_by=lambda one: one.name)
    )
    def save_feeds(self, title: str, given: list[FeedState]) -> None:
        """Remember feeds."""
        self.both(title, lambda store: store.save_feeds(given))

    @rule(title=titles, given=watched)
    def watch_channels(self, title: str, given: list[WatchedChannel]) -> None:
        """Watch channels."""
        self.both(title, lambda store: store.watch_channels(given))

    @rule(title=titles, given=st.dictionaries(channels, messages, min_size=1))
    def note_seen(self, title: str, given: dict[ChannelId, MessageId]) -> None:
        """Note what was read."""
        self.both(title, lambda store: store.note_seen(given))

    @rule(title=titles, guild=guilds, given=st.lists(channels, min_size=1, max_size=2))
    def unwatch_channels(self, title: str, guild: GuildId, given: list[ChannelId]) -> None:
        """Watch channels no more."""
        self.both(title, lambda store: store.unwatch_channels(guild, given))

    @rule(title=titles, given=announcements)
    def begin_announcements(self, title: str, given: list[Announcement]) -> None:
        """Begin to tell of codes."""
        self.both(title, lambda store: store.begin_announcements(given))

    @rule(title=titles, given=announcements)
    def finish_announcements(self, title: str, given: list[Announcement]) -> None:
        """Note in which messages it was told."""
        self.both(title, lambda store: store.finish_announcements(given))

    @rule(title=titles, before=times)
    def prune_announcements(self, title: str, before: datetime) -> None:
        """Forget what was told long ago."""
        self.both(title, lambda store: store.prune_announcements(before))

    @rule(title=titles, given=notifications)
    def note_failures(self, title: str, given: list[Notification]) -> None:
        """Note whose accounts fail."""
        self.both(title, lambda store: store.note_failures(given))

    @rule(title=titles, given=notifications)
    def save_notifications(self, title: str, given: list[Notification]) -> None:
        """Note what was begun and told."""
        self.both(title, lambda store: store.save_notifications(given))

    @rule(title=titles, given=notifications)
    def drop_notifications(self, title: str, given: list[Notification]) -> None:
        """Forget what need not be told."""
        self.both(title, lambda store: store.drop_notifications(given))

    @rule(title=titles, before=times)
    def prune_notifications(self, title: str, before: datetime) -> None:
        """Forget what was told long ago."""
        self.both(title, lambda store: store.prune_notifications(before))

    @rule(
        title=titles,
        given=st.dictionaries(st.tuples(guilds, users), st.sampled_from(ContactWay), min_size=1),
    )
    def set_contact_ways(self, title: str, given: dict[tuple[GuildId, UserId], ContactWay]) -> None:
        """Choose how to be told."""
        self.both(title, lambda store: store.set_contact_ways(given))

    @rule(title=titles, guild=guilds, code=issues, given=st.lists(fids, min_size=1, max_size=2))
    def forget_attempts(self, title: str, guild: GuildId, code: str, given: list[Fid]) -> None:
        """Let answers rest no longer."""
        self.both(title, lambda store: store.forget_attempts(guild, [code], given))

    @rule(title=titles, given=guilds)
    def forget_guilds(self, title: str, given: GuildId) -> None:
        """Forget a guild."""
        self.both(title, lambda store: store.forget_guilds([given]))

    @rule(title=titles, given=st.dictionaries(spellings, outcomes, min_size=1), at=times)
    def close_runs(self, title: str, given: dict[str, Outcome], at: datetime) -> None:
        """End the runs of codes."""
        self.both(title, lambda store: store.close_runs(given, at=at))

    @rule(title=titles, given=st.lists(spellings, min_size=1, max_size=2))
    def remove_codes(self, title: str, given: list[str]) -> None:
        """Forget codes."""
        self.both(title, lambda store: store.remove_codes(given))

    @rule(
        title=titles,
        sender=owners,
        counts=st.dictionaries(st.tuples(guilds, days), st.integers(1, 9), max_size=3),
        before=st.none() | days,
    )
    def note_requests(
        self, title: str, sender: str, counts: dict[tuple[GuildId, date], int], before: date | None
    ) -> None:
        """Note what was sent, or forget what is old."""
        self.both(title, lambda store: store.note_requests(sender, counts))
        if before:
            self.both(title, lambda store: store.prune_requests(before))

    @rule(
        title=titles,
        proofs=st.lists(st.builds(ProofRecord, fids, states, times, st.none() | outcomes)),
        before=st.none() | times,
    )
    def note_proofs(self, title: str, proofs: list[ProofRecord], before: datetime | None) -> None:
        """Note for whom was asked, or forget what is old."""
        self.both(title, lambda store: store.note_proofs(proofs))
        if before:
            self.both(title, lambda store: store.prune_proofs(before))

    @rule(title=titles, searches=st.lists(searched, max_size=4), gone=st.none() | guilds)
    def note_searches(
        self, title: str, searches: list[SearchedPlayer], gone: GuildId | None
    ) -> None:
        """Search for players, or for none in a guild any more."""
        self.both(title, lambda store: store.begin_searches(searches[:2]))
        self.both(title, lambda store: store.note_searches(searches[1:]))
        if gone:
            self.both(title, lambda store: store.drop_searches([gone]))

    @rule(title=titles, before=times)
    def prune_codes(self, title: str, before: datetime) -> None:
        """Forget what is of codes that nobody needs."""
        self.both(title, lambda store: store.prune_codes(before))

    @rule(title=titles, given=st.lists(runs, min_size=1, max_size=3))
    def save_runs(self, title: str, given: list[RunRecord]) -> None:
        """Save runs."""
        self.both(title, lambda store: store.save_runs(given))

    @rule(
        title=titles,
        given=st.lists(st.tuples(guilds, spellings), min_size=1),
        at=times,
        again=st.sampled_from([Again.FOR_NEW, Again.ANEW, Again.AFRESH]),
    )
    def want_runs(
        self, title: str, given: list[tuple[GuildId, str]], at: datetime, again: Again
    ) -> None:
        """Open runs."""
        self.both(title, lambda store: store.want_runs(given, at=at, again=again))

    @rule(title=titles, given=keys, at=times)
    def stop_runs(self, title: str, given: list[RunKey], at: datetime) -> None:
        """Stop runs."""
        self.both(title, lambda store: store.stop_runs(given, at=at))

    @rule(title=titles, given=keys, at=times)
    def resume_runs(self, title: str, given: list[RunKey], at: datetime) -> None:
        """Let stopped runs go on."""
        self.both(title, lambda store: store.resume_runs(given, at=at))

    @rule(title=titles, owner=owners)
    def asked_of(self, title: str, owner: str) -> None:
        """Ask what an owner is to do."""

        async def asked(store: Store) -> object:
            return in_order(await store.asked_of(owner))

        self.both(title, asked)

    @rule(
        title=titles,
        owner=owners,
        seconds=st.sampled_from([0.0, LONG]),
        among=st.none() | keys,
    )
    def claim_runs(
        self,
        title: str,
        owner: str,
        seconds: float,
        among: list[RunKey] | None,
    ) -> None:
        """Claim whatever may be claimed: it is not for the play to say what was due first."""

        async def claim(store: Store) -> object:
            return in_order(await store.claim_runs(Claim(owner, 99, seconds, among=among)))

        self.both(title, claim)

    @rule(title=titles, owner=owners, given=keys)
    def keep_runs(self, title: str, owner: str, given: list[RunKey]) -> None:
        """Keep runs."""
        self.both(title, lambda store: store.keep_runs(owner, given))

    @rule(title=titles, owner=owners, given=keys, due_in=st.sampled_from([None, 0.0, LONG]))
    def release_runs(
        self, title: str, owner: str, given: list[RunKey], due_in: float | None
    ) -> None:
        """Give runs back."""
        self.both(title, lambda store: store.release_runs(owner, given, due_in=due_in))

    @rule(
        title=titles,
        owner=owners,
        seconds=st.sampled_from([0.0, LONG]),
        instead_of=st.just("") | owners,
    )
    def hold_lease(self, title: str, owner: str, seconds: float, instead_of: str) -> None:
        """Take a lease, or keep it."""
        self.both(
            title,
            lambda store: store.hold_lease(ADDRESS, owner, seconds=seconds, instead_of=instead_of),
        )

    @rule(title=titles, owner=owners)
    def release_lease(self, title: str, owner: str) -> None:
        """Give a lease back."""
        self.both(title, lambda store: store.release_lease(ADDRESS, owner))

    @rule(title=titles, guild=guilds, code=issues, given=players)
    def batch_check_members(self, title: str, guild: GuildId, code: str, given: list[Fid]) -> None:
        """Ask who is settled."""
        self.both(title, lambda store: store.batch_check_members(guild, code, given))

    @rule(title=titles, asked=st.dictionaries(st.tuples(guilds, issues), st.lists(fids)))
    def batch_check(self, title: str, asked: Mapping[Subject, list[Fid]]) -> None:
        """Ask who is settled for several codes in several guilds."""
        self.both(title, lambda store: store.batch_check(asked))


async def everything(store: Store) -> object:
    """Read all that a store can tell, in an order of its own where the port promises none."""
    editions = [issue_of(code, edition) for code in SPELLINGS for edition in (1, 2)]
    places = [(guild, issue) for guild in GUILDS for issue in editions]
    saved = [await store.runs(status) for status in (None, *RunStatus)]
    assert all(found == sorted(found, key=lambda run: run.opened_at) for found in saved)
    return (
        [await store.batch_check_members(*place, FIDS) for place in places],
        await store.attempts_of(places),
        [matrix_of(await store.matrix(guild, editions)) for guild in GUILDS],
        [await store.settled_since(dict.fromkeys(places, at)) for at in (EARLIER, NOW)],
        [{one async for some in store.entries(GUILDS, when) for one in some} for when in SINCE],
        await store.member_counts(GUILDS),
        await store.alliances(GUILDS),
        [await store.alliance_counts(guild) for guild in GUILDS],
        [[set(batch) async for batch in store.members(guild)] for guild in GUILDS],
        [await store.member_page(guild, query) for guild in GUILDS for query in PAGES],
        [await store.count_needs(guild) for guild in GUILDS],
        await store.guilds_of(FIDS),
        await store.players(FIDS),
        await store.proofs_since(NOW),
        await store.guilds_searching(),
        [set(await store.searches_to_do(guild, most=9)) for guild in GUILDS],
        [await store.search_figures(guild) for guild in GUILDS],
        await store.codes(),
        await store.codes([code_key("Gift")]),
        await store.awaiting_rollout(),
        [await store.visible_codes(guild) for guild in GUILDS],
        await store.codes_in(GUILDS),
        [await store.spenders(day, most=2) for day in DAYS],
        [await store.requests_of([guild], day) for guild in GUILDS for day in DAYS],
        [await store.postings(guild) for guild in GUILDS],
        [await store.opted_out(guild, list(OptOutStatus)) for guild in GUILDS],
        [await store.owned_by(user) for user in USERS],
        await store.guilds(),
        [set(await store.redemptions(guild, editions, FIDS)) for guild in GUILDS],
        [{one.fid for one in await store.witnesses(issue, most=9)} for issue in editions],
        [[one.code for one in await store.codes_due(NOW, most=most)] for most in (1, 9)],
        await store.awaiting_announcement(),
        await store.postings_of(SPELLINGS),
        await store.feeds(),
        [await store.watched_channels(some) for some in (None, [GUILD], [])],
        await store.unfinished_announcements(),
        await store.untold(),
        [await store.told_since(at) for at in (EARLIER, NOW)],
        await store.contact_ways([(guild, user) for guild in GUILDS for user in USERS]),
        sorted(await store.failing_members(), key=lambda one: (one.guild_id, one.member.fid)),
        sorted(await store.gates_passed(editions), key=lambda one: (*one[:1], str(one))),
        await store.announcements_of(editions),
        [in_order(found) for found in saved],
        in_order(await store.runs(among=[(GUILD, code_key("Gift"))])),
        in_order(await store.runs_of(["Gift"], RunStatus.OPEN)),
    )


def matrix_of(matrix: Matrix) -> Mapping[str, Mapping[Outcome, list[Fid]]]:
    """Give players as lists, however they are packed."""
    return {code: {how: [*fids] for how, fids in cells.items()} for code, cells in matrix.items()}


def in_order(found: Sequence[RunRecord]) -> list[tuple[RunRecord, bool]]:
    """Give runs in one order, with whether they are ever due: the moment is the store's to say."""
    ordered = sorted(found, key=lambda run: (run.guild_id, run.code))
    return [(replace(run, due=None), run.due is not None) for run in ordered]


@pytest.fixture
def sqlite_urls(tmp_path: Path) -> Iterator[str]:
    """Give URLs of new files."""
    return (f"sqlite:///{tmp_path / f'{number}.db'}" for number in count())


@pytest.fixture
def mongodb_urls(mongod_uri: str) -> Iterator[Iterator[str]]:
    """Give URLs of new databases; they are dropped in the end."""
    prefix = f"twins_{uuid4().hex}_"
    yield (database_url(mongod_uri, f"{prefix}{number}") for number in count())
    with MongoClient[dict[str, Any]](mongod_uri) as client:
        for name in client.list_database_names():
            if name.startswith(prefix):
                client.drop_database(name)


@pytest.mark.parametrize("kind", ["sqlite", "mongodb"])
def test_a_store_and_the_model_can_not_be_told_apart(
    kind: str, request: pytest.FixtureRequest
) -> None:
    class TwinsOfKind(Twins):
        urls = request.getfixturevalue(f"{kind}_urls")

    run_state_machine_as_test(
        TwinsOfKind,
        settings=settings(max_examples=PLAYS[kind], stateful_step_count=MOVES, deadline=None),
    )
