"""Posts what is to be announced: each once, over restarts, many guilds at a time.

The store has each announcement before it is posted, and gets its message afterwards. What was
begun lately is posted with the nonce that it had before, if it was posted: Discord takes one of
them. What was begun earlier, by a process that is gone or with an answer that is lost, is looked
for in its channel first.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS, may_pass
from autoredeem.bot.gateway.guild_directory import DiscordDirectory
from autoredeem.bot.gateway.messages import ChannelRefused, NotFoundOut, post
from autoredeem.bot.kit.games import card_in_game
from autoredeem.bot.kit.services import BotServices, Played, TitleServices, titles_played_in
from autoredeem.bot.services.announcer.render import announcement_card, copyable
from autoredeem.bot.services.guild_words import say_in_guild
from autoredeem.bot.services.posted_before import PostedBefore
from autoredeem.domain.codes import Life, code_key, issue_of, spelling_of
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId, MessageId
from autoredeem.domain.sources import Announcement
from autoredeem.engine.events import Event, RunProgressed
from autoredeem.store.batches import batched
from autoredeem.store.records import CodeRecord, RunKey, RunRecord, RunStatus

log = structlog.get_logger(__name__)

NOT_TOLD = MessageId(0)
"""The message of an announcement that nobody gets: it is in no channel, or nobody can know."""

MOST_CONCURRENT = 5
"""Announcements that are posted at the same time."""

AT_ONCE = 100
"""Announcements whose codes, guilds and runs are read together."""

RUN_BEGINS = timedelta(minutes=2)
"""For so long it is waited until a run's figures are known; after that it goes without them."""

MOST_SEEN = 10_000
"""Codes that are remembered as working; where there are more, they are learned anew."""

Key = tuple[str, GuildId, str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of announcements: codes that work by key, what guilds play, and runs."""

    alive: Mapping[str, CodeRecord]
    guilds: Mapping[GuildId, Played]
    runs: Mapping[RunKey, RunRecord]


class Announcer:
    """Announces the codes of all titles. Posting needs a connection.

    `not_known` counts announcements of which nobody can know whether they were posted.
    """

    def __init__(self, services: BotServices) -> None:
        self.not_known = 0
        self._services = services
        self._pace = services.pace
        self._client: discord.Client | None = None
        self._posted: PostedBefore[Key] = PostedBefore()
        self._later: dict[Key, float] = {}
        self._seen: set[tuple[str, str]] = set()
        self._posting = asyncio.Lock()
        self._wake = asyncio.Event()
        for title_services in services.titles.values():
            title_services.rollout.listeners.append(self._wake.set)

    def on_event(self, title: str, event: Event) -> None:
        """Have a code looked at as soon as somebody got it: it works."""
        if not isinstance(event, RunProgressed):
            return
        record, figures = event.record, event.record.figures
        key = title, issue_of(code_key(record.code), record.edition)
        if (figures.redeemed or figures.already) and key not in self._seen:
            if len(self._seen) >= MOST_SEEN:
                self._seen.clear()
            self._seen.add(key)
            self._services.titles[title].rollout.poll()

    def connected(self, client: discord.Client) -> None:
        """Post through this connection from now on."""
        self._client = client
        self._posted.connected(self._services.clock.now())
        self._wake.set()

    def disconnected(self) -> None:
        """Post nothing until there is a connection again."""
        self._client = None

    async def finish(self, seconds: float) -> None:
        """Begin with no other, and wait at most so long for those that are being posted."""
        self.disconnected()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._posting:
                pass

    async def serve(self) -> None:
        """Announce until cancelled; what fails is tried again later."""
        while True:
            self._wake.clear()
            left = False
            for title, services in self._services.titles.items():
                try:
                    left |= await self._announce(title, services)
                except OutsideError:
                    left = True
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace.elsewhere if left else None):
                    await self._wake.wait()

    async def _announce(self, title: str, services: TitleServices) -> bool:
        """Post what can be; return whether anything may be left."""
        if self._client is None:
            return False
        due = self._due(title, await services.store.unfinished_announcements())
        if not due:
            return bool(self._later)
        known = await self._read(services, due)
        for part in batched(due, MOST_CONCURRENT):
            async with self._posting:
                told = await asyncio.gather(*(self._tell(title, one, known) for one in part))
                await services.store.finish_announcements([one for one in told if one])
            await asyncio.sleep(self._pace.tick * len(part))
        return bool(self._later) or len(due) == AT_ONCE

    async def _read(
        self, services: TitleServices, announcements: Collection[Announcement]
    ) -> _Known:
        """Read what is known of announcements. Three questions for all of them."""
        keys = {(one.guild_id, spelling_of(one.issue)) for one in announcements}
        records, guilds, runs = await asyncio.gather(
            services.store.codes({code for _, code in keys}),
            titles_played_in(self._services.titles, {guild_id for guild_id, _ in keys}),
            services.store.runs(among=keys),
        )
        alive = (one for one in records if one.standing.life is Life.ALIVE)
        return _Known(
            {code_key(one.issue): one for one in alive},
            guilds,
            {one.key: one for one in runs},
        )

    def _due(self, title: str, unfinished: Sequence[Announcement]) -> Sequence[Announcement]:
        """Return those to look at now; what has failed or waits comes after all others."""
        open_keys = {_key(title, one) for one in unfinished}
        done = {key for key in (*self._posted.tried, *self._later) if key[0] == title} - open_keys
        self._posted.forget(done)
        for key in done:
            self._later.pop(key, None)
        now = self._services.clock.monotonic()
        due_at = {one: self._later.get(_key(title, one), float("-inf")) for one in unfinished}
        due = [one for one, at in due_at.items() if at <= now]
        return sorted(due, key=due_at.__getitem__)[:AT_ONCE]

    async def _tell(
        self, title: str, announcement: Announcement, known: _Known
    ) -> Announcement | None:
        """Return it with its message; None where it is to be looked at again."""
        client, later = self._client, self._services.clock.monotonic()
        message: MessageId | None = NOT_TOLD
        try:
            message = await self._message_of(client, title, announcement, known) if client else None
        except ChannelRefused as refused:
            log.info("A channel takes no announcement", why=str(refused))
        except NotFoundOut:
            self.not_known += 1
            log.warning("Nobody can know whether a code was announced: it is not announced again")
        except (OutsideError, *DISCORD_ERRORS) as error:
            log.info("A code could not be announced", why=str(error) or "no answer in time")
            if may_pass(error):
                message, later = None, later + self._pace.again
        except Exception:
            if self._client is client:
                log.exception("A code can't be announced")
            else:
                # The connection was closed in the middle of it.
                message = None
        if message is None:
            self._later[_key(title, announcement)] = later
            return None
        return replace(announcement, message=message)

    async def _message_of(
        self, client: discord.Client, title: str, announcement: Announcement, known: _Known
    ) -> MessageId | None:
        """Post it, unless it is there already; None where its run has not begun."""
        now, guild_id = self._services.clock.now(), announcement.guild_id
        record, played = known.alive.get(announcement.issue), known.guilds[guild_id]
        settings = played.known.get(title)
        if not (record and settings and settings.is_served and self._services.allows(guild_id)):
            return NOT_TOLD
        if client.get_guild(guild_id) is None and not client.is_ready():
            # Discord has not told of all guilds yet.
            return None
        run = known.runs.get((guild_id, code_key(record.code)))
        begun = run is not None and _has_begun(run, record)
        if not begun and now - announcement.at < RUN_BEGINS:
            return None
        if run is None:
            return NOT_TOLD
        if why := await DiscordDirectory(client, guild_id).refusal_of(announcement.channel):
            raise ChannelRefused(why)
        if found := await self._posted_before(client, title, announcement, record):
            return found
        say = say_in_guild(self._services.words, client, settings, title)
        card = announcement_card(say, record, run.figures if begun else None, now)
        if played.several:
            card = card_in_game(say, title, card)
        return await post(client, announcement.channel, card, nonce_of(title, announcement))

    async def _posted_before(
        self, client: discord.Client, title: str, announcement: Announcement, record: CodeRecord
    ) -> MessageId | None:
        """Return the message of one that may have been posted when its nonce is known no more."""
        block = copyable(record.code).upper()

        def has_block(message: discord.Message) -> bool:
            return any(block in (one.description or "").upper() for one in message.embeds)

        return await self._posted.find(
            client,
            announcement.channel,
            _key(title, announcement),
            began=announcement.at,
            now=self._services.clock.now(),
            wanted=has_block,
        )


def nonce_of(title: str, announcement: Announcement) -> str:
    """Return what Discord knows an announcement by, always the same: 25 characters at most."""
    what = f"{title} {announcement.guild_id} {announcement.issue}"
    return sha256(what.encode()).hexdigest()[:25]


def _has_begun(run: RunRecord, record: CodeRecord) -> bool:
    """Whether a run's figures are of this edition, and known."""
    known = run.figures.members > 0 or run.status is RunStatus.DONE
    return known and run.edition == record.standing.edition


def _key(title: str, announcement: Announcement) -> Key:
    return title, announcement.guild_id, announcement.issue
