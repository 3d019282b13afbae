"""What people typed, chose or pasted, read by the domain's rules, and refused where it is wrong.

All of it came over the wire: it may be anything.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import TypeVar

from autoredeem.bot.kit.channels import Refusal
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.words import Say
from autoredeem.domain.codes import parse_code
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import (
    ChannelId,
    Fid,
    RoleId,
    State,
    parse_channel_id,
    parse_role_id,
    parse_state,
)
from autoredeem.domain.player_input import NotAPlayerId, parse_player_id, parse_stored_id
from autoredeem.domain.text import trim
from autoredeem.game.titles import TITLES

T = TypeVar("T")

LONGEST_SHOWN = 40
"""Characters of what was typed that a message shows."""


def id_given(request: Request) -> str:
    """Return the id that was chosen in a menu, typed or carried; empty where none was."""
    return trim(request.picked or request.params.get("id", ""))


def fid_given(request: Request) -> Fid:
    """Return the id that was given, of somebody who is enrolled: any number.

    Raises Rejection for what is none.
    """
    return _read(request, id_given(request), parse_stored_id, "error-wrong-id")


def new_fid_given(request: Request) -> Fid:
    """Return the id that was given, of somebody who is to be enrolled: a real player's.

    Raises Rejection, with what to do, for what is none.
    """
    try:
        return parse_player_id(id_given(request), id_digits(request))
    except NotAPlayerId as error:
        shown = request.say.name(error.text, LONGEST_SHOWN)
        raise Rejection(f"members-problem-{error.fault}", text=shown) from None


def id_digits(request: Request) -> range:
    """Return the lengths that ids have in the game that the guild plays."""
    return TITLES[request.services.title].id_digits


def state_needed(request: Request) -> State:
    """Return the state that was typed. Raises Rejection for what is none."""
    return _read(request, request.params.get("state", ""), parse_state, "error-wrong-state")


def state_given(request: Request) -> State | None:
    """Return the state that was typed, None where nothing was. Raises Rejection as above."""
    return state_needed(request) if trim(request.params.get("state", "")) else None


def code_given(request: Request) -> str:
    """Return the code that was typed, chosen or carried. Raises Rejection for what is none."""
    typed = request.params.get("code") or request.picked
    if not trim(typed):
        raise Rejection("error-old-message")
    return _read(request, typed, parse_code, "error-wrong-code")


def codes_chosen(request: Request) -> Sequence[str]:
    """Return the codes that were chosen in a menu, or the one that a button carries.

    Raises Rejection where none of it is one.
    """
    codes, _ = each_in(request.selected or [request.params.get("code", "")], parse_code)
    if not codes:
        raise Rejection("error-old-message")
    return codes


async def channel_chosen(request: Request) -> ChannelId | None:
    """Return the channel that was chosen in a menu; None where none was.

    Raises Rejection for one that is not this guild's, and where that can't be found out.
    """
    if not request.picked:
        return None
    channel = _resolved(request, parse_channel_id)
    if channel is None or await _found(request.directory.refusal_of(channel)) is Refusal.GONE:
        raise Rejection("error-foreign-channel")
    return channel


async def role_chosen(request: Request) -> RoleId | None:
    """Return the role that was chosen in a menu; None where none was. Raises as above."""
    if not request.picked:
        return None
    role = _resolved(request, parse_role_id)
    if role is None or not await _found(request.directory.has_role(role)):
        raise Rejection("error-foreign-role")
    return role


def read_or_none(parse: Callable[[str], T], text: str) -> T | None:
    """Return what a button or a menu carried, read; None for what is none."""
    try:
        return parse(text)
    except InvalidInput:
        return None


def each_in(parts: Iterable[str], parse: Callable[[str], T]) -> tuple[Sequence[T], Sequence[str]]:
    """Return what several typed things are, and those that are none: each once, in order."""
    right: dict[T, None] = {}
    wrong: dict[str, None] = {}
    for part in parts:
        try:
            right[parse(part)] = None
        except InvalidInput:
            wrong[part] = None
    return list(right), list(wrong)


def as_typed(say: Say, texts: Collection[str]) -> str:
    """Show what was typed and is none of what was wanted, the first few of it."""
    return say.some(texts, lambda text: say.name(text, LONGEST_SHOWN))


def _resolved(request: Request, parse: Callable[[str], T]) -> T | None:
    return read_or_none(parse, request.picked) if request.picked in request.resolved else None


async def _found(answer: Awaitable[T]) -> T:
    try:
        return await answer
    except LookupFailed:
        raise Rejection("error-lookup") from None


def _read(request: Request, typed: str, parse: Callable[[str], T], wrong: str) -> T:
    try:
        return parse(typed)
    except InvalidInput:
        raise Rejection(wrong, text=request.say.name(typed, LONGEST_SHOWN)) from None
