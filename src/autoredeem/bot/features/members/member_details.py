"""`/members show`: all that is known of a member, and what came of each code."""

from collections.abc import Iterator, Sequence

from autoredeem.bot.features.members.format import NONE
from autoredeem.bot.features.members.list_state import View, size_of, view_in
from autoredeem.bot.features.members.member_codes import history, told
from autoredeem.bot.features.members.resolve import member_meant
from autoredeem.bot.kit.cards import Button, Card, Choice, Look, Menu, Row, to
from autoredeem.bot.kit.handlers import Ask
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.domain.players import Member

A_PAGE = 8
"""Codes: with the longest advice for each they still fit into a card."""

MOST_OF_NAME = 50
"""What a name may take of the 100 characters of a button, beside an id and a state."""


async def member(ask: Ask) -> Card:
    """Show the member who is meant."""
    return await shown(ask, await member_meant(ask))


async def shown(ask: Ask, one: Member, news: str = "") -> Card:
    """Show a member, below what has just become of them."""
    say, view = ask.say, view_in(ask.given)
    past = await history(ask.desk.store, ask.guild_id, one.fid)
    page = page_of(past.events, ask.given.get("part", ""), A_PAGE)
    failed = past.failed(page.items)
    turning = page_buttons(
        say, page, lambda there: to("member", id=one.fid, part=there, **view.given())
    )
    lines = [*([news, ""] if news else []), *_facts(ask, one), ""]
    lines += told(say, page.items, failed) if page.items else [say("none-redemptions")]
    return Card(
        say.name(one.nickname),
        "\n".join(lines),
        footer=page_footer(say, page),
        rows=[
            *([turning] if turning else []),
            *_again(ask, [attempt.code for attempt in failed]),
            _doing(ask, one, view),
        ],
    )


def _facts(ask: Ask, one: Member) -> Iterator[str]:
    say = ask.say
    yield say("member-id", id=say.code(str(one.fid)))
    state = say.code(str(one.state)) if one.state else NONE
    yield say("member-state", state=state)
    if one.level:
        yield say("member-level", level=str(one.level))
    yield say("member-owner", owner=f"<@{one.owner}>" if one.owner else NONE)


def _again(ask: Ask, codes: Sequence[str]) -> Iterator[Row]:
    """Offer another try of what failed: of the one code, or of one to be chosen."""
    label = ask.say("button-retry-failed")
    if len(codes) == 1:
        yield [Button(label, to("code-retry", code=codes[0]))]
    elif codes:
        yield Menu(to("code-retry"), label, [Choice(code, code) for code in codes])


def _doing(ask: Ask, one: Member, view: View) -> Row:
    say = ask.say
    return [
        Button(say("button-edit"), _edited(one), Look.MAIN),
        Button(say("button-remove"), to("members-remove", ids=one.fid), Look.DANGER),
        Button(say("button-back"), to("members", **view.given())),
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
    return to("member-form", **{name: value for name, value in known.items() if value})
