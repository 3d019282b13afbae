from datetime import timedelta

import pytest

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord
from support.facts import ANN, CODE, NOW, OTHER_CODE

DEAD = Standing(Life.DEAD, reason=Outcome.EXPIRED)
LATER = NOW + timedelta(hours=1)


async def test_a_new_code_is_untried(store: Store) -> None:
    assert await store.add_codes([CODE, CODE], at=NOW) == {CODE}
    assert await store.codes() == [CodeRecord(CODE, Standing(), NOW, NOW)]


async def test_a_known_code_keeps_its_standing_when_it_is_added_again(store: Store) -> None:
    await store.judge({CODE: Standing(Life.ALIVE)}, at=NOW)

    assert await store.add_codes([CODE, OTHER_CODE], at=LATER) == {OTHER_CODE}
    assert (await store.codes())[0] == CodeRecord(CODE, Standing(Life.ALIVE), NOW, NOW)


async def test_spellings_are_known_apart_and_found_by_one_key(store: Store) -> None:
    lower, upper = CODE.lower(), CODE.upper()
    await store.add_codes([OTHER_CODE], at=NOW)
    await store.add_codes([upper], at=LATER)
    await store.add_codes([lower], at=NOW)

    found = [record.code for record in await store.codes([code_key(CODE)])]

    assert found == [lower, upper]


async def test_codes_are_given_oldest_first(store: Store) -> None:
    for days, code in ((2, "Newest"), (0, "Oldest"), (1, "Between")):
        await store.add_codes([code], at=NOW + timedelta(days=days))

    assert [record.code for record in await store.codes()] == ["Oldest", "Between", "Newest"]


async def test_no_keys_give_no_codes(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)

    assert await store.codes([]) == []
    assert await store.codes([code_key(OTHER_CODE)]) == []


@pytest.mark.parametrize(
    "standing",
    [Standing(), Standing(Life.ALIVE), Standing(Life.ALIVE, doubted_by=ANN), DEAD],
    ids=["untried", "alive", "doubted", "dead"],
)
async def test_a_judged_code_comes_back_as_judged(store: Store, standing: Standing) -> None:
    await store.add_codes([CODE], at=NOW)
    await store.judge({CODE: standing}, at=LATER)

    assert await store.codes() == [CodeRecord(CODE, standing, NOW, LATER)]


async def test_judging_makes_new_spellings_known(store: Store) -> None:
    await store.judge({CODE: DEAD}, at=NOW)

    assert await store.codes() == [CodeRecord(CODE, DEAD, NOW, NOW, shared=False)]


async def test_a_spelling_that_is_judged_may_be_known_since_before(store: Store) -> None:
    before = NOW - timedelta(days=9)
    await store.judge({CODE: DEAD, OTHER_CODE: DEAD}, at=NOW, since={CODE: before})
    await store.judge({CODE: DEAD, OTHER_CODE: DEAD}, at=LATER, since={OTHER_CODE: before})

    assert [(one.code, one.added_at, one.updated_at) for one in await store.codes()] == [
        (CODE, before, NOW),
        (OTHER_CODE, NOW, NOW),
    ]


@pytest.mark.parametrize("later", [Standing(), Standing(Life.ALIVE), Standing(Life.DEAD)])
async def test_a_dead_spelling_stays_dead_whatever_is_written_later(
    store: Store, later: Standing
) -> None:
    await store.judge({CODE: DEAD}, at=NOW)
    await store.judge({CODE: later, CODE.upper(): later}, at=LATER)

    dead, other = await store.codes()

    assert dead == CodeRecord(CODE, DEAD, NOW, NOW, shared=False)
    assert other == CodeRecord(CODE.upper(), later, LATER, LATER, shared=False)


async def test_removing_tells_which_were_known(store: Store) -> None:
    await store.add_codes([CODE, OTHER_CODE], at=NOW)

    assert await store.remove_codes([CODE, "Unknown"]) == {CODE}
    assert await store.remove_codes([CODE]) == frozenset()
    assert [record.code for record in await store.codes()] == [OTHER_CODE]


async def test_nothing_added_judged_or_removed_is_nothing(store: Store) -> None:
    await store.judge({}, at=NOW)

    assert await store.add_codes([], at=NOW) == frozenset()
    assert await store.remove_codes([]) == frozenset()
    assert await store.codes() == []


async def test_thousands_of_codes_are_added_judged_found_and_removed_at_once(
    store: Store,
) -> None:
    codes = [f"Code{number}" for number in range(2_500)]

    assert await store.add_codes(codes, at=NOW) == set(codes)
    await store.judge(dict.fromkeys(codes, DEAD), at=LATER)
    found = await store.codes([code_key(code) for code in codes])

    assert [record.code for record in found] == sorted(codes)
    assert {record.standing for record in found} == {DEAD}
    assert await store.remove_codes(codes) == set(codes)
