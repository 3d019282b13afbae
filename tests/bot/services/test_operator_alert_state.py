"""When the operators are told of a trouble: rules without Discord, in made-up time."""

import itertools

import pytest

from autoredeem.bot.services.operator_alerts.render import alert_card
from autoredeem.bot.services.operator_alerts.state import HOUR, Alert, AlertKind, TroubleTracker
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.events import Event, EveryoneWaits, GoesOn, NotRecorded, TitleHalted
from support.words import WORDS

WHILE = 120.0
HALTED = TitleHalted(Outcome.WRONG_SALT)
SILENT = EveryoneWaits(Outcome.UNREACHABLE, 30.0, "no answer")
UNKNOWN = EveryoneWaits(Outcome.UNKNOWN, 60.0, "a page of HTML")
THROTTLED = EveryoneWaits(Outcome.THROTTLED, 60.0, "too many requests")
KEPT = NotRecorded(3, "mongodb://user:secret@host is gone")
WRITTEN = NotRecorded(0)


def told(*happened: tuple[float, Event], until: float) -> list[tuple[float, AlertKind, bool]]:
    """Give what is told of one title, and when: whoever tells looks whenever something is due."""
    troubles, said, rest = TroubleTracker(WHILE), [], list(happened)
    while True:
        due = troubles.next_due()
        if rest and (due is None or rest[0][0] <= due):
            now, event = rest.pop(0)
            troubles.on_event("wos", event, now)
        elif due is not None and due <= until:
            alerts = troubles.due(due)
            assert alerts, "due, and nothing to tell"
            said += [(due, one.kind, one.over) for one in alerts]
        else:
            return said


def test_a_wrong_salt_is_told_at_once_and_once() -> None:
    happened = [(float(at), HALTED) for at in range(5, 50)]
    assert told(*happened, until=10 * HOUR) == [(5.0, AlertKind.HALTED, False)]


@pytest.mark.parametrize(
    ("trouble", "kind", "over"),
    [(SILENT, AlertKind.SILENT, GoesOn()), (KEPT, AlertKind.NOT_RECORDED, WRITTEN)],
)
def test_what_lasts_is_told_after_a_while_and_that_it_is_over(
    trouble: Event, kind: AlertKind, over: Event
) -> None:
    happened: list[tuple[float, Event]] = [(0.0, trouble), (50.0, trouble), (500.0, over)]
    assert told(*happened, until=10 * HOUR) == [(WHILE, kind, False), (500.0, kind, True)]


@pytest.mark.parametrize(("trouble", "over"), [(SILENT, GoesOn()), (KEPT, WRITTEN)])
def test_what_passes_soon_is_not_told_at_all(trouble: Event, over: Event) -> None:
    happened = [(0.0, trouble), (WHILE - 1, over)]
    assert not told(*happened, until=10 * HOUR)


def test_each_time_counts_its_own_while() -> None:
    assert not told(
        *((0.0, SILENT), (100.0, GoesOn()), (110.0, SILENT), (229.0, GoesOn())), until=10 * HOUR
    )


@pytest.mark.parametrize("trouble", [(SILENT, GoesOn()), (KEPT, WRITTEN)])
def test_what_comes_and_goes_is_told_once_an_hour(trouble: tuple[Event, Event]) -> None:
    begins, ends = trouble
    happened: list[tuple[float, Event]] = []
    for at in range(0, int(5 * HOUR), 600):
        happened += [(float(at), begins), (at + 300.0, ends)]
    said = told(*happened, until=10 * HOUR)
    begun = [at for at, _, over in said if not over]
    assert [over for _, _, over in said] == [False, True] * len(begun)
    assert len(begun) == 5
    assert all(later - at >= HOUR for at, later in itertools.pairwise(begun))


def test_kinds_and_titles_are_told_apart() -> None:
    troubles = TroubleTracker(WHILE)
    for title in ("wos", "kingshot"):
        for event in (SILENT, KEPT):
            troubles.on_event(title, event, 0.0)
    assert not troubles.due(WHILE - 1)
    found = {(one.title, one.kind) for one in troubles.due(WHILE)}
    assert found == {
        (t, k) for t in ("wos", "kingshot") for k in (AlertKind.SILENT, AlertKind.NOT_RECORDED)
    }
    assert not troubles.due(10 * HOUR)


def test_that_it_is_over_is_not_told_when_it_has_begun_again_before() -> None:
    troubles = TroubleTracker(WHILE)
    troubles.on_event("wos", SILENT, 0.0)
    assert troubles.due(WHILE)
    troubles.on_event("wos", GoesOn(), 200.0)
    troubles.on_event("wos", UNKNOWN, 210.0)
    assert not troubles.due(2 * HOUR)
    troubles.on_event("wos", GoesOn(), 300.0)
    (over,) = troubles.due(300.0)
    assert over == Alert("wos", AlertKind.SILENT, 300.0, over=True, outcome=Outcome.UNKNOWN)


@pytest.mark.parametrize("answer", [THROTTLED, HALTED])
def test_whatever_is_an_answer_ends_the_silence(answer: Event) -> None:
    happened = [(0.0, SILENT), (300.0, answer)]
    assert (300.0, AlertKind.SILENT, True) in told(*happened, until=HOUR)


def test_being_throttled_is_no_trouble_of_the_operators() -> None:
    assert not told((0.0, THROTTLED), until=HOUR)


def test_outcomes_that_wait_their_turn_are_no_trouble() -> None:
    assert not told((0.0, NotRecorded(7)), until=HOUR)


@pytest.mark.parametrize("language", WORDS.catalogues)
@pytest.mark.parametrize("title", ["wos", "kingshot"])
def test_a_wrong_salt_is_told_with_the_setting_so_that_it_can_be_copied(
    language: str, title: str
) -> None:
    card = alert_card(WORDS.say(language, title), Alert(title, AlertKind.HALTED, 0.0))
    assert f"`AUTOREDEEM_TITLES__{title.upper()}__SALT`" in card.text


@pytest.mark.parametrize("kind", [AlertKind.SILENT, AlertKind.NOT_RECORDED])
def test_it_is_told_for_how_long_and_never_with_what_may_be_secret(kind: AlertKind) -> None:
    say, troubles = WORDS.say("en", "wos"), TroubleTracker(WHILE)
    troubles.on_event("wos", SILENT if kind is AlertKind.SILENT else KEPT, 0.0)
    (alert,) = troubles.due(125.0)
    card = alert_card(say, alert)
    assert "2 min 5 s" in card.text
    assert "Whiteout Survival" in card.title
    assert "secret" not in card.text
