"""`/members import`: a file of ids, or a table, of limited size."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

import structlog

from autoredeem.bot.features.members.enrolment import check_may_enrol_others
from autoredeem.bot.features.members.enrolment_preview import preview_card
from autoredeem.bot.features.members.enrolment_report import report_card
from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.kit.cards import Button, Card
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import DownloadFailed, Rejection, Request, Upload
from autoredeem.bot.words import MOST_NAMED, Say
from autoredeem.domain.players import Member
from autoredeem.roster.enrolment import in_batches
from autoredeem.roster.importing import read_members
from autoredeem.roster.problems import Kind, Problem

LARGEST_FILE = 1_000_000
"""Bytes of a file: room for some 30,000 rows of a table."""

SUFFIXES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".yaml", ".yml", ".md")

MOST_WRONG = 2_000
"""Lines that can't be read: a file with more is no list of members, and not read to its end."""

DOWNLOAD_TIMEOUT = 60.0
"""Seconds for a file from Discord."""

_WITHOUT_TEXT = frozenset(
    {
        *(Kind.TOO_MANY_CELLS, Kind.LONG_LINE, Kind.NOT_TEXT, Kind.TOO_LARGE, Kind.BROKEN),
        *(Kind.OLD_WORKBOOK, Kind.NO_READER),
    }
)

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class ParsedFile:
    """A file as it was read: members, the first few problems, the number of problems in all."""

    members: list[Member] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    wrong: int = 0


async def import_file(request: Request) -> Card:
    """Show what enrolling the file's members would change; or how to send a file."""
    check_may_enrol_others(request)
    if request.file is None:
        return _instructions_card(request)
    read = await _parse(await _download(request, request.file))
    if read.wrong > MOST_WRONG:
        first = _line(request.say, read.problems[0])
        raise Rejection("members-file-too-wrong", most=MOST_WRONG, problem=first)
    if not (read.members or read.wrong):
        raise Rejection("members-file-empty")
    problems = _problem_lines(request.say, read)
    if not read.members:
        return report_card(request, None, problems)
    return await preview_card(request, read.members, problems)


def _instructions_card(request: Request) -> Card:
    say = request.say
    row = [Button(say("button-back"), custom_id("members"))]
    return Card(say("members-import-title"), say("members-import-how"), rows=[row])


async def _download(request: Request, file: Upload) -> bytes:
    """Return the content of a file. Raises Rejection for another kind, a large one, a failure."""
    if not file.name.casefold().endswith(SUFFIXES):
        raise Rejection("members-file-kind", name=request.say.name(file.name, NAME))
    if file.size > LARGEST_FILE:
        raise Rejection("members-file-too-large", most=LARGEST_FILE // 1_000)
    try:
        async with asyncio.timeout(DOWNLOAD_TIMEOUT):
            return await file.read()
    except (DownloadFailed, TimeoutError) as error:
        log.info("A member file could not be downloaded", why=repr(error))
        raise Rejection("members-file-not-read") from None


async def _parse(content: bytes) -> ParsedFile:
    """Read a file in a thread, all of it before anything is written."""
    read = ParsedFile()
    async with aclosing(in_batches(read_members([content]))) as batches:
        async for batch in batches:
            problems = [row for row in batch if isinstance(row, Problem)]
            read.members += [row for row in batch if isinstance(row, Member)]
            read.problems += problems[: MOST_NAMED - len(read.problems)]
            read.wrong += len(problems)
            if read.wrong > MOST_WRONG:
                break
    return read


def _problem_lines(say: Say, read: ParsedFile) -> Sequence[str]:
    if not read.wrong:
        return ()
    return [
        "",
        say("members-problems", count=read.wrong),
        *(_line(say, one) for one in read.problems),
        *say.left_out(read.wrong - len(read.problems)),
    ]


def _line(say: Say, problem: Problem) -> str:
    key = f"members-problem-{problem.kind.value}"
    shown = say.name(problem.text, NAME) if problem.text else say("members-problem-nothing")
    reason = say(key) if problem.kind in _WITHOUT_TEXT else say(key, text=shown)
    text = say("members-problem", line=problem.line, reason=reason)
    more = say("members-problem-more", count=problem.more) if problem.more else ""
    return f"{text} {more}".rstrip()
