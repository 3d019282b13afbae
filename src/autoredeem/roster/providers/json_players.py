"""Players in JSON of any shape: what of it is whose id, name, state and level."""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autoredeem.domain.errors import InvalidInput, ProviderFailed
from autoredeem.domain.ids import Fid, State, parse_state
from autoredeem.domain.player_input import PLAYER_ID_DIGITS, parse_player_id
from autoredeem.domain.players import parse_level, tidy_nickname
from autoredeem.domain.synchronisation import ProvidedPlayer, SyncTrouble
from autoredeem.domain.text import tidy

MOST_SEARCHED = 2_000
"""Objects and lists in which players are looked for, where no path says where they are."""

LONGEST_TAG = 60

Content = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of a player's fields, each a dotted path, several with `|` between them."""

    fid: str = "fid"
    nickname: str = "nick_name|nickname|name"
    state: str = "kid|state"
    level: str = "furnace_lv|stove_lv|level"
    alliance: str = "alliance"


def players_in(
    body: bytes, fields: Fields, path: str = "", digits: range = PLAYER_ID_DIGITS
) -> Sequence[ProvidedPlayer]:
    """Return the players of the list at a dotted path; without one, of the first with ids.

    Rows without an id are left out, as is a state or a level that is none. Raises ProviderFailed
    for what is no JSON, has no such list, or lists no id at all.
    """
    content = _parsed(body)
    rows = at_path(content, path) if path else _first_list(content, fields)
    if not isinstance(rows, list):
        raise ProviderFailed(SyncTrouble.UNREADABLE, "it is JSON without a list of players")
    players = [one for row in rows if (one := player_in(row, fields, digits))]
    if rows and not players:
        raise ProviderFailed(SyncTrouble.UNREADABLE, "it is JSON whose rows have no player ids")
    return players


def player_with(body: bytes, fid: Fid, fields: Fields) -> ProvidedPlayer | None:
    """Return the one player of this id whom an answer is about; None where it is about none.

    Raises ProviderFailed for what is no JSON.
    """
    for content in _within(_parsed(body)):
        one = player_in(content, fields)
        if one and one.fid == fid:
            return one
    return None


def player_in(
    row: object, fields: Fields, digits: range = PLAYER_ID_DIGITS
) -> ProvidedPlayer | None:
    """Return the player whom an object describes; None where it has no id."""
    if not isinstance(row, dict):
        return None
    try:
        fid = parse_player_id(_text(_first(row, fields.fid)), digits)
    except InvalidInput:
        return None
    return ProvidedPlayer(
        fid,
        tidy_nickname(_text(_first(row, fields.nickname))),
        _state(_text(_first(row, fields.state))),
        _level(_text(_first(row, fields.level))),
        tidy(_text(_first(row, fields.alliance)), LONGEST_TAG),
    )


def at_path(content: object, path: str) -> object:
    """Return what is at a dotted path; None where there is nothing."""
    for name in path.split("."):
        content = content.get(name) if isinstance(content, dict) else None
    return content


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        page = body.lstrip()[:1] == b"<"
        why = "it is a web page, not JSON" if page else "it is not JSON"
        raise ProviderFailed(SyncTrouble.UNREADABLE, why) from None


def _first_list(content: object, fields: Fields) -> object:
    """Return the first list with players in it, the outermost first; an empty one if no other."""
    empty: object = None
    for one in _within(content):
        if isinstance(one, list):
            if any(player_in(row, fields) for row in one[:MOST_SEARCHED]):
                return one
            empty = one if not one and empty is None else empty
    return empty


def _within(content: object) -> Iterator[object]:
    """Yield what an answer has in it, the outermost first, as far as it is worth looking."""
    waiting, seen = deque([content]), 0
    while waiting and seen < MOST_SEARCHED:
        one = waiting.popleft()
        seen += 1
        yield one
        inside = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting.extend(list(inside)[: MOST_SEARCHED - seen])


def _first(row: Content, names: str) -> object:
    found = (at_path(row, name) for name in names.split("|"))
    return next((one for one in found if one is not None), None)


def _text(value: object) -> str:
    """Return a text or a whole number as text; of anything else nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _state(text: str) -> State | None:
    try:
        return parse_state(text)
    except InvalidInput:
        return None


def _level(text: str) -> int | None:
    try:
        return parse_level(text)
    except InvalidInput:
        return None
