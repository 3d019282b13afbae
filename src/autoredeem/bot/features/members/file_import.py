"""`/members import`, and its form: a file of ids, or a table, of limited size."""

import asyncio

import structlog

from autoredeem.bot.features.members.alliance_lookup import alliances_by_name, members_into
from autoredeem.bot.features.members.enrolment import check_may_enrol_others
from autoredeem.bot.features.members.enrolment_preview import preview_card
from autoredeem.bot.features.members.enrolment_report import report_card
from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.features.members.list_state import alliance_in
from autoredeem.bot.features.members.parsed_members import MOST_WRONG, fault_lines, parse
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, FileInput, Form
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import DownloadFailed, FormContext, Rejection, Request, Upload
from autoredeem.bot.kit.inputs import id_digits
from autoredeem.roster.importing import read_members

LARGEST_FILE = 1_000_000
"""Bytes of a file: room for some 30,000 rows of a table."""

SUFFIXES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".yaml", ".yml", ".md")

DOWNLOAD_TIMEOUT = 60.0
"""Seconds for a file from Discord."""

log = structlog.get_logger(__name__)


def import_form(context: FormContext) -> Form:
    """Return the form that takes a file, for those who don't see the command."""
    say = context.say
    about = say("form-members-file-about", most=LARGEST_FILE // 1_000_000)
    upload = FileInput("file", say("form-members-file-label"), about)
    alliance = alliance_in(context.params.get("a", ""))
    into = {"a": alliance} if alliance else {}
    return Form(say("members-import-title"), custom_id("members-import", **into), [upload])


async def import_file(request: Request) -> Card:
    """Show what enrolling the file's members would change; or how to send a file."""
    check_may_enrol_others(request)
    if request.file is None:
        return _instructions_card(request)
    content = await _download(request, request.file)
    known = await alliances_by_name(request)
    read = await parse(read_members([content], id_digits(request), alliances=known))
    if read.wrong > MOST_WRONG:
        (first, *_) = fault_lines(request.say, read.faults)
        raise Rejection("members-file-too-wrong", most=MOST_WRONG, problem=first)
    if not (read.members or read.wrong):
        raise Rejection("members-file-empty")
    if not read.members:
        return report_card(request, None, read.notes(request.say))
    members = await members_into(request, read.members)
    return await preview_card(request, members, read.notes(request.say))


def _instructions_card(request: Request) -> Card:
    say, alliance = request.say, alliance_in(request.params.get("a", ""))
    form = custom_id("members-import-form", **({"a": alliance} if alliance else {}))
    row = [
        Button(say("button-choose-file"), form, ButtonStyle.MAIN),
        Button(say("button-back"), custom_id("members")),
    ]
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
