"""What a guild's finds come to: whose count, what is taken, what is asked."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from autoredeem.bot.kit.handlers import BY
from autoredeem.bot.kit.permissions import Person, is_manager
from autoredeem.bot.kit.services import BotServices
from autoredeem.bot.services.channel_watch.posts import Find, Post, is_trusted_sender
from autoredeem.bot.services.channel_watch.registry import WatchRegistry
from autoredeem.bot.services.channel_watch.served_guild import ServedGuild, served_guilds
from autoredeem.bot.services.channel_watch.signs import (
    SIGNS,
    TRYING,
    Reactions,
    SignedPost,
    Signs,
    brings_new,
)
from autoredeem.codes.intake import Found
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import NOBODY, GuildId, UserId, written_at
from autoredeem.domain.sources import SourceKind, WatchedChannel, WatchPurpose
from autoredeem.game.titles import titles_named

AskPerson = Callable[[GuildId, UserId], Awaitable[Person | None]]
"""Asks Discord for a member with their rights; None where that is not known."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A find that counts in part: what is `taken` of it, and what is `asked` about."""

    find: Find
    taken: Sequence[str]
    asked: Sequence[str]

    @property
    def by(self) -> UserId:
        """Who brought it, where that was a person."""
        post = self.find.post
        if post.taken_by:
            return post.taken_by.user
        return NOBODY if post.sender else post.author


class FindTaker:
    """Takes the codes that watched channels bring, as `/codes add` does. It can be repeated."""

    def __init__(
        self, services: BotServices, registry: WatchRegistry, signs: Signs, ask: AskPerson
    ) -> None:
        self._services = services
        self._registry = registry
        self._signs = signs
        self._ask = ask

    async def take(self, guild_id: GuildId, finds: Collection[Find]) -> None:
        """Take what counts of a guild's finds, in each game that it plays, and ask about the rest.

        Raises OutsideError where the store fails.
        """
        for place in await served_guilds(self._services, guild_id):
            await self._take_in(place, finds)

    async def _take_in(self, place: ServedGuild, finds: Collection[Find]) -> None:
        wishes = [wish for find in finds if (wish := await self._wish(place, find))]
        by_kind = sorted(wishes, key=self._is_official)
        for official, part in groupby(by_kind, self._is_official):
            await self._take(place, list(part), official=official)

    async def _wish(self, place: ServedGuild, find: Find) -> _Wish | None:
        """Return what counts of a find; None where nothing of it is even asked about."""
        post = find.post
        watched = self._registry.get(place.services.title, post.channel)
        if watched is None or not self._may_be_of(place.services.title, post, watched):
            return None
        if post.taken_by:
            manages = is_manager(post.taken_by, place.settings)
            return _Wish(find, find.codes, ()) if manages else None
        if watched.paused_at:
            return None
        if post.sender or post.follows:
            counts = is_trusted_sender(post, watched)
            return _Wish(find, find.sure, find.doubtful) if counts else None
        person = post.person or await self._ask(place.guild_id, post.author)
        if person and is_manager(person, place.settings):
            return _Wish(find, find.sure, find.doubtful)
        return _Wish(find, (), find.codes)

    def _may_be_of(self, title: str, post: Post, watched: WatchedChannel) -> bool:
        """Whether a post may have codes of a game: unless it names another watched for here."""
        if watched.purpose is not WatchPurpose.CODES:
            return False
        named = titles_named(post.text) & self._registry.titles_of(post.channel)
        return len(named) != 1 or title in named

    async def _take(self, place: ServedGuild, wishes: Collection[_Wish], *, official: bool) -> None:
        intake, taken = place.services.intake, _each(wish.taken for wish in wishes)
        asked = _each(wish.asked for wish in wishes)
        looked_up = await intake.look_up(place.guild_id, asked) if asked else Found()
        found = await self._found(place, taken, official=official) if taken else Found()
        await self._audit(place, wishes, found)
        for wish in wishes:
            self._follow(place, wish, found, looked_up)

    async def _found(self, place: ServedGuild, codes: Sequence[str], *, official: bool) -> Found:
        """Take codes, within the guild's quota, and open their runs if auto-redeem is on."""
        async with self._services.locks.publishing(place.guild_id):
            found = await place.services.intake.found(
                place.guild_id,
                codes,
                by=BY,
                source=SourceKind.CHANNEL,
                room=await place.services.intake.room_today(
                    place.guild_id, self._services.limits.codes_a_day, at=place.at
                ),
                official=official,
            )
        if place.settings.enabled:
            codes = [*found.new, *found.here]
            await place.services.rollout.open_missing(place.guild_id, codes)
        return found

    async def _audit(self, place: ServedGuild, wishes: Iterable[_Wish], found: Found) -> None:
        """Write who brought codes that are tried, and where. Written again, it is the same line."""
        left, lines = _keys([*found.new, *found.revived]), []
        for wish in wishes:
            brought = _keys(wish.taken) & left
            left -= brought
            if brought:
                lines.append(_line_of(place, "codes-found", wish, brought))
        if lines:
            await place.services.store.note_actions(lines)
            self._services.cache.invalidate(place.guild_id)

    def _follow(self, place: ServedGuild, wish: _Wish, found: Found, asked: Found) -> None:
        """Have the message show what became of its codes, and whether a manager is to take it."""
        post = wish.find.post
        news = _keys([*asked.new, *asked.revived])
        unknown = [code for code in wish.asked if code_key(code) in news]
        left_out = {*unknown, *found.over_quota}
        codes = [code for code in (*wish.taken, *wish.asked) if code not in left_out]
        fresh = _keys([*found.new, *found.revived]) if place.settings.enabled else frozenset()
        shown = post.signs & SIGNS
        counted = shown and TRYING not in shown
        self._signs.follow(
            SignedPost(
                title=place.services.title,
                guild_id=place.guild_id,
                channel=post.channel,
                message=post.message,
                at=written_at(post.message),
                codes=codes,
                # What a killed process had read is read again: its reactions say what it took.
                fresh=brings_new(shown) or not fresh.isdisjoint(map(code_key, codes)),
                over=not left_out.isdisjoint(wish.taken),
                asks=bool(unknown),
                reactions=Reactions(shown),
                uncounted=frozenset() if counted else frozenset(wish.taken) - left_out,
            )
        )

    def _is_official(self, wish: _Wish) -> bool:
        return wish.find.post.channel in self._services.official


def _line_of(place: ServedGuild, kind: str, wish: _Wish, brought: Collection[str]) -> Action:
    post = wish.find.post
    details: dict[str, str | int] = {"channel": str(post.channel), "count": len(brought)}
    id_ = f"{post.message}-{kind}-{min(brought)}"
    return Action(id_, place.guild_id, place.at, wish.by, kind, details)


def _keys(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(map(code_key, codes))


def _each(parts: Iterable[Sequence[str]]) -> Sequence[str]:
    return list(dict.fromkeys(code for part in parts for code in part))
