"""The card that reports an enrolment."""

from collections.abc import Iterator

from autoredeem.bot.features.members.enrolment import Enrolment
from autoredeem.bot.features.members.format import ids
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.confirmations import ReadingNotes
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request


def report_card(request: Request, enrolment: Enrolment | None, notes: ReadingNotes) -> Card:
    """Return the card that says what came of members, and how they were read."""
    say = request.say
    lines = list(_result_lines(request, enrolment)) if enrolment else [say("members-none-added")]
    row = [
        Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN),
        Button(say("button-add"), custom_id("members-add-form")),
    ]
    if enrolment and enrolment.lacking:
        row.append(
            Button(say("button-missing-states"), custom_id("members-state-form"), ButtonStyle.GOOD)
        )
    smooth = enrolment and not (notes.problems or enrolment.lacking or enrolment.never)
    tone = Tone.GOOD if smooth else Tone.WARNING
    return Card(
        say("members-report-title"), "\n".join([*lines, *notes.lines]), tone=tone, rows=[row]
    )


def _result_lines(request: Request, enrolment: Enrolment) -> Iterator[str]:
    say, done = request.say, enrolment.done
    if done.added or not (done.updated or done.unchanged):
        yield say("members-added", count=done.added)
    if done.updated:
        yield say("members-updated", count=done.updated)
    if done.unchanged:
        yield say("members-unchanged", count=done.unchanged)
    yield from left_out_lines(request, enrolment)
    if enrolment.lacking:
        yield say("members-added-lacking", count=enrolment.lacking)


def left_out_lines(request: Request, enrolment: Enrolment) -> list[str]:
    """Return the lines that name whoever opted out, or is not theirs to manage, if anyone."""
    say, never, foreign = request.say, enrolment.never, enrolment.foreign
    lines = [say("members-never", count=len(never), ids=ids(say, never))] if never else []
    if foreign:
        lines.append(say("members-foreign", count=len(foreign), ids=ids(say, foreign)))
    return lines
