import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid
from autoredeem.store.batch_check import IN_FLIGHT, Part, check_in_batches, check_members
from autoredeem.store.batches import BATCH
from autoredeem.store.checked import CheckedMany, Subject
from support.facts import CODE, GUILD, OTHER_CODE, OTHER_GUILD, THIRD_GUILD, players

Ask = Callable[[Sequence[Part]], Awaitable[Sequence[Collection[Fid]]]]
SUBJECT = GUILD, CODE
SUBJECTS = [
    (guild, code)
    for guild in (GUILD, OTHER_GUILD, THIRD_GUILD)
    for code in (CODE, CODE.lower(), OTHER_CODE)
]


async def _once(ask: Ask, parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
    return await ask(parts)


async def check(ask: Ask, fids: Iterable[Fid]) -> CheckedMany:
    return await check_in_batches(ask, _once, {SUBJECT: fids})


def asked_of(parts: Sequence[Part]) -> list[tuple[Subject, Fid]]:
    """Return each player of a question, with the subject's key."""
    return [((guild_id, key), fid) for guild_id, key, fids in parts for fid in fids]


@given(
    st.dictionaries(
        st.sampled_from(SUBJECTS), st.lists(st.integers(1, 1_500).map(Fid), max_size=2_500)
    ),
    st.sets(st.tuples(st.sampled_from(SUBJECTS), st.integers(1, 1_500).map(Fid))),
)
async def test_everyone_is_asked_about_once_for_each_subject_and_in_full_batches(
    asked: Mapping[Subject, list[Fid]], settled: set[tuple[Subject, Fid]]
) -> None:
    questions: list[list[tuple[Subject, Fid]]] = []
    keys = {((guild, code_key(code)), fid) for (guild, code), fid in settled}

    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        questions.append(asked_of(parts))
        return [{fid for fid in fids if ((guild, key), fid) in keys} for guild, key, fids in parts]

    checked = await check_in_batches(ask, _once, asked)

    assert checked == {
        (guild, code): {fid: ((guild, code_key(code)), fid) in keys for fid in fids}
        for (guild, code), fids in asked.items()
    }
    count = sum(len({*fids}) for fids in asked.values())
    assert checked.queries == len(questions) == -(-count // BATCH)
    assert sum(map(len, questions)) == count
    assert all(
        of_one.queries
        == sum(
            any(at == (subject[0], code_key(subject[1])) for at, _ in question)
            for question in questions
        )
        for subject, of_one in checked.items()
        if code_key(subject[1]) != code_key(CODE)
    )


async def test_a_few_batches_are_in_flight_at_a_time() -> None:
    # Nobody passes before all who may be in flight are there.
    barrier = asyncio.Barrier(IN_FLIGHT)
    flying: set[Fid] = set()
    sizes: set[int] = set()

    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        [(_, _, fids)] = parts
        flying.add(fids[0])
        sizes.add(len(flying))
        await barrier.wait()
        flying.remove(fids[0])
        return [fids]

    checked = await check(ask, players(5 * IN_FLIGHT * BATCH))

    assert all(checked[SUBJECT].values())
    assert max(sizes) == IN_FLIGHT


async def test_batches_that_answered_keep_their_answers() -> None:
    everyone = players(6 * BATCH)

    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        [(_, _, fids)] = parts
        if everyone[BATCH] in fids:
            raise StoreUnavailable("gone")
        return [fids[:1]]

    with pytest.raises(StoreUnavailable, match=r"gone; .* of 6,000 members") as raised:
        await check(ask, everyone)

    known = raised.value.known[SUBJECT]
    assert known[everyone[0]] is True
    assert known[everyone[1]] is False
    assert not set(everyone[BATCH : 2 * BATCH]) & known.keys()
    assert raised.value.queries == len(known) // BATCH + 1


async def test_what_is_known_when_it_fails_is_said_for_every_subject() -> None:
    everyone = players(BATCH)

    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        if parts[0][0] == GUILD:
            return [everyone[:1]]
        raise StoreUnavailable("gone")

    asked = {(guild, CODE): everyone for guild in (GUILD, OTHER_GUILD, THIRD_GUILD)}
    with pytest.raises(StoreUnavailable, match="2,000 of 3,000 members") as raised:
        await check_in_batches(ask, _once, asked)

    assert raised.value.known == {
        (GUILD, CODE): {fid: fid == everyone[0] for fid in everyone},
        (OTHER_GUILD, CODE): {},
        (THIRD_GUILD, CODE): {},
    }


async def test_a_check_of_one_subject_says_by_player_what_is_known() -> None:
    everyone = players(2 * BATCH)

    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        if everyone[0] in parts[0][2]:
            return [everyone[:1]]
        raise StoreUnavailable("gone")

    with pytest.raises(StoreUnavailable, match="gone; 1,000 of 2,000 members") as raised:
        await check_members(partial(check_in_batches, ask, _once), GUILD, CODE, everyone)

    assert raised.value.known == {fid: fid == everyone[0] for fid in everyone[:BATCH]}
    assert raised.value.queries == 2


async def test_a_store_that_is_gone_is_not_asked_on() -> None:
    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        await asyncio.sleep(0)
        raise StoreUnavailable("gone")

    with pytest.raises(StoreUnavailable) as raised:
        await check(ask, players(100 * BATCH))

    assert raised.value.queries == IN_FLIGHT
    assert raised.value.known == {SUBJECT: {}}


async def test_a_refusal_stays_a_refusal() -> None:
    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        raise StoreRefused("no")

    with pytest.raises(StoreRefused, match="no"):
        await check(ask, players(3 * BATCH))


def test_a_million_players_do_not_hold_the_loop() -> None:
    """The suite's net fails this test if a step takes too long."""
    count = 1_000_000

    async def ask(parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        await asyncio.sleep(0)
        return [{parts[0][2][0]}]

    # What is let go of in a step is freed in it, so the answer is let go of outside.
    checked = asyncio.run(check(ask, map(Fid, range(count))))

    assert (len(checked[SUBJECT]), checked.queries) == (count, count // BATCH)
    assert sum(settled for _, settled in checked[SUBJECT].items()) == count // BATCH
