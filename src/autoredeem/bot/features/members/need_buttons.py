"""What members need from somebody, as lines and as buttons that lead to who they are."""

from collections.abc import Mapping

from autoredeem.bot.kit.cards import Button, ButtonStyle
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.words import Say, key_of
from autoredeem.domain.known_players import Need


def need_lines(say: Say, needs: Mapping[Need, int]) -> list[str]:
    """Return a line for each need that somebody has."""
    return [say(key_of("needs-count", need), count=needs[need]) for need in Need if need in needs]


def need_buttons(say: Say, needs: Mapping[Need, int]) -> list[Button]:
    """Return the button to the list of each need that somebody has."""
    return [need_button(say, need) for need in Need if need in needs]


def need_button(say: Say, need: Need, style: ButtonStyle = ButtonStyle.PLAIN) -> Button:
    """Return the button to the list of a need, with what mends it."""
    return Button(say(key_of("button-needs", need)), custom_id("needs", need=need.value), style)
