"""Codes that a guild may know and that are spelled almost as what was typed: "Did you mean …?"."""

from collections.abc import Collection, Iterable, Mapping

from autoredeem.bot.kit.handlers import Request
from autoredeem.domain.codes import Life, code_key

_SHORTEST = 5
"""Characters of codes that are compared but for capitals: shorter ones are alike by chance."""


async def near_misses(request: Request, typed: Collection[str]) -> Mapping[str, str]:
    """Return the code that each one typed, which is new to the guild, is likely meant to be.

    Those that are like no other are left out. What another guild keeps to itself is never named.
    """
    if not typed:
        return {}
    seen = await request.services.store.visible_codes(request.guild_id)
    known = [one.code for one in seen if one.standing.life is not Life.DEAD]
    meant = {code: _nearest(code, known) for code in typed if code not in known}
    return {code: near for code, near in meant.items() if near}


def _nearest(code: str, known: Iterable[str]) -> str | None:
    """Return the one in another case, else the first that one edit away makes of it."""
    near = None
    for one in known:
        if code_key(one) == code_key(code):
            return one
        if near is None and _is_one_edit(code_key(code), code_key(one)):
            near = one
    return near


def _is_one_edit(one: str, other: str) -> bool:
    """Whether a character more, less or another, or two exchanged, make one of the other."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST or len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    exchanged = f"{short[start + 1 : start + 2]}{short[start : start + 1]}{short[start + 2 :]}"
    return long[start:] == exchanged or short[start + 1 :] == long[start + 1 :]
