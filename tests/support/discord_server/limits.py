"""What Discord refuses in messages and modals: the rules that matter most, in code.

From Discord's reference: https://docs.discord.com/developers/resources/message,
…/components/reference and …/interactions/receiving-and-responding.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from support.discord_server import parts
from support.discord_server.parts import Path
from support.discord_server.wire import Finding, Payload

EMBEDS, EMBED_TOTAL, FIELDS = 10, 6_000, 25
CONTENT, ROWS, BUTTONS, OPTIONS, PARTS = 2_000, 5, 5, 25, 40
NEW_PARTS_TEXT, NONCE = 4_000, 25
EMBED_TEXTS = {"title": 256, "description": 4_096}
FIELD_TEXTS = {"name": 256, "value": 1_024}
OPTION_TEXTS = {"label": 100, "value": 100}
CHOICES = 25


def length(holder: Payload, name: str, most: int, path: Path, least: int = 0) -> Iterator[Finding]:
    """Check a text that may be absent."""
    value = holder.get(name)
    if value is None:
        return
    if not least <= len(value) <= most:
        yield Finding(
            (*path, name),
            f"Must be between {least} and {most} in length.",
            "BASE_TYPE_BAD_LENGTH",
        )


def message_findings(body: Payload) -> Iterator[Finding]:
    """Check what a message, a callback's message or an edit says."""
    yield from length(body, "content", CONTENT, ())
    if isinstance(body.get("nonce"), str):
        yield from length(body, "nonce", NONCE, ())
    yield from _embeds(body.get("embeds") or ())
    given = body.get("components") or ()
    yield from _parts(given)
    if (body.get("flags") or 0) & parts.NEW_PARTS:
        yield from _new_parts(body)
    elif len(given) > ROWS:
        yield Finding(("components",), f"Must be {ROWS} or fewer in length.")


def _new_parts(body: Payload) -> Iterator[Finding]:
    for old in ("content", "embeds"):
        if body.get(old):
            yield Finding((old,), "Cannot be used with components of the new kind.")
    if sum(map(len, parts.shown_text(body.get("components") or ()))) > NEW_PARTS_TEXT:
        yield Finding(("components",), f"Text is more than {NEW_PARTS_TEXT} in all.")


def _embeds(embeds: Sequence[Payload]) -> Iterator[Finding]:
    if len(embeds) > EMBEDS:
        yield Finding(("embeds",), f"Must be {EMBEDS} or fewer in length.")
    for index, embed in enumerate(embeds):
        yield from _embed(embed, ("embeds", index))
    if sum(map(_embed_size, embeds)) > EMBED_TOTAL:
        yield Finding(("embeds",), f"Embed size exceeds maximum size of {EMBED_TOTAL}.")


def _embed(embed: Payload, path: Path) -> Iterator[Finding]:
    for name, most in EMBED_TEXTS.items():
        yield from length(embed, name, most, path)
    yield from length(embed.get("footer") or {}, "text", 2_048, (*path, "footer"))
    yield from length(embed.get("author") or {}, "name", 256, (*path, "author"))
    fields = embed.get("fields") or ()
    if len(fields) > FIELDS:
        yield Finding((*path, "fields"), f"Must be {FIELDS} or fewer in length.")
    for index, entry in enumerate(fields):
        for name, most in FIELD_TEXTS.items():
            yield from _required(entry, name, most, (*path, "fields", index))


def _embed_size(embed: Payload) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [entry.get(name) for entry in embed.get("fields") or () for name in FIELD_TEXTS]
    return sum(len(text) for text in texts if text)


def _required(holder: Payload, name: str, most: int, path: Path) -> Iterator[Finding]:
    if holder.get(name) is None:
        yield Finding((*path, name), "This field is required", "BASE_TYPE_REQUIRED")
    yield from length(holder, name, most, path, least=1)


def _parts(given: Sequence[Payload]) -> Iterator[Finding]:
    everything = list(parts.walk(given))
    if len(everything) > PARTS:
        yield Finding(("components",), f"Must be {PARTS} or fewer in all.")
    for path, part in everything:
        yield from length(part, "custom_id", 100, path, least=1)
        if part["type"] == parts.ROW:
            yield from _row(part, path)
        elif part["type"] == parts.BUTTON:
            yield from _button(part, path)
        elif part["type"] in parts.MENUS:
            yield from _menu(part, path)
    ids = Counter(part.get("custom_id") for _, part in everything)
    for path, part in everything:
        if part.get("custom_id") is not None and ids[part["custom_id"]] > 1:
            yield Finding((*path, "custom_id"), "Component custom id cannot be duplicated")


def _row(row: Payload, path: Path) -> Iterator[Finding]:
    inner = row["components"]
    holds_menu = any(part["type"] in parts.MENUS for part in inner)
    if not 1 <= len(inner) <= (1 if holds_menu else BUTTONS):
        yield Finding((*path, "components"), "Must be 1 menu, or between 1 and 5 buttons.")


def _button(button: Payload, path: Path) -> Iterator[Finding]:
    yield from length(button, "label", 80, path)
    if button["style"] == parts.LINK:
        yield from _required(button, "url", 512, path)
    elif button["style"] != parts.PREMIUM:
        yield from _required(button, "custom_id", 100, path)
    if not (button.get("label") or button.get("emoji") or button["style"] == parts.PREMIUM):
        yield Finding(path, "A button must have a label or an emoji")


def _menu(menu: Payload, path: Path) -> Iterator[Finding]:
    yield from length(menu, "placeholder", 150, path)
    options = menu.get("options") or ()
    if menu["type"] == parts.STRING_MENU and not 1 <= len(options) <= OPTIONS:
        yield Finding((*path, "options"), f"Must be between 1 and {OPTIONS} in length.")
    for index, option in enumerate(options):
        for name, most in OPTION_TEXTS.items():
            yield from _required(option, name, most, (*path, "options", index))
        yield from length(option, "description", 100, (*path, "options", index))
    if len({option.get("value") for option in options}) < len(options):
        yield Finding((*path, "options"), "The specified option value is already used")
    least, most = menu.get("min_values", 1), menu.get("max_values", 1)
    if least is not None and most is not None and least > most:
        yield Finding((*path, "min_values"), "Must be at most max_values.")


def modal_findings(modal: Payload) -> Iterator[Finding]:
    """Check a form that the bot opens."""
    yield from _required(modal, "custom_id", 100, ())
    yield from _required(modal, "title", 45, ())
    given = modal.get("components") or ()
    if not 1 <= len(given) <= ROWS:
        yield Finding(("components",), f"Must be between 1 and {ROWS} in length.")
    yield from _parts(given)
    for path, part in parts.walk(given):
        if part["type"] == parts.LABEL:
            yield from _required(part, "label", 45, path)
            yield from length(part, "description", 100, path, least=1)
        elif part["type"] == parts.TEXT_INPUT:
            yield from _text_input(part, path)


def _text_input(part: Payload, path: Path) -> Iterator[Finding]:
    yield from _required(part, "custom_id", 100, path)
    yield from length(part, "label", 45, path, least=1)
    yield from length(part, "placeholder", 100, path)
    yield from length(part, "value", 4_000, path)
    if not part.get("label") and "component" not in path:
        yield from _required(part, "label", 45, path)


def choice_findings(data: Payload) -> Iterator[Finding]:
    """Check what the bot proposes while someone types."""
    choices = data.get("choices") or ()
    if len(choices) > CHOICES:
        yield Finding(("choices",), f"Must be {CHOICES} or fewer in length.")
    for index, choice in enumerate(choices):
        path: Path = ("choices", index)
        yield from _required(choice, "name", 100, path)
        if isinstance(choice.get("value"), str):
            yield from length(choice, "value", 100, path)
