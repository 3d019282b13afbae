"""What a person sees while a run goes on."""

from io import StringIO

import pytest
from rich.console import Console

from autoredeem.cli.common import plural
from autoredeem.cli.outcome_texts import ADVICE, WAITS, duration, summary_lines
from autoredeem.cli.progress import Bar, Lines
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import ENTAILS, Fate, Figures, Outcome, Pauses, RunSummary
from autoredeem.engine import RunEnd
from autoredeem.engine.breaker import TROUBLE
from autoredeem.engine.events import EveryoneWaits, GoesOn, NotRecorded, RunOpened, RunProgressed
from autoredeem.store.records import RunRecord, RunStatus
from support.virtual_time import EPOCH


def record(redeemed: int = 0) -> RunRecord:
    return RunRecord(
        GuildId(1), "GIFT", RunStatus.OPEN, EPOCH, EPOCH, Figures(members=100, redeemed=redeemed)
    )


def test_without_a_terminal_a_hundred_members_take_twenty_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    view = Lines()
    view.estimate = lambda _guild, _code: 125.0
    view.watch(RunOpened(record()))
    for done in range(1, 101):
        view.watch(RunProgressed(record(done)))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 19
    assert lines[0] == "5/100 redeemed 5, already 0, failed 0, about 2 min 5 s left"


def test_what_holds_a_run_up_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    view = Lines()
    view.watch(EveryoneWaits(Outcome.THROTTLED, 60.0, "slow down"))
    view.watch(GoesOn())
    view.watch(NotRecorded(3, "the disk is full"))
    view.watch(NotRecorded(2))
    view.watch(NotRecorded(0))
    assert capsys.readouterr().err.splitlines() == [
        "The game is throttled: everyone waits 1 min",
        "The game answers again: going on",
        "3 outcomes not yet recorded, they are kept: the disk is full",
        "The store is back: 2 outcomes are still to be recorded",
        "The store is back: everything is recorded",
    ]


def test_why_everyone_waits_is_said_of_whatever_makes_them_wait() -> None:
    everyone = {outcome for outcome, e in ENTAILS.items() if e.pauses is Pauses.ADDRESS} | TROUBLE
    assert everyone == WAITS.keys()


def test_a_refusal_at_the_door_is_named_with_where_to_learn_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Lines().watch(EveryoneWaits(Outcome.REFUSED_AT_THE_DOOR, 31.0, "HTTP 403: <html>"))
    assert capsys.readouterr().err == (
        "The game turns this computer away at the door (see: autoredeem doctor): everyone waits"
        " 31 s\n"
    )


def test_a_terminal_gets_a_bar_with_an_estimate() -> None:
    screen = StringIO()
    console = Console(file=screen, force_terminal=True, color_system=None, width=100)
    with Bar(console) as view:
        view.estimate = lambda _guild, _code: 125.0
        view.watch(RunOpened(record()))
        view.watch(RunProgressed(record(40)))
        view.line("[bold]a line above")
    assert "40/100 redeemed 40, already 0, failed 0, about 2 min 5 s left" in screen.getvalue()
    assert "[bold]a line above" in screen.getvalue()


def test_every_failure_comes_with_what_to_do() -> None:
    failing = {o for o, e in ENTAILS.items() if e.fate is Fate.ENDS or e.tries}
    assert failing <= ADVICE.keys()


def test_a_summary_names_every_part_of_its_sum() -> None:
    summary = RunSummary(
        title="wos",
        guild=GuildId(1),
        code="GIFT",
        members=2000,
        settled_before=1000,
        redeemed=500,
        already=300,
        failed={Outcome.LEVEL_TOO_LOW: 150, Outcome.WRONG_STATE: 20},
        unsettled=30,
        no_state=5,
        requests=975,
        seconds=4000.0,
        check_queries=2,
        check_failed=True,
        not_recorded=1,
    )
    text = "\n".join(summary_lines(summary, RunEnd.STOPPED))
    for part in (
        *("stopped after 1 h 6 min", "2,000  members", "1,000  had it before"),
        *("500  redeemed now", "300  had it already", "150  failed, level too low"),
        *("20  failed, wrong state", "30  left for later, 5 without a state"),
        *("975 requests", "2 queries", "The check failed", "1 outcome not recorded"),
    ):
        assert part in text


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "0 s"), (59.4, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (4200, "1 h 10 min")],
)
def test_durations_read_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_counts_agree_with_their_nouns() -> None:
    assert [plural(n, "query") for n in (0, 1, 2)] == ["0 queries", "1 query", "2 queries"]
    assert plural(1500, "request") == "1,500 requests"
