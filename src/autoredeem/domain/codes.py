"""Gift codes and their life: untried, alive or dead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import ENTAILS, Outcome, Says
from autoredeem.domain.text import shorten, trim, without_marks

LONGEST_CODE = 64
_CODE = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_CODE}}}")
_STRAY = re.compile(r"[^A-Za-z0-9_-]")


def parse_code(text: str) -> str:
    """Read a gift code in the spelling that the game wants, whatever invisible is around or in it.

    Raises InvalidInput with what is wrong, where, and what is allowed.
    """
    code = trim(without_marks(text))
    if _CODE.fullmatch(code):
        return code
    if not code:
        reason = "the code is empty"
    elif stray := _STRAY.search(code):
        reason = f"{shorten(code)} has {_name(stray[0])} at position {stray.start() + 1}"
    else:
        reason = f"{shorten(code)} has {len(code)} characters"
    raise InvalidInput(
        f"{reason}; a gift code is 1 to {LONGEST_CODE} of the letters A-Z and a-z, digits, - and _"
    )


def code_key(code: str) -> str:
    """Return the identity of a code here: two spellings of one code have the same key."""
    return code.upper()


def _name(character: str) -> str:
    if character == " ":
        return "a space"
    return shorten(character) if character.isprintable() else "a control character"


class Life(StrEnum):
    """Whether a code is worth a request."""

    UNTRIED = "untried"
    ALIVE = "alive"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one spelling of a code: a small machine that answers drive forward.

    `reason` says why a dead code is dead. `doubted_by` is the player whose answer was that the
    code is used up; it takes a second player's answer to believe it. Death is final.
    """

    life: Life = Life.UNTRIED
    reason: Outcome | None = None
    doubted_by: Fid | None = None

    @property
    def needs_probe(self) -> bool:
        """Whether one request at a time has to find out before others are spent."""
        return self.life is Life.UNTRIED or self.doubted_by is not None

    def after(self, outcome: Outcome, fid: Fid) -> "Standing":
        """Return the standing after `fid` got `outcome`; the same where the answer says nothing."""
        says = ENTAILS[outcome].says
        if self.life is Life.DEAD or says is Says.NOTHING:
            return self
        if says is Says.ALIVE:
            return Standing(Life.ALIVE)
        if says is Says.DOUBTFUL and self.doubted_by in (None, fid):
            return Standing(self.life, doubted_by=fid)
        return Standing(Life.DEAD, reason=outcome)


def best_spelling(wanted: str, known: Mapping[str, Standing]) -> str:
    """Choose what to send: `wanted`, unless only another spelling of it is known to be alive."""
    alive = [code for code, standing in known.items() if standing.life is Life.ALIVE]
    return alive[0] if alive and wanted not in alive else wanted
