"""How a board reads: a line for each run that goes on, and a summary of each that is over."""

from collections.abc import Callable, Sequence

from autoredeem.bot.features.runs.format import run_line, summary_text, trouble_line
from autoredeem.bot.kit.cards import Button, Card, Field, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.services.progress_board.state import BoardState, Told
from autoredeem.bot.words import Say
from autoredeem.domain.ids import GuildId
from autoredeem.engine import RunEnd
from autoredeem.engine.events import Trouble

MOST_LINES, MOST_SUMMARIES = 10, 5

Estimate = Callable[[GuildId, str], float | None]
"""Gives how many seconds a run still takes, if that is known."""


def board_card(say: Say, state: BoardState, estimate: Estimate, trouble: Trouble | None) -> Card:
    """Give a guild's board as it is to be seen by everyone in the channel."""
    going = [told for told in state.runs.values() if not told.end]
    over = [told for told in state.runs.values() if told.end]
    lines = [
        run_line(say, told.record, estimate(state.guild_id, told.record.code))
        for told in going[:MOST_LINES]
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


def _buttons(say: Say, going: Sequence[Told], over: Sequence[Told]) -> list[Button]:
    """Lead to runs and one's own accounts; where a lone code failed for some, to another try."""
    buttons = [
        Button(say("button-runs"), custom_id("runs")),
        Button(say("button-my-accounts"), custom_id("me")),
    ]
    failed = [told.record for told in over if told.record.figures.failed and not told.record.reason]
    if failed and len(over) == 1 and not going:
        again = Button(say("button-retry-failed"), custom_id("code-retry", code=failed[0].code))
        buttons.insert(0, again)
    return buttons


def _summaries(say: Say, over: Sequence[Told]) -> list[Field]:
    shown = [
        Field(
            say("board-run-over", code=say.plain(told.record.code)),
            summary_text(say, told.record.figures, told.end, told.record.reason),
        )
        for told in over[-MOST_SUMMARIES:]
    ]
    rest = say.left_out(len(over) - len(shown))
    return [*shown, *(Field(name, say("board-see-runs")) for name in rest)]


def _title(going: Sequence[Told], over: Sequence[Told]) -> str:
    if going:
        return "board-title"
    whole = all(told.end in (RunEnd.COMPLETE, RunEnd.DEAD_CODE) for told in over)
    return "board-title-over" if whole else "board-title-stopped"


def _tone(going: Sequence[Told], over: Sequence[Told]) -> Tone:
    if going:
        return Tone.PLAIN
    return Tone.GOOD if all(told.end is RunEnd.COMPLETE for told in over) else Tone.WARNING
