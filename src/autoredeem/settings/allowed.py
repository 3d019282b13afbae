"""What each setting may be, in words: said where one is wrong, and in the examples."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from autoredeem.codes.sources import PRESETS
from autoredeem.settings.model import NO_HEADER
from autoredeem.settings.tree import bare, setting_at

OF_FEEDS: Mapping[str, str] = {
    "[key]": "named by 1 to 32 of a-z, 0-9, ., - and _",
    "url": "an address such as https://host/codes.json",
    "kind": "json or rss",
    "items": "the path of the list in JSON, such as data.codes; RSS has none",
    "code": "the name of an item's field",
    "expires": "the name of an item's field",
    "every": "minutes: 15 to 1440, on this computer (127.0.0.1, localhost) 0.05 to 1440",
    "headers": 'such as {"X-Key": "value"}; User-Agent, Accept and their like are the program\'s',
}

OF_PROVIDERS: Mapping[str, str] = {
    "[key]": "named by 1 to 32 of a-z, 0-9, ., - and _",
    "file": "a file or a folder",
    "url": "an address such as https://host/lists/{group}, its host without {}; or a file is set",
    "player_url": "an address such as https://host/players/{fid}, its host without {}",
    "headers": OF_FEEDS["headers"],
    "every": "minutes: 15 to 1440, of a file and on this computer 0.05 to 1440",
    "per_minute": "requests: 1 to 600",
    "per_day": "requests: 1 to 1000000; 0 is no limit",
    "players": "the path of the list in JSON, such as data.members",
    **dict.fromkeys(
        ("fid", "nickname", "state", "level", "alliance"),
        "the name of a player's field, or several with | between them",
    ),
}

ALLOWED: Mapping[str, str] = {
    "titles": "set as AUTOREDEEM_TITLES__WOS__SALT, …__KINGSHOT__SALT and so on",
    "store": "set as AUTOREDEEM_STORE__COMMAND and so on; AUTOREDEEM_STORE_URL says where it is",
    "health": "set as AUTOREDEEM_HEALTH__HOST and AUTOREDEEM_HEALTH__PORT",
    "limits": "set as AUTOREDEEM_LIMITS__MEMBERS and so on",
    "retention": "set as AUTOREDEEM_RETENTION__CODES_DAYS and so on",
    "backup": "set as AUTOREDEEM_BACKUP__FOLDER and so on",
    "folder": "a folder, such as /var/backups/autoredeem",
    "discord": "set as AUTOREDEEM_DISCORD__MESSAGE_CONTENT",
    "providers": "set as AUTOREDEEM_PROVIDERS__NAME__FILE or …__URL, NAME being a name of yours",
    "provider_keys": "set as AUTOREDEEM_PROVIDER_KEYS__NAME, NAME being mightpulse or wosatlas",
    "feeds": "set as AUTOREDEEM_FEEDS__NAME__URL and so on, NAME being a name of yours",
    "feed_presets": f"names with commas between them, of {', '.join(PRESETS)}",
    "store_url": "sqlite:///path/to/file or mongodb://host/database",
    "url": "an address such as https://host/api",
    "origin": f"an address without a path, such as https://host, or {NO_HEADER}",
    "referer": f"an address such as https://host/page, or {NO_HEADER}",
    "salt": "a text that is not empty",
    "host": "an address of this computer, such as 127.0.0.1, or 0.0.0.0 for all that it has",
    "operators": (
        "Discord users' ids, with commas between them: numbers, no names (with Discord's Developer"
        " Mode on: right click on a person, Copy User ID)"
    ),
    "allowed_guilds": "Discord servers' ids, with commas between them",
    "official_channels": "Discord channels' ids, with commas between them",
    "discord_token": "the token alone, in one piece",
    "mongo_uri": "mongodb://host/database",
    "mongo_db_name": "a database's name",
}


def allowed_at(path: Sequence[str]) -> str:
    """Return what the setting at a path must be; nothing where only its own words say it."""
    first, *below = path
    found = setting_at(path)
    if of := {"feeds": OF_FEEDS, "providers": OF_PROVIDERS}.get(first):
        if len(below) <= 1:
            return ALLOWED[first]
        said = of.get(below[1])
    elif first == "provider_keys":
        said = ALLOWED[first]
    else:
        said = ALLOWED.get(path[-1])
    return said or (_by_type(found.field) if found else "") or ALLOWED.get(first, "")


def _by_type(field: FieldInfo) -> str:
    kind = bare(field.annotation)
    if kind is bool:
        return "true or false"
    if get_origin(kind) is Literal:
        *others, last = map(str, get_args(kind))
        return f"{', '.join(others)} or {last}"
    return _of_numbers(kind, field.metadata) if kind in (int, float) else ""


def _of_numbers(kind: type, bounds: Sequence[Any]) -> str:
    least = next((it.ge for it in bounds if isinstance(it, Ge)), None)
    above = next((it.gt for it in bounds if isinstance(it, Gt)), None)
    [most] = (it.le for it in bounds if isinstance(it, Le))
    what = "a whole number" if kind is int else "a number"
    if least is None:
        return f"{what} above {above}, at most {most:,}"
    return f"{what} from {least:,} to {most:,}"
