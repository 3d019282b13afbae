"""When operators are alerted: rules without Discord, in virtual time."""

import itertools
from datetime import timedelta

import pytest

from autoredeem.bot.services.operator_alerts.render import alert_card
from autoredeem.bot.services.operator_alerts.state import HOUR, Alert, AlertKind, TroubleTracker
from autoredeem.bot.words import moment
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import FeedTrouble
from autoredeem.engine.events import (
    Event,
    EveryoneWaits,
    FeedPolled,
    GoesOn,
    NotRecorded,
    TitleHalted,
)
from support.facts import NOW
from support.words import WORDS

PATIENCE = 120.0
HALTED = TitleHalted(Outcome.WRONG_SALT)
SILENT = EveryoneWaits(Outcome.UNREACHABLE, 30.0, "no answer")
UNKNOWN = EveryoneWaits(Outcome.UNKNOWN, 60.0, "a page of HTML")
REFUSED = EveryoneWaits(Outcome.REFUSED_AT_THE_DOOR, 60.0, "HTTP 403")
THROTTLED = EveryoneWaits(Outcome.THROTTLED, 60.0, "too many requests")
KEPT = NotRecorded(3, "mongodb://user:secret@host is gone")
WRITTEN = NotRecorded(0)


def reported(*happened: tuple[float, Event], until: float) -> list[tuple[float, AlertKind, bool]]:
    """Return what is reported of one title, and when, if alerts are sent as soon as due."""
    troubles, found, rest = TroubleTracker(PATIENCE), [], list(happened)
    while True:
        due = troubles.next_due()
        if rest and (due is None or rest[0][0] <= due):
            now, event = rest.pop(0)
            troubles.on_event("wos", event, now)
        elif due is not None and due <= until:
            alerts = troubles.due(due)
            assert alerts, "due, and nothing to report"
            found += [(due, one.kind, one.over) for one in alerts]
        else:
            return found


def test_a_wrong_salt_is_reported_at_once_and_once() -> None:
    happened = [(float(at), HALTED) for at in range(5, 50)]
    assert reported(*happened, until=10 * HOUR) == [(5.0, AlertKind.HALTED, False)]


@pytest.mark.parametrize(
    ("trouble", "kind", "over"),
    [(SILENT, AlertKind.SILENT, GoesOn()), (KEPT, AlertKind.NOT_RECORDED, WRITTEN)],
)
def test_what_lasts_is_reported_and_so_is_its_end(
    trouble: Event, kind: AlertKind, over: Event
) -> None:
    happened: list[tuple[float, Event]] = [(0.0, trouble), (50.0, trouble), (500.0, over)]
    assert reported(*happened, until=10 * HOUR) == [(PATIENCE, kind, False), (500.0, kind, True)]


@pytest.mark.parametrize(("trouble", "over"), [(SILENT, GoesOn()), (KEPT, WRITTEN)])
def test_what_passes_soon_is_not_reported_at_all(trouble: Event, over: Event) -> None:
    happened = [(0.0, trouble), (PATIENCE - 1, over)]
    assert not reported(*happened, until=10 * HOUR)


def test_each_time_is_waited_for_anew() -> None:
    assert not reported(
        *((0.0, SILENT), (100.0, GoesOn()), (110.0, SILENT), (229.0, GoesOn())), until=10 * HOUR
    )


@pytest.mark.parametrize("trouble", [(SILENT, GoesOn()), (KEPT, WRITTEN)])
def test_what_comes_and_goes_is_reported_once_an_hour(trouble: tuple[Event, Event]) -> None:
    begins, ends = trouble
    happened: list[tuple[float, Event]] = []
    for at in range(0, int(5 * HOUR), 600):
        happened += [(float(at), begins), (at + 300.0, ends)]
    found = reported(*happened, until=10 * HOUR)
    begun = [at for at, _, over in found if not over]
    assert [over for _, _, over in found] == [False, True] * len(begun)
    assert len(begun) == 5
    assert all(later - at >= HOUR for at, later in itertools.pairwise(begun))


def test_kinds_and_titles_are_reported_apart() -> None:
    troubles = TroubleTracker(PATIENCE)
    for title in ("wos", "kingshot"):
        for event in (SILENT, KEPT):
            troubles.on_event(title, event, 0.0)
    assert not troubles.due(PATIENCE - 1)
    found = {(one.title, one.kind) for one in troubles.due(PATIENCE)}
    assert found == {
        (t, k) for t in ("wos", "kingshot") for k in (AlertKind.SILENT, AlertKind.NOT_RECORDED)
    }
    assert not troubles.due(10 * HOUR)


def test_an_end_is_not_reported_when_it_has_begun_again_before() -> None:
    troubles = TroubleTracker(PATIENCE)
    troubles.on_event("wos", SILENT, 0.0)
    assert troubles.due(PATIENCE)
    troubles.on_event("wos", GoesOn(), 200.0)
    troubles.on_event("wos", UNKNOWN, 210.0)
    assert not troubles.due(2 * HOUR)
    troubles.on_event("wos", GoesOn(), 300.0)
    (over,) = troubles.due(300.0)
    assert over == Alert("wos", AlertKind.SILENT, 300.0, over=True, outcome=Outcome.UNKNOWN)


@pytest.mark.parametrize("answer", [THROTTLED, HALTED])
def test_whatever_is_an_answer_ends_the_silence(answer: Event) -> None:
    happened = [(0.0, SILENT), (300.0, answer)]
    assert (300.0, AlertKind.SILENT, True) in reported(*happened, until=HOUR)


def test_a_silent_game_that_turns_the_bot_away_is_reported_anew_once_an_hour() -> None:
    happened: list[tuple[float, Event]] = [(0.0, SILENT)]
    happened += [(float(at), (REFUSED, SILENT)[at // 600 % 2]) for at in range(600, 12_000, 300)]
    happened.append((12_000.0, GoesOn()))
    found = reported(*happened, until=10 * HOUR)
    begun = [at for at, _, over in found if not over]
    assert begun[0] == PATIENCE
    assert 3 <= len(begun) <= 4
    assert all(later - at >= HOUR for at, later in itertools.pairwise(begun))
    assert [over for _, _, over in found].count(True) == 1


@pytest.mark.parametrize("language", WORDS.catalogues)
def test_a_refusal_at_the_door_is_reported_as_what_it_is_with_where_to_learn_what_to_do(
    language: str,
) -> None:
    say, troubles = WORDS.say(language, "wos"), TroubleTracker(PATIENCE)
    troubles.on_event("wos", REFUSED, 0.0)
    (alert,) = troubles.due(PATIENCE)
    card = alert_card(say, alert, NOW)
    assert "autoredeem doctor" in card.text
    assert moment(NOW - timedelta(seconds=PATIENCE)) in card.text
    troubles.on_event("wos", GoesOn(), 300.0)
    (over,) = troubles.due(300.0)
    assert "doctor" not in alert_card(say, over, NOW).text


def test_being_throttled_is_no_trouble_of_the_operators() -> None:
    assert not reported((0.0, THROTTLED), until=HOUR)


def test_outcomes_that_are_only_queued_are_no_trouble() -> None:
    assert not reported((0.0, NotRecorded(7)), until=HOUR)


@pytest.mark.parametrize("language", WORDS.catalogues)
@pytest.mark.parametrize("title", ["wos", "kingshot"])
def test_a_wrong_salt_is_reported_with_the_setting_so_that_it_can_be_copied(
    language: str, title: str
) -> None:
    card = alert_card(WORDS.say(language, title), Alert(title, AlertKind.HALTED, 0.0), NOW)
    assert f"`AUTOREDEEM_TITLES__{title.upper()}__SALT`" in card.text


@pytest.mark.parametrize("kind", [AlertKind.SILENT, AlertKind.NOT_RECORDED])
def test_an_alert_says_since_when_and_nothing_that_may_be_secret(kind: AlertKind) -> None:
    say, troubles = WORDS.say("en", "wos"), TroubleTracker(PATIENCE)
    troubles.on_event("wos", SILENT if kind is AlertKind.SILENT else KEPT, 0.0)
    (alert,) = troubles.due(125.0)
    card = alert_card(say, alert, NOW)
    assert moment(NOW - timedelta(seconds=125)) in card.text
    assert "Whiteout Survival" in card.title
    assert "secret" not in card.text


@pytest.mark.parametrize("trouble", FeedTrouble)
def test_a_feed_s_trouble_is_reported_at_once_and_once_and_so_is_its_end(
    trouble: FeedTrouble,
) -> None:
    polls = [(900.0 * n, FeedPolled("news", troubles=frozenset({trouble}))) for n in range(1, 99)]
    found = reported(*polls, (90_000.0, FeedPolled("news")), until=100_000)
    assert [(at, over) for at, _, over in found] == [(900.0, False), (90_000.0, True)]


def test_a_trouble_of_one_feed_is_no_other_feed_s() -> None:
    troubles = TroubleTracker(PATIENCE)
    silent = frozenset({FeedTrouble.SILENT})
    for feed in ("one", "two"):
        troubles.on_event("wos", FeedPolled(feed, troubles=silent), 0.0)
    assert [one.feed for one in troubles.due(0.0)] == ["one", "two"]
    troubles.on_event("wos", FeedPolled("two"), 10.0)
    (over,) = troubles.due(10.0)
    assert (over.feed, over.over) == ("two", True)


@pytest.mark.parametrize("language", WORDS.catalogues)
@pytest.mark.parametrize("trouble", FeedTrouble)
def test_a_feed_s_alert_names_it_in_every_language(language: str, trouble: FeedTrouble) -> None:
    say, troubles = WORDS.say(language, "wos"), TroubleTracker(PATIENCE)
    troubles.on_event("wos", FeedPolled("news.example", troubles=frozenset({trouble})), 0.0)
    (alert,) = troubles.due(0.0)
    assert "news.example" in alert_card(say, alert, NOW).text
    troubles.on_event("wos", FeedPolled("news.example"), 1.0)
    (over,) = troubles.due(1.0)
    assert "news.example" in alert_card(say, over, NOW).text
