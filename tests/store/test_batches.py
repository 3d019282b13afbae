from hypothesis import given
from hypothesis import strategies as st

from autoredeem.store.batches import BATCH, batched, in_rectangles
from support.facts import players


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_batches_hold_every_item_in_order_and_are_full_but_for_the_last(
    items: list[int], count: int
) -> None:
    batches = list(batched(items, count))
    assert [item for batch in batches for item in batch] == items
    assert all(len(batch) == count for batch in batches[:-1])
    assert all(1 <= len(batch) <= count for batch in batches)


@given(st.integers(0, 40), st.sampled_from([0, 1, 30, BATCH, BATCH + 1, 2_500]))
def test_rectangles_cover_every_key_with_every_player_once(width: int, height: int) -> None:
    keys, fids = [f"KEY{number}" for number in range(width)], players(height)

    parts = list(in_rectangles(keys, fids))

    covered = [
        (key, fid) for some_keys, some_fids in parts for key in some_keys for fid in some_fids
    ]
    assert len(covered) == len(set(covered)) == width * height
    assert all(len(some_keys) * len(some_fids) <= BATCH for some_keys, some_fids in parts)


def test_a_rectangle_is_as_large_as_may_be() -> None:
    codes = [f"KEY{number}" for number in range(2_500)]

    assert len(list(in_rectangles(codes[:1], players(2_500)))) == 3
    assert len(list(in_rectangles(codes, players(1)))) == 3
    assert len(list(in_rectangles(codes[:40], players(70)))) == 3
