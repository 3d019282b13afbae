"""The services that handlers work with: each title's, and what all requests share."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random, SystemRandom

from autoredeem.bot.kit.confirmations import Confirmations, PendingImport
from autoredeem.bot.kit.guild_cache import GuildCache
from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.bot.kit.guild_locks import GuildLocks
from autoredeem.bot.kit.message_content import MessageContent
from autoredeem.bot.kit.pace import Pace
from autoredeem.bot.words import Words
from autoredeem.codes import Intake, Rollout
from autoredeem.codes.sources import FeedStatus
from autoredeem.domain.guilds import GuildSettings, titles_played
from autoredeem.domain.ids import ChannelId, Fid, GuildId, UserId
from autoredeem.engine import Engine
from autoredeem.observe.clock import Clock
from autoredeem.roster.hints import NoHints, PlayerHints
from autoredeem.roster.proofs import Prover
from autoredeem.roster.state_search import StateSearch
from autoredeem.roster.sync import RosterSyncs
from autoredeem.store.interface import Store


@dataclass(frozen=True, slots=True)
class TitleServices:
    """One title's store and engine, what takes codes in, and what opens them everywhere.

    `feeds` says how the title's feeds are at the moment. `prover` has the game say whether it knows
    a player; None where that is switched off. `hints` says what others say of players, and `search`
    searches for their states; where there is none, nobody is offered one. `syncs` reads the lists
    that guilds follow.
    """

    title: str
    store: Store
    engine: Engine
    rollout: Rollout
    intake: Intake
    feeds: Callable[[], Sequence[FeedStatus]] = tuple
    prover: Prover | None = None
    hints: PlayerHints = field(default_factory=NoHints)
    search: StateSearch | None = None
    syncs: RosterSyncs | None = None


@dataclass(frozen=True, slots=True)
class BotServices:
    """What every handler and every service of the bot works with; `titles` are by name.

    `allowed` are the guilds that the bot works for; where none is named, all. `content` says
    whether messages can be read. What comes from `official` channels is for all guilds.
    """

    titles: Mapping[str, TitleServices]
    words: Words
    clock: Clock
    operators: Collection[UserId]
    limits: GuildLimits
    allowed: Collection[GuildId] = ()
    pace: Pace = field(default_factory=Pace)
    content: MessageContent = field(default_factory=MessageContent)
    official: Collection[ChannelId] = ()
    cache: GuildCache = field(default_factory=GuildCache)
    locks: GuildLocks = field(default_factory=GuildLocks)
    random: Random = field(default_factory=SystemRandom)
    removals: Confirmations[Sequence[Fid]] = field(default_factory=Confirmations)
    imports: Confirmations[PendingImport] = field(default_factory=Confirmations)
    shares: Confirmations[Sequence[str]] = field(default_factory=Confirmations)
    channel_listeners: list[Callable[[str, GuildId], None]] = field(default_factory=list)
    watch_listeners: list[Callable[[str, GuildId], None]] = field(default_factory=list)

    def allows(self, guild_id: GuildId) -> bool:
        """Whether the bot works for a guild, as far as the operators' settings say."""
        return not self.allowed or guild_id in self.allowed

    def channel_chosen(self, title: str, guild_id: GuildId) -> None:
        """Tell whoever listens that a guild has another channel for its results."""
        for listener in self.channel_listeners:
            listener(title, guild_id)

    def watches_changed(self, title: str, guild_id: GuildId) -> None:
        """Tell whoever listens that a guild has other channels watched, or in another way."""
        for listener in self.watch_listeners:
            listener(title, guild_id)


async def settings_of(store: Store, guild_id: GuildId) -> GuildSettings:
    """Return what a guild chose for the store's title; the defaults where it chose nothing."""
    found = await store.guilds([guild_id])
    return found[0] if found else GuildSettings(guild_id)


@dataclass(frozen=True, slots=True)
class Played:
    """The titles that a guild plays, with its settings for each: what it chose first is first.

    `known` are its settings for all titles of which there are any, played or not.
    """

    guild_id: GuildId
    titles: Mapping[str, GuildSettings]
    known: Mapping[str, GuildSettings]

    @property
    def first(self) -> tuple[str, GuildSettings]:
        """The title that was chosen first; an empty one, with what is known, where none was."""
        # What an older bot's deployment knows of the guild is no choice, but it is a beginning.
        begun = next(iter(self.known.values()), GuildSettings(self.guild_id))
        return next(iter(self.titles.items()), ("", begun))

    @property
    def several(self) -> bool:
        """Whether the guild plays more than one title, so that each is to be named."""
        return len(self.titles) > 1

    def of(self, title: str) -> GuildSettings:
        """Return the settings for a title, played or not; the defaults where there are none."""
        return self.known.get(title, GuildSettings(self.guild_id))


async def titles_played_in(
    titles: Mapping[str, TitleServices], guilds: Collection[GuildId]
) -> Mapping[GuildId, Played]:
    """Return what each of the guilds plays. One question to each title's store, all at once."""
    names = list(titles)
    found = await asyncio.gather(*(titles[name].store.guilds(guilds) for name in names))
    chosen: dict[GuildId, dict[str, GuildSettings]] = {guild_id: {} for guild_id in guilds}
    for name, rows in zip(names, found, strict=True):
        for settings in rows:
            chosen[settings.guild_id][name] = settings
    return {
        guild_id: Played(guild_id, {one: known[one] for one in titles_played(known)}, known)
        for guild_id, known in chosen.items()
    }


async def titles_played_by(titles: Mapping[str, TitleServices], guild_id: GuildId) -> Played:
    """Return what a guild plays. One question to each title's store, all at once."""
    return (await titles_played_in(titles, [guild_id]))[guild_id]
