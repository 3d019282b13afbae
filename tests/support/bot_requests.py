"""Requests without Discord: as the bot would make them, on stores that a test opened."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from typing import cast

from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.channels import Sender, WatchRight
from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.permissions import Person
from autoredeem.bot.kit.services import BotServices, TitleServices
from autoredeem.codes import Intake, Rollout
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import ChannelId, GuildId, RoleId, UserId
from autoredeem.engine import Engine
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.sync import RosterSyncs
from autoredeem.roster.sync.service import SyncParts
from autoredeem.store.interface import Store
from support.facts import GUILD, NOW
from support.searched_states import SearchedStates
from support.sync_play import Leading, ToldProvider
from support.words import WORDS

_IDS = count(1)
CLOCK = SystemClock()


class Wanted:
    """In the engine's place: keeps which runs are wanted."""

    def __init__(self) -> None:
        self.runs: list[tuple[GuildId, str]] = []
        self.anew: list[bool] = []

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        self.runs += wanted
        self.anew.append(anew)


class Anything:
    """In the directory's place: whatever is named is the guild's."""

    async def refusal_of(self, channel: ChannelId) -> None:
        """Refuse no channel."""

    async def has_role(self, role: RoleId) -> bool:  # noqa: ARG002 - as every role
        """Have every role."""
        return True

    def missing_rights(self, channel: ChannelId) -> Sequence[WatchRight]:  # noqa: ARG002 - as in any
        """Lack nothing."""
        return ()

    async def senders_in(self, channel: ChannelId) -> Sequence[Sender]:  # noqa: ARG002 - as in any
        """Know nobody."""
        return ()


class Nowhere:
    """In the joined's place: the bot is in no guild."""

    def name_of(self, guild_id: GuildId) -> str | None:  # noqa: ARG002 - as of every guild
        """Have no guild."""
        return None

    async def leave(self, guild_id: GuildId) -> None:
        """Leave nothing."""


async def _posted(_channel: ChannelId, _card: Card) -> None:
    """Take every message."""


def services_of(store: Store, wanted: Wanted | Engine | None = None) -> TitleServices:
    """Return the services of a title whose engine does nothing, if no other is named."""
    engine = wanted or Wanted()
    rollout = Rollout(store, engine, CLOCK)
    intake = Intake(store, CLOCK, rollout.poll)
    parts = SyncParts(store, Leading(), CLOCK, rollout.open_in)
    return TitleServices(
        store.title,
        store,
        cast("Engine", engine),
        rollout,
        intake,
        search=SearchedStates(),
        syncs=RosterSyncs({"file": ToldProvider(name="file")}, parts),
    )


def request_from(
    stores: Sequence[Store],
    user: UserId,
    params: Mapping[str, str] | None = None,
    *,
    selected: Sequence[str] = (),
    settings: GuildSettings | None = None,
    language: str = "en",
) -> Request:
    """Return somebody's request in a guild that plays the first store's title."""
    settings = settings or GuildSettings(GUILD, chosen_at=NOW)
    title = stores[0].title
    return Request(
        id=str(next(_IDS)),
        at=NOW,
        guild_id=settings.guild_id,
        person=Person(user),
        settings=settings,
        say=WORDS.say(language, title),
        bot=BotServices(
            {store.title: services_of(store) for store in stores},
            WORDS,
            CLOCK,
            operators=frozenset(),
            limits=GuildLimits(),
        ),
        directory=Anything(),
        joined=Nowhere(),
        title=title,
        played={title: settings},
        params=params or {},
        selected=selected,
        post=_posted,
    )
