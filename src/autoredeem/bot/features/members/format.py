"""Members as lines and menu choices, and lists of what people typed."""

from collections.abc import Collection

from autoredeem.bot.kit.cards import Choice
from autoredeem.bot.words import Say
from autoredeem.domain.players import Member

NAME = 40
"""Characters of a name in a list."""

OF_ALLIANCE = 20
"""Characters of an alliance's name beside a member's."""

NONE = "none"
"""The value that messages take for "not known"."""


def member_line(say: Say, member: Member, alliance: str = "") -> str:
    """Return a member as one line of a card, with the name of the member's alliance, if any."""
    return say(
        "members-line",
        name=say.name(member.nickname, NAME),
        id=say.code(str(member.fid)),
        state=say.code(str(member.state)) if member.state else NONE,
        level=str(member.level) if member.level else NONE,
        alliance=say.name(alliance, OF_ALLIANCE) if alliance else NONE,
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


def ids(say: Say, fids: Collection[int]) -> str:
    """Show ids, the first few of them."""
    return say.some(fids, lambda fid: say.code(str(fid)))
