"""Members as lines and menu choices, and lists of what people typed."""

from collections.abc import Iterable, Sequence

from autoredeem.bot.kit.cards import Choice
from autoredeem.bot.words import Say
from autoredeem.domain.players import Member

MOST_NAMED = 10
"""How many of several are named before the others are counted."""

NAME = 40
"""Characters of a name in a list."""

NONE = "none"
"""The value that messages take for "not known"."""


def member_line(say: Say, member: Member) -> str:
    """Return a member as one line of a card."""
    return say(
        "members-line",
        name=say.name(member.nickname, NAME),
        id=say.code(str(member.fid)),
        state=say.code(str(member.state)) if member.state else NONE,
        level=str(member.level) if member.level else NONE,
    )


def member_choice(say: Say, member: Member) -> Choice:
    """Return a member as a choice of a menu."""
    name = say.plain(member.nickname, NAME)
    state = str(member.state) if member.state else NONE
    return Choice(
        say("members-choice", name=name, id=str(member.fid)),
        str(member.fid),
        say("members-choice-about", state=state),
    )


def some(say: Say, items: Sequence[str]) -> str:
    """Put the first few behind each other, and count the others."""
    first = say.listing(items[:MOST_NAMED])
    more = len(items) - MOST_NAMED
    return say("members-and-more", items=first, count=more) if more > 0 else first


def ids(say: Say, fids: Iterable[int]) -> str:
    """Show ids, the first few of them."""
    return some(say, [say.code(str(fid)) for fid in fids])


def as_typed(say: Say, texts: Iterable[str]) -> str:
    """Show what people typed, the first few of it."""
    return some(say, [say.name(text, 20) for text in texts])
