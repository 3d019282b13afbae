"""`/members show`: all that is known of a member, and what came of each code."""

from collections.abc import Iterator, Sequence

from autoredeem.bot.features.members.format import NONE
from autoredeem.bot.features.members.list_state import View, size_of, view_in
from autoredeem.bot.features.members.member_codes import history, told
from autoredeem.bot.features.members.resolve import member_meant
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.domain.players import Member

A_PAGE = 8
"""Codes: with the longest advice for each they still fit into a card."""

MOST_OF_NAME = 50
"""What a name may take of the 100 characters of a button, beside an id and a state."""


async def member(request: Request) -> Card:
    """Show the member who is meant."""
    return await shown(request, await member_meant(request))


async def shown(request: Request, one: Member, news: str = "") -> Card:
    """Show a member, below what has just become of them."""
    say, view = request.say, view_in(request.params)
    past = await history(request.services.store, request.guild_id, one.fid)
    page = page_of(past.events, request.params.get("part", ""), A_PAGE)
    failed = past.failed(page.items)
    turning = page_buttons(
        say, page, lambda there: custom_id("member", id=one.fid, part=there, **view.params())
    )
    lines = [*([news, ""] if news else []), *_facts(request, one), ""]
    lines += told(say, page.items, failed) if page.items else [say("none-redemptions")]
    return Card(
        say.name(one.nickname),
        "\n".join(lines),
        footer=page_footer(say, page),
        rows=[
            *([turning] if turning else []),
            *_again(request, [attempt.code for attempt in failed]),
            _doing(request, one, view),
        ],
    )


def _facts(request: Request, one: Member) -> Iterator[str]:
    say = request.say
    yield say("member-id", id=say.code(str(one.fid)))
    state = say.code(str(one.state)) if one.state else NONE
    yield say("member-state", state=state)
    if one.level:
        yield say("member-level", level=str(one.level))
    yield say("member-owner", owner=f"<@{one.owner}>" if one.owner else NONE)


def _again(request: Request, codes: Sequence[str]) -> Iterator[Row]:
    """Offer another try of what failed: of the one code, or of one to be chosen."""
    label = request.say("button-retry-failed")
    if len(codes) == 1:
        yield [Button(label, custom_id("code-retry", code=codes[0]))]
    elif codes:
        yield Menu(custom_id("code-retry"), label, [Choice(code, code) for code in codes])


def _doing(request: Request, one: Member, view: View) -> Row:
    say = request.say
    return [
        Button(say("button-edit"), _edited(one), ButtonStyle.MAIN),
        Button(say("button-remove"), custom_id("members-remove", ids=one.fid), ButtonStyle.DANGER),
        Button(say("button-back"), custom_id("members", **view.params())),
    ]


def _edited(one: Member) -> str:
    """Lead to the form with what is known: it opens without asking anybody.

    A name that a button can't carry has to be typed anew, or stays as it is.
    """
    known = {
        "id": str(one.fid),
        "state": str(one.state or ""),
        "name": one.nickname if size_of(one.nickname) <= MOST_OF_NAME else "",
    }
    return custom_id("member-form", **{name: value for name, value in known.items() if value})
