"""The card of a board: a line for each run that goes on, a summary of each that has ended."""

from collections.abc import Callable, Sequence

from autoredeem.bot.features.runs.format import run_line, summary_text, trouble_line
from autoredeem.bot.kit.cards import Button, Card, Field, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.services.progress_board.state import BoardRun, BoardState
from autoredeem.bot.words import Say
from autoredeem.domain.ids import GuildId
from autoredeem.engine import RunEnd
from autoredeem.engine.events import Trouble

MOST_LINES, MOST_SUMMARIES = 10, 5

Estimate = Callable[[GuildId, str], float | None]
"""Returns how many seconds a run still takes; None if that is not known."""


def board_card(say: Say, state: BoardState, estimate: Estimate, trouble: Trouble | None) -> Card:
    """Return a guild's board for everyone in the channel."""
    going = [run for run in state.runs.values() if not run.end]
    over = [run for run in state.runs.values() if run.end]
    lines = [
        run_line(say, run.record, estimate(state.guild_id, run.record.code))
        for run in going[:MOST_LINES]
    ]
    lines += say.left_out(len(going) - MOST_LINES)
    if going and trouble:
        lines.append(trouble_line(say, trouble))
    return Card(
        say(_title(going, over)),
        "\n".join(lines),
        _summaries(say, over),
        tone=_tone(going, over),
        rows=[_buttons(say, going, over)],
    )


def _buttons(say: Say, going: Sequence[BoardRun], over: Sequence[BoardRun]) -> list[Button]:
    """Return the ways to runs and accounts; where a lone code failed for some, to a retry."""
    buttons = [
        Button(say("button-runs"), custom_id("runs")),
        Button(say("button-my-accounts"), custom_id("me")),
    ]
    failed = [run.record for run in over if run.record.figures.failed and not run.record.reason]
    if failed and len(over) == 1 and not going:
        again = Button(say("button-retry-failed"), custom_id("code-retry", code=failed[0].code))
        buttons.insert(0, again)
    return buttons


def _summaries(say: Say, over: Sequence[BoardRun]) -> list[Field]:
    shown = [
        Field(
            say("board-run-over", code=say.plain(run.record.code)),
            summary_text(say, run.record.figures, run.end, run.record.reason),
        )
        for run in over[-MOST_SUMMARIES:]
    ]
    rest = say.left_out(len(over) - len(shown))
    return [*shown, *(Field(name, say("board-see-runs")) for name in rest)]


def _title(going: Sequence[BoardRun], over: Sequence[BoardRun]) -> str:
    if going:
        return "board-title"
    whole = all(run.end in (RunEnd.COMPLETE, RunEnd.DEAD_CODE) for run in over)
    return "board-title-over" if whole else "board-title-stopped"


def _tone(going: Sequence[BoardRun], over: Sequence[BoardRun]) -> Tone:
    if going:
        return Tone.PLAIN
    return Tone.GOOD if all(run.end is RunEnd.COMPLETE for run in over) else Tone.WARNING
