"""What is said of a list that was read has room in a message, whatever stands in it."""

import pytest

from autoredeem.bot.features.members.enrolment import Enrolment
from autoredeem.bot.features.members.enrolment_report import report_card
from autoredeem.bot.features.members.parsed_members import ParsedMembers
from autoredeem.bot.gateway.rendering import render
from autoredeem.bot.words.language import LANGUAGES
from autoredeem.domain.ids import LARGEST_FID, LARGEST_STATE, Fid, UserId
from autoredeem.roster.entries import Taken
from autoredeem.roster.heading_words import Field
from autoredeem.roster.problems import Kind, Problem
from autoredeem.store.records import Enrolled
from support.bot_requests import request_from
from support.discord_server.limits import message_findings
from support.store_model import MemoryStore

MANY = 200_000
LONG = "<*_@" * 20
ROOM_FOR_THE_QUESTION = 250


def longest() -> ParsedMembers:
    """Return a list of which there is as much to say as there can be."""
    fields = (Field.FID, Field.NICKNAME, Field.STATE, Field.LEVEL)
    headings = [f"{number}{LONG}" for number in range(8)]
    example = LARGEST_FID, LARGEST_STATE
    read = ParsedMembers(Taken(dict.fromkeys(fields, LONG), headings, MANY, MANY, example))
    for kind in Kind:
        for number in range(MANY, MANY + 9):
            read.faults.add(Problem(number, "", kind, f"{number}{LONG}", MANY))
    read.wrong = MANY
    return read


@pytest.mark.parametrize("title", ["wos", "kingshot"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_card_has_room(language: str, title: str) -> None:
    request = request_from([MemoryStore(title)], UserId(7), language=language)
    never = [Fid(LARGEST_FID - number) for number in range(30)]
    enrolment = Enrolment(Enrolled(MANY, MANY, MANY, MANY), never, MANY)
    card = report_card(request, enrolment, longest().notes(request.say))
    shown = render(card)
    body = {"embeds": [shown.embed.to_dict()], "components": shown.view.to_components()}
    assert not list(message_findings(body))
    assert len(card.text) <= 4_096 - ROOM_FOR_THE_QUESTION
