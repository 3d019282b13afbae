"""The reactions that say what became of the codes in a message, as long as that may change."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from autoredeem.bot.services.channel_watch.posts import Find, Post
from autoredeem.domain.codes import Life, Standing, best_spelling, code_key
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, written_at
from autoredeem.store.records import CodeRecord

KNOWN, WORKS, DEAD, TRYING, OVER_QUOTA, ASKS = "🔁", "✅", "❌", "⏳", "🚫", "❓"
SIGNS = frozenset({KNOWN, WORKS, DEAD, TRYING, OVER_QUOTA, ASKS})

CHANGES_FOR = timedelta(days=1)
"""How long a message's reactions follow what is known of its codes."""

MOST_OF_A_GUILD, MOST_AT_ALL = 200, 20_000
"""Messages that are followed; of more, the oldest are left as they are."""

Place = tuple[ChannelId, MessageId, str]
"""A message in a channel, and a game in which its codes are tried."""

STRONGEST = (WORKS, TRYING, KNOWN, OVER_QUOTA, DEAD)
"""Of what a message's codes come to in several games, the first of these is shown."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a code that a channel brought."""

    title: str
    guild_id: GuildId
    channel: ChannelId
    code: str
    dead: bool


@dataclass(slots=True)
class Reactions:
    """The reactions that a message has, for all games in which its codes are tried, by title.

    It stays as it is once Discord has `refused` a reaction.
    """

    shown: frozenset[str] = frozenset()
    refused: bool = False
    by_title: dict[str, "SignedPost"] = field(default_factory=dict)

    @property
    def wanted(self) -> frozenset[str]:
        """The reactions that it should have."""
        if self.refused:
            return self.shown
        posts = self.by_title.values()
        signs = {sign for one in posts if (sign := one.sign)}
        strongest = (sign for sign in STRONGEST if sign in signs)
        asks = {ASKS} if any(one.asks for one in posts) else set()
        return frozenset({*asks, *islice(strongest, 1)})

    def lives(self, code: str) -> frozenset[Life]:
        """Return what is known of a code in each game in which it is tried."""
        return frozenset(one.life(code) for one in self.by_title.values() if code in one.codes)


@dataclass(slots=True)
class SignedPost:
    """A message with codes in one game, the `reactions` that it has, and what they follow.

    It is `fresh` if it brought a code that is tried, `over` if the guild may take no more today.
    It `asks` whether a manager takes it. `lives` is what is known of its codes; those `uncounted`
    are to be counted for the channel once it is known whether they work. One without codes may be
    `answered` by a reaction, for what was written in it: `reads`, a fingerprint.
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
    reactions: Reactions = field(default_factory=Reactions)
    lives: dict[str, Life] = field(default_factory=dict)
    uncounted: frozenset[str] = frozenset()
    answered: str = ""
    reads: str = ""

    def learn(self, known: Mapping[str, Mapping[str, Standing]]) -> Sequence[Verdict]:
        """Take in what is known of codes; return what became of those that were not counted."""
        for code in self.codes:
            if alike := known.get(code_key(code)):
                self.lives[code] = _life(code, alike)
        lives = {code: self._life_anywhere(code) for code in self.uncounted}
        over = {code for code, life in lives.items() if life is not Life.UNTRIED}
        self.uncounted -= over
        title, guild_id, channel = self.title, self.guild_id, self.channel
        return [
            Verdict(title, guild_id, channel, code, lives[code] is Life.DEAD)
            for code in self.codes
            if code in over
        ]

    def follows_up(self, before: "SignedPost") -> None:
        """Take over what is shown and known of the same message."""
        self.lives = {**before.lives, **self.lives}
        self.fresh = self.fresh or before.fresh
        self.uncounted -= frozenset(before.codes) - before.uncounted

    def life(self, code: str) -> Life:
        """Return what is known of a code."""
        return self.lives.get(code, Life.UNTRIED)

    def _life_anywhere(self, code: str) -> Life:
        """Return what is known of a code: it works if it does in one game, else it is awaited."""
        lives = {self.life(code), *self.reactions.lives(code)}
        best = (life for life in (Life.ALIVE, Life.UNTRIED) if life in lives)
        return next(best, Life.DEAD)

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.channel, self.message, self.title

    @property
    def waits(self) -> bool:
        """Whether it is not known of all of its codes whether they work."""
        return any(self.life(code) is Life.UNTRIED for code in self.codes)

    @property
    def sign(self) -> str:
        """What became of it, or of its codes; empty where none was taken."""
        if self.answered:
            return self.answered
        lives = {self.life(code) for code in self.codes}
        if not lives:
            return OVER_QUOTA if self.over else ""
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
        self._reactions: dict[tuple[ChannelId, MessageId], Reactions] = {}

    def follow(self, post: SignedPost) -> None:
        """Follow a message; of one that is followed, what is shown and known stays."""
        message = post.channel, post.message
        reactions = self._reactions.get(message, post.reactions)
        reactions.shown = reactions.shown or post.reactions.shown
        if before := self.get(post.place):
            self.leave(post.place)
            post.follows_up(before)
        post.reactions = self._reactions[message] = reactions
        reactions.by_title[post.title] = post
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
            post.reactions.by_title.pop(post.title, None)
            if not post.reactions.by_title:
                self._reactions.pop((post.channel, post.message), None)
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
        if self._posts.get(post.place) is post and (post.reactions.shown != post.reactions.wanted):
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


def brings_new(shown: Collection[str]) -> bool:
    """Whether reactions say that a message brought a code that was new."""
    return TRYING in shown or WORKS in shown


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
        fresh=brings_new(signs),
        asks=asks,
        reactions=Reactions(signs),
        uncounted=frozenset(codes) if waits else frozenset(),
    )


def answered(title: str, post: Post, at: datetime, sign: str = "") -> SignedPost | None:
    """Return a message that was answered by a reaction: by this one, or by the one that it has."""
    shown = post.signs & SIGNS
    sign = sign or next(iter(sorted(shown)), "")
    if not sign:
        return None
    return SignedPost(
        title,
        post.guild_id,
        post.channel,
        post.message,
        at,
        asks=sign == ASKS,
        reactions=Reactions(shown),
        answered="" if sign == ASKS else sign,
        reads=post.fingerprint,
    )


def _life(code: str, alike: Mapping[str, Standing]) -> Life:
    """Return what is known of a code in the spelling that would be sent."""
    return alike.get(best_spelling(code, alike), Standing()).life
