"""What a file or a pasted text has of members, and how it was read, in words."""

from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.features.runs.format import fitting
from autoredeem.bot.kit.confirmations import ReadingNotes
from autoredeem.bot.words import Say
from autoredeem.domain.players import Member
from autoredeem.roster.enrolment import in_batches
from autoredeem.roster.entries import Taken
from autoredeem.roster.faults import Fault, Faults
from autoredeem.roster.importing import MemberFile
from autoredeem.roster.problems import Kind, Problem

MOST_WRONG = 2_000
"""Lines that can't be read: a file with more is no list of members, and not read to its end."""

LONGEST_FAULTS = 1_800
"""Characters of what is said of problems: an embed's text has 4,096, by Discord's documentation."""

HEADING = 24
"""Characters of a column's heading."""

_WITHOUT_TEXT = frozenset(
    {
        *(Kind.TOO_MANY_CELLS, Kind.LONG_LINE, Kind.NOT_TEXT, Kind.TOO_LARGE, Kind.BROKEN),
        *(Kind.OLD_WORKBOOK, Kind.NO_READER),
    }
)


@dataclass(slots=True)
class ParsedMembers:
    """Members, the problems by kind and the number of them, and how it was read."""

    taken: Taken
    members: list[Member] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    wrong: int = 0

    def notes(self, say: Say) -> ReadingNotes:
        """Return lines on how it was read, and on what could not be."""
        return ReadingNotes(list(_taken_lines(say, self.taken)), _problem_lines(say, self))


async def parse(file: MemberFile) -> ParsedMembers:
    """Read all of it in a thread, before anything is written."""
    read = ParsedMembers(file.taken)
    async with aclosing(in_batches(file)) as batches:
        async for batch in batches:
            read.members += batch.members
            for one in batch.problems:
                read.faults.add(one)
            read.wrong += len(batch.problems)
            if read.wrong > MOST_WRONG:
                break
    return read


def fault_lines(say: Say, faults: Faults) -> Sequence[str]:
    """Return a line for each kind of problem, of as many as have room, and the number of others."""
    kinds = list(faults.by_kind.values())
    lines = fitting([_fault_line(say, fault) for fault in kinds], LONGEST_FAULTS)
    return [*lines, *say.left_out(sum(fault.count for fault in kinds[len(lines) :]))]


def reason_of(say: Say, problem: Problem) -> str:
    """Return the sentence that says what is wrong, and what to do."""
    key = f"members-problem-{problem.kind}"
    if problem.kind in _WITHOUT_TEXT:
        return say(key)
    shown = say.name(problem.text, NAME) if problem.text else say("members-problem-nothing")
    return say(key, text=shown)


def _problem_lines(say: Say, read: ParsedMembers) -> Sequence[str]:
    if not read.wrong:
        return ()
    return [say("members-problems", count=read.wrong), *fault_lines(say, read.faults)]


def _fault_line(say: Say, fault: Fault) -> str:
    reason = reason_of(say, fault.first)
    if fault.count == 1:
        more = fault.first.more
        also = say("members-problem-more", count=more) if more else ""
        return f"{say('members-problem', line=fault.first.line, reason=reason)} {also}".rstrip()
    lines = say.listing(map(str, fault.lines))
    if fault.more:
        lines = say("list-and-more", items=lines, count=fault.more)
    text = say("members-problem-lines", lines=lines, reason=reason)
    others = say.some(fault.texts, lambda one: say.name(one, NAME))
    return f"{text} {say('members-problem-also', texts=others)}" if others else text


def _taken_lines(say: Say, taken: Taken) -> Iterator[str]:
    if taken.columns:
        columns = [
            say(f"members-column-{one}", name=say.name(name, HEADING))
            for one, name in taken.columns.items()
        ]
        yield say("members-columns", columns=say.listing(columns))
    if taken.left_alone:
        names = say.some(taken.left_alone, lambda name: say.name(name, HEADING))
        yield say("members-columns-left", columns=names)
    if taken.example:
        fid, state = taken.example
        example = {"id": say.code(str(fid)), "state": say.code(str(state))}
        yield say("members-taken-states", count=taken.states, **example)
    for name, count in taken.alliances.items():
        yield say("members-unknown-alliance", name=say.name(name, NAME), count=count)
    if taken.levels:
        yield say("members-taken-levels", count=taken.levels)
