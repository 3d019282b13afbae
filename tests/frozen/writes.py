"""Everything that is written into a store, once: with values in every field, and without any."""

from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Board, GuildSettings, OptOutStatus, Posting
from autoredeem.domain.ids import NOBODY, ChannelId, Fid, MessageId, RoleId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.players import Member
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import (
    Announcement,
    FeedState,
    ListedCode,
    Listing,
    SourceKind,
    WatchedChannel,
    WatchPurpose,
)
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    RosterChange,
    Sync,
    SyncState,
    SyncTrouble,
)
from autoredeem.store.interface import Store
from autoredeem.store.records import Claim, RunStatus
from support.facts import (
    ANN,
    BOB,
    CAT,
    CODE,
    FIGURES,
    GUILD,
    ME,
    NOW,
    OTHER_CODE,
    OTHER_GUILD,
    action,
    attempt,
    changes_to,
    opt_out,
    settlement,
)

DAN, EVE = Fid(10_000_004), Fid(10_000_005)
DEAD_CODE, GONE_CODE, LISTED_CODE, BACK_CODE = "Dead-1", "Gone-1", "Listed-1", "Back-1"
OWNER, LEASE = "owner", "lease"
LATER = NOW + timedelta(hours=1)
LONG = 3600.0


async def write_everything(store: Store) -> None:
    """Write with each verb that writes."""
    full = Member(ANN, State(245), "Ann", 30, ME)
    await store.enrol(GUILD, [full, Member(BOB)], by="test", at=NOW)
    await store.settle([settlement(ANN), settlement(BOB, how=Outcome.ALREADY_REDEEMED)])
    await store.settle([settlement(ANN, code=f"{CODE}~2")])
    await store.note_attempts([attempt(CAT), attempt(CAT, code=f"{CODE}~2")])
    moved = KnownPlayer(ANN, State(245), NOW, ((State(245), NOW + timedelta(hours=1)),))
    await store.note_players([moved, KnownPlayer(CAT, missing_at=NOW)])
    await store.opt_out([opt_out(CAT)])
    await store.enrol(GUILD, [Member(DAN)], by="test", at=NOW)
    await store.enrol(GUILD, [Member(DAN, owner=ME)], by="test", at=NOW)
    await store.opt_out([opt_out(EVE, managed=True, status=OptOutStatus.LIFTED)])
    reds = Alliance(
        GUILD, AllianceId(7), "Réds", State(245), ChannelId(700_002), RoleId(700_003), 2
    )
    await store.add_alliances([reds, Alliance(GUILD, AllianceId(8), "Blues")])
    await store.move_members(GUILD, {DAN: reds.id}, at=NOW)
    await store.leave_notices([action()])
    await _write_codes(store)
    await _write_runs(store)
    await _write_guilds(store)
    await _write_sources(store)
    await _write_syncs(store)
    await _write_notifications(store)
    await store.note_actions([action()])
    await store.note_requests(OWNER, {(GUILD, NOW.date()): 9})
    await store.note_proofs([ProofRecord(ANN, State(245), NOW, Outcome.EXPIRED)])
    await store.note_proofs([ProofRecord(BOB, State(245), NOW)])
    full_search = SearchedPlayer(
        GUILD, ANN, NOW, 2, 30, (State(244), State(245)), State(245), over=True
    )
    await store.begin_searches([full_search, SearchedPlayer(GUILD, BOB, NOW)])
    await store.hold_lease(LEASE, OWNER, seconds=LONG)


async def _write_codes(store: Store) -> None:
    await store.add_codes([CODE, DEAD_CODE], at=NOW)
    await store.add_codes([LISTED_CODE], at=NOW, source=SourceKind.FEED)
    await store.add_codes([OTHER_CODE], at=NOW, shared=False)
    await store.post_codes([Posting(GUILD, OTHER_CODE, "test", NOW)])
    await store.mark_rolled_out([CODE], at=NOW)
    await store.post_codes([Posting(OTHER_GUILD, OTHER_CODE, "test", NOW)])
    await store.set_sharing(OTHER_GUILD, [OTHER_CODE], due=NOW)
    standings = {
        CODE: Standing(Life.ALIVE, edition=2, turn=2, due=LATER, opens=True),
        OTHER_CODE: Standing(Life.UNTRIED, doubted_by=ANN),
        DEAD_CODE: Standing(Life.DEAD, Outcome.EXPIRED, turn=1),
        LISTED_CODE: Standing(reason=Outcome.NO_SUCH_CODE, asked=1, asked_at=NOW, due=LATER),
        BACK_CODE: Standing(Life.DEAD, Outcome.EXPIRED, turn=1),
    }
    await store.judge(standings, at=LATER)
    await store.revive({BACK_CODE: 1}, at=LATER)
    witnessed = Standing(turn=2, due=LATER, awaits_witnesses=True, paid_to=ANN)
    await store.judge({BACK_CODE: witnessed}, at=LATER)
    await store.note_listings({LISTED_CODE: Listing(LATER, LATER)})
    await store.mark_announced({CODE: 1})
    await store.add_codes([GONE_CODE], at=NOW, shared=False)
    await store.judge({GONE_CODE: Standing(Life.DEAD, Outcome.EXPIRED, turn=1)}, at=NOW)
    await store.prune_codes(NOW + timedelta(seconds=1))


async def _write_runs(store: Store) -> None:
    """Leave a run that nobody owns, one whose owner is asked for both, and one that is done."""
    codes = [CODE, OTHER_CODE, DEAD_CODE]
    await store.want_runs([(GUILD, code) for code in codes], at=NOW)
    claim = Claim(OWNER, limit=len(codes), seconds=LONG)
    runs = {run.code: run for run in await store.claim_runs(claim)}
    await store.release_runs(OWNER, [runs[CODE].key], due_in=None)
    await store.want_runs([(GUILD, OTHER_CODE)], at=NOW)
    done = replace(runs[DEAD_CODE], status=RunStatus.DONE, figures=FIGURES, reason=Outcome.EXPIRED)
    await store.save_runs(
        [replace(done, edition=2, roster_at=NOW, in_need={ANN: State(245), BOB: None})]
    )
    await store.want_runs([(OTHER_GUILD, CODE)], at=NOW)
    await store.claim_runs(claim)
    await store.stop_runs([(OTHER_GUILD, "GIFT-2026")], at=NOW)


async def _write_sources(store: Store) -> None:
    """Leave a feed, a channel and an announcement with everything, and one of each without."""
    feed = FeedState(
        "kingshot.net",
        first_at=NOW,
        good_at=NOW,
        news_at=NOW,
        polls=3,
        taken_from=NOW,
        taken=2,
        codes={CODE: ListedCode(), OTHER_CODE: ListedCode(NOW, 2)},
    )
    await store.save_feeds([feed, FeedState("new")])
    here, there = ChannelId(700_001), ChannelId(700_004)
    webhooks = frozenset({700_005})
    full = WatchedChannel(GUILD, here, ME, NOW, webhooks, MessageId(700_006), 10, NOW)
    for_ids = WatchedChannel(
        GUILD, ChannelId(700_009), ME, NOW, purpose=WatchPurpose.IDS, card=MessageId(700_010)
    )
    await store.watch_channels([full, WatchedChannel(GUILD, there, ME, NOW), for_ids])
    told = Announcement(GUILD, f"{CODE}~2", here, NOW)
    await store.begin_announcements([told, Announcement(GUILD, CODE, here, NOW)])
    await store.finish_announcements([replace(told, message=MessageId(700_007))])


async def _write_syncs(store: Store) -> None:
    hour = timedelta(hours=1)
    strange = SyncTrouble.STRANGE
    state = SyncState(7, NOW, 88, 6, NOW + hour, strange, 9, True, 3, 2, True)  # noqa: FBT003
    sync = Sync(GUILD, "mightpulse", "258/ABC", ME, NOW, alliance=AllianceId(3), state=state)
    await store.follow([sync, Sync(GUILD, "file", "", ME, NOW)])
    await store.note_sync(sync)
    listed = Listed(GUILD, sync.key, ANN, "Ann", State(245), 30, missed=2, missed_in=7)
    change = RosterChange(GUILD, sync.key, 7, ChangeKind.RENAMED, ANN, NOW, "Ann", "An", "Ann")
    changes = ListingChanges(GUILD, NOW, [listed, replace(listed, fid=BOB)], history=[change])
    await store.apply_listing(changes)


async def _write_notifications(store: Store) -> None:
    """Leave a notification that was told, one that was not, and a way for each kind."""
    owed = Notification(GUILD, ANN, "wrong_state:999", ME, NOW)
    managers = Notification(OTHER_GUILD, ANN, "no_such_player", NOBODY, NOW)
    await store.note_failures([owed, managers])
    await store.save_notifications([replace(owed, batch="b1", begun_at=NOW, told_at=LATER)])
    await store.set_contact_ways({(GUILD, ME): ContactWay.DIRECT})


async def _write_guilds(store: Store) -> None:
    chosen = GuildSettings(
        GUILD,
        enabled=True,
        channel=ChannelId(700_001),
        manager_role=RoleId(700_002),
        state=State(245),
        language="ar",
        share_found=True,
        chosen_at=NOW,
        left_at=NOW,
        blocked_at=NOW,
        beside=True,
    )
    await store.change_guilds(changes_to(chosen, GuildSettings(OTHER_GUILD)), by="test", at=NOW)
    board = Board(GUILD, ChannelId(700_001), MessageId(700_003), NOW, frozenset({"GIFT-2026"}))
    of_reds = replace(board, message=MessageId(700_004), alliance=AllianceId(7))
    await store.save_boards([board, of_reds])
