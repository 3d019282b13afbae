"""Every verb of the port, as it may be called in a world, and what its rows grow with.

They are called in this order: what takes away comes last.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from inspect import isfunction

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildChanges, Posting
from autoredeem.domain.ids import Fid, GuildId, MessageId, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Announcement, FeedState, Listing, WatchedChannel
from autoredeem.store.interface import Store
from autoredeem.store.records import Again, Answers, Claim, RunRecord, RunStatus, Settled
from support.facts import ME, NOW, YOU, action, attempt, opt_out, settlement
from support.sized_world import ANOTHER, OWNER, RESULTS, World, asked_opt_outs, board, watched

LATER = NOW + timedelta(days=1)
MUCH_LATER = NOW + timedelta(days=400)
FIRST = 10
"""Of how many something is asked that is asked of few."""

MEMBERS, CODES, GUILDS = "members", "codes", "guilds"
DIMENSIONS = (MEMBERS, CODES, GUILDS)


@dataclass(frozen=True, slots=True)
class Verb:
    """A call of a verb. Its rows grow with nothing but what `grows` names.

    A verb is called in several ways where it is asked about different things: `way` tells them
    apart.
    """

    verb: str
    call: Callable[[World], Awaitable[object]]
    grows: Collection[str] = ()
    way: str = ""

    @property
    def name(self) -> str:
        """What it is called where something is wrong with it."""
        return f"{self.verb} ({self.way})" if self.way else self.verb


def verbs_of_the_port() -> frozenset[str]:
    """Return the names of all verbs."""
    return frozenset(
        name for name in dir(Store) if name[0] != "_" and isfunction(getattr(Store, name))
    )


async def _all_of(batches: AsyncIterator[Sequence[object]]) -> None:
    async for _ in batches:
        pass


def _settlements(world: World, code: str = "NEW") -> Collection[object]:
    return [settlement(fid, guild_id=world.guild, code=code) for fid in world.fids]


async def _record(world: World) -> None:
    """Record an answer for everyone, with one run."""
    (run,) = await world.store.runs(among=world.runs[:1])

    async def runs(_settled: Settled) -> Collection[RunRecord]:
        return [run]

    answers = Answers(
        NOW,
        [settlement(fid, guild_id=world.guild, code="LATEST") for fid in world.fids],
        [attempt(fid, guild_id=world.guild, code=world.code, at=LATER) for fid in world.fids],
        {world.code: Standing(Life.ALIVE)},
        [KnownPlayer(fid, State(246), LATER) for fid in world.fids],
    )
    await world.store.record(answers, runs)


async def _save_runs(world: World) -> None:
    await world.store.save_runs(await world.store.runs(among=world.runs))


def _told(world: World, message: MessageId | None) -> Sequence[Announcement]:
    """Return what is told of one more code in all guilds, and of all codes in the first."""
    guilds = [(guild_id, "MORE") for guild_id in world.guilds]
    codes = [(world.guild, f"{code}~2") for code in world.codes]
    return [Announcement(*one, RESULTS, NOW, message) for one in (*guilds, *codes)]


LEDGER: Sequence[Verb] = (
    Verb(
        "batch_check_members",
        lambda w: w.store.batch_check_members(w.guild, w.code, w.fids),
        {MEMBERS},
    ),
    Verb(
        "batch_check",
        lambda w: w.store.batch_check(dict.fromkeys(w.places, [*w.mine, *w.few])),
        {CODES, GUILDS},
    ),
    Verb(
        "batch_check",
        lambda w: w.store.batch_check({(w.guild, "NOBODYS"): w.fids}),
        way="of what nobody has",
    ),
    Verb(
        "settle",
        lambda w: w.store.settle(
            [settlement(fid, guild_id=w.guild, code="NEW") for fid in w.fids]
        ),
        {MEMBERS, GUILDS},
    ),
    Verb(
        "settle",
        lambda w: w.store.settle(
            [settlement(w.fids[-1], guild_id=w.guild, code=f"{code}~3") for code in w.codes]
        ),
        {CODES},
        "many codes for one",
    ),
    Verb(
        "note_attempts",
        lambda w: w.store.note_attempts(
            [attempt(fid, guild_id=w.guild, code="NEW") for fid in w.fids]
        ),
        {MEMBERS},
    ),
    Verb("attempts", lambda w: w.store.attempts(w.guild, w.code), {MEMBERS}),
    Verb("attempts_of", lambda w: w.store.attempts_of(w.places[1:]), {CODES}),
    Verb(
        "settled_since",
        lambda w: w.store.settled_since(dict.fromkeys(w.places[1:], NOW - timedelta(days=1))),
        {CODES, GUILDS},
    ),
    Verb(
        "settled_since",
        lambda w: w.store.settled_since({(w.guild, w.code): LATER + timedelta(days=2)}),
        way="nobody",
    ),
    Verb(
        "redemptions",
        lambda w: w.store.redemptions(w.guild, [w.code], w.fids),
        {MEMBERS},
        "one code for many",
    ),
    Verb(
        "redemptions",
        lambda w: w.store.redemptions(w.guild, w.codes, w.few),
        {CODES},
        "many codes for few",
    ),
    Verb(
        "attempts_among",
        lambda w: w.store.attempts_among(w.guild, [w.code], w.fids),
        {MEMBERS},
        "one code for many",
    ),
    Verb(
        "attempts_among",
        lambda w: w.store.attempts_among(w.guild, w.codes, w.few),
        {CODES},
        "many codes for few",
    ),
    Verb("witnesses", lambda w: w.store.witnesses(w.code, most=2), {GUILDS}),
    Verb(
        "note_players",
        lambda w: w.store.note_players([KnownPlayer(fid, State(7), LATER) for fid in w.fids]),
        {MEMBERS},
    ),
    Verb("players", lambda w: w.store.players(w.fids), {MEMBERS}),
    Verb("record", _record, {MEMBERS, GUILDS}),
)

ROSTER: Sequence[Verb] = (
    Verb(
        "enrol",
        lambda w: w.store.enrol(
            w.guild,
            [Member(Fid(fid + 200_000_000), State(245)) for fid in w.fids],
            by="test",
            at=NOW,
        ),
        {MEMBERS},
        "who is new",
    ),
    Verb(
        "enrol",
        lambda w: w.store.enrol(
            w.guild, [Member(fid, level=31) for fid in w.fids], by="test", at=NOW
        ),
        {MEMBERS, CODES, GUILDS},
        "who is there",
    ),
    Verb("members", lambda w: _all_of(w.store.members(w.guild)), {MEMBERS}),
    Verb("entries", lambda w: _all_of(w.store.entries(w.guilds)), {MEMBERS, GUILDS}),
    Verb(
        "entries",
        lambda w: _all_of(w.store.entries(w.guilds, dict.fromkeys(w.guilds, MUCH_LATER))),
        way="since then",
    ),
    Verb("member_counts", lambda w: w.store.member_counts(w.guilds), {GUILDS}),
    Verb("count_members", lambda w: w.store.count_members(w.guild)),
    Verb(
        "set_states",
        lambda w: w.store.set_states(w.guild, dict.fromkeys(w.fids, State(8)), at=NOW),
        {MEMBERS},
    ),
    Verb("guilds_of", lambda w: w.store.guilds_of(w.fids), {MEMBERS, GUILDS}),
    Verb("members_among", lambda w: w.store.members_among(w.guild, w.fids), {MEMBERS}),
    Verb("owned_by", lambda w: w.store.owned_by(ME), {GUILDS}),
    Verb("undo_claims", lambda w: w.store.undo_claims(w.guild, w.fids, at=NOW), {MEMBERS}),
    Verb("opted_out", lambda w: w.store.opted_out(w.guild), {MEMBERS}),
    Verb("opt_out", lambda w: w.store.opt_out(asked_opt_outs(w)), {MEMBERS}),
    Verb("lift_opt_outs", lambda w: w.store.lift_opt_outs(asked_opt_outs(w)), {MEMBERS}),
)

CODES_KNOWN: Sequence[Verb] = (
    Verb("codes", lambda w: w.store.codes(), {CODES}, "all"),
    Verb("codes", lambda w: w.store.codes(w.codes[:FIRST]), way="few"),
    Verb("visible_codes", lambda w: w.store.visible_codes(w.guild), {CODES}),
    Verb("postings", lambda w: w.store.postings(w.guild), {CODES}),
    Verb("postings_of", lambda w: w.store.postings_of(w.codes), {CODES}),
    Verb(
        "add_codes", lambda w: w.store.add_codes([f"{c}-NEW" for c in w.codes], at=NOW), {CODES}
    ),
    Verb(
        "post_codes",
        lambda w: w.store.post_codes([Posting(w.guild, f"{c}-NEW", "x", NOW) for c in w.codes]),
        {CODES},
    ),
    Verb(
        "post_codes",
        lambda w: w.store.post_codes([Posting(g, w.code, "x", NOW) for g in w.guilds]),
        {GUILDS},
        "one in many",
    ),
    Verb("set_sharing", lambda w: w.store.set_sharing(w.guild, w.codes, due=NOW), {CODES}),
    Verb("share_due", lambda w: w.store.share_due(at=LATER), {CODES}),
    Verb("share_due", lambda w: w.store.share_due(at=LATER), way="nothing"),
    Verb("awaiting_rollout", lambda w: w.store.awaiting_rollout(), {CODES}),
    Verb("mark_rolled_out", lambda w: w.store.mark_rolled_out(
        [f"{c}-NEW" for c in w.codes], at=NOW), {CODES}),
    Verb("awaiting_rollout", lambda w: w.store.awaiting_rollout(), way="nothing"),
    Verb("codes_due", lambda w: w.store.codes_due(LATER, most=FIRST)),
    Verb("note_listings", lambda w: w.store.note_listings(
        dict.fromkeys(w.codes, Listing(until=LATER))), {CODES}),
    Verb("judge", lambda w: w.store.judge(
        dict.fromkeys([f"{c}-NEW" for c in w.codes], Standing(Life.ALIVE)), at=NOW), {CODES}),
    Verb("awaiting_announcement", lambda w: w.store.awaiting_announcement(), {CODES}),
    Verb("mark_announced", lambda w: w.store.mark_announced(
        dict.fromkeys([f"{c}-NEW" for c in w.codes], 1)), {CODES}),
    Verb("awaiting_announcement", lambda w: w.store.awaiting_announcement(), way="nothing"),
    Verb("judge", lambda w: w.store.judge(
        dict.fromkeys([f"{c}-NEW" for c in w.codes], Standing(Life.DEAD, turn=1)), at=NOW),
        {CODES}, "dead"),
    Verb("revive", lambda w: w.store.revive(
        dict.fromkeys([f"{c}-NEW" for c in w.codes], 1), at=NOW), {CODES}),
)

RUNS: Sequence[Verb] = (
    Verb("want_runs", lambda w: w.store.want_runs(w.places, at=NOW), {CODES, GUILDS}),
    Verb("asked_of", lambda w: w.store.asked_of(OWNER), {CODES, GUILDS}),
    Verb("asked_of", lambda w: w.store.asked_of(OWNER), way="nothing"),
    Verb("runs", lambda w: w.store.runs(RunStatus.OPEN), {CODES, GUILDS}, "open"),
    Verb("runs", lambda w: w.store.runs(RunStatus.OPEN, w.runs[:FIRST]), way="few"),
    Verb("runs_of", lambda w: w.store.runs_of([w.code]), {GUILDS}, "one code"),
    Verb("runs_of", lambda w: w.store.runs_of(w.codes[1:]), {CODES}, "many codes"),
    Verb("runs_in", lambda w: w.store.runs_in(w.guilds), {CODES, GUILDS}),
    Verb("save_runs", _save_runs, {CODES, GUILDS}),
    Verb("renew_runs", lambda w: w.store.renew_runs(OWNER, w.runs, seconds=60.0), {CODES, GUILDS}),
    Verb("release_runs", lambda w: w.store.release_runs(OWNER, w.runs, due_in=None),
        {CODES, GUILDS}),
    Verb("close_runs", lambda w: w.store.close_runs(
        dict.fromkeys(w.codes[1:], Outcome.EXPIRED), at=NOW), {CODES}),
    Verb("stop_runs", lambda w: w.store.stop_runs(w.runs, at=NOW), {CODES, GUILDS}),
    Verb("resume_runs", lambda w: w.store.resume_runs(w.runs, at=NOW), {CODES, GUILDS}),
    Verb("release_runs", lambda w: w.store.release_runs(ANOTHER, w.runs, due_in=0.0),
        {CODES, GUILDS}, "due"),
    Verb("claim_runs", lambda w: w.store.claim_runs(Claim(OWNER, FIRST, 60.0)), way="any"),
    Verb("claim_runs", lambda w: w.store.claim_runs(Claim(OWNER, 1_000, 60.0, among=w.runs)),
        {CODES, GUILDS}, "among these"),
    Verb("claim_runs", lambda w: w.store.claim_runs(Claim(OWNER, FIRST, 60.0)), way="nothing"),
    Verb("hold_lease", lambda w: w.store.hold_lease("an address", OWNER, seconds=60.0)),
    Verb("release_lease", lambda w: w.store.release_lease("an address", OWNER)),
)

GUILDS_KNOWN: Sequence[Verb] = (
    Verb("guilds", lambda w: w.store.guilds(), {GUILDS}, "all"),
    Verb("guilds", lambda w: w.store.guilds(w.guilds[:1]), way="one"),
    Verb("change_guilds", lambda w: w.store.change_guilds(
        {guild_id: GuildChanges(language="ar", channel=None) for guild_id in w.guilds},
        by="x", at=NOW), {GUILDS}),
    Verb("boards", lambda w: w.store.boards(), {GUILDS}),
    Verb("save_boards", lambda w: w.store.save_boards([board(g) for g in w.guilds]), {GUILDS}),
    Verb("note_actions", lambda w: w.store.note_actions(
        [action(f"{w.guild}-new-{fid}", guild_id=w.guild, user=ME) for fid in w.fids]), {MEMBERS}),
    Verb("actions", lambda w: w.store.actions(w.guild, limit=FIRST)),
    Verb("actions", lambda w: w.store.actions(w.guild, limit=FIRST, by=YOU), way="nobody's"),
    Verb("actions", lambda w: w.store.actions(w.guild, limit=FIRST, kinds=["run.stopped"]),
        way="of a kind"),
    Verb("count_of_guild", lambda w: w.store.count_of_guild(w.guild, ["run.stopped"], since=NOW)),
    Verb("count_of_user", lambda w: w.store.count_of_user(ME, ["run.stopped"], since=NOW)),
    Verb("leave_notices", lambda w: w.store.leave_notices(
        [action(f"{w.guild}-new-{fid}", guild_id=w.guild, user=ME) for fid in w.fids]), {MEMBERS}),
    Verb("notices", lambda w: w.store.notices(w.guild, ME), {MEMBERS, CODES, GUILDS}),
    Verb("drop_notices", lambda w: w.store.drop_notices(
        [f"{w.guild}-new-{fid}" for fid in w.fids]), {MEMBERS}),
    Verb("note_requests", lambda w: w.store.note_requests(
        OWNER, {(guild_id, NOW.date()): 9 for guild_id in w.guilds}), {GUILDS}),
    Verb("spenders", lambda w: w.store.spenders(NOW.date(), most=FIRST)),
    Verb("requests_of", lambda w: w.store.requests_of(w.guilds, NOW.date()), {GUILDS}),
)

SOURCES: Sequence[Verb] = (
    Verb("feeds", lambda w: w.store.feeds()),
    Verb("save_feeds", lambda w: w.store.save_feeds([FeedState("wos-feed", polls=1)])),
    Verb("watched_channels", lambda w: w.store.watched_channels(), {GUILDS}, "all"),
    Verb("watched_channels", lambda w: w.store.watched_channels(w.guilds), {GUILDS}, "of guilds"),
    Verb("watch_channels", lambda w: w.store.watch_channels(
        [WatchedChannel(guild_id, RESULTS, YOU, NOW) for guild_id in w.guilds]), {GUILDS}),
    Verb("note_seen", lambda w: w.store.note_seen(watched(w.guilds)), {GUILDS}),
    Verb("begin_announcements", lambda w: w.store.begin_announcements(_told(w, None)),
        {CODES, GUILDS}),
    Verb("unfinished_announcements", lambda w: w.store.unfinished_announcements(),
        {CODES, GUILDS}),
    Verb("finish_announcements", lambda w: w.store.finish_announcements(_told(w, MessageId(9))),
        {CODES, GUILDS}),
    Verb("unfinished_announcements", lambda w: w.store.unfinished_announcements(), way="nothing"),
    Verb("announcements_of", lambda w: w.store.announcements_of([w.code]), {GUILDS}, "one code"),
    Verb("announcements_of", lambda w: w.store.announcements_of(w.codes[1:]), {CODES},
        "many codes"),
)

GOING: Sequence[Verb] = (
    Verb("unwatch_channels", lambda w: w.store.unwatch_channels(w.guild, [RESULTS])),
    Verb("drop_boards", lambda w: w.store.drop_boards(w.guilds), {GUILDS}),
    Verb("unpost_codes", lambda w: w.store.unpost_codes(w.guild, w.codes), {CODES}),
    Verb("remove_codes", lambda w: w.store.remove_codes([f"{c}-NEW" for c in w.codes]), {CODES}),
    Verb("remove", lambda w: w.store.remove(w.guild, w.fids[3:]), {MEMBERS}),
    Verb("prune_codes", lambda w: w.store.prune_codes(NOW - timedelta(days=9)), way="nothing"),
    Verb("prune_announcements", lambda w: w.store.prune_announcements(NOW - timedelta(days=9)),
        way="nothing"),
    Verb("prune_trails", lambda w: w.store.prune_trails(NOW - timedelta(days=9)), way="nothing"),
    Verb("prune_requests", lambda w: w.store.prune_requests(NOW.date() - timedelta(days=9)),
        way="nothing"),
    Verb("forget_pseudonyms", lambda w: w.store.forget_pseudonyms(at=NOW), way="nothing"),
    Verb("forget_user", lambda w: w.store.forget_user(ME, pseudonym=UserId(-(10**13))),
        {MEMBERS, CODES, GUILDS}),
    Verb("forget_pseudonyms", lambda w: w.store.forget_pseudonyms(at=MUCH_LATER),
        {MEMBERS, CODES, GUILDS}),
    Verb("prune_codes", lambda w: w.store.prune_codes(MUCH_LATER), {CODES}),
    Verb("prune_announcements", lambda w: w.store.prune_announcements(MUCH_LATER),
        {CODES, GUILDS}),
    Verb("prune_trails", lambda w: w.store.prune_trails(MUCH_LATER), {MEMBERS, CODES, GUILDS}),
    Verb("prune_requests", lambda w: w.store.prune_requests(MUCH_LATER.date()), {GUILDS}),
    Verb("forget_guilds", lambda w: w.store.forget_guilds(w.guilds), {MEMBERS, CODES, GUILDS}),
)

VERBS: Sequence[Verb] = (
    *LEDGER,
    *ROSTER,
    *CODES_KNOWN,
    *RUNS,
    *GUILDS_KNOWN,
    *SOURCES,
    *GOING,
)
