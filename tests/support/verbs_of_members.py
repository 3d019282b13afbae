"""The verbs of the ports `Ledger`, `Players`, `Recording` and `Roster`."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import timedelta

from autoredeem.domain.alliances import Alliance, AllianceChanges, AllianceId
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import KnownPlayer, Need
from autoredeem.domain.players import Member, MemberSort
from autoredeem.store.records import Answers, MemberQuery, RunRecord, Settled
from support.facts import ME, NOW, YOU, attempt, settlement
from support.sized_world import World, asked_opt_outs
from support.verb import CODES, FIRST, GUILDS, LATER, MATRIX, MEMBERS, MUCH_LATER, Verb


async def _all_of(batches: AsyncIterator[Sequence[object]]) -> None:
    async for _ in batches:
        pass


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


LEDGER: Sequence[Verb] = (
    Verb(
        "batch_check_members",
        lambda w: w.store.batch_check_members(w.guild, w.code, w.fids),
        {MEMBERS},
    ),
    Verb(
        "batch_check",
        lambda w: w.store.batch_check({place: [*w.mine, *w.few] for place in w.places}),
        {CODES, GUILDS},
    ),
    Verb(
        "batch_check",
        lambda w: w.store.batch_check({(w.guild, "NOBODYS"): w.fids}),
        way="of what nobody has",
    ),
    Verb(
        "settle",
        lambda w: w.store.settle([settlement(fid, guild_id=w.guild, code="NEW") for fid in w.fids]),
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
    Verb("matrix", lambda w: w.store.matrix(w.guild, [w.code]), {MEMBERS}, "one code"),
    Verb("matrix", lambda w: w.store.matrix(w.guild, w.codes[1:]), {CODES}, "many codes", MATRIX),
    Verb("witnesses", lambda w: w.store.witnesses(w.code, most=2), {GUILDS}),
    Verb(
        "note_players",
        lambda w: w.store.note_players([KnownPlayer(fid, State(7), LATER) for fid in w.fids]),
        {MEMBERS},
    ),
    Verb("players", lambda w: w.store.players(w.fids), {MEMBERS}),
    Verb("record", _record, {MEMBERS, GUILDS}),
)


def others_in(world: World) -> Sequence[Alliance]:
    """Return one more alliance of every guild."""
    return [Alliance(guild_id, AllianceId(2), "Blues") for guild_id in world.guilds]


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
    Verb(
        "members",
        lambda w: _all_of(w.store.members(w.guild, Need.WRONG_STATE)),
        {MEMBERS},
        way="in need",
    ),
    Verb("count_needs", lambda w: w.store.count_needs(w.guild)),
    Verb("member_page", lambda w: w.store.member_page(w.guild, MemberQuery())),
    Verb("member_page", lambda w: w.store.member_page(w.guild, MemberQuery("9")), way="searched"),
    Verb(
        "member_page",
        lambda w: w.store.member_page(w.guild, MemberQuery(need=Need.WRONG_STATE)),
        way="in need",
    ),
    Verb("members_like", lambda w: w.store.members_like(w.guild, "Bo", most=25)),
    Verb("members_like", lambda w: w.store.members_like(w.guild, "ob", most=25), way="a part"),
    Verb("members_like", lambda w: w.store.members_like(w.guild, "2", most=25), way="an id"),
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
    Verb("add_alliances", lambda w: w.store.add_alliances(others_in(w)), {GUILDS}),
    Verb("alliances", lambda w: w.store.alliances(w.guilds), {GUILDS}),
    Verb(
        "change_alliances",
        lambda w: w.store.change_alliances(
            {one.key: AllianceChanges(priority=1) for one in others_in(w)}
        ),
        {GUILDS},
    ),
    Verb(
        "move_members",
        lambda w: w.store.move_members(w.guild, dict.fromkeys(w.fids, AllianceId(2)), at=NOW),
        {MEMBERS},
    ),
    Verb("alliance_counts", lambda w: w.store.alliance_counts(w.guild)),
    Verb(
        "member_page",
        lambda w: w.store.member_page(w.guild, MemberQuery(alliance=AllianceId(2))),
        way="of an alliance",
    ),
    Verb(
        "member_page",
        lambda w: w.store.member_page(
            w.guild, MemberQuery(sort=MemberSort.LAST_OUTCOME, issue=w.code)
        ),
        way="by the last outcome",
    ),
    Verb(
        "remove_alliances",
        lambda w: w.store.remove_alliances([one.key for one in others_in(w)], at=NOW),
        {GUILDS, MEMBERS},
    ),
    Verb("guilds_of", lambda w: w.store.guilds_of(w.fids), {MEMBERS, GUILDS}),
    Verb("members_among", lambda w: w.store.members_among(w.guild, w.fids), {MEMBERS}),
    Verb("owned_by", lambda w: w.store.owned_by(ME), {GUILDS}),
    Verb("undo_claims", lambda w: w.store.undo_claims(w.guild, w.fids, at=NOW), {MEMBERS}),
    Verb("opted_out", lambda w: w.store.opted_out(w.guild), {MEMBERS}, "all"),
    Verb("opted_out", lambda w: w.store.opted_out(w.guild, among=w.fids[:FIRST]), way="few"),
    Verb("opted_out_by", lambda w: w.store.opted_out_by(w.guild, YOU)),
    Verb("opt_out", lambda w: w.store.opt_out(asked_opt_outs(w)), {MEMBERS}),
    Verb("lift_opt_outs", lambda w: w.store.lift_opt_outs(asked_opt_outs(w)), {MEMBERS}),
)
