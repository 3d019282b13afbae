"""What is asked before a doubtful code is taken: whether it is one, or another was meant."""

from collections.abc import Collection, Mapping, Sequence

from autoredeem.bot.kit.cards import Button, ButtonStyle, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.words import Say
from autoredeem.domain.announcements import MOST_FOUND


def doubt_lines(say: Say, doubtful: Collection[str], meant: Mapping[str, str]) -> list[str]:
    """Return the lines that ask about codes; none where there is no doubt."""
    lines = [
        say("codes-did-you-mean", code=say.code(code), meant=say.code(near))
        for code, near in list(meant.items())[:MOST_FOUND]
    ]
    if doubtful:
        lines.append(say("codes-doubtful", codes=say.some(doubtful, say.code)))
    return lines


def take_rows(say: Say, codes: Sequence[str], more: Mapping[str, object]) -> Sequence[Row]:
    """Return a button to add the one code, or a menu of several; nothing where there are none."""
    if len(codes) == 1:
        label, link = say("codes-button-take", code=say.plain(codes[0])), {"code": codes[0]}
        return [[Button(label, custom_id("codes-take", **link, **more), ButtonStyle.GOOD)]]
    return [codes_menu(say, custom_id("codes-take", **more), codes)] if codes else []


def codes_menu(say: Say, link: str, codes: Sequence[str]) -> Menu:
    """Return the menu from which one or more of several codes are chosen, the first 25 of them."""
    choices = [Choice(code, code) for code in codes[:MOST_FOUND]]
    return Menu(link, say("codes-message-hint"), choices, most=len(choices))
