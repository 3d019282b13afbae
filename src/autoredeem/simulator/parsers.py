"""Players, codes and faults as people and programs write them."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from autoredeem.domain.codes import parse_code
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.player_input import ANY_DIGITS
from autoredeem.domain.text import shorten
from autoredeem.roster.importing import read_members
from autoredeem.roster.problems import Problem
from autoredeem.simulator.faults import Fault, FaultKind
from autoredeem.simulator.refusals import ENOUGH_LEVEL, Code, Player

CODE_RULES = "alive, expired, limited:N, level:N, spending:N, vip:N and family:NAME"

FIRST_FID = 100_000_001
STATE = 1

T = TypeVar("T")

_CODE = TypeAdapter(Code)
_FAULT = TypeAdapter(Fault)
_FAULT_FIELDS = [field.name for field in fields(Fault)]


def make_up_players(count: int) -> list[Player]:
    """Make players up: ids in a row from FIRST_FID, all in STATE.

    Of 30 in a row each has another level, from 1 to 30, and every third has spent nothing.
    """
    return [
        Player(FIRST_FID + number, STATE, level=number % 30 + 1, spent=number % 3 * 100)
        for number in range(count)
    ]


def read_players(content: bytes) -> list[Player]:
    """Read a member file as players who have spent nothing.

    Without a state a player lives in whichever a request names, without a level it is
    ENOUGH_LEVEL. Raises InvalidInput for the first line that has a problem.
    """
    players = []
    for found in read_members([content], ANY_DIGITS):
        if isinstance(found, Problem):
            raise InvalidInput(f"line {found.line}: {found.reason}")
        players.append(Player(found.fid, found.state, level=found.level or ENOUGH_LEVEL))
    return players


def read_code(text: str) -> Code:
    """Read `NAME[=RULE[,RULE]…]`. Raises InvalidInput with what is allowed."""
    name, _, rules = text.partition("=")
    chosen: dict[str, object] = {"name": parse_code(name)}
    for rule in rules.split(",") if rules else ():
        chosen |= _code_rule(rule)
    return _checked(_CODE, chosen)


def read_fault(text: str) -> Fault:
    """Read `KIND[,FIELD=VALUE]…`; `times=all` is any number of times.

    Raises InvalidInput with what is allowed.
    """
    kind, *rest = text.split(",")
    pairs = (part.partition("=") for part in rest)
    chosen = {name: None if value == "all" else value for name, _, value in pairs}
    return fault_of({**chosen, "kind": kind})


def fault_of(written: object) -> Fault:
    """Read a fault from a JSON object with its fields. Raises InvalidInput for anything else."""
    if not isinstance(written, dict) or written.get("kind") not in list(FaultKind):
        raise InvalidInput(f"unknown kind of fault; allowed are {', '.join(FaultKind)}")
    if unknown := next((name for name in written if name not in _FAULT_FIELDS), None):
        allowed = ", ".join(_FAULT_FIELDS)
        raise InvalidInput(f"a fault has no {shorten(str(unknown))}; allowed are {allowed}")
    return _checked(_FAULT, written)


def _code_rule(rule: str) -> Mapping[str, object]:
    word, _, value = rule.partition(":")
    match word, value:
        case "alive", "":
            return {}
        case "expired", "":
            return {"expired": True}
        case "limited", _:
            return {"limit": value}
        case "vip", _:
            return {"spending": value, "vip": True}
        case (("level" | "spending" | "family"), _):
            return {word: value}
        case _:
            raise InvalidInput(f"a code can't be {shorten(rule)}; allowed are {CODE_RULES}")


def _checked(kind: TypeAdapter[T], chosen: Mapping[str, object]) -> T:
    try:
        return kind.validate_python(chosen)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInput(f"{first['loc'][0]}: {first['msg']}") from None
