"""The member that a request is about, and the ids in a pasted text."""

import re
from collections.abc import Sequence

from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.features.members.search import find_by_name
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.players import Fid, Member, parse_fid
from autoredeem.roster.cells import tidy_nickname

# Whatever a number or a word is not made of: blanks, commas of all scripts, brackets, bullets.
_BETWEEN = re.compile(r"[^\w.+\-=']+")


async def resolve_member(request: Request) -> Member:
    """Return the member who was chosen in a menu, or typed: by id, or by name if only one fits.

    Raises Rejection where it is nobody, or more than one.
    """
    typed = request.selected[0] if request.selected else request.params.get("id", "")
    name = tidy_nickname(typed)
    if not name:
        raise Rejection("error-old-message")
    if not name.isdecimal():
        return await _resolve_name(request, name)
    fid = _fid(request, name)
    found = await request.services.store.members_among(request.guild_id, [fid])
    if fid not in found:
        raise Rejection("members-not-one", id=request.say.code(str(fid)))
    return found[fid]


def ids_in(text: str) -> tuple[Sequence[Fid], Sequence[str]]:
    """Give the ids in a pasted text, each once, and what is none; anything may separate them."""
    right: dict[Fid, None] = {}
    wrong: dict[str, None] = {}
    for piece in _BETWEEN.split(text):
        part = piece.rstrip(".")
        try:
            if any(map(str.isalnum, part)):
                right[parse_fid(part)] = None
        except InvalidInput:
            wrong[part] = None
    return list(right), list(wrong)


def _fid(request: Request, typed: str) -> Fid:
    try:
        return parse_fid(typed)
    except InvalidInput:
        raise Rejection("error-wrong-id", text=request.say.name(typed, NAME)) from None


async def _resolve_name(request: Request, name: str) -> Member:
    found = await find_by_name(request.services.store, request.guild_id, name)
    if len(found) == 1:
        return found[0]
    shown = request.say.name(name, NAME)
    if not found:
        raise Rejection("none-found", search=shown)
    raise Rejection("members-several", count=len(found), name=shown)
