"""Which member somebody means, and which ids stand in what they pasted."""

import re
from collections.abc import Sequence

from autoredeem.bot.acts import Ask, Sorry
from autoredeem.bot.inputs import each_in, fid_given, id_given
from autoredeem.bot.members.finding import named
from autoredeem.bot.members.wording import NAME
from autoredeem.domain.ids import Fid, parse_fid
from autoredeem.domain.players import Member, tidy_nickname

# Whatever a number or a word is not made of: blanks, commas of all scripts, brackets, bullets.
_BETWEEN = re.compile(r"[^\w.+\-=']+")


async def member_meant(ask: Ask) -> Member:
    """Give the member who was chosen in a menu, or typed: by id, or by name if only one fits.

    Raises Sorry where it is nobody, or more than one.
    """
    name = tidy_nickname(id_given(ask))
    if not name:
        raise Sorry("error-old-message")
    if not name.isdecimal():
        return await _called(ask, name)
    fid = fid_given(ask)
    found = await ask.desk.store.members_among(ask.guild_id, [fid])
    if fid not in found:
        raise Sorry("members-not-one", id=ask.say.code(str(fid)))
    return found[fid]


def ids_in(text: str) -> tuple[Sequence[Fid], Sequence[str]]:
    """Return the ids in a pasted text, each once, and what is none; anything may separate them."""
    parts = (piece.rstrip(".") for piece in _BETWEEN.split(text))
    return each_in((part for part in parts if any(map(str.isalnum, part))), parse_fid)


async def _called(ask: Ask, name: str) -> Member:
    found = await named(ask.desk.store, ask.guild_id, name)
    if len(found) == 1:
        return found[0]
    shown = ask.say.name(name, NAME)
    if not found:
        raise Sorry("none-found", search=shown)
    raise Sorry("members-several", count=len(found), name=shown)
