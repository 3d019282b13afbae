"""Whoever floods waits for its own turn, and nobody else does."""

from autoredeem.bot.services.channel_watch.fair_queue import FairQueue


def queue_of(most: int = 9, **waiting: int) -> FairQueue[str, int]:
    """Return a queue with so many items of each key."""
    queue = FairQueue[str, int](most)
    for key, count in waiting.items():
        for item in range(count):
            queue.put(key, item)
    return queue


def test_keys_take_turns_whatever_waits_of_the_others() -> None:
    queue, turns = queue_of(flood=7, quiet=1), []
    while turn := queue.take(3):
        turns.append(turn)
        queue.done(turn[0])
    assert turns == [("flood", [0, 1, 2]), ("quiet", [0]), ("flood", [3, 4, 5]), ("flood", [6])]


def test_of_a_key_that_is_being_served_nothing_is_taken() -> None:
    queue = queue_of(one=2, other=1)
    assert queue.take(1) == ("one", [0])
    assert queue.take(1) == ("other", [0])
    assert queue.take(1) is None
    assert queue.waits("one")
    assert queue.waits("other")
    queue.done("one")
    queue.done("other")
    assert not queue.waits("other")
    assert queue.take(1) == ("one", [1])


def test_too_much_of_one_key_is_refused_and_of_another_is_not() -> None:
    queue = queue_of(most=2, flood=5)
    assert not queue.put("flood", 9)
    assert queue.put("quiet", 1)
    assert queue.take(9) == ("flood", [0, 1])
    assert queue.put("flood", 9)
