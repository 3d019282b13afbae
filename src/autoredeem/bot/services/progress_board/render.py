"""The card of a board: a line for each run that goes on, a summary of each that has ended."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from autoredeem.bot.features.runs.format import (
    LONGEST_SUMMARY,
    fitting,
    how_to_redeem,
    page_link,
    run_groups,
    run_line,
    summary_text,
    trouble_line,
)
from autoredeem.bot.features.runs.mending import (
    LONGEST_CODE,
    Group,
    has_mendable,
    mending_buttons,
)
from autoredeem.bot.kit.cards import Button, Card, Field, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.services.progress_board.state import BoardRun
from autoredeem.bot.words import Say
from autoredeem.domain.ids import GuildId
from autoredeem.engine import RunEnd
from autoredeem.engine.events import Trouble

MOST_LINES, MOST_SUMMARIES = 10, 5

LONGEST_LINES, LONGEST_SUMMARIES = 1_800, 2_800
"""Characters of all of them: an embed has 6,000, by Discord's documentation."""

MOST_ADVISED = 2
"""Codes with advice and a row of buttons each: on a phone a button takes a line."""


class Forecast(Protocol):
    """What an engine says of what is to come."""

    @property
    def trouble(self) -> Trouble | None:
        """Why nobody is asked now; None while somebody may be."""

    def estimate(self, guild_id: GuildId, code: str) -> float | None:
        """Return how many seconds a run still takes; None if that is not known."""


def board_card(
    say: Say,
    runs: Collection[BoardRun],
    engine: Forecast | None,
    now: datetime,
    *,
    alliance: str = "",
) -> Card:
    """Return a board for everyone in the channel: a guild's, or that of an `alliance`.

    The latter mends nothing: what buttons do is done for all of the guild. Without an `engine`,
    nothing is said of what is to come.
    """
    going = [run for run in runs if not run.end]
    over = [run for run in runs if run.end]
    shown = [_going_line(say, run, engine, now) for run in going[:MOST_LINES]]
    lines = [*fitting(shown, LONGEST_LINES)]
    lines += say.left_out(len(going) - len(lines))
    if going and engine and engine.trouble:
        lines.append(trouble_line(say, engine.trouble, now))
    lacking = {run.record.code: groups for run in over[-MOST_SUMMARIES:] if (groups := _lacks(run))}
    advised = len(lacking) <= MOST_ADVISED and not alliance
    title = say(_title(going, over))
    ended_well = (run for run in over if run.end is not RunEnd.WAITING)
    alive = [run.record.code for run in (*ended_well, *going) if not run.record.reason]
    by_hand = [how_to_redeem(say, alive[:MOST_SUMMARIES])] if alive else []
    return Card(
        say("board-of-alliance", name=say.name(alliance), what=title) if alliance else title,
        "\n".join(lines),
        [*_summaries(say, over, advised=advised), *by_hand],
        tone=_tone(going, over),
        rows=[
            *(() if alliance else _mending(say, lacking, several=len(runs) > 1)),
            [*_own_buttons(say), *([page_link(say)] if alive else [])],
        ],
    )


def blocked_card(say: Say, card: Card) -> Card:
    """Return the board of a guild that an operator has blocked: nothing can be done with it."""
    text = "\n".join(filter(None, [say("board-blocked"), card.text]))
    return replace(card, text=text, tone=Tone.WARNING, rows=[])


def _going_line(say: Say, run: BoardRun, engine: Forecast | None, now: datetime) -> str:
    seconds = engine.estimate(run.record.guild_id, run.record.code) if engine else None
    ends_at = None if seconds is None else now + timedelta(seconds=seconds)
    return run_line(say, run.record, ends_at)


def _lacks(run: BoardRun) -> Sequence[Group]:
    """Return who lacks the code of a run that has ended; nobody, where it is dead."""
    if run.record.reason:
        return []
    return list(run_groups(run.record.figures, stopped=run.end is RunEnd.STOPPED))


def _mending(say: Say, lacking: Mapping[str, Sequence[Group]], *, several: bool) -> Iterator[Row]:
    """Yield a row for each code with all that the advice on it names; for many codes, one row.

    That one leads to the codes' cards, which advise.
    """
    if len(lacking) > MOST_ADVISED:
        shown = {code: say.plain(code, LONGEST_CODE) for code in lacking}
        yield [
            Button(say("button-what-to-do", code=short), custom_id("run", code=code))
            for code, short in shown.items()
        ]
        return
    for code, groups in lacking.items():
        if buttons := mending_buttons(say, code, groups, named=several):
            yield buttons


def _own_buttons(say: Say) -> list[Button]:
    return [
        Button(say("button-runs"), custom_id("runs")),
        Button(say("button-my-accounts"), custom_id("me")),
    ]


def _summaries(say: Say, over: Sequence[BoardRun], *, advised: bool) -> list[Field]:
    latest = over[-MOST_SUMMARIES:]
    longest = min(LONGEST_SUMMARY, LONGEST_SUMMARIES // max(1, len(latest)))
    shown = [
        Field(
            say("board-run-over", code=say.plain(run.record.code)),
            summary_text(
                say,
                run.record.figures,
                run.end,
                run.record.reason,
                advised=advised,
                longest=longest,
            ),
        )
        for run in latest
    ]
    rest = say.left_out(len(over) - len(shown))
    return [*shown, *(Field(name, say("board-see-runs")) for name in rest)]


def _title(going: Sequence[BoardRun], over: Sequence[BoardRun]) -> str:
    if going:
        return "board-title"
    ends = {run.end for run in over}
    if ends <= {RunEnd.COMPLETE, RunEnd.DEAD_CODE}:
        return "board-title-over"
    waits = ends <= {RunEnd.COMPLETE, RunEnd.DEAD_CODE, RunEnd.WAITING}
    return "board-title-waiting" if waits else "board-title-stopped"


def _tone(going: Sequence[BoardRun], over: Sequence[BoardRun]) -> Tone:
    """Return green only where all is done, and nobody has anything to mend."""
    if going:
        return Tone.PLAIN
    ends = {run.end for run in over}
    if not ends <= {RunEnd.COMPLETE, RunEnd.WAITING}:
        return Tone.WARNING
    if any(has_mendable(run.record.figures) for run in over):
        return Tone.WARNING
    return Tone.PLAIN if RunEnd.WAITING in ends else Tone.GOOD
