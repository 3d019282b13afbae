"""The reactions that say what became of the codes in a message, as long as that may change."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from autoredeem.bot.services.channel_watch.posts import Find, Post
from autoredeem.domain.codes import Life, Standing, best_spelling, code_key
from autoredeem.domain.ids import ChannelId, GuildId, MessageId
from autoredeem.store.records import CodeRecord

KNOWN, WORKS, DEAD, TRYING, OVER_QUOTA, ASKS = "🔁", "✅", "❌", "⏳", "🚫", "❓"
SIGNS = frozenset({KNOWN, WORKS, DEAD, TRYING, OVER_QUOTA, ASKS})

DISCORD_EPOCH = 1_420_070_400_000
"""Milliseconds of Unix time from which Discord's ids count."""

CHANGES_FOR = timedelta(days=1)
"""How long a message's reactions follow what is known of its codes."""

MOST_OF_A_GUILD, MOST_AT_ALL = 200, 20_000
"""Messages that are followed; of more, the oldest are left as they are."""

Place = tuple[ChannelId, MessageId]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a code that a channel brought."""

    title: str
    guild_id: GuildId
    channel: ChannelId
    code: str
    dead: bool


@dataclass(slots=True)
class SignedPost:
    """A message with codes, the reactions that it has (`shown`), and what they follow.

    It is `fresh` if it brought a code that is tried, `over` if the guild may take no more today.
    It `asks` whether a manager takes it. `lives` is what is known of its codes; those `uncounted`
    are to be counted for the channel once it is known whether they work. It stays as it is once
    Discord has `refused` a reaction. One without codes may be `answered` by a reaction, for what
    was written in it: `reads`, a fingerprint.
    """

    title: str
    guild_id: GuildId
    channel: ChannelId
    message: MessageId
    at: datetime
    codes: Sequence[str] = ()
    fresh: bool = False
    over: bool = False
    asks: bool = False
    shown: frozenset[str] = frozenset()
    lives: dict[str, Life] = field(default_factory=dict)
    uncounted: frozenset[str] = frozenset()
    refused: bool = False
    answered: str = ""
    reads: str = ""

    def learn(self, known: Mapping[str, Mapping[str, Standing]]) -> Sequence[Verdict]:
        """Take in what is known of codes; return what became of those that were not counted."""
        for code in self.codes:
            if alike := known.get(code_key(code)):
                self.lives[code] = _life(code, alike)
        over = {code for code in self.uncounted if self.life(code) is not Life.UNTRIED}
        self.uncounted -= over
        title, guild_id, channel = self.title, self.guild_id, self.channel
        return [
            Verdict(title, guild_id, channel, code, self.life(code) is Life.DEAD)
            for code in self.codes
            if code in over
        ]

    def follows_up(self, before: "SignedPost") -> None:
        """Take over what is shown and known of the same message."""
        self.shown = before.shown or self.shown
        self.lives = {**before.lives, **self.lives}
        self.fresh = self.fresh or before.fresh
        self.uncounted -= frozenset(before.codes) - before.uncounted
        self.refused = before.refused

    def life(self, code: str) -> Life:
        """Return what is known of a code."""
        return self.lives.get(code, Life.UNTRIED)

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.channel, self.message

    @property
    def waits(self) -> bool:
        """Whether it is not known of all of its codes whether they work."""
        return any(self.life(code) is Life.UNTRIED for code in self.codes)

    @property
    def wanted(self) -> frozenset[str]:
        """The reactions that it should have."""
        if self.refused:
            return self.shown
        if self.answered:
            return frozenset({self.answered})
        asks = {ASKS} if self.asks else set()
        return frozenset(asks | ({self._sign()} if self.codes or self.over else set()))

    def _sign(self) -> str:
        lives = {self.life(code) for code in self.codes}
        if not lives:
            return OVER_QUOTA
        if lives == {Life.DEAD}:
            return DEAD
        if not self.fresh:
            return KNOWN
        return TRYING if Life.UNTRIED in lives else WORKS


class Signs:
    """The messages whose reactions are followed, the latest ones of each guild."""

    def __init__(self) -> None:
        self._posts: OrderedDict[Place, SignedPost] = OrderedDict()
        self._by_guild: dict[GuildId, OrderedDict[Place, None]] = {}
        self._changed: OrderedDict[Place, None] = OrderedDict()

    def follow(self, post: SignedPost) -> None:
        """Follow a message; of one that is followed, what is shown and known stays."""
        before = self.get(post.place)
        if before:
            self.leave(post.place)
            post.follows_up(before)
        self._posts[post.place] = post
        of_guild = self._by_guild.setdefault(post.guild_id, OrderedDict())
        of_guild[post.place] = None
        self.note(post)
        if len(of_guild) > MOST_OF_A_GUILD:
            self.leave(next(iter(of_guild)))
        if len(self._posts) > MOST_AT_ALL:
            self.leave(next(iter(self._posts)))

    def leave(self, place: Place) -> None:
        """Follow a message no more."""
        post = self._posts.pop(place, None)
        self._changed.pop(place, None)
        if post:
            of_guild = self._by_guild[post.guild_id]
            of_guild.pop(place)
            if not of_guild:
                del self._by_guild[post.guild_id]

    def get(self, place: Place) -> SignedPost | None:
        """Return a message that is followed."""
        return self._posts.get(place)

    def all(self) -> Sequence[SignedPost]:
        """Return all messages that are followed, oldest first."""
        return list(self._posts.values())

    def note(self, post: SignedPost) -> None:
        """Note whether a message is to be shown with other reactions."""
        if self._posts.get(post.place) is post and post.shown != post.wanted:
            self._changed[post.place] = None
        else:
            self._changed.pop(post.place, None)

    def changed(self) -> Sequence[SignedPost]:
        """Return messages that are to be shown with other reactions: of each guild the first."""
        first: dict[GuildId, SignedPost] = {}
        for place in self._changed:
            post = self._posts[place]
            first.setdefault(post.guild_id, post)
        return list(first.values())


def standings_of(records: Iterable[CodeRecord]) -> Mapping[str, Mapping[str, Standing]]:
    """Return what is known of codes: by key, the standings of the spellings."""
    found: dict[str, dict[str, Standing]] = {}
    for record in records:
        found.setdefault(code_key(record.code), {})[record.code] = record.standing
    return found


def written_at(message: MessageId) -> datetime:
    """Return when a message was written: its id says it, by Discord's documentation."""
    return datetime.fromtimestamp(((message >> 22) + DISCORD_EPOCH) / 1000, UTC)


def resumed(title: str, post: Post, find: Find | None) -> SignedPost | None:
    """Return a message of an earlier process, whose reactions say what it was followed for."""
    signs = post.signs & SIGNS
    if find is None or not signs:
        return None
    asks, codes = ASKS in signs, find.sure or find.codes
    if signs == {ASKS}:
        codes = ()
    waits = TRYING in signs
    return SignedPost(
        title=title,
        guild_id=post.guild_id,
        channel=post.channel,
        message=post.message,
        at=written_at(post.message),
        codes=codes,
        fresh=waits or WORKS in signs,
        asks=asks,
        shown=signs,
        uncounted=frozenset(codes) if waits else frozenset(),
    )


def answered(title: str, post: Post, at: datetime, sign: str = "") -> SignedPost | None:
    """Return a message that was answered by a reaction: by this one, or by the one that it has."""
    shown = post.signs & SIGNS
    sign = sign or next(iter(sorted(shown)), "")
    if not sign:
        return None
    where = post.guild_id, post.channel, post.message
    return SignedPost(title, *where, at, shown=shown, answered=sign, reads=post.fingerprint)


def _life(code: str, alike: Mapping[str, Standing]) -> Life:
    """Return what is known of a code in the spelling that would be sent."""
    return alike.get(best_spelling(code, alike), Standing()).life
