"""A plan in each kind of store: what is absent comes in, what is there stays, twice is once."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from autoredeem.adoption.apply import (
    CODES_HERE,
    ENROLLED_HERE,
    KNOWN_HERE,
    NEVER,
    SET_UP_HERE,
    TOO_MANY,
    apply,
)
from autoredeem.adoption.plan import Choices, Draft, Plan
from autoredeem.codes.announcing import to_announce
from autoredeem.domain.alliances import MOST_ALLIANCES, Alliance, AllianceId
from autoredeem.domain.codes import Life
from autoredeem.domain.guilds import Enrolling, GuildChanges, OptOut
from autoredeem.domain.ids import ChannelId, Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.counted import counted, counted_store
from support.deadlines import PATIENT
from support.mortal_store import KilledError, mortal_store
from support.mortal_store import Life as Lifetime
from support.other_bots import (
    CYR,
    EDDA,
    ELSEWHERE,
    HERE,
    NOW,
    ORIN,
    VELA,
    javascript_bot,
    older_bot,
    planned,
    python_bot,
)

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Read the Python bot's data."""
    return planned(python_bot(tmp_path / "db"))


async def facts(store: Store) -> Mapping[str, object]:
    """Return all that an import writes."""
    guilds, fids, codes = [HERE, ELSEWHERE], [VELA, ORIN, CYR, EDDA], ["Alive1", "Dead1", "New1"]
    alliances = await store.alliances(guilds)
    names: dict[object, str] = {one.key: one.name for one in alliances}
    subjects = [(guild, code) for guild in guilds for code in codes]
    known = await store.batch_check(dict.fromkeys(subjects, fids))
    refused = await store.attempts_of(subjects)
    return {
        "alliances": [(one.guild_id, one.name, one.state, one.channel) for one in alliances],
        "members": {
            (guild, fid): (
                *(one.state, one.nickname, one.level, one.owner),
                names.get((guild, one.alliance)),
            )
            for guild in guilds
            for fid, one in (await store.members_among(guild, fids)).items()
        },
        "ledger": {(*subject, fid) for subject, said in known.items() for fid in said if said[fid]},
        "refused": {
            (*subject, fid, one.outcome)
            for subject, said in refused.items()
            for fid, one in said.items()
        },
        "codes": {
            (one.code, one.standing.life, one.standing.reason, one.shared, one.announced)
            for one in await store.codes()
        },
        "postings": {(one.guild_id, one.code) for one in await store.postings_of(codes)},
        "guilds": [
            (one.guild_id, one.enabled, one.channel, one.state, one.enrolling, bool(one.chosen_at))
            for one in await store.guilds()
        ],
        "watched": [(one.channel, bool(one.paused_at)) for one in await store.watched_channels()],
    }


WHOLE: Mapping[str, object] = {
    "alliances": [(HERE, "POL", 245, None), (ELSEWHERE, "Many", None, None)],
    "members": {
        (HERE, VELA): (245, "Vela", 35, 7001, "POL"),
        (HERE, ORIN): (245, "Orin", None, None, "POL"),
        (ELSEWHERE, EDDA): (None, "Edda", 30, 7005, "Many"),
    },
    "ledger": {(HERE, "Alive1", VELA), (HERE, "Alive1", ORIN), (HERE, "Alive1", CYR)},
    "refused": {(HERE, "New1", ORIN, Outcome.LEVEL_TOO_LOW)},
    "codes": {
        ("Alive1", Life.ALIVE, None, False, 1),
        ("Dead1", Life.DEAD, Outcome.EXPIRED, False, 0),
        ("New1", Life.UNTRIED, None, False, 0),
    },
    "postings": {
        (guild, code) for guild in (HERE, ELSEWHERE) for code in ("Alive1", "Dead1", "New1")
    },
    "guilds": [
        (HERE, True, 5001, 245, Enrolling.MANAGERS, True),
        (ELSEWHERE, True, None, None, Enrolling.MANAGERS, True),
    ],
    "watched": [(6001, True)],
}


async def test_everything_comes_in_and_is_counted(store: Store, plan: Plan) -> None:
    report = await apply(store, plan, at=NOW, write=True)
    assert await facts(store) == WHOLE
    assert report.taken == {
        "alliances": 2,
        "members": 3,
        "ledger rows": 3,
        "refusals": 1,
        "codes": 3,
        "servers set up": 2,
        "channels with codes, not read until leaders switch that on": 1,
    }
    assert not report.left


async def test_codes_are_as_old_as_they_were_and_posted_on_that_day(
    store: Store, plan: Plan
) -> None:
    await apply(store, plan, at=NOW, write=True)
    told = {one.code: one.at for one in plan.codes}
    assert {one.code: one.added_at for one in await store.codes()} == told
    assert {one.code: one.at for one in await store.postings(HERE)} == told


async def test_a_dry_run_counts_the_same_and_writes_nothing(store: Store, plan: Plan) -> None:
    before = await facts(store)
    dry = await apply(store, plan, at=NOW, write=False)
    assert await facts(store) == before
    assert dry == await apply(store, plan, at=NOW, write=True)


async def test_done_twice_it_is_done_once(store: Store, plan: Plan) -> None:
    await apply(store, plan, at=NOW, write=True)
    again = await apply(store, plan, at=LATER, write=True)
    assert await facts(store) == WHOLE
    assert not again.taken
    assert again.left == {ENROLLED_HERE: 3, KNOWN_HERE: 3, CODES_HERE: 3, SET_UP_HERE: 2}


async def test_nothing_is_opened_and_nobody_is_told(store: Store, plan: Plan) -> None:
    await apply(store, plan, at=NOW, write=True)
    assert not await store.runs()
    assert not await store.awaiting_rollout()
    assert not await to_announce(store)
    assert not await store.unfinished_announcements()
    # A server's share of codes a day is not spent by what came from elsewhere.
    midnight = NOW.replace(hour=0, minute=0)
    assert await store.count_postings(HERE, since=midnight) == 0


async def test_what_is_known_here_stays(store: Store, plan: Plan) -> None:
    mine = Member(VELA, State(9), "Mine", owner=UserId(1))
    await store.enrol(HERE, [mine, Member(ORIN)], by="me", at=NOW)
    first = NOW - timedelta(days=400)
    await store.settle([Settlement(HERE, "ALIVE1", VELA, Outcome.REDEEMED, first)])
    await store.add_codes(["ALIVE1"], at=NOW, shared=True)
    channel = GuildChanges(channel=ChannelId(1), enabled=False, chosen_at=NOW)
    await store.change_guilds({HERE: channel}, by="me", at=NOW)
    report = await apply(store, plan, at=LATER, write=True)
    members = await store.members_among(HERE, [VELA, ORIN])
    assert (members[VELA].state, members[VELA].nickname, members[VELA].level) == (9, "Mine", 35)
    assert members[VELA].owner == 1
    assert (members[ORIN].state, members[ORIN].nickname) == (245, "Orin")
    (row,) = await store.redemptions(HERE, ["Alive1"], [VELA])
    assert row.at == first
    assert [(one.code, one.standing.life) for one in await store.codes(["ALIVE1"])] == [
        ("ALIVE1", Life.UNTRIED)
    ]
    chosen = next(iter(await store.guilds([HERE])))
    assert (chosen.channel, chosen.enabled) == (1, False)
    assert report.taken["members who lacked something"] == 2
    assert report.left[SET_UP_HERE] == 1


async def test_whoever_asked_never_to_be_enrolled_is_not(store: Store, plan: Plan) -> None:
    await store.opt_out([OptOut(HERE, VELA, UserId(7001), NOW)])
    report = await apply(store, plan, at=NOW, write=True)
    assert (report.left[NEVER], report.taken["members"]) == (1, 2)
    assert not await store.members_among(HERE, [VELA])


async def test_a_full_server_keeps_its_alliances_and_takes_the_members(
    store: Store, plan: Plan
) -> None:
    there = [Alliance(HERE, AllianceId(n), f"A{n}") for n in range(1, MOST_ALLIANCES + 1)]
    await store.add_alliances(there)
    report = await apply(store, plan, at=NOW, write=True)
    assert report.left[TOO_MANY] == 1
    assert (await store.members_among(HERE, [VELA]))[VELA].alliance is None


async def test_what_came_in_stands_in_the_trail(store: Store, plan: Plan) -> None:
    await apply(store, plan, at=NOW, write=True)
    trail = await store.actions(HERE, limit=9)
    assert {(one.what, *one.details.values()) for one in trail} == {
        ("alliance-made", "POL"),
        ("members-added", 2),
        ("set-on",),
    }


@pytest.mark.parametrize(
    ("make", "counts"),
    [
        (javascript_bot, {"alliances": 2, "members": 2, "ledger rows": 3, "refusals": 1}),
        (older_bot, {"members": 3}),
    ],
)
async def test_each_bot_s_data_comes_in_once(
    store: Store, tmp_path: Path, make: object, counts: Mapping[str, int]
) -> None:
    assert callable(make)
    plan = await asyncio.to_thread(lambda: planned(make(tmp_path)))
    taken = (await apply(store, plan, at=NOW, write=True)).taken
    assert {kind: taken.get(kind, 0) for kind in counts} == counts
    assert not (await apply(store, plan, at=LATER, write=True)).taken


async def test_whoever_is_killed_at_any_step_has_it_whole_the_next_time(
    store_url: str, plan: Plan
) -> None:
    for steps in count(1, 3):
        life = Lifetime(steps)
        with suppress(KilledError):
            async with mortal_store(store_url, life) as dying:
                await apply(dying, plan, at=NOW, write=True)
        async with open_store(store_url, "wos", PATIENT) as store:
            # Whatever it is cut short at: nobody is told of a code that was known elsewhere.
            waiting = [one.code for one in await to_announce(store)]
            assert not await store.postings_of(waiting)
        if not life.over:
            break
    async with open_store(store_url, "wos", PATIENT) as store:
        await apply(store, plan, at=LATER, write=True)
        assert await facts(store) == WHOLE


def sized(size: int, first: int) -> Plan:
    """Return a plan for so many players of a server, each with two codes and one refusal."""
    members = [Member(Fid(first + number), State(245), f"P{number}") for number in range(size)]
    draft = Draft("the Python bot", Choices(NOW))
    for one in members:
        draft.add_member(HERE, one, "POL")
    for code in ("Alive1", "Alive2", "Refused1"):
        draft.add_code(code, "validated", "2026-01-02")
        status = "TOO_SMALL_SPEND_MORE" if code == "Refused1" else "SUCCESS"
        for one in members:
            draft.add_answer(one.fid, code, status, None)
    return draft.plan()


async def test_the_commands_of_an_import_grow_with_batches_of_players_alone(store_url: str) -> None:
    asked: list[int] = []
    async with counted_store(store_url) as store:
        for number, size in enumerate((10, 100, 1_000)):
            plan = sized(size, 10_000_000 * (number + 1))
            with counted() as news:
                await apply(store, plan, at=NOW, write=True)
            asked.append(news.commands)

    few, hundred, thousand = asked
    assert hundred <= few + 4
    assert thousand <= few + 40
