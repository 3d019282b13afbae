"""A report counts what was taken and left, with few examples of each reason."""

from autoredeem.adoption.report import EXAMPLES, Tally


def test_what_is_taken_is_counted_by_kind() -> None:
    tally = Tally()
    tally.take("members")
    tally.take("members", 3)
    tally.take("ledger rows", 0)
    assert tally.report().taken == {"members": 4}


def test_each_reason_has_its_count_and_a_few_different_examples() -> None:
    tally = Tally()
    for row in range(EXAMPLES * 2):
        tally.leave("no player's id", f"row {row // 2}")
    tally.leave("no state")
    report = tally.report()
    assert report.left == {"no player's id": EXAMPLES * 2, "no state": 1}
    assert report.examples == {"no player's id": tuple(f"row {row}" for row in range(EXAMPLES))}


def test_a_report_stays_as_it_was_when_counting_goes_on() -> None:
    tally = Tally()
    tally.leave("junk", "one")
    before = tally.report()
    tally.leave("junk", "two")
    tally.take("members")
    assert (before.left, before.examples, before.taken) == ({"junk": 1}, {"junk": ("one",)}, {})


def test_what_was_taken_is_said_in_short() -> None:
    tally = Tally()
    assert tally.report().in_short() == "nothing"
    tally.take("members", 1_180)
    tally.take("states", 3)
    assert tally.report().in_short() == "1,180 members, 3 states"


def test_nothing_read_is_an_empty_report() -> None:
    assert Tally().report().is_empty
