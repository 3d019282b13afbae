"""Everything that is written into a store, once: with values in every field, and without any."""

from dataclasses import replace
from datetime import timedelta

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Board, GuildSettings, OptOutStatus, Posting
from autoredeem.domain.ids import ChannelId, Fid, MessageId, RoleId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
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
DEAD_CODE, GONE_CODE, OWNER, LEASE = "Dead-1", "Gone-1", "owner", "lease"
LONG = 3600.0


async def write_everything(store: Store) -> None:
    """Write with each verb that writes."""
    full = Member(ANN, State(245), "Ann", 30, ME)
    await store.enrol(GUILD, [full, Member(BOB)], by="test", at=NOW)
    await store.settle([settlement(ANN), settlement(BOB, how=Outcome.ALREADY_REDEEMED)])
    await store.note_attempts([attempt(CAT)])
    moved = KnownPlayer(ANN, State(245), NOW, ((State(245), NOW + timedelta(hours=1)),))
    await store.note_players([moved, KnownPlayer(CAT, missing_at=NOW)])
    await store.opt_out([opt_out(CAT)])
    await store.enrol(GUILD, [Member(DAN)], by="test", at=NOW)
    await store.enrol(GUILD, [Member(DAN, owner=ME)], by="test", at=NOW)
    await store.opt_out([opt_out(EVE, managed=True, status=OptOutStatus.LIFTED)])
    await store.leave_notices([action()])
    await _write_codes(store)
    await _write_runs(store)
    await _write_guilds(store)
    await store.note_actions([action()])
    await store.note_requests(OWNER, {(GUILD, NOW.date()): 9})
    await store.hold_lease(LEASE, OWNER, seconds=LONG)


async def _write_codes(store: Store) -> None:
    await store.add_codes([CODE, DEAD_CODE], at=NOW)
    await store.add_codes([OTHER_CODE], at=NOW, shared=False)
    await store.post_codes([Posting(GUILD, OTHER_CODE, "test", NOW)])
    await store.mark_rolled_out([CODE], at=NOW)
    await store.post_codes([Posting(OTHER_GUILD, OTHER_CODE, "test", NOW)])
    await store.set_sharing(OTHER_GUILD, [OTHER_CODE], due=NOW)
    standings = {
        CODE: Standing(Life.ALIVE),
        OTHER_CODE: Standing(Life.UNTRIED, doubted_by=ANN),
        DEAD_CODE: Standing(Life.DEAD, Outcome.EXPIRED),
    }
    await store.judge(standings, at=NOW + timedelta(hours=1))
    await store.add_codes([GONE_CODE], at=NOW, shared=False)
    await store.judge({GONE_CODE: Standing(Life.DEAD, Outcome.EXPIRED)}, at=NOW)
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
    await store.save_runs([done])
    await store.want_runs([(OTHER_GUILD, CODE)], at=NOW)
    await store.claim_runs(claim)
    await store.stop_runs([(OTHER_GUILD, "GIFT-2026")], at=NOW)


async def _write_guilds(store: Store) -> None:
    chosen = GuildSettings(
        GUILD,
        enabled=True,
        channel=ChannelId(700_001),
        manager_role=RoleId(700_002),
        state=State(245),
        language="ar",
        chosen_at=NOW,
        left_at=NOW,
        blocked_at=NOW,
    )
    await store.change_guilds(changes_to(chosen, GuildSettings(OTHER_GUILD)), by="test", at=NOW)
    board = Board(GUILD, ChannelId(700_001), MessageId(700_003), NOW, frozenset({"GIFT-2026"}))
    await store.save_boards([board])
