"""What is asked about waits in bounded memory, for a while, where it was asked."""

from datetime import timedelta

from autoredeem.bot.kit.confirmations import LIFETIME, MOST_KEPT, MOST_PENDING, Confirmations
from support.facts import GUILD, NOW, OTHER_GUILD

HERE, SECOND = (GUILD, "wos"), timedelta(seconds=1)


def test_a_confirmation_is_pending_for_its_lifetime() -> None:
    pending = Confirmations[str]()
    pending.put(HERE, "q", "this", 1, at=NOW)
    assert pending.get(HERE, "q", at=NOW + LIFETIME - SECOND) == "this"
    assert not pending.get(HERE, "q", at=NOW + LIFETIME)


def test_a_confirmation_is_pending_where_it_was_asked_for() -> None:
    pending = Confirmations[str]()
    pending.put(HERE, "q", "this", 1, at=NOW)
    assert not pending.get((OTHER_GUILD, "wos"), "q", at=NOW)
    assert not pending.get((GUILD, "kingshot"), "q", at=NOW)
    assert not pending.get(HERE, "p", at=NOW)


def test_so_many_confirmations_are_pending_and_the_oldest_go_first() -> None:
    pending = Confirmations[str]()
    for number in range(MOST_PENDING + 1):
        pending.put(HERE, str(number), "this", 1, at=NOW)
    assert not pending.get(HERE, "0", at=NOW)
    assert pending.get(HERE, "1", at=NOW)


def test_so_many_things_are_pending_in_all_and_the_oldest_go_first() -> None:
    pending = Confirmations[str]()
    for number in range(3):
        pending.put(HERE, str(number), "half", MOST_KEPT // 2, at=NOW)
    assert not pending.get(HERE, "0", at=NOW)
    assert pending.get(HERE, "1", at=NOW)
    pending.put(HERE, "all", "all", MOST_KEPT + 1, at=NOW)
    assert not pending.get(HERE, "2", at=NOW)
    assert pending.get(HERE, "all", at=NOW)


def test_what_is_put_again_counts_once() -> None:
    pending = Confirmations[str]()
    pending.put(HERE, "q", "this", 1, at=NOW)
    for _ in range(3):
        pending.put(HERE, "p", "half", MOST_KEPT // 2, at=NOW)
    assert pending.get(HERE, "q", at=NOW)
