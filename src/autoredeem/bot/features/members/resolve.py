"""The member that a request is about, and the ids in a pasted text."""

import re
from collections.abc import Sequence

from autoredeem.bot.features.members.alliance_lookup import in_scope
from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import each_in, fid_given, id_given, read_or_none
from autoredeem.domain.ids import Fid, parse_fid
from autoredeem.domain.player_input import GROUPED, parse_stored_id
from autoredeem.domain.players import Member, tidy_nickname
from autoredeem.store.records import MemberQuery

# Whatever a number or a word is not made of: blanks, commas of all scripts, brackets, bullets.
_BETWEEN = re.compile(r"[^\w.+\-=']+")

_GROUPED = re.compile(rf"(?<!\d){GROUPED}(?!\d)")


async def resolve_member(request: Request) -> Member:
    """Return the member who was chosen in a menu, or typed: by id, or by name if only one fits.

    Raises Rejection where it is nobody, or more than one, or one whom the person may not manage.
    """
    member = await _resolve(request)
    if not in_scope(request, member):
        raise Rejection("alliances-not-yours", id=request.say.code(str(member.fid)))
    return member


async def _resolve(request: Request) -> Member:
    name = tidy_nickname(id_given(request))
    if not name:
        raise Rejection("error-old-message")
    if fid := read_or_none(parse_stored_id, name):
        found = await request.services.store.members_among(request.guild_id, [fid])
        if fid in found:
            return found[fid]
    if not name.isdecimal():
        return await _resolve_name(request, name)
    raise Rejection("members-not-one", id=request.say.code(str(fid_given(request))))


async def stored_ids_in(request: Request, text: str) -> tuple[Sequence[Fid], Sequence[str]]:
    """Return the ids in a text as `ids_in` does; groups of three are one where it is a member's.

    Else each may be an id: whatever number is enrolled can be named.
    """
    typed = {found[0] for found in _GROUPED.finditer(text) if "\n" not in found[0]}
    groups = {one: fid for one in typed if (fid := read_or_none(parse_stored_id, one))}
    known = await request.services.store.members_among(request.guild_id, groups.values())

    def joined(found: re.Match[str]) -> str:
        fid = groups.get(found[0])
        return str(fid) if fid in known else found[0]

    return ids_in(_GROUPED.sub(joined, text))


def ids_in(text: str) -> tuple[Sequence[Fid], Sequence[str]]:
    """Return the ids in a pasted text, each once, and what is none; anything may separate them."""
    parts = (piece.rstrip(".") for piece in _BETWEEN.split(text))
    return each_in((part for part in parts if any(map(str.isalnum, part))), parse_fid)


async def _resolve_name(request: Request, name: str) -> Member:
    """Return the member of that name; if there is none, the one whose name contains it."""
    store, guild_id = request.services.store, request.guild_id
    page = await store.member_page(guild_id, MemberQuery(name, size=1, whole=True))
    if not page.found:
        page = await store.member_page(guild_id, MemberQuery(name, size=1))
    if page.found == 1 and page.members:
        return page.members[0]
    shown = request.say.name(name, NAME)
    if not page.members:
        raise Rejection("none-found", search=shown)
    raise Rejection("members-several", count=page.found, name=shown)
