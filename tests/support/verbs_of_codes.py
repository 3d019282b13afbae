"""The verbs of the ports `Codes`, `Runs`, `Doorbell` and `Leases`."""

from collections.abc import Sequence

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Listing
from autoredeem.store.records import Claim, RunStatus
from support.facts import NOW
from support.sized_world import OWNER, World
from support.verb import CODES, FIRST, GUILDS, LATER, Verb


async def _save_runs(world: World) -> None:
    await world.store.save_runs(await world.store.runs(among=world.runs))


CODES_KNOWN: Sequence[Verb] = (
    Verb("codes", lambda w: w.store.codes(), {CODES}, "all"),
    Verb("codes", lambda w: w.store.codes(w.codes[:FIRST]), way="few"),
    Verb("visible_codes", lambda w: w.store.visible_codes(w.guild), {CODES}),
    Verb("codes_in", lambda w: w.store.codes_in(w.guilds), {CODES}),
    Verb("postings", lambda w: w.store.postings(w.guild), {CODES}, "all"),
    Verb("postings", lambda w: w.store.postings(w.guild, w.codes[:FIRST]), way="few"),
    Verb("count_postings", lambda w: w.store.count_postings(w.guild, since=LATER)),
    Verb("postings_of", lambda w: w.store.postings_of(w.codes), {CODES}),
    Verb("add_codes", lambda w: w.store.add_codes([f"{c}-NEW" for c in w.codes], at=NOW), {CODES}),
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
    Verb(
        "mark_rolled_out",
        lambda w: w.store.mark_rolled_out([f"{c}-NEW" for c in w.codes], at=NOW),
        {CODES},
    ),
    Verb("awaiting_rollout", lambda w: w.store.awaiting_rollout(), way="nothing"),
    Verb("codes_due", lambda w: w.store.codes_due(LATER, most=FIRST)),
    Verb(
        "note_listings",
        lambda w: w.store.note_listings(dict.fromkeys(w.codes, Listing(until=LATER))),
        {CODES},
    ),
    Verb(
        "judge",
        lambda w: w.store.judge(
            dict.fromkeys([f"{c}-NEW" for c in w.codes], Standing(Life.ALIVE)), at=NOW
        ),
        {CODES},
    ),
    Verb("awaiting_announcement", lambda w: w.store.awaiting_announcement(), {CODES}),
    Verb(
        "mark_announced",
        lambda w: w.store.mark_announced(dict.fromkeys([f"{c}-NEW" for c in w.codes], 1)),
        {CODES},
    ),
    Verb("awaiting_announcement", lambda w: w.store.awaiting_announcement(), way="nothing"),
    Verb(
        "judge",
        lambda w: w.store.judge(
            dict.fromkeys([f"{c}-NEW" for c in w.codes], Standing(Life.DEAD, turn=1)), at=NOW
        ),
        {CODES},
        "dead",
    ),
    Verb(
        "revive",
        lambda w: w.store.revive(dict.fromkeys([f"{c}-NEW" for c in w.codes], 1), at=NOW),
        {CODES},
    ),
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
    Verb("keep_runs", lambda w: w.store.keep_runs(OWNER, w.runs), {CODES, GUILDS}),
    Verb(
        "release_runs", lambda w: w.store.release_runs(OWNER, w.runs, due_in=None), {CODES, GUILDS}
    ),
    Verb(
        "close_runs",
        lambda w: w.store.close_runs(dict.fromkeys(w.codes[1:], Outcome.EXPIRED), at=NOW),
        {CODES},
    ),
    Verb("stop_runs", lambda w: w.store.stop_runs(w.runs, at=NOW), {CODES, GUILDS}),
    Verb("resume_runs", lambda w: w.store.resume_runs(w.runs, at=NOW), {CODES, GUILDS}),
    Verb(
        "claim_runs",
        lambda w: w.store.claim_runs(Claim(OWNER, 1_000, 60.0, w.runs)),
        {CODES, GUILDS},
        "among these",
    ),
    Verb(
        "release_runs",
        lambda w: w.store.release_runs(OWNER, w.runs, due_in=0.0),
        {CODES, GUILDS},
        "due",
    ),
    Verb("claim_runs", lambda w: w.store.claim_runs(Claim(OWNER, FIRST, 60.0)), way="any"),
    Verb("stop_runs", lambda w: w.store.stop_runs(w.runs, at=NOW), {CODES, GUILDS}, "some owned"),
    Verb("claim_runs", lambda w: w.store.claim_runs(Claim(OWNER, FIRST, 60.0)), way="nothing"),
    Verb("last_change", lambda w: w.store.last_change()),
    Verb("hold_lease", lambda w: w.store.hold_lease("an address", OWNER, seconds=60.0)),
    Verb("release_lease", lambda w: w.store.release_lease("an address", OWNER)),
)
