"""The parts of messages and modals (Discord: components), whatever contains them."""

from collections.abc import Iterator, Sequence

from support.discord_server.wire import Payload

ROW, BUTTON, STRING_MENU, TEXT_INPUT, USER_MENU, ROLE_MENU, MENTION_MENU, CHANNEL_MENU = range(1, 9)
SECTION, TEXT, CONTAINER, LABEL, FILE_UPLOAD = 9, 10, 17, 18, 19
RADIO, CHECKBOX = 21, 23
MENUS = frozenset({STRING_MENU, USER_MENU, ROLE_MENU, MENTION_MENU, CHANNEL_MENU})
LINK, PREMIUM = 5, 6
NEW_PARTS = 1 << 15
"""The flag of a message that is made of parts alone, with no content and no embeds."""

Path = tuple[str | int, ...]


def walk(parts: Sequence[Payload], path: Path = ("components",)) -> Iterator[tuple[Path, Payload]]:
    """Go over all parts, outer before inner, each with the way to it."""
    for index, part in enumerate(parts):
        yield from _one(part, (*path, index))


def _one(part: Payload, path: Path) -> Iterator[tuple[Path, Payload]]:
    yield path, part
    yield from walk(part.get("components") or (), (*path, "components"))
    for name in ("component", "accessory"):
        if part.get(name):
            yield from _one(part[name], (*path, name))


def flat(parts: Sequence[Payload], *kinds: int) -> list[Payload]:
    """Return all parts, or those of some kinds, in the order in which they're shown."""
    return [part for _, part in walk(parts) if not kinds or part["type"] in kinds]


def numbered(parts: Sequence[Payload]) -> None:
    """Return each part the number that Discord gives to those without one."""
    for number, part in enumerate(flat(parts), start=1):
        part.setdefault("id", number)


def shown_text(parts: Sequence[Payload]) -> list[str]:
    """Return what parts say."""
    return [part["content"] for part in flat(parts, TEXT)]


def find(parts: Sequence[Payload], name: str, *kinds: int) -> Payload:
    """Find a part by what names it to a person or to the bot.

    Its custom_id, label, or placeholder; raises AssertionError with all names there are.
    """
    there = [part for part in flat(parts, *kinds) if "custom_id" in part]
    labels = {id(part["component"]): part["label"] for part in flat(parts, LABEL)}
    names = [{*_names(part), labels.get(id(part))} - {None} for part in there]
    for part, its_names in zip(there, names, strict=True):
        if name in its_names:
            return part
    raise AssertionError(f"there is no {name!r}, but {[sorted(map(str, each)) for each in names]}")


def _names(part: Payload) -> set[str | None]:
    emoji = (part.get("emoji") or {}).get("name")
    return {part.get("custom_id"), part.get("label"), part.get("placeholder"), emoji}
