"""Runs as text: within Discord's limits in every language, and with nothing of others in it."""

from dataclasses import replace
from datetime import datetime, timedelta

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
from autoredeem.bot.words import Say, moment
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
SOON = NOW + timedelta(seconds=130)

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
        (OPEN, Stage.RESTS),
        (replace(OPEN, stop=True), Stage.STOPPED),
        (replace(UNDER_WAY, stop=True), Stage.STOPPED),
        (DONE, Stage.DONE),
        (DEAD, Stage.DEAD),
    ],
)
def test_how_far_a_run_is_shows_in_the_record_alone(run: RunRecord, stage: Stage) -> None:
    assert stage_of(run) is stage


def test_a_line_shows_who_has_it_who_failed_and_when_it_ends() -> None:
    assert run_line(ENGLISH, UNDER_WAY, SOON) == (
        "**`Gift-2026`** · under way · 22 of 88 have it · failed: 13 · no state: 8"
        f" · expected to finish {moment(SOON)}"
    )
    assert status_line(ENGLISH, DEAD, SOON).startswith("does not work: code expired · 22 of 88")
    assert "finish" not in run_line(ENGLISH, UNDER_WAY, None)
    assert "finish" not in run_line(ENGLISH, DONE, SOON)


def test_a_summary_groups_the_failed_by_reason_the_most_first_with_what_to_do() -> None:
    fields = summary_fields(ENGLISH, FIGURES, None)
    assert [field.name for field in fields] == [
        "Who has it",
        "7 members: unknown answer",
        "6 members: level too low",
        "8 members: no state",
        "45 members: still waiting",
        "The check failed",
    ]
    assert fields[0].value == "Redeemed now: 4\nHad it before: 18"
    assert "After a level-up" in fields[2].value


def test_of_a_dead_code_the_reason_stands_once_and_how_many_were_asked_for_it() -> None:
    figures = Figures(members=301, failed={Outcome.EXPIRED: 1}, no_state=4)
    text = summary_text(ENGLISH, figures, RunEnd.DEAD_CODE, Outcome.EXPIRED)
    assert text == (
        "This code does not work: code expired. The time for this code is over.\n"
        "asked 1, not worth asking 300"
    )
    assert not summary_fields(ENGLISH, figures, Outcome.EXPIRED)
    dead = run_line(ENGLISH, replace(DEAD, figures=figures), None)
    assert dead.endswith("code expired · 0 of 301 have it · asked 1, not worth asking 300")


def test_of_a_dead_code_a_wrong_state_is_no_news() -> None:
    figures = Figures(members=300, failed={Outcome.WRONG_STATE: 1, Outcome.EXPIRED: 1})
    text = summary_text(ENGLISH, figures, RunEnd.DEAD_CODE, Outcome.EXPIRED)
    assert "state" not in text
    assert "asked 2, not worth asking 298" in text


@pytest.mark.parametrize(
    ("figures", "hint"),
    [
        (Figures(members=20, failed={Outcome.WRONG_STATE: 20}), True),
        (Figures(members=5, failed={Outcome.WRONG_STATE: 5}), True),
        (Figures(members=4, failed={Outcome.WRONG_STATE: 4}), False),
        (Figures(members=21, redeemed=1, failed={Outcome.WRONG_STATE: 20}), False),
        (Figures(members=21, settled_before=1, failed={Outcome.WRONG_STATE: 20}), False),
        (
            Figures(members=21, failed={Outcome.WRONG_STATE: 20, Outcome.NO_SUCH_PLAYER: 1}),
            False,
        ),
    ],
)
def test_where_nobody_is_in_a_right_state_the_ids_may_be_another_games(
    figures: Figures, *, hint: bool
) -> None:
    words = "This server plays Whiteout Survival: are these IDs from there?"
    assert (words in summary_text(ENGLISH, figures, RunEnd.COMPLETE, None)) is hint
    assert any(words in one.value for one in summary_fields(ENGLISH, figures, None)) is hint


def test_of_a_dead_code_those_who_got_it_before_are_counted() -> None:
    figures = Figures(members=9, redeemed=3, failed={Outcome.USED_UP: 2})
    (settled,) = summary_fields(ENGLISH, figures, Outcome.USED_UP)
    assert settled.value == "Redeemed now: 3"


@pytest.mark.parametrize(
    ("end", "reason", "words"),
    [
        (RunEnd.COMPLETE, None, "**Done**"),
        (RunEnd.STOPPED, None, "Press “Go on”"),
        (RunEnd.DEAD_CODE, Outcome.EXPIRED, "does not work: code expired"),
        (None, None, "the bot takes them one after the other"),
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
    st.none() | st.floats(0, 10**7).map(lambda seconds: NOW + timedelta(seconds=seconds)),
)
def test_a_run_fits_into_one_line_in_every_language(
    say: Say,
    figures: Figures,
    reason: Outcome | None,
    code: str,
    run: RunRecord,
    ends_at: datetime | None,
) -> None:
    line = run_line(say, replace(run, code=code, figures=figures, reason=reason), ends_at)
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
        (EveryoneWaits(Outcome.THROTTLED, 90.0, "secret words"), "Next try: <t:1772366490:R>"),
        (EveryoneWaits(Outcome.UNREACHABLE, 0.0, ""), "keeps trying by itself"),
        (NotRecorded(3, "secret path"), "3 answers of the game are not saved yet"),
    ],
)
def test_why_nobody_is_asked_is_shown_without_what_is_the_operators(
    trouble: Trouble, words: str
) -> None:
    assert words in trouble_line(ENGLISH, trouble, NOW)
    for language in WORDS.languages:
        assert "secret" not in trouble_line(WORDS.say(language), trouble, NOW)


def test_a_run_that_ends_between_two_questions_is_listed_once() -> None:
    other = replace(WAITS, code="OTHER")
    assert merge_runs([WAITS, other], [DONE], NOW) == [other, DONE]
    assert merge_runs([WAITS, other], [DONE], NOW + timedelta(days=1)) == [other]


@pytest.mark.parametrize(
    ("figures", "tone"),
    [
        (Figures(members=3, redeemed=2, settled_before=1), Tone.GOOD),
        (Figures(members=3, redeemed=2, failed={Outcome.LEVEL_TOO_LOW: 1}), Tone.GOOD),
        (Figures(members=3, redeemed=2, failed={Outcome.SPENDING_TOO_LOW: 1}), Tone.GOOD),
        (Figures(members=3, redeemed=2, failed={Outcome.WRONG_STATE: 1}), Tone.WARNING),
        (Figures(members=3, redeemed=2, failed={Outcome.NO_SUCH_PLAYER: 1}), Tone.WARNING),
        (Figures(members=3, redeemed=2, failed={Outcome.UNKNOWN: 1}), Tone.WARNING),
        (Figures(members=3, redeemed=2, failed={Outcome.TRY_AGAIN: 1}), Tone.WARNING),
        (Figures(members=3, redeemed=2, no_state=1), Tone.WARNING),
    ],
)
def test_a_run_is_good_only_when_nothing_failed_that_somebody_can_mend(
    figures: Figures, tone: Tone
) -> None:
    assert tone_of(replace(DONE, figures=figures)) is tone
    assert tone_of(replace(DEAD, figures=figures)) is Tone.WARNING


def test_a_run_that_is_under_way_is_neither_good_nor_bad() -> None:
    assert tone_of(replace(UNDER_WAY, due=NOW + timedelta(seconds=9))) is Tone.PLAIN
