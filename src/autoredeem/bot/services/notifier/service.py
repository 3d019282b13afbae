"""Sends what people are to be told of accounts that fail: each thing once, over restarts.

The store has each message before it is sent, with the nonce that it is sent with, and learns of it
afterwards. One that was begun lately is sent with that nonce again: Discord takes one of them. One
that was begun earlier, by a process that is gone or with an answer that is lost, is looked for
first.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS, may_pass
from autoredeem.bot.gateway.guild_directory import DiscordDirectory
from autoredeem.bot.gateway.messages import (
    ChannelRefused,
    NotFoundOut,
    direct_channel,
    post,
)
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.channels import Refusal
from autoredeem.bot.kit.games import card_in_game
from autoredeem.bot.kit.services import BotServices, TitleServices, titles_played_in
from autoredeem.bot.services.guild_words import say_in_guild
from autoredeem.bot.services.notifier.failures import Failures, Key, read_failures
from autoredeem.bot.services.notifier.letters import (
    ONE_A,
    Kind,
    Known,
    Letter,
    Person,
    begun_letters,
    new_letters,
    unwanted,
)
from autoredeem.bot.services.notifier.render import (
    direct_card,
    managers_card,
    marks_of,
    people_card,
)
from autoredeem.bot.services.posted_before import PostedBefore
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import ChannelId, GuildId
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.engine.events import Event, RunFinished
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import batched
from autoredeem.store.interface import Store

log = structlog.get_logger(__name__)

MOST_CONCURRENT = 5
"""Messages that are sent at the same time."""

AT_ONCE = 100
"""Messages that are begun before it is looked anew whose accounts fail."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came of a letter: what is to be written of it, and who accepts no such message."""

    notifications: Sequence[Notification]
    refused: Sequence[Person] = ()


@dataclass(frozen=True, slots=True)
class _Owed:
    """What is to be told: what was begun already, what waits for it, and all whom it concerns."""

    begun: list[Notification] = field(default_factory=list)
    waiting: list[Notification] = field(default_factory=list)
    people: set[Person] = field(default_factory=set)


class Notifier:
    """Tells people of all titles. Sending needs a connection.

    `not_known` counts messages of which nobody can know whether they were sent.
    """

    def __init__(self, services: BotServices) -> None:
        self.not_known = 0
        self._services = services
        self._pace = services.pace
        self._client: discord.Client | None = None
        self._due = float("inf")
        self._posted: PostedBefore[str] = PostedBefore()
        self._noted: dict[str, frozenset[Key]] = {}
        self._sending = asyncio.Lock()
        self._wake = asyncio.Event()

    def on_event(self, event: Event) -> None:
        """Look for accounts that fail soon after a run has ended."""
        if isinstance(event, RunFinished) and event.summary.failed:
            self._hurry()

    def connected(self, client: discord.Client) -> None:
        """Send through this connection from now on."""
        self._client = client
        self._posted.connected(self._services.clock.now())
        self._hurry()

    def disconnected(self) -> None:
        """Send nothing until there is a connection again."""
        self._client = None

    async def finish(self, seconds: float) -> None:
        """Begin with no other, and wait at most so long for those that are being sent."""
        self.disconnected()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._sending:
                pass

    async def serve(self) -> None:
        """Tell people until cancelled; what fails is tried again later."""
        clock = self._services.clock
        while True:
            self._wake.clear()
            wait = self._due - clock.monotonic() if self._client else None
            if wait is not None and wait <= 0:
                self._due = clock.monotonic() + self._pace.looks
                if await self.tell_all():
                    self._due = clock.monotonic() + self._pace.again
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(None if wait == float("inf") else wait):
                    await self._wake.wait()

    async def tell_all(self) -> bool:
        """Tell what can be told now; return whether anything is left for soon."""
        left = False
        for title, services in self._services.titles.items():
            try:
                left |= await self._tell(title, services)
            except OutsideError as error:
                log.info("It can't be read who is to be told", why=str(error))
                left = True
        return left

    def _hurry(self) -> None:
        """Look soon, together with all that comes meanwhile."""
        soon = self._services.clock.monotonic() + self._pace.settles
        self._due = min(self._due, soon)
        self._wake.set()

    async def _tell(self, title: str, services: TitleServices) -> bool:
        store, now = services.store, self._services.clock.now()
        failures = await read_failures(store, now)
        owed = await self._note(title, store, failures)
        if not owed.people:
            return False
        known = await self._read_known(title, owed.people, now)
        silenced: list[Notification] = []
        async for some in in_parts(owed.waiting):
            silenced += (replace(one, told_at=now) for one in unwanted(some, known))
        await store.save_notifications(silenced)
        begun = begun_letters(owed.begun)[:AT_ONCE]
        busy = {one.recipient for one in owed.begun}
        new = await new_letters(owed.waiting, busy, known, most=AT_ONCE - len(begun))
        left = len(begun) + len(new) == AT_ONCE
        counts = await _for_managers(failures)
        for part in batched([*begun, *new], MOST_CONCURRENT):
            async with self._sending:
                left |= await self._send_all(title, store, part, known, counts)
            await asyncio.sleep(self._pace.tick * len(part))
        return left

    async def _note(self, title: str, store: Store, failures: Failures) -> _Owed:
        """Note what is new, and forget what is no more; return what is to be told."""
        before = self._noted.get(title, frozenset())
        new = [failures[key] for key in failures.keys() - before]
        await store.note_failures(new)
        self._noted[title] = frozenset(failures)
        owed, gone = _Owed(), list[Notification]()
        async for part in in_parts(await store.untold()):
            for one in part:
                kind = owed.waiting if one.key in failures else gone
                (owed.begun if one.batch else kind).append(one)
            owed.people.update(one.recipient for one in part)
        await store.drop_notifications(gone)
        return owed

    async def _read_known(self, title: str, people: Collection[Person], now: datetime) -> Known:
        """Read what is known of those who are to be told. A few questions for all of them."""
        store = self._services.titles[title].store
        played, ways = await asyncio.gather(
            titles_played_in(self._services.titles, {guild_id for guild_id, _ in people}),
            store.contact_ways(people),
        )
        titles = self._services.titles.values()
        lately = await asyncio.gather(*(one.store.told_since(now - ONE_A) for one in titles))
        served = {
            guild_id: settings
            for guild_id, one in played.items()
            if (settings := one.known.get(title))
            and settings.is_served
            and self._services.allows(guild_id)
        }
        several = frozenset(guild_id for guild_id, one in played.items() if one.several)
        return Known(served, ways, frozenset[Person]().union(*lately), several)

    async def _send_all(
        self,
        title: str,
        store: Store,
        part: Sequence[Letter],
        known: Known,
        counts: Counter[GuildId],
    ) -> bool:
        """Begin letters, send them, and note what came of it; return whether any is left."""
        now = self._services.clock.now()
        new = [one.begun(title, now) for one in part if one.begun_at is None]
        await store.save_notifications([one for letter in new for one in letter.notifications])
        letters = [*(one for one in part if one.begun_at), *new]
        sent = await asyncio.gather(
            *(self._send(title, one, known, counts[one.guild_id]) for one in letters)
        )
        done = [one for one in sent if one]
        if refused := [person for one in done for person in one.refused]:
            await store.set_contact_ways(dict.fromkeys(refused, ContactWay.REFUSED))
        await store.save_notifications([one for some in done for one in some.notifications])
        self._posted.forget([one.name for one, came in zip(letters, sent, strict=True) if came])
        return len(done) < len(sent)

    async def _send(self, title: str, letter: Letter, known: Known, count: int) -> _Sent | None:
        """Return what came of a letter; None where it is to be looked at again."""
        client, told_at = self._client, self._services.clock.now()
        if letter.guild_id not in known.guilds:
            # It is not served any more.
            return _Sent(_anew(letter))
        told = _Sent([replace(one, told_at=told_at) for one in letter.notifications])
        try:
            sent = client is not None and await self._deliver(client, title, letter, known, count)
        except ChannelRefused as refused:
            log.info("A channel takes no message to people whose accounts fail", why=str(refused))
            return _refused(letter, told)
        except NotFoundOut:
            self.not_known += 1
            log.warning("Nobody can know whether people were told: they are not told again")
        except (OutsideError, *DISCORD_ERRORS) as error:
            log.info("People could not be told", why=str(error) or "no answer in time")
            return None if may_pass(error) else told
        except Exception:
            if self._client is not client:
                # The connection was closed in the middle of it.
                return None
            log.exception("People can't be told")
        else:
            return told if sent else None
        return told

    async def _deliver(
        self, client: discord.Client, title: str, letter: Letter, known: Known, count: int
    ) -> bool:
        """Send a letter, unless it was sent before; False where that is not possible yet."""
        settings, guild = known.guilds[letter.guild_id], client.get_guild(letter.guild_id)
        if guild is None and not client.is_ready():
            # Discord has not told of all guilds yet.
            return False
        say = say_in_guild(self._services.words, client, settings, title)
        channel = settings.channel
        if letter.kind is Kind.DIRECT:
            name = guild.name if guild else str(letter.guild_id)
            card = direct_card(say, letter, name, channel)
            channel = await direct_channel(client, letter.users[0])
        else:
            card = (
                managers_card(say, count)
                if letter.kind is Kind.MANAGERS
                else (people_card(say, letter))
            )
            if letter.kind is Kind.MANAGERS and not count:
                # They were mended meanwhile.
                return True
            if channel is None:
                raise ChannelRefused(Refusal.GONE)
            if why := await DiscordDirectory(client, letter.guild_id).refusal_of(channel):
                raise ChannelRefused(why)
        if letter.guild_id in known.several:
            card = card_in_game(say, title, card)
        await self._post_once(client, channel, letter, card)
        return True

    async def _post_once(
        self, client: discord.Client, channel: ChannelId, letter: Letter, card: Card
    ) -> None:
        """Post a card, unless it is there from before its nonce was forgotten."""
        now, marks = self._services.clock.now(), marks_of(letter)
        found = await self._posted.find(
            client,
            channel,
            letter.name,
            began=letter.begun_at or now,
            now=now,
            wanted=lambda one: _has(one, marks),
        )
        if found is None:
            await post(client, channel, card, letter.name)


async def _for_managers(failures: Failures) -> Counter[GuildId]:
    """Count the members of each guild for whom nobody but managers can do anything."""
    counts = Counter[GuildId]()
    async for part in in_parts(failures.values()):
        counts.update(one.guild_id for one in part if one.for_managers)
    return counts


def _refused(letter: Letter, told: _Sent) -> _Sent:
    """Return what is written of a letter that is not taken: of the channel's, it is begun anew.

    Whoever accepts no direct message is told nothing, and that is remembered.
    """
    if letter.kind is Kind.DIRECT:
        return replace(told, refused=[(letter.guild_id, user) for user in letter.users])
    return _Sent(_anew(letter))


def _anew(letter: Letter) -> Sequence[Notification]:
    """Return what a letter tells, to be begun anew another time."""
    return [replace(one, batch="", begun_at=None) for one in letter.notifications]


def _has(message: discord.Message, marks: Sequence[str]) -> bool:
    """Whether all marks stand in a message: in its text, or in what its buttons lead to."""
    text = [message.content]
    for row in message.components:
        for one in getattr(row, "children", ()):
            text += [getattr(one, "custom_id", None) or "", getattr(one, "url", None) or ""]
    return all(any(mark in part for part in text) for mark in marks)
