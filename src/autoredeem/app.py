"""The one place that builds things and wires them together."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr

from autoredeem.adoption.older_bot import adopt_news
from autoredeem.codes import Intake, Lookout, Rollout
from autoredeem.codes.sources import Feed, Feeds
from autoredeem.codes.sources.feeds import Surroundings
from autoredeem.engine import Engine, Outside, Process
from autoredeem.engine.events import Event, Watch
from autoredeem.game.client import open_game
from autoredeem.game.pacer import Pacer
from autoredeem.game.titles import TITLES
from autoredeem.observe.clock import Clock, SystemClock
from autoredeem.roster.background_search import BackgroundSearch
from autoredeem.roster.proofs import GameProver, Prover
from autoredeem.roster.providers.provider import Providers
from autoredeem.roster.state_search import StateSearch
from autoredeem.roster.sync import RosterSyncs
from autoredeem.roster.sync.service import SyncParts
from autoredeem.runtime.backups import BackupPlan, ScheduledBackups
from autoredeem.runtime.health import Part
from autoredeem.runtime.instrumentation import Instruments, MeasuredGame, counting
from autoredeem.runtime.processes import has_ended, process_name
from autoredeem.runtime.retention import RetentionPeriods
from autoredeem.settings import NO_HEADER, Settings, TitleSettings, missing_salt
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.archive import Archive
from autoredeem.store.backup import back_up
from autoredeem.store.factory import archive_of, older_bot_at
from autoredeem.store.interface import Store
from autoredeem.store.older_bot import OlderBot
from autoredeem.store.options import Meter, unmeasured

if TYPE_CHECKING:
    from autoredeem.bot.bot import Bot

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class GameAccess:
    """How to reach a title's game: where, with which secret, how often, as from which page."""

    url: str
    salt: SecretStr
    requests_per_minute: int
    player_gap: float
    page: Mapping[str, str] = field(default_factory=dict)


def game_access(settings: Settings, title: str) -> GameAccess:
    """Read a title's game from the settings. Raises InvalidSetting when the salt is missing."""
    chosen = settings.titles.of(title)
    if chosen.salt is None:
        raise missing_salt(title)
    return GameAccess(
        chosen.url or TITLES[title].url,
        chosen.salt,
        chosen.requests_per_minute,
        chosen.player_gap,
        page_headers(chosen, title),
    )


def page_headers(chosen: TitleSettings, title: str) -> Mapping[str, str]:
    """Return the headers that say from which page a request comes: by default, the game's own."""
    page = TITLES[title].redemption_page
    named = {"Origin": chosen.origin or page.rstrip("/"), "Referer": chosen.referer or page}
    return {name: value for name, value in named.items() if value != NO_HEADER}


def games(settings: Settings) -> Mapping[str, GameAccess]:
    """Read the games of all titles that have a salt. Raises InvalidSetting when none has one."""
    chosen = {title: game_access(settings, title) for title in TITLES if _has_salt(settings, title)}
    if not chosen:
        raise missing_salt(next(iter(TITLES)))
    return chosen


def served_titles(settings: Settings) -> Sequence[str]:
    """Return the titles that have a salt; where none has one, all."""
    return [title for title in TITLES if _has_salt(settings, title)] or list(TITLES)


def _has_salt(settings: Settings, title: str) -> bool:
    return settings.titles.of(title).salt is not None


def store_options(settings: Settings) -> StoreOptions:
    """Return the store's deadlines, and the database that is named where the URL names none."""
    return StoreOptions(
        find_server=settings.store.find_server,
        command=settings.store.command,
        database=settings.mongo_db_name or "",
    )


def chosen_store(
    settings: Settings, title: str, meter: Meter = unmeasured
) -> AbstractAsyncContextManager[Store]:
    """Return the store that the settings name. What an older bot left in it is adopted first.

    It imports a driver: call it before the loop runs.
    """
    options = replace(store_options(settings), meter=meter)
    opening = open_store(settings.url_of_store(), title, options)
    older = chosen_older_bot(settings, title)
    return _with_news_adopted(opening, older) if older else opening


def chosen_older_bot(
    settings: Settings, title: str
) -> AbstractAsyncContextManager[OlderBot] | None:
    """Return the older bot's rows in the store that the settings name; None where it had none.

    It imports a driver: call it before the loop runs.
    """
    return older_bot_at(settings.url_of_store(), title, store_options(settings))


@asynccontextmanager
async def _with_news_adopted(
    opening: AbstractAsyncContextManager[Store], older: AbstractAsyncContextManager[OlderBot]
) -> AsyncIterator[Store]:
    """Open a store, and adopt what is new of the older bot's before anybody asks it anything."""
    async with opening as store:
        async with older as rows:
            report = await adopt_news(rows, SystemClock().now())
        if report and report.taken:
            log.info(
                f"Adopted from an older bot's rows: {report.in_short()}. Nothing of them was"
                " changed; what was left and why: autoredeem adopt"
            )
        yield store


def chosen_archive(settings: Settings) -> Callable[[], AbstractAsyncContextManager[Archive]]:
    """Return what opens the same as a whole, with all titles. It imports a driver as well."""
    return archive_of(settings.url_of_store(), list(TITLES), store_options(settings))


def scheduled_backups(settings: Settings, clock: Clock) -> ScheduledBackups | None:
    """Return what makes the backups that the settings want; None where they want none."""
    wanted = settings.backup
    if wanted.folder is None:
        return None
    archive = chosen_archive(settings)

    async def make(file: Path) -> None:
        async with archive() as opened:
            await back_up(opened, file)

    every = timedelta(hours=wanted.every)
    return ScheduledBackups(BackupPlan(wanted.folder.expanduser(), every, wanted.keep), make, clock)


def retention_periods(settings: Settings) -> RetentionPeriods:
    """Return how long is kept what nobody needs any longer."""
    kept = settings.retention
    days = kept.codes_days, kept.trails_days, kept.requests_days
    return RetentionPeriods(*map(timedelta, days))


@dataclass(frozen=True, slots=True)
class Outsiders:
    """Whom a title asks for codes and for players; no guild's lists enrol more than so many."""

    feeds: Sequence[Feed] = ()
    providers: Providers = field(default_factory=dict)
    most_members: int = 1_000


NOBODY_OUTSIDE = Outsiders()


def outsiders_of(settings: Settings, title: str) -> Outsiders:
    """Return whom a title asks. It looks at files: call it before the loop runs."""
    providers = settings.providers_of(title, SystemClock())
    return Outsiders(settings.feeds_of(title), providers, settings.limits.members)


def this_process(settings: Settings) -> Process:
    """Return this process, under a name that no other has.

    It reads files: call it before the loop runs.
    """
    return Process(process_name(), settings.store.lease, has_ended)


@asynccontextmanager
async def working_engine(
    store: Store,
    access: GameAccess,
    clock: Clock,
    random: Random,
    watch: Watch,
    process: Process | None = None,
) -> AsyncIterator[Engine]:
    """Build the engine of one title on its store and game, and let it work.

    Where other processes may use the store, `process` says which one this is.
    """
    async with (
        _outside(access, clock, random) as outside,
        Engine(store, outside, watch, process).working() as engine,
    ):
        yield engine


@dataclass(frozen=True, slots=True)
class AtWork:
    """A title that is served: who works on its runs, takes codes in, and opens them in guilds.

    `prover` has the game say whether it knows a player; `search` searches for players' states.
    """

    engine: Engine
    rollout: Rollout
    intake: Intake
    feeds: Feeds
    syncs: RosterSyncs
    prover: Prover | None = None
    search: StateSearch | None = None


@asynccontextmanager
async def serving_engine(
    store: Store,
    access: GameAccess,
    instruments: Instruments,
    watch: Watch,
    process: Process,
    outsiders: Outsiders = NOBODY_OUTSIDE,
) -> AsyncIterator[AtWork]:
    """Build the same for a program that serves for months, with its instruments beside it.

    Codes that are shared are opened in every guild that wants codes, whoever added them; the
    title's feeds are asked for more of them, and its providers for the lists that guilds follow.
    """
    clock, title, metrics = SystemClock(), store.title, instruments.metrics
    count = counting(title, metrics)

    def both(event: Event) -> None:
        count(event)
        watch(event)

    async with _outside(access, clock, Random()) as outside:  # noqa: S311 - for jitter
        game = MeasuredGame(outside.game, title, metrics, clock)
        async with Engine(store, replace(outside, game=game), both, process).working() as engine:
            instruments.watch_engine(title, engine, outside.pacer)
            async with (
                codes_at_work(store, engine, clock, outsiders, both) as at_work,
                GameProver(store, engine, clock).working() as prover,
                BackgroundSearch(
                    store, engine, at_work.rollout, clock, at_work.syncs
                ).working() as search,
            ):
                _show_feeds(instruments, at_work.feeds, clock)
                _show_providers(instruments, at_work.syncs, clock)
                yield replace(at_work, prover=prover, search=search)


@asynccontextmanager
async def codes_at_work(
    store: Store,
    engine: Engine,
    clock: Clock,
    outsiders: Outsiders = NOBODY_OUTSIDE,
    watch: Watch = lambda _event: None,
) -> AsyncIterator[AtWork]:
    """See to it that codes come, are asked about when they are due, and opened wherever wanted.

    Lists of players that guilds follow are read.
    """
    rollout = Rollout(store, engine, clock)
    lookout = Lookout(store, engine, clock, rollout.poll)

    def news() -> None:
        rollout.poll()
        lookout.poll()

    intake, random = Intake(store, clock, news), Random()  # noqa: S311 - for jitter
    around = Surroundings(store, intake, engine, clock, random, watch)
    parts = SyncParts(store, engine, clock, rollout.open_in, outsiders.most_members)
    async with (
        rollout.working(),
        lookout.working(),
        Feeds(outsiders.feeds, around).working() as asked,
        RosterSyncs(outsiders.providers, parts).working() as syncs,
    ):
        yield AtWork(engine, rollout, intake, asked, syncs)


def _show_feeds(instruments: Instruments, feeds: Feeds, clock: Clock) -> None:
    for status in feeds.statuses():
        name = status.feed.name
        instruments.watch_feed(name, partial(_part_of_feed, feeds, name, clock))


def _part_of_feed(feeds: Feeds, name: str, clock: Clock) -> Part:
    """Return how a feed is, for whoever asks about health; nothing else depends on it."""
    status = feeds.status_of(name)
    state = status.state
    if state is None:
        return Part(ok=True, why="another process asks it, or none yet", needed=False)
    figures = {"items": float(status.items), "refused": status.refused, "waiting": status.waiting}
    figures |= _age(state.good_at, clock)
    return Part(ok=not status.trouble, why=status.trouble, details=figures, needed=False)


def _show_providers(instruments: Instruments, syncs: RosterSyncs, clock: Clock) -> None:
    for name in syncs.providers:
        part = partial(_part_of_provider, syncs, name, clock)
        instruments.health.add(f"lists of {name}", part)


def _part_of_provider(syncs: RosterSyncs, name: str, clock: Clock) -> Part:
    """Return how a provider of lists is; nothing else depends on it."""
    status = syncs.status_of(name)
    if not status.good_at and not status.trouble:
        return Part(ok=True, why="no list of it was read here yet", needed=False)
    figures = _age(status.good_at, clock)
    return Part(ok=not status.trouble, why=status.trouble, details=figures, needed=False)


def _age(good_at: datetime | None, clock: Clock) -> dict[str, float]:
    """Return how long ago something went well, as a figure of health; none if it never did."""
    return {"age_seconds": round((clock.now() - good_at).total_seconds())} if good_at else {}


MakeBot = Callable[[Mapping[str, tuple[Store, AtWork]], Process], "Bot"]
"""Builds the bot on titles' stores and what works on them."""


def bot_maker(settings: Settings) -> MakeBot | None:
    """Return what builds the bot that the settings want; None where there is no token.

    It imports Discord's client and reads the catalogues: call it before the loop runs.
    """
    if settings.discord_token is None:
        return None
    from autoredeem.bot.bot import Bot  # noqa: PLC0415
    from autoredeem.bot.kit.guild_limits import GuildLimits  # noqa: PLC0415
    from autoredeem.bot.kit.message_content import MessageContent  # noqa: PLC0415
    from autoredeem.bot.kit.services import BotServices, TitleServices  # noqa: PLC0415 - not without a token
    from autoredeem.bot.words import load_words  # noqa: PLC0415

    token, words = settings.discord_token.get_secret_value(), load_words()
    limits = GuildLimits(settings.limits.members, settings.limits.codes_a_day)

    def make(titles: Mapping[str, tuple[Store, AtWork]], process: Process) -> Bot:
        by_title = {
            title: TitleServices(
                title,
                store,
                at.engine,
                at.rollout,
                at.intake,
                at.feeds.statuses,
                at.prover if settings.proofs else None,
                at.syncs,
                search=at.search,
                syncs=at.syncs,
            )
            for title, (store, at) in titles.items()
        }
        services = BotServices(
            by_title,
            words,
            SystemClock(),
            settings.operators,
            limits,
            settings.allowed_guilds,
            content=MessageContent(settings.discord.message_content),
            official=settings.official_channels,
        )
        return Bot(token, services, process, Random())  # noqa: S311 - for jitter

    return make


@asynccontextmanager
async def _outside(access: GameAccess, clock: Clock, random: Random) -> AsyncIterator[Outside]:
    salt = access.salt.get_secret_value()
    async with open_game(access.url, salt, clock, page=access.page) as game:
        yield Outside(
            game=game,
            pacer=Pacer(access.requests_per_minute, clock.monotonic()),
            clock=clock,
            random=random,
            player_gap=access.player_gap,
        )
