"""What players write in a channel for ids: their accounts enrolled, and each message answered."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord
import structlog

from autoredeem.bot.features.members.parsed_members import reason_of
from autoredeem.bot.features.players.self_enrolment import SelfEnrolment, enrol_self
from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.gateway.guild_directory import DiscordDirectory
from autoredeem.bot.gateway.joined_guilds import DiscordGuilds
from autoredeem.bot.gateway.messages import reply
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.permissions import Person
from autoredeem.bot.kit.proofs import prove
from autoredeem.bot.kit.services import BotServices
from autoredeem.bot.services.channel_watch.discord_messages import Current
from autoredeem.bot.services.channel_watch.finds import AskPerson
from autoredeem.bot.services.channel_watch.posts import Post
from autoredeem.bot.services.channel_watch.registry import WatchRegistry
from autoredeem.bot.services.channel_watch.served_guild import ServedGuild, served_guilds
from autoredeem.bot.services.channel_watch.signs import (
    ASKS,
    CHANGES_FOR,
    DEAD,
    WORKS,
    Place,
    Signs,
    answered,
)
from autoredeem.bot.services.channel_watch.typed_ids import TypedIds, typed_ids
from autoredeem.bot.services.guild_words import say_in_guild
from autoredeem.bot.words import Say
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import GuildId, UserId, written_at
from autoredeem.domain.players import Member
from autoredeem.domain.sources import WatchPurpose
from autoredeem.game.titles import TITLES, titles_named
from autoredeem.observe.rate_limit import RateLimit
from autoredeem.roster.proofs import Proof

log = structlog.get_logger(__name__)

DONE, REFUSED, UNCLEAR = WORKS, DEAD, ASKS
"""The reactions: enrolled; not, by a rule; something is missing, can't be read, or the game refuses
it, though the account is enrolled."""

MOST_OF_A_MESSAGE = 5
"""Accounts that one message enrols."""

MESSAGES_AT_ONCE, MESSAGES_A_MINUTE = 5, 5
"""With ids, of one person; what is more is passed over."""

REPLIES_AT_ONCE, REPLIES_A_MINUTE = 20, 20
"""In one guild; then reactions alone say what became of a message."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a message is answered with: a reaction, and a sentence where there is more to say."""

    sign: str
    text: str = ""
    enrolled: bool = False


@dataclass(frozen=True, slots=True)
class _Turn:
    """One guild's turn: what is asked of Discord, and the words for the guild's channel."""

    guild: ServedGuild
    client: discord.Client
    say: Say


class IdTaker:
    """Enrols whoever writes an id, as `/enroll` does. All of it can be repeated."""

    def __init__(
        self,
        services: BotServices,
        registry: WatchRegistry,
        signs: Signs,
        client: Current,
        ask: AskPerson,
    ) -> None:
        self._services = services
        self._registry = registry
        self._signs = signs
        self._client = client
        self._ask = ask
        self._people: RateLimit[UserId] = RateLimit(MESSAGES_AT_ONCE, MESSAGES_A_MINUTE)
        self._replies: RateLimit[GuildId] = RateLimit(REPLIES_AT_ONCE, REPLIES_A_MINUTE)
        self._admitted: set[Place] = set()

    async def take(self, guild_id: GuildId, posts: Sequence[Post]) -> None:
        """Enrol the accounts in a guild's messages, open its codes for them, and answer.

        Raises OutsideError where the store fails or there is no connection: nothing is answered
        then, and all of it is to be done again.
        """
        guilds, client = await served_guilds(self._services, guild_id), self._client()
        if guilds and client is None:
            raise OutsideError("there is no connection to Discord")
        for guild in guilds:
            if client:
                await self._take_in(guild, client, posts)

    async def _take_in(
        self, guild: ServedGuild, client: discord.Client, posts: Sequence[Post]
    ) -> None:
        say = say_in_guild(self._services.words, client, guild.settings, guild.services.title)
        turn = _Turn(guild, client, say)
        counting = [one for one in posts if self._counts(guild, one)]
        answers = [(one, said) for one in counting if (said := await self._answer(turn, one))]
        if guild.settings.enabled and any(answer.enrolled for _, answer in answers):
            await guild.services.rollout.open_in(guild.guild_id)
        for post, answer in answers:
            await self._show(turn, post, answer)

    def _counts(self, guild: ServedGuild, post: Post) -> bool:
        """Whether a message is a person's, in a channel for ids, and not answered as it stands."""
        watched = self._registry.get(guild.services.title, post.channel)
        if watched is None or watched.purpose is not WatchPurpose.IDS:
            return False
        if not self._is_of(guild.services.title, post):
            return False
        if post.sender or post.follows:
            return False
        before = self._signs.get((post.channel, post.message, guild.services.title))
        if before is None and (before := answered(guild.services.title, post, guild.at)):
            self._signs.follow(before)
        if before:
            return before.reads != post.fingerprint
        # Of old messages nobody knows any more how they were answered: links and pins edit them.
        read = post.message <= (self._registry.seen(post.channel) or 0)
        return not read or written_at(post.message) > guild.at - CHANGES_FOR

    def _is_of(self, title: str, post: Post) -> bool:
        """Whether a message is about a game: of several that read the channel, the one it names.

        Where it names none, or some, it is about the first of them.
        """
        titles = self._registry.titles_of(post.channel)
        named = titles_named(post.typed) & titles
        return title in named if len(named) == 1 else title == min(titles)

    async def _answer(self, turn: _Turn, post: Post) -> _Answer | None:
        """Enrol the accounts in a message; None where it has none, or its author wrote too many."""
        typed = typed_ids(post.typed, TITLES[turn.guild.services.title].id_digits)
        title = turn.guild.services.title
        if typed is None or not self._admits(post, title):
            return None
        if len(typed.accounts) > MOST_OF_A_MESSAGE:
            return _Answer(UNCLEAR, turn.say("ids-too-many", most=MOST_OF_A_MESSAGE))
        person = await self._person(turn.guild, post)
        faults = [_Answer(UNCLEAR, reason_of(turn.say, one)) for one in typed.problems]
        done = [
            await _enrolled(self._request(turn, post, person, one), one) for one in typed.accounts
        ]
        return _summed_up(turn.say, typed, [*done, *faults])

    def _admits(self, post: Post, title: str) -> bool:
        place, now = (post.channel, post.message, title), self._services.clock.monotonic()
        if place not in self._admitted and not self._people.lets_through(post.author, now):
            return False
        self._admitted.add(place)
        return True

    async def _person(self, guild: ServedGuild, post: Post) -> Person:
        """Return who wrote a message; their rights only where these matter, as they are asked."""
        if post.person is None and guild.settings.enrolling is Enrolling.MANAGERS:
            return await self._ask(guild.guild_id, post.author) or Person(post.author)
        return post.person or Person(post.author)

    def _request(self, turn: _Turn, post: Post, person: Person, account: Member) -> Request:
        guild = turn.guild
        return Request(
            # Each account has its own lines in the trail.
            id=f"{post.message}-{account.fid}",
            at=guild.at,
            guild_id=guild.guild_id,
            person=person,
            settings=guild.settings,
            say=turn.say,
            bot=self._services,
            directory=DiscordDirectory(turn.client, guild.guild_id),
            joined=DiscordGuilds(turn.client),
            title=guild.services.title,
        )

    async def _show(self, turn: _Turn, post: Post, answer: _Answer) -> None:
        """Answer a message: with a sentence if there is one, and by the reaction in any case."""
        guild_id, now = turn.guild.guild_id, self._services.clock.monotonic()
        if answer.text and self._replies.lets_through(guild_id, now):
            await _reply(turn.client, post, answer.text)
        signed = answered(turn.guild.services.title, post, turn.guild.at, answer.sign)
        assert signed, "it has a reaction"  # noqa: S101 - a bug of ours
        self._signs.follow(signed)
        self._admitted.discard(signed.place)


async def _enrolled(request: Request, account: Member) -> _Answer:
    try:
        enrolment = await enrol_self(request, account)
    except Rejection as error:
        return _Answer(REFUSED, request.say(error.key, **error.said))
    if enrolment is None:
        shown = request.say.code(str(account.fid))
        return _Answer(UNCLEAR, request.say("ids-no-state", id=shown))
    return await _proven(request, enrolment)


async def _proven(request: Request, enrolment: SelfEnrolment) -> _Answer:
    """Return what is said of an account that is enrolled, with what the game says of it."""
    say, wish = request.say, enrolment.wish
    if wish.overruled:
        return _Answer(DONE, say("players-state-of-managers"), enrolled=True)
    proof = await prove(request, wish.fid, wish.state) if wish.state else None
    if proof is Proof.REFUSED:
        shown = {"id": say.code(str(wish.fid)), "state": say.code(str(wish.state))}
        return _Answer(UNCLEAR, say("players-proof-refused", **shown), enrolled=True)
    later = say("players-proof-later") if proof is Proof.LATER else ""
    return _Answer(DONE, later, enrolled=True)


def _summed_up(say: Say, typed: TypedIds, answers: Sequence[_Answer]) -> _Answer:
    """Return one answer for all accounts of a message: the first that is not what was wanted."""
    done = sum(one.sign == DONE for one in answers)
    said = next((one for one in answers if one.sign != DONE), None)
    if said is None:
        return next((one for one in answers if one.text), answers[0])
    text = said.text
    if done:
        count = len(typed.accounts) + len(typed.problems)
        text = f"{say('ids-partly', done=done, count=count)} {text}"
    return _Answer(said.sign, text, enrolled=any(one.enrolled for one in answers))


async def _reply(client: discord.Client, post: Post, text: str) -> None:
    """Answer once: whoever is killed before the reaction is there answers with the same nonce."""
    nonce = f"{post.message}-{post.fingerprint[:4]}"
    try:
        await reply(client, post.channel, post.message, text, nonce)
    # discord.py raises RuntimeError where the connection was closed meanwhile.
    except (*DISCORD_ERRORS, RuntimeError) as error:
        log.info("Discord does not take an answer to an id", why=str(error) or "no answer in time")
