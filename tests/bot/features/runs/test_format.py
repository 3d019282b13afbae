"""Runs as text: within Discord's limits in every language, and with nothing of others in it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.features.runs.format import (
    LONGEST_SUMMARY,
    Stage,
    run_line,
    stage_of,
    status_line,
    summary_fields,
    summary_text,
    tone_of,
    trouble_line,
)
from autoredeem.bot.features.runs.run_list import merge_runs
from autoredeem.bot.kit.cards import Tone
from autoredeem.bot.words import Say
from autoredeem.domain.redemptions import ENTAILS, Fate, Figures, Outcome
from autoredeem.engine import RunEnd
from autoredeem.engine.events import (
    AnotherSends,
    EveryoneWaits,
    NotRecorded,
    StoreSilent,
    TitleHalted,
    Trouble,
)
from autoredeem.store.records import RunRecord, RunStatus
from support.facts import FIGURES, GUILD, NOW
from support.words import ENGLISH, WORDS

OPEN = RunRecord(GUILD, "Gift-2026", RunStatus.OPEN, NOW, NOW, FIGURES)
WAITS, UNDER_WAY = replace(OPEN, due=NOW), replace(OPEN, owner="us", due=NOW)
DONE = replace(OPEN, status=RunStatus.DONE)
DEAD = replace(DONE, reason=Outcome.EXPIRED)

COUNTS = st.integers(0, 10**6)
FAILING = [one for one, entails in ENTAILS.items() if entails.fate is not Fate.SETTLED]
FAILED = st.dictionaries(st.sampled_from(FAILING), st.integers(1, 10**6))
VOICES = st.sampled_from(
    [WORDS.say(tag, title) for tag in WORDS.languages for title in ("wos", "kingshot")]
)
REASONS = st.none() | st.sampled_from([Outcome.EXPIRED, Outcome.NO_SUCH_CODE, Outcome.USED_UP])


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    """Return figures that are consistent: nobody is counted twice."""
    failed, rest = draw(FAILED), draw(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS))
    return Figures(
        members=sum(rest) + sum(failed.values()),
        settled_before=rest[0],
        redeemed=rest[1],
        already=rest[2],
        failed=failed,
        no_state=rest[3],
        check_failed=draw(st.booleans()),
    )


@pytest.mark.parametrize(
    ("run", "stage"),
    [
        (WAITS, Stage.WAITS),
        (UNDER_WAY, Stage.UNDER_WAY),
        (OPEN, Stage.STOPPED),
        (replace(UNDER_WAY, stop=True), Stage.STOPPED),
        (DONE, Stage.DONE),
        (DEAD, Stage.DEAD),
    ],
)
def test_how_far_a_run_is_shows_in_the_record_alone(run: RunRecord, stage: Stage) -> None:
    assert stage_of(run) is stage


def test_a_line_shows_who_has_it_who_failed_and_how_long_it_takes() -> None:
    assert run_line(ENGLISH, UNDER_WAY, 130.0) == (
        "**`Gift-2026`** · under way · 22 of 88 have it · failed: 13 · no state: 8"
        " · about 2 min 10 s left"
    )
    assert status_line(ENGLISH, DEAD, 130.0).startswith("does not work: code expired · 22 of 88")
    assert "left" not in run_line(ENGLISH, UNDER_WAY, None)
    assert "left" not in run_line(ENGLISH, DONE, 5.0)


def test_a_summary_groups_the_failed_by_reason_the_most_first_with_what_to_do() -> None:
    fields = summary_fields(ENGLISH, FIGURES, None)
    assert [field.name for field in fields] == [
        "Who has it",
        "7 members: unknown answer",
        "6 members: level too low",
        "8 members: no state",
        "45 members: still to be asked",
        "The check failed",
    ]
    assert fields[0].value == "Redeemed now: 4\nHad it before: 18"
    assert "After a level-up" in fields[2].value


def test_of_a_dead_code_the_reason_stands_once_and_the_others_are_only_counted() -> None:
    figures = Figures(members=18, failed={Outcome.EXPIRED: 1, Outcome.LEVEL_TOO_LOW: 2})
    text = summary_text(ENGLISH, figures, RunEnd.DEAD_CODE, Outcome.EXPIRED)
    assert text == (
        "This code does not work: code expired. The time for this code is over.\n"
        "2 members: level too low\n"
        "15 members: not asked"
    )
    fields = summary_fields(ENGLISH, figures, Outcome.EXPIRED)
    assert [(one.name, one.value) for one in fields] == [
        ("Who does not have it", "2 members: level too low\n15 members: not asked")
    ]
    dead = run_line(ENGLISH, replace(DEAD, figures=figures), None)
    assert dead.endswith("does not work: code expired · 0 of 18 have it · failed: 2")


def test_of_a_dead_code_those_who_got_it_before_are_counted() -> None:
    figures = Figures(members=9, redeemed=3, failed={Outcome.USED_UP: 2})
    (settled, _) = summary_fields(ENGLISH, figures, Outcome.USED_UP)
    assert settled.value == "Redeemed now: 3"


@pytest.mark.parametrize(
    ("end", "reason", "words"),
    [
        (RunEnd.COMPLETE, None, "**Done**"),
        (RunEnd.STOPPED, None, "Press “Go on”"),
        (RunEnd.DEAD_CODE, Outcome.EXPIRED, "does not work: code expired"),
        (None, None, "the bot asks them one after the other"),
    ],
)
def test_a_summary_says_how_the_run_ended(
    end: RunEnd | None, reason: Outcome | None, words: str
) -> None:
    assert words in summary_text(ENGLISH, FIGURES, end, reason)


@given(VOICES, figures(), st.none() | st.sampled_from(RunEnd), REASONS)
def test_a_summary_fits_into_a_message_in_every_language(
    say: Say, figures: Figures, end: RunEnd | None, reason: Outcome | None
) -> None:
    assert 0 < len(summary_text(say, figures, end, reason)) <= LONGEST_SUMMARY
    fields = summary_fields(say, figures, reason)
    assert len(fields) < 25
    assert all(len(one.name) <= 256 and 0 < len(one.value) <= 1_024 for one in fields)
    assert sum(len(one.name) + len(one.value) for one in fields) < 5_000


@given(
    VOICES,
    figures(),
    REASONS,
    st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    st.sampled_from([UNDER_WAY, WAITS, OPEN, DONE]),
    st.none() | st.floats(0, 10**7),
)
def test_a_run_fits_into_one_line_in_every_language(
    say: Say,
    figures: Figures,
    reason: Outcome | None,
    code: str,
    run: RunRecord,
    left: float | None,
) -> None:
    line = run_line(say, replace(run, code=code, figures=figures, reason=reason), left)
    assert len(line) <= 400
    assert "\n" not in line


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (TitleHalted(Outcome.WRONG_SALT), "operator has to correct a setting"),
        (AnotherSends("secret-host"), "Another part of the bot"),
        (StoreSilent("mongodb://secret-host"), "can’t reach its data"),
        (
            EveryoneWaits(Outcome.REFUSED_AT_THE_DOOR, 90.0, "secret words"),
            "the game turns the bot away",
        ),
        (EveryoneWaits(Outcome.THROTTLED, 90.0, "secret words"), "goes on in about 1 min 30 s"),
        (EveryoneWaits(Outcome.UNREACHABLE, 0.0, ""), "tries again by itself"),
        (NotRecorded(3, "secret path"), "3 answers of the game are not saved yet"),
    ],
)
def test_why_nobody_is_asked_is_shown_without_what_is_the_operators(
    trouble: Trouble, words: str
) -> None:
    assert words in trouble_line(ENGLISH, trouble)
    for language in WORDS.languages:
        assert "secret" not in trouble_line(WORDS.say(language), trouble)


def test_a_run_that_ends_between_two_questions_is_listed_once() -> None:
    other = replace(WAITS, code="OTHER")
    assert merge_runs([WAITS, other], [DONE], NOW) == [other, DONE]
    assert merge_runs([WAITS, other], [DONE], NOW + timedelta(days=1)) == [other]


def test_a_run_is_good_only_when_everyone_has_the_code() -> None:
    everyone = Figures(members=3, redeemed=2, settled_before=1)
    assert tone_of(replace(DONE, figures=everyone)) is Tone.GOOD
    assert tone_of(DONE) is tone_of(DEAD) is Tone.WARNING
    assert tone_of(replace(UNDER_WAY, due=NOW + timedelta(seconds=9))) is Tone.PLAIN
