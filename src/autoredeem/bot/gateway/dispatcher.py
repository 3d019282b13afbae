"""Each interaction dispatched to its handler: acknowledged before any I/O, then rights, then done.

Discord waits three seconds for an acknowledgement, and 15 minutes for the answer.
"""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.gateway.game_choice import GameChoice
from autoredeem.bot.gateway.guild_directory import DiscordDirectory
from autoredeem.bot.gateway.interactions import (
    Interaction,
    Invocation,
    parse_interaction,
    person_of,
)
from autoredeem.bot.gateway.joined_guilds import DiscordGuilds
from autoredeem.bot.gateway.messages import (
    ChannelRefused,
    delete,
    pin,
    post,
    send_direct_message,
)
from autoredeem.bot.gateway.rendering import render, render_form
from autoredeem.bot.kit.cards import Button, Card, Tone
from autoredeem.bot.kit.channels import PostedCard, Refusal
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.games import form_in_game, in_game
from autoredeem.bot.kit.handlers import (
    FormContext,
    FormHandler,
    Handler,
    HandlerRegistry,
    PostFailed,
    Rejection,
    Request,
)
from autoredeem.bot.kit.notices import with_notices
from autoredeem.bot.kit.permissions import Right, may
from autoredeem.bot.kit.person_limit import PersonLimit
from autoredeem.bot.kit.scope import scope_of
from autoredeem.bot.kit.services import BotServices, Played, titles_played_by
from autoredeem.bot.words import Say, choose
from autoredeem.domain.errors import OutsideError, UserError
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId
from autoredeem.observe.tasks import task_group

log = structlog.get_logger(__name__)

T = TypeVar("T")

SEND_TIMEOUT = 30.0
"""Seconds for one message to Discord."""

HANDLER_TIMEOUT = 600.0
"""Seconds for a handler: less than the 15 minutes in which Discord takes its card."""


TITLE = "error-title"

TITLES: Mapping[str, str] = {
    "error-needs-manager": "only-managers",
    "error-needs-manager-or-role": "only-managers",
    "error-needs-operator": "only-operators",
    "error-blocked": "not-served",
    "error-not-allowed": "not-served",
}
"""What stands above a refusal, where that says it all."""


class InteractionDispatcher:
    """Dispatches interactions to handlers, and shows the cards that these return."""

    def __init__(self, handlers: HandlerRegistry, services: BotServices) -> None:
        self._handlers = handlers
        self._services = services
        self._limit = PersonLimit(services.pace)
        self._in_progress: set[asyncio.Task[object]] = set()
        self._choice = GameChoice(services)

    async def dispatch(self, interaction: Interaction) -> None:
        """Handle an interaction, and show the card.

        Nothing is raised: Discord's client awaits it.
        """
        task = asyncio.current_task()
        assert task, "interactions are dispatched in tasks"  # noqa: S101 - a bug of ours
        self._in_progress.add(task)
        try:
            await self._dispatch(interaction)
        except DISCORD_ERRORS as error:
            log.warning(f"Discord did not take an answer: {error}")
        except Exception:
            if not interaction.client.is_closed():
                log.exception("An interaction failed")
        finally:
            self._in_progress.discard(task)

    async def finish(self, seconds: float) -> None:
        """Wait at most so long for the interactions in progress."""
        if self._in_progress:
            await asyncio.wait(self._in_progress, timeout=seconds)

    async def _dispatch(self, interaction: Interaction) -> None:
        person = UserId(interaction.user.id)
        if not self._limit.allows(person, self._services.clock.monotonic()):
            await self._refuse(interaction)
            return
        invocation = self._choice.resumed(
            _guild_id(interaction), person, parse_interaction(interaction)
        )
        handler = self._handlers.get(invocation.handler) if invocation else None
        if (
            isinstance(handler, FormHandler)
            and invocation
            and await self._open_form(interaction, handler, invocation)
        ):
            return
        if await _acknowledge(interaction, in_place=bool(invocation and invocation.in_place)):
            card = await self._work(interaction, handler, invocation or Invocation(""))
            await _show(interaction, card)
            if card.after:
                await card.after()

    async def _refuse(self, interaction: Interaction) -> None:
        """Ask a person to wait a little, in a message of its own: what is shown stays."""
        say = self._say(interaction, self._services.cache.language(_guild_id(interaction)))
        shown = render(error_card(say, "error-too-fast"))
        async with asyncio.timeout(SEND_TIMEOUT):
            await interaction.response.send_message(embed=shown.embed, ephemeral=True)

    async def _work(
        self,
        interaction: Interaction,
        handler: Handler | FormHandler | None,
        invocation: Invocation,
    ) -> Card:
        """Return a handler's card; where it takes long, apologize while the work goes on."""
        async with task_group() as tasks:
            work = tasks.create_task(self._handle(interaction, handler, invocation))
            done, _ = await asyncio.wait({work}, timeout=self._services.pace.apology)
            if not done:
                await self._apologize(interaction)
        return work.result()

    async def _apologize(self, interaction: Interaction) -> None:
        """Say above the card, or instead of an empty one, that the answer is still to come."""
        say = self._say(interaction, self._services.cache.language(_guild_id(interaction)))
        try:
            async with asyncio.timeout(SEND_TIMEOUT):
                await interaction.edit_original_response(content=say("still-waiting"))
        except Exception as error:  # noqa: BLE001 - whatever it is, the work goes on
            log.info("Discord did not take an apology", why=str(error))

    async def _open_form(
        self, interaction: Interaction, handler: FormHandler, invocation: Invocation
    ) -> bool:
        """Open a form, before any I/O: Discord takes none after an acknowledgement.

        False where the parameters of the button make no form.
        """
        title, language = invocation.title, self._services.cache.language(_guild_id(interaction))
        say = self._say(interaction, language, title)
        try:
            made = handler.form(FormContext(say, invocation.params, invocation.selected))
            form = render_form(form_in_game(say, title, made) if title else made)
        except Exception:
            log.exception("A form could not be made", handler=invocation.handler)
            return False
        async with asyncio.timeout(SEND_TIMEOUT):
            await interaction.response.send_modal(form)
        return True

    async def _handle(
        self,
        interaction: Interaction,
        handler: Handler | FormHandler | None,
        invocation: Invocation,
    ) -> Card:
        """Return a handler's card, or one that says why there is none."""
        say = self._say(interaction, self._services.cache.language(_guild_id(interaction)))
        try:
            async with asyncio.timeout(HANDLER_TIMEOUT):
                if interaction.guild_id is None:
                    return error_card(say, "error-not-in-server")
                if not isinstance(handler, Handler):
                    return error_card(say, "error-old-message")
                services, guild_id = self._services, _guild_id(interaction)
                played = await titles_played_by(services.titles, guild_id)
                request = self._request(interaction, invocation, played)
                say = request.say
                if not (handler.always or request.operator):
                    _check_served(request)
                chosen = await self._choice.choose(request, invocation, handler)
                if isinstance(chosen, Card):
                    return chosen
                say = chosen.say
                return await self._answer(chosen, handler)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets an answer
            return _failure_card(say, error, invocation.handler, f"{interaction.id:x}"[-6:])

    async def _answer(self, request: Request, handler: Handler) -> Card:
        """Return a handler's card, which says of which game it is where a guild plays several."""
        request = await self._with_right(request, handler)
        card = await handler.handle(request)
        if not handler.across:
            card = in_game(request, card)
        return await with_notices(request, card) if handler.right is Right.ANYONE else card

    async def _with_right(self, request: Request, handler: Handler) -> Request:
        """Return the request, with its scope. Raises Rejection where the person has no right."""
        if not may(request.person, handler.right, request.settings, self._services.operators):
            scope = await scope_of(request) if handler.right is Right.ALLIANCE else None
            if not scope:
                raise _missing_right(handler.right, request.settings)
            request = replace(request, scope=scope)
        if not (handler.for_all or request.title):
            raise Rejection("error-not-set-up")
        return request

    def _request(self, interaction: Interaction, invocation: Invocation, played: Played) -> Request:
        services, guild_id = self._services, _guild_id(interaction)
        title, settings = played.first
        if named := invocation.title in played.titles:
            title, settings = invocation.title, played.titles[invocation.title]
        services.cache.set_language(guild_id, settings.language)
        return Request(
            id=str(interaction.id),
            at=services.clock.now(),
            guild_id=guild_id,
            person=person_of(interaction),
            settings=settings,
            say=self._say(interaction, settings.language, title),
            bot=services,
            directory=DiscordDirectory(interaction.client, guild_id),
            joined=DiscordGuilds(interaction.client),
            title=title,
            played=played.titles,
            named=named,
            params=invocation.params,
            selected=invocation.selected,
            resolved=invocation.resolved,
            file=invocation.file,
            latency=interaction.client.latency,
            tell=partial(_tell, interaction.client),
            post=partial(_post, interaction.client),
            post_pinned=partial(_post_pinned, interaction.client),
            guild_name=interaction.guild.name if interaction.guild else "",
            guild_locale=interaction.guild_locale.value if interaction.guild_locale else "",
        )

    def _say(self, interaction: Interaction, language: str, title: str = "") -> Say:
        chosen = choose(language, str(interaction.locale.value))
        return (
            self._services.words.say(chosen, title) if title else self._services.words.say(chosen)
        )


def _check_served(request: Request) -> None:
    """Raise Rejection in a guild that the bot does not work for."""
    if request.settings.blocked_at:
        raise Rejection("error-blocked")
    if not request.bot.allows(request.guild_id):
        raise Rejection("error-not-allowed", id=request.say.code(str(request.guild_id)))


def _missing_right(right: Right, settings: GuildSettings) -> Rejection:
    """Return the rejection that says which right is missing."""
    if right is Right.OPERATOR:
        return Rejection("error-needs-operator")
    if settings.manager_role:
        return Rejection("error-needs-manager-or-role", role=f"<@&{settings.manager_role}>")
    return Rejection("error-needs-manager")


def _failure_card(say: Say, error: Exception, handler: str, reference: str) -> Card:
    """Return the card that explains a failure, and log one that is not the person's own mistake."""
    match error:
        case Rejection():
            title = TITLES.get(error.key, TITLE)
            card = error_card(say, error.key, error.said, title=title)
            if title == "not-served":
                # What is kept of a person can be deleted everywhere.
                button = Button(say("players-button-data"), custom_id("my-data"))
                card = replace(card, rows=[[button]])
        case UserError():
            log.info("What was typed was refused", handler=handler, why=str(error))
            card = error_card(say, "error-input")
        case OutsideError():
            log.warning(f"A handler could not do its work: {error}", handler=handler)
            card = error_card(say, "error-store", tone=Tone.BAD)
        case TimeoutError():
            log.warning("A handler took too long", handler=handler)
            card = error_card(say, "error-took-too-long", tone=Tone.BAD)
        case _:
            log.error("A handler failed", handler=handler, reference=reference, exc_info=error)
            card = error_card(say, "error-unexpected", {"reference": reference}, Tone.BAD)
    return card


def error_card(
    say: Say,
    key: str,
    said: Mapping[str, str | int] | None = None,
    tone: Tone = Tone.WARNING,
    title: str = TITLE,
) -> Card:
    """Return the card that says why something can't be done."""
    return Card(say(title), say(key, **(said or {})), tone=tone)


def _guild_id(interaction: Interaction) -> GuildId:
    return GuildId(interaction.guild_id or 0)


async def _tell(client: discord.Client, user: UserId, card: Card) -> bool:
    """Send a card to a user; False where Discord or the user does not take it."""
    try:
        return await send_direct_message(client, user, card)
    # discord.py raises RuntimeError where the connection was closed meanwhile.
    except (*DISCORD_ERRORS, RuntimeError) as error:
        log.info("A user could not be told", why=str(error) or "no answer in time")
        return False


async def _post(client: discord.Client, channel: ChannelId, card: Card) -> Refusal | None:
    """Post a card in a channel; return why it takes none. Raises PostFailed."""
    posted = await _taken(post(client, channel, card))
    return posted if isinstance(posted, Refusal) else None


async def _post_pinned(
    client: discord.Client, channel: ChannelId, card: Card, before: MessageId | None
) -> PostedCard | Refusal:
    """Post a card, pinned where that is allowed, in place of the message before.

    Raises PostFailed.
    """

    async def posted() -> PostedCard:
        message = await post(client, channel, card)
        pinned = await pin(client, channel, message)
        if before:
            await delete(client, channel, before)
        return PostedCard(message, pinned)

    return await _taken(posted())


async def _taken(posting: Awaitable[T]) -> T | Refusal:
    """Return what is posted, or why a channel takes it not. Raises PostFailed."""
    try:
        return await posting
    except ChannelRefused as refused:
        return refused.why
    # discord.py raises RuntimeError where the connection was closed meanwhile.
    except (*DISCORD_ERRORS, RuntimeError) as error:
        log.info("A message could not be posted", why=str(error) or "no answer in time")
        raise PostFailed("a message could not be posted") from None


async def _acknowledge(interaction: Interaction, *, in_place: bool) -> bool:
    """Acknowledge an interaction; False where Discord does not wait for it any more."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            if in_place:
                await interaction.response.defer()
            else:
                await interaction.response.defer(ephemeral=True, thinking=True)
    except discord.HTTPException as error:
        # Too late, or another process with the same token was faster.
        log.info("Discord did not wait for an acknowledgement", why=str(error))
        return False
    return True


async def _show(interaction: Interaction, card: Card) -> None:
    shown = render(card)
    async with asyncio.timeout(SEND_TIMEOUT):
        await interaction.edit_original_response(
            content=card.above or None,
            embed=shown.embed,
            view=shown.view,
            attachments=[shown.file] if shown.file else [],
        )
