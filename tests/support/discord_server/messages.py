"""A message as it stands now, and what became of it."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from support.discord_server import parts
from support.discord_server.places import Channel, User
from support.discord_server.wire import Payload, new_id, timestamp

EPHEMERAL, LOADING = 1 << 6, 1 << 7
MAY_BE_SET = EPHEMERAL | 1 << 2 | 1 << 12 | parts.NEW_PARTS
"""The flags that a bot decides on: also without link previews, without a sound, of new parts."""
PLAIN, ANSWER = 0, 20
SIZE_LIMIT = 10 * 1024 * 1024
"""Bytes of one file that a bot may send."""

_PINGS = re.compile(r"@everyone|@here|<@!?\d+>|<@&\d+>")
_COMMAND = re.compile(r"</([^:<>]{1,100}):\d+>")
_KIND_OF_PING = {"@e": "everyone", "@h": "everyone", "<@&": "roles"}

Files = Mapping[str, bytes]


@dataclass(slots=True, eq=False)
class Message:
    """A message. `body` is what was last said in it, as the API wants it written.

    `seen` has every body that it had, oldest first; `files` the files that are attached now.
    `only_for` is the id of the one user who sees it, if it is ephemeral.
    """

    channel: Channel
    author: User
    body: Payload
    id: int = field(default_factory=new_id)
    only_for: int | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    seen: list[Payload] = field(default_factory=list)
    more: Payload = field(default_factory=dict)
    edited_at: str | None = None
    deleted: bool = False
    pinned: bool = False
    reactions: dict[str, set[int]] = field(default_factory=dict)
    """The ids of those who reacted, by emoji."""

    @property
    def content(self) -> str:
        """The text above all embeds."""
        return self.body.get("content") or ""

    @property
    def embeds(self) -> list[Payload]:
        """The embeds."""
        return list(self.body.get("embeds") or ())

    @property
    def components(self) -> list[Payload]:
        """The outer parts."""
        return list(self.body.get("components") or ())

    @property
    def buttons(self) -> list[str]:
        """What the buttons that can be pressed say."""
        there = parts.flat(self.components, parts.BUTTON)
        return [part.get("label") or part["emoji"]["name"] for part in there if enabled(part)]

    @property
    def flags(self) -> int:
        """Discord's flags."""
        flags: int = self.body.get("flags") or 0
        return flags

    @property
    def ephemeral(self) -> bool:
        """Whether one user alone sees it."""
        return self.only_for is not None

    @property
    def loading(self) -> bool:
        """Whether the bot has deferred an answer here and not given it yet."""
        return bool(self.flags & LOADING)

    @property
    def edits(self) -> int:
        """How often it was changed after it was first shown."""
        return len(self.seen) - 1

    @property
    def text(self) -> str:
        """All that it says, line by line: content, embeds, parts; commands as they are seen."""
        lines: list[str | None] = [self.content]
        for embed in self.embeds:
            lines += [embed.get("title"), embed.get("description")]
            for entry in embed.get("fields") or ():
                lines += [entry["name"], entry["value"]]
            lines.append((embed.get("footer") or {}).get("text"))
        return _COMMAND.sub(
            r"/\1", "\n".join(line for line in [*lines, *parts.shown_text(self.components)] if line)
        )

    @property
    def pings(self) -> frozenset[str]:
        """Whom it wakes: mentions in the content (and text parts) that are allowed to."""
        allowed = self.body.get("allowed_mentions") or {"parse": ["everyone", "roles", "users"]}
        text = "\n".join([self.content, *parts.shown_text(self.components)])
        return frozenset(ping for ping in _PINGS.findall(text) if _may_wake(ping, allowed))

    def edit(self, body: Payload, files: Files) -> None:
        """Change what is given, and keep the rest. Nobody can make it ephemeral, or public."""
        flags = self.flags & MAY_BE_SET | _flags(body) & ~EPHEMERAL
        self._show({**self.body, "attachments": None, **body}, files, flags)
        self.edited_at = timestamp()

    def fill(self, body: Payload, files: Files) -> None:
        """Return the answer that was deferred."""
        self._show(body, files, self.flags & EPHEMERAL | _flags(body) & ~EPHEMERAL)

    def _show(self, body: Payload, files: Files, flags: int) -> None:
        body = deepcopy(body)
        parts.numbered(body.get("components") or ())
        body["flags"] = flags
        body["attachments"] = self._attached(body.get("attachments"), files)
        kept = {attachment["filename"] for attachment in body["attachments"]}
        self.files = {name: data for name, data in {**self.files, **files}.items() if name in kept}
        self.body = body
        self.seen.append(body)

    def _attached(self, wanted: list[Payload] | None, files: Files) -> list[Payload]:
        """Return the attachments: those that stay, and those that came now."""
        before = {attached["id"]: attached for attached in self.body.get("attachments") or ()}
        staying = before.values() if wanted is None else _named_in(before, wanted)
        return [
            *(attached for attached in staying if "url" in attached),
            *(self._attachment(name, data) for name, data in files.items()),
        ]

    def _attachment(self, name: str, data: bytes) -> Payload:
        return attachment(self.channel, name, len(data), ephemeral=self.ephemeral)

    def payload(self) -> Payload:
        """Write it as Discord does."""
        shown = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "type": ANSWER if "interaction_metadata" in self.more else PLAIN,
            "author": self.author.payload(),
            "timestamp": timestamp(),
            "edited_timestamp": self.edited_at,
            "tts": False,
            "pinned": self.pinned,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "content": self.content,
            "embeds": [{"type": "rich", **embed} for embed in self.embeds],
            "components": self.components,
            "attachments": self.body.get("attachments") or [],
            "flags": self.flags,
        }
        return deepcopy({**shown, **self.more})


def with_reactions(message: Message, reader: User) -> Payload:
    """Write a message with its reactions, as requests for it are answered."""
    reactions = [
        {
            "emoji": {"id": None, "name": emoji},
            "count": len(users),
            "count_details": {"burst": 0, "normal": len(users)},
            "burst_colors": [],
            "me_burst": False,
            "burst_me": False,
            "me": reader.id in users,
            "burst_count": 0,
        }
        for emoji, users in message.reactions.items()
        if users
    ]
    return {**message.payload(), **({"reactions": reactions} if reactions else {})}


def message_of(
    channel: Channel, author: User, body: Payload, files: Files, only_for: int | None = None
) -> Message:
    """Make a message; it is not in the channel yet."""
    message = Message(channel, author, {}, only_for=only_for)
    flags = _flags(body) & ~EPHEMERAL | (EPHEMERAL if only_for is not None else 0)
    message._show(body, files, flags)
    return message


def attachment(channel: Channel, name: str, size: int, *, ephemeral: bool = False) -> Payload:
    """Return the description of a file that the CDN serves."""
    number, kind = new_id(), "ephemeral-attachments" if ephemeral else "attachments"
    url = f"https://cdn.discordapp.com/{kind}/{channel.id}/{number}/{name}"
    return {
        "id": str(number),
        "filename": name,
        "size": size,
        "url": url,
        "proxy_url": url.replace("cdn.discordapp.com", "media.discordapp.net"),
    }


def enabled(part: Payload) -> bool:
    """Whether a part can be used."""
    return not part.get("disabled")


def _named_in(before: Mapping[str, Payload], wanted: list[Payload]) -> list[Payload]:
    return [before[str(one["id"])] for one in wanted if str(one["id"]) in before]


def _flags(body: Payload) -> int:
    return (body.get("flags") or 0) & (MAY_BE_SET | LOADING)


def _may_wake(ping: str, allowed: Payload) -> bool:
    kind = next((kind for start, kind in _KIND_OF_PING.items() if ping.startswith(start)), "users")
    number = re.sub(r"\D", "", ping)
    return kind in allowed.get("parse", ()) or number in map(str, allowed.get(kind, ()))
