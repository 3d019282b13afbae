"""What failed in a run that somebody can mend, and the buttons that mend it."""

from collections.abc import Iterable

from autoredeem.bot.kit.cards import Button, ButtonStyle
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.words import Say, key_of
from autoredeem.domain.redemptions import ENTAILS, Figures, Outcome, Says

Group = tuple[str, int]
"""A reason for not having a code, as its key, and how many members have it."""

NO_STATE = "outcome-no-state"

BY_A_STATE = frozenset({key_of("outcome", Outcome.WRONG_STATE), NO_STATE})
"""What a right state mends."""

BY_A_RETRY = frozenset(key_of("outcome", one) for one in Outcome)
"""What another try may mend, at once or later: whatever the game has answered."""

LONGEST_CODE = 30
"""Characters of a code in a button's label, which has room for 80."""


def is_mendable(outcome: Outcome) -> bool:
    """Whether somebody can mend what failed: the answer is about the player, not about the code.

    A level or purchases that are too low are nobody's to mend: the game finds the code alive.
    """
    return ENTAILS[outcome].says is Says.NOTHING


def has_mendable(figures: Figures) -> bool:
    """Whether somebody can mend what some members lack a code for."""
    return figures.no_state > 0 or any(map(is_mendable, figures.failed))


def mending_buttons(
    say: Say, code: str, groups: Iterable[Group], *, named: bool = False
) -> list[Button]:
    """Return the buttons that the advice on these groups names; none where there is nothing to do.

    `named` says which code they are for, where there are several.
    """
    keys = {key for key, _ in groups}
    ways = {
        "button-set-states": ("code-states-form", BY_A_STATE, ButtonStyle.MAIN),
        "button-retry-failed": ("code-retry", BY_A_RETRY, ButtonStyle.PLAIN),
        "button-copy-ids": ("code-ids", BY_A_RETRY | BY_A_STATE, ButtonStyle.PLAIN),
        "button-go-on": ("run-go", {"runs-not-asked"}, ButtonStyle.GOOD),
    }
    return [
        Button(_label(say, label, code, named=named), custom_id(handler, code=code), style)
        for label, (handler, mends, style) in ways.items()
        if keys & mends
    ]


def _label(say: Say, label: str, code: str, *, named: bool) -> str:
    if not named:
        return say(label)
    return say("button-of-code", label=say(label), code=say.plain(code, LONGEST_CODE))
