"""How a batch check is cut into questions, and what becomes of one that fails."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.batch_check import IN_FLIGHT, check_in_batches, check_members
from autoredeem.store.batches import BATCH
from autoredeem.store.check_questions import FEW, RANGES, ROWS, Found, P, Part, Range
from autoredeem.store.checked import CheckedMany, Subject
from support.facts import ANN, CODE, GUILD, OTHER_CODE, OTHER_GUILD, THIRD_GUILD, players
from support.ledger_keys_model import Key, MemoryKeys, Question

SUBJECT = GUILD, CODE
KEY = code_key(CODE)
SUBJECTS = [
    (guild, code)
    for guild in (GUILD, OTHER_GUILD, THIRD_GUILD)
    for code in (CODE, CODE.lower(), OTHER_CODE)
]
SIZES = [0, 1, FEW - 1, FEW, 88, BATCH, ROWS, ROWS + 1, 3 * ROWS]

Asked = Mapping[Subject, Sequence[Fid]]


async def once(
    ask: Callable[[Sequence[P]], Awaitable[Sequence[Found]]], parts: Sequence[P]
) -> Sequence[Found]:
    """Ask once and not again."""
    return await ask(parts)


async def check(keys: MemoryKeys, asked: Mapping[Subject, Collection[Fid]]) -> CheckedMany:
    """Check with one try for each question."""
    return await check_in_batches(keys, once, asked)


def of(fids: Collection[Fid], guild_id: GuildId = GUILD) -> list[Key]:
    """Return the keys of players who are settled."""
    return [(guild_id, KEY, fid) for fid in fids]


def fids_of_many_lengths(count: int, chance: Random) -> list[Fid]:
    """Return so many players, whose numbers have one to ten digits, some of them twice."""
    fids = [Fid(chance.randrange(10 ** chance.randint(4, 10))) for _ in range(count)]
    return [*fids, *fids[: count // 9]]


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Asked, set[Key]]:
    """Return who is asked about for which subjects, and who is settled, with strangers."""
    chance = draw(st.randoms(use_true_random=False))
    sizes = draw(st.dictionaries(st.sampled_from(SUBJECTS), st.sampled_from(SIZES), max_size=5))
    asked = {subject: fids_of_many_lengths(size, chance) for subject, size in sizes.items()}
    settled: set[Key] = set()
    for (guild_id, code), fids in asked.items():
        share, strangers = draw(st.sampled_from([(0.0, 0), (0.9, 20), (0.9, 300), (1.0, 20_000)]))
        some = [fid for fid in fids if chance.random() < share]
        others = fids_of_many_lengths(strangers, chance)
        settled |= {(guild_id, code_key(code), fid) for fid in (*some, *others)}
    return asked, settled


orders = st.sampled_from([str, int])


def truth(asked: Asked, settled: set[Key]) -> dict[Subject, dict[Fid, bool]]:
    """Return what a check of one player after the other comes to."""
    return {
        (guild, code): {fid: (guild, code_key(code), fid) in settled for fid in fids}
        for (guild, code), fids in asked.items()
    }


@given(ledger=ledgers(), place_of=orders, together=st.booleans())
async def test_any_mixture_is_answered_as_one_by_one_in_few_questions(
    *, ledger: tuple[Asked, set[Key]], place_of: Callable[[Fid], Any], together: bool
) -> None:
    asked, settled = ledger
    keys = MemoryKeys(settled, place_of, together=together)

    checked = await check(keys, asked)

    assert checked == truth(asked, settled)
    assert checked.queries == len(keys.asked)
    count = sum(len({*fids}) for fids in asked.values())
    read = [question for question in keys.asked if isinstance(question[0], Range)]
    looked_up = [question for question in keys.asked if isinstance(question[0], Part)]
    assert len(read) <= 2 * count / ROWS + len(asked) / RANGES + 1
    assert len(looked_up) <= 2 * count / BATCH + 1
    most = sum(one.most for question in read for one in question if isinstance(one, Range))
    assert most <= 2 * (count + len(read))


@given(ledgers(), orders)
async def test_one_subject_is_answered_as_among_others(
    ledger: tuple[Asked, set[Key]], place_of: Callable[[Fid], Any]
) -> None:
    asked, settled = ledger
    for (guild_id, code), fids in asked.items():
        alone, among = MemoryKeys(settled, place_of), MemoryKeys(settled, place_of)

        checked = await check_members(alone, once, guild_id, code, iter(fids))
        others = await check(among, {(guild_id, code): fids})

        assert checked == others[guild_id, code]
        assert checked.queries == others.queries
        assert alone.questions() == among.questions()


@pytest.mark.parametrize("failure", [StoreUnavailable, StoreRefused])
async def test_a_check_of_the_usual_guild_that_fails_knows_of_nobody(
    failure: type[OutsideError],
) -> None:
    async def gate(_: Question) -> None:
        raise failure("gone")

    with pytest.raises(failure, match="gone") as raised:
        await check_members(MemoryKeys(gate=gate), once, GUILD, CODE, players(88))

    if isinstance(raised.value, StoreUnavailable):
        assert "; 88 of 88 members were not asked about" in str(raised.value)
        assert (raised.value.known, raised.value.queries) == ({}, 1)


@given(ledgers(), orders, st.integers(0, 12), st.sampled_from([StoreUnavailable, StoreRefused]))
async def test_what_was_answered_before_it_failed_is_known_and_nothing_else(
    ledger: tuple[Asked, set[Key]],
    place_of: Callable[[Fid], Any],
    answers: int,
    failure: type[OutsideError],
) -> None:
    asked, settled = ledger

    async def gate(_: Question) -> None:
        if len(keys.asked) > answers:
            raise failure("gone")

    keys = MemoryKeys(settled, place_of, gate=gate)
    try:
        await check(keys, asked)
    except StoreUnavailable as error:
        whole = truth(asked, settled)
        assert error.known.keys() == whole.keys()
        assert all(
            known.items() <= whole[subject].items() for subject, known in error.known.items()
        )
        assert error.queries == len(keys.asked)
        assert answers < len(keys.asked) <= answers + IN_FLIGHT
        count, known = (sum(map(len, some.values())) for some in (whole, error.known))
        assert f"gone; {count - known:,} of {count:,} members" in str(error)
        assert count > known or not answers
    except StoreRefused:
        assert failure is StoreRefused
    else:
        assert len(keys.asked) <= answers


async def test_a_guild_s_range_is_read_for_most_of_its_members_and_few_are_looked_up() -> None:
    keys = MemoryKeys()

    await check(keys, {SUBJECT: players(88), (OTHER_GUILD, CODE): players(FEW - 1)})

    assert keys.asked == [
        [Range(GUILD, KEY, None, None, 2 * 88)],
        [Part(OTHER_GUILD, KEY, players(FEW - 1))],
    ]


async def test_a_large_guild_s_range_is_read_in_parts_of_much_the_same_length() -> None:
    everyone = players(15_000)
    Random(16).shuffle(everyone)
    keys = MemoryKeys(of(everyone))

    checked = await check(keys, {SUBJECT: everyone})

    assert all(checked[SUBJECT].values())
    assert checked.queries == 15_000 / ROWS, "none was too long"


async def test_a_range_longer_than_twice_the_roster_is_given_up_for_look_ups_of_the_rest() -> None:
    everyone = players(10_000)
    keys = MemoryKeys(of([Fid(2 * 10**9 + number) for number in range(20_000)]))

    checked = await check(keys, {SUBJECT: everyone})

    read = [question for question in keys.asked if isinstance(question[0], Range)]
    assert not any(checked[SUBJECT].values())
    assert len(read) <= 1 + IN_FLIGHT + 2, "no more is read once one is too long"
    assert len(keys.asked) - len(read) <= 10_000 / BATCH


async def test_many_guilds_are_read_by_one_question() -> None:
    keys = MemoryKeys()
    guilds = [GuildId(number) for number in range(1_000)]

    await check(keys, {(guild, CODE): players(FEW) for guild in guilds})

    assert sorted(len(question) for question in keys.asked) == [64] + [ROWS // FEW] * 12


async def test_a_few_questions_are_in_flight_at_a_time() -> None:
    # Nobody passes before all who may be in flight are there.
    barrier = asyncio.Barrier(IN_FLIGHT)
    flying: list[Question] = []
    most = 0

    async def gate(question: Question) -> None:
        nonlocal most
        flying.append(question)
        most = max(most, len(flying))
        await barrier.wait()
        flying.remove(question)

    checked = await check(MemoryKeys(gate=gate), {SUBJECT: players(5 * IN_FLIGHT * ROWS)})

    assert not any(checked[SUBJECT].values())
    assert most == IN_FLIGHT


async def test_a_check_of_one_subject_says_by_player_what_is_known() -> None:
    everyone = players(4 * ROWS)

    async def gate(question: Question) -> None:
        if len(keys.asked) > 1:
            raise StoreUnavailable("gone")

    keys = MemoryKeys(of(everyone[:1]), gate=gate)
    with pytest.raises(StoreUnavailable, match=r"gone; .* of 10,000 members") as raised:
        await check_members(keys, once, GUILD, CODE, everyone)

    assert raised.value.known[everyone[0]] is True
    assert raised.value.known[everyone[1]] is False
    assert everyone[-1] not in raised.value.known
    assert raised.value.queries == len(keys.asked)


async def test_a_store_that_is_gone_is_not_asked_on() -> None:
    async def gate(_: Question) -> None:
        await asyncio.sleep(0)
        raise StoreUnavailable("gone")

    with pytest.raises(StoreUnavailable) as raised:
        await check(MemoryKeys(gate=gate), {SUBJECT: players(100 * ROWS), (GUILD, "NEW"): [ANN]})

    assert raised.value.queries == IN_FLIGHT
    assert raised.value.known == {SUBJECT: {}, (GUILD, "NEW"): {}}


async def test_a_refusal_stays_a_refusal() -> None:
    async def gate(_: Question) -> None:
        raise StoreRefused("no")

    with pytest.raises(StoreRefused, match="no"):
        await check(MemoryKeys(gate=gate), {SUBJECT: players(3 * ROWS)})


class Every(MemoryKeys):
    """A store where so much is settled for everyone that every range is too long, or none."""

    def __init__(self, *, long: bool) -> None:
        super().__init__()
        self._long = long

    async def settled_among(self, parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        await asyncio.sleep(0)
        return [[fid for fid in one.fids if fid % BATCH == 0] for one in parts]

    async def settled_within(self, ranges: Sequence[Range]) -> Sequence[Found]:
        await asyncio.sleep(0)
        return [None if self._long else [Fid(int(one.first or 0))] for one in ranges]


@pytest.mark.parametrize("long", [False, True])
def test_a_million_players_do_not_hold_the_loop(*, long: bool) -> None:
    """The suite's net fails this test if a step takes too long."""
    count = 1_000_000
    fids = [Fid(number) for number in range(count)]

    # What is let go of in a step is freed in it, so the answer is let go of outside.
    checked = asyncio.run(check(Every(long=long), {SUBJECT: fids}))

    assert len(checked[SUBJECT]) == count
    assert sum(settled for _, settled in checked[SUBJECT].items()) == (
        count // BATCH if long else count // ROWS
    )


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("members", [1, 100])
def test_thousands_of_guilds_do_not_hold_the_loop(members: int, *, long: bool) -> None:
    """As above."""
    asked = {(GuildId(number), CODE): players(members) for number in range(10_000)}

    checked = asyncio.run(check(Every(long=long), asked))

    assert len(checked) == 10_000
    assert {len(one) for one in checked.values()} == {members}
