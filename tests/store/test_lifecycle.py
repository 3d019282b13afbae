"""What codes live through: verdicts and revivals in turns, dues, rollouts, and what is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Listing, SourceKind
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord
from support.facts import ANN, BOB, CODE, NOW, OTHER_CODE

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
DEAD = Standing(Life.DEAD, Outcome.EXPIRED, turn=1)
ALIVE = Standing(Life.ALIVE, due=LATER)

WHOLE = Standing(
    Life.UNTRIED,
    Outcome.NO_SUCH_CODE,
    doubted_by=ANN,
    edition=3,
    turn=4,
    asked=2,
    asked_at=NOW,
    due=LATER,
    awaits_witnesses=True,
    paid_to=BOB,
    opens=True,
)
"""Something in each field."""


async def standing_of(store: Store, code: str = CODE) -> Standing:
    """Return the standing of a spelling."""
    return (await known(store, code)).standing


async def known(store: Store, code: str = CODE) -> CodeRecord:
    """Return what is known of a spelling."""
    (record,) = [one for one in await store.codes() if one.code == code]
    return record


def names(records: Sequence[CodeRecord]) -> Sequence[str]:
    """Return the spellings of records."""
    return [record.code for record in records]


async def test_a_standing_comes_back_whole(store: Store) -> None:
    await store.judge({CODE: WHOLE}, at=NOW)

    assert await standing_of(store) == WHOLE


async def test_what_is_of_an_earlier_turn_is_passed_over(store: Store) -> None:
    await store.judge({CODE: Standing(Life.ALIVE, turn=2)}, at=NOW)

    await store.judge({CODE: replace(DEAD, turn=1)}, at=LATER)
    await store.judge({CODE: Standing(turn=0)}, at=LATER)

    record = await known(store)
    assert (record.standing, record.updated_at) == (Standing(Life.ALIVE, turn=2), NOW)


async def test_what_is_of_the_same_turn_or_a_later_one_is_written(store: Store) -> None:
    await store.judge({CODE: Standing(turn=2)}, at=NOW)

    await store.judge({CODE: Standing(Life.ALIVE, turn=2)}, at=NOW)
    assert await standing_of(store) == Standing(Life.ALIVE, turn=2)

    await store.judge({CODE: replace(DEAD, turn=3)}, at=LATER)
    assert await standing_of(store) == replace(DEAD, turn=3)


async def test_a_dead_code_is_revived_by_the_number_of_its_verdict(store: Store) -> None:
    await store.judge({CODE: replace(DEAD, edition=2), OTHER_CODE: DEAD}, at=NOW)

    assert await store.revive({CODE: 1}, at=LATER) == {CODE}

    record = await known(store)
    assert record.standing == replace(DEAD, edition=2).revived(LATER)
    assert record.updated_at == LATER
    assert await standing_of(store, OTHER_CODE) == DEAD


@pytest.mark.parametrize("turn", [0, 2, 3])
async def test_another_verdict_s_number_revives_nothing(store: Store, turn: int) -> None:
    await store.judge({CODE: DEAD}, at=NOW)

    assert await store.revive({CODE: turn}, at=LATER) == frozenset()
    assert await standing_of(store) == DEAD


async def test_what_lives_or_is_not_known_is_not_revived(store: Store) -> None:
    await store.judge({CODE: Standing(Life.ALIVE, turn=1)}, at=NOW)

    assert await store.revive({CODE: 1, "Unknown": 1}, at=LATER) == frozenset()
    assert await store.revive({}, at=LATER) == frozenset()
    assert await store.codes() == [await known(store)]


async def test_a_revival_is_told_again_to_whoever_asks_again(store: Store) -> None:
    await store.judge({CODE: DEAD}, at=NOW)

    assert await store.revive({CODE: 1}, at=LATER) == {CODE}
    assert await store.revive({CODE: 1}, at=LATER) == {CODE}, "the answer may have been lost"
    assert await store.revive({CODE: 1}, at=LATER + HOUR) == frozenset(), "that is another request"


async def test_a_late_answer_does_not_kill_what_was_revived(store: Store) -> None:
    await store.judge({CODE: DEAD}, at=NOW)
    await store.revive({CODE: 1}, at=LATER)

    await store.judge({CODE: DEAD}, at=LATER)
    await store.judge({CODE: Standing(Life.ALIVE)}, at=LATER)

    assert await standing_of(store) == DEAD.revived(LATER)


async def test_what_was_revived_can_die_again_and_be_revived_again(store: Store) -> None:
    await store.judge({CODE: DEAD}, at=NOW)
    for turn in (1, 3, 5):
        assert await store.revive({CODE: turn}, at=LATER) == {CODE}
        await store.judge({CODE: replace(DEAD, turn=turn + 2)}, at=LATER)

    assert await standing_of(store) == replace(DEAD, turn=7)


async def test_thousands_are_revived_at_once(store: Store) -> None:
    codes = [f"Code{number}" for number in range(2_100)]
    await store.judge(dict.fromkeys(codes, DEAD), at=NOW)

    assert await store.revive(dict.fromkeys(codes, 1), at=LATER) == set(codes)
    assert len(await store.codes_due(LATER, most=3_000)) == 2_100


async def test_codes_are_due_by_their_time_the_first_due_first(store: Store) -> None:
    dues = {"Second": NOW + HOUR / 2, "First": NOW, "Third": LATER, "Later": LATER + HOUR}
    await store.judge({code: Standing(due=due) for code, due in dues.items()}, at=NOW)
    await store.judge({"Never": Standing(), "Dead": replace(DEAD, due=NOW)}, at=NOW)

    assert names(await store.codes_due(LATER, most=9)) == ["First", "Second", "Third"]
    assert names(await store.codes_due(LATER, most=2)) == ["First", "Second"]
    assert await store.codes_due(NOW - HOUR, most=9) == []


async def test_what_is_revived_is_due_at_once_and_no_more_when_it_is_dead(store: Store) -> None:
    await store.judge({CODE: DEAD}, at=NOW)
    assert await store.codes_due(LATER, most=9) == []

    await store.revive({CODE: 1}, at=LATER)
    assert names(await store.codes_due(LATER, most=9)) == [CODE]

    await store.judge({CODE: replace(DEAD, turn=3)}, at=LATER)
    assert await store.codes_due(LATER + HOUR, most=9) == []


@pytest.mark.parametrize("shared", [True, False])
async def test_what_opens_awaits_its_rollout_whosever_it_is(store: Store, *, shared: bool) -> None:
    await store.add_codes([CODE], at=NOW, shared=shared)
    await store.mark_rolled_out([CODE], at=NOW)
    assert await store.awaiting_rollout() == []

    await store.judge({CODE: replace(ALIVE, opens=True)}, at=LATER)
    assert names(await store.awaiting_rollout()) == [CODE]

    await store.mark_rolled_out([CODE], at=LATER)
    assert await store.awaiting_rollout() == []
    record = await known(store)
    assert (record.standing.opens, record.rolled_out) == (False, shared)


async def test_what_awaits_its_rollout_is_given_oldest_first_and_once(store: Store) -> None:
    await store.judge({OTHER_CODE: replace(ALIVE, opens=True)}, at=LATER)
    await store.add_codes([CODE], at=NOW)
    await store.judge({CODE: replace(ALIVE, opens=True)}, at=LATER)

    assert names(await store.awaiting_rollout()) == [CODE, OTHER_CODE]


async def test_a_code_keeps_the_kind_of_its_first_source(store: Store) -> None:
    await store.add_codes([CODE], at=NOW, shared=False, source=SourceKind.CHANNEL)
    await store.add_codes([CODE, OTHER_CODE], at=LATER, source=SourceKind.FEED)
    await store.judge({CODE: ALIVE, "Judged": ALIVE}, at=LATER)

    found = {record.code: record.source for record in await store.codes()}
    assert found == {
        CODE: SourceKind.CHANNEL,
        OTHER_CODE: SourceKind.FEED,
        "Judged": SourceKind.HAND,
    }


async def test_what_feeds_say_is_kept_of_what_is_known(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)

    await store.note_listings({CODE: Listing(LATER, NOW), "Unknown": Listing(LATER, NOW)})

    record = await known(store)
    assert (record.listing, record.updated_at) == (Listing(LATER, NOW), NOW)
    assert await store.codes() == [record]


async def test_a_listing_without_an_expiry_leaves_the_one_that_is_known(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await store.note_listings({CODE: Listing(LATER, NOW)})

    await store.note_listings({CODE: Listing(until=LATER)})
    assert (await known(store)).listing == Listing(LATER, LATER)

    await store.note_listings({CODE: Listing()})
    assert (await known(store)).listing == Listing(LATER, None)


async def test_a_verdict_leaves_what_feeds_say(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await store.note_listings({CODE: Listing(LATER, NOW)})

    await store.judge({CODE: DEAD}, at=LATER)
    await store.revive({CODE: 1}, at=LATER)

    assert (await known(store)).listing == Listing(LATER, NOW)


async def test_what_is_alive_awaits_its_announcement_until_its_edition_is_told(
    store: Store,
) -> None:
    await store.add_codes([CODE, OTHER_CODE, "Untried"], at=NOW)
    await store.judge({CODE: ALIVE, OTHER_CODE: DEAD}, at=NOW)
    assert names(await store.awaiting_announcement()) == [CODE]

    await store.mark_announced({CODE: 1, "Unknown": 1})
    assert await store.awaiting_announcement() == []

    await store.judge({CODE: replace(ALIVE, edition=2)}, at=LATER)
    assert names(await store.awaiting_announcement()) == [CODE]

    await store.mark_announced({CODE: 2})
    await store.mark_announced({CODE: 1})
    assert await store.awaiting_announcement() == []
    assert (await known(store)).announced == 2


async def test_what_a_clock_that_has_jumped_put_off_is_due_at_once(store: Store) -> None:
    far = Standing(Life.ALIVE, due=NOW + timedelta(days=400))
    near = Standing(Life.ALIVE, due=NOW + timedelta(days=1))
    await store.judge({"Far": far, "Near": near}, at=NOW)
    assert names(await store.codes_due(NOW, most=9)) == ["Far"]
