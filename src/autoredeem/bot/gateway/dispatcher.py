"""How every act is done: acknowledged before any I/O, then its rights, the deed, and the card.

Discord waits three seconds for an acknowledgement, and a quarter of an hour for the rest.
"""

import asyncio
from collections.abc import Mapping
from operator import itemgetter

import discord
import structlog

from autoredeem.bot.gateway.client import TROUBLES
from autoredeem.bot.gateway.interactions import Heard, Interaction, heard, person_in
from autoredeem.bot.gateway.rendering import drawn, drawn_form
from autoredeem.bot.kit.cards import Card, Tone
from autoredeem.bot.kit.handlers import Act, Acts, Ask, FormAct, Opening, Sorry
from autoredeem.bot.kit.permissions import Right, may
from autoredeem.bot.kit.services import Desk, Office
from autoredeem.bot.words import Say, choose
from autoredeem.domain.errors import OutsideError, UserError
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.players import GuildId

log = structlog.get_logger(__name__)

TO_SEND = 30.0
"""Seconds for one message to Discord."""

TO_ACT = 600.0
"""Seconds for an act: less than the quarter of an hour for which Discord takes its card."""


class Performer:
    """Does whatever an interaction asks for."""

    def __init__(self, acts: Acts, office: Office) -> None:
        self._acts = acts
        self._office = office
        self._under_way: set[asyncio.Task[object]] = set()

    async def hear(self, interaction: Interaction) -> None:
        """Do what is asked for, and tell of it. Nothing is raised: Discord's client awaits it."""
        task = asyncio.current_task()
        assert task, "acts are done in tasks"  # noqa: S101 - a bug of ours
        self._under_way.add(task)
        try:
            await self._hear(interaction)
        except TROUBLES as error:
            log.warning(f"Discord did not take an answer: {error}")
        except Exception:
            if not interaction.client.is_closed():
                log.exception("An interaction failed")
        finally:
            self._under_way.discard(task)

    async def finish(self, seconds: float) -> None:
        """Wait so long for what is under way."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)

    async def _hear(self, interaction: Interaction) -> None:
        wish = heard(interaction)
        act = self._acts.get(wish.act) if wish else None
        if isinstance(act, FormAct) and wish and await self._open(interaction, act, wish):
            return
        if await _acknowledged(interaction, in_place=bool(wish and wish.in_place)):
            card = await self._card(interaction, act, wish or Heard(""))
            await _show(interaction, card)

    async def _open(self, interaction: Interaction, act: FormAct, wish: Heard) -> bool:
        """Open a form, without asking anybody: Discord takes none after an acknowledgement.

        False where what the button carries makes no form.
        """
        say = self._say(interaction, self._office.memory.language(_guild(interaction)))
        try:
            form = drawn_form(act.form(Opening(say, wish.given)))
        except Exception:
            log.exception("A form could not be made", act=wish.act)
            return False
        async with asyncio.timeout(TO_SEND):
            await interaction.response.send_modal(form)
        return True

    async def _card(self, interaction: Interaction, act: Act | FormAct | None, wish: Heard) -> Card:
        """Do an act; give its card, or one that says why it could not be done."""
        say = self._say(interaction, self._office.memory.language(_guild(interaction)))
        try:
            async with asyncio.timeout(TO_ACT):
                if interaction.guild_id is None:
                    return apology(say, "error-not-in-server")
                if not isinstance(act, Act):
                    return apology(say, "error-old-message")
                ask = await self._ask(interaction, wish)
                say = ask.say
                self._refuse(ask, act)
                return await act.do(ask)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            return _failed(say, error, wish.act, f"{interaction.id:x}"[-6:])

    def _refuse(self, ask: Ask, act: Act) -> None:
        if not may(ask.person, act.right, ask.settings, self._office.operators):
            raise _lacking(act.right, ask.settings)
        if not (act.for_all or ask.title):
            raise Sorry("error-not-set-up")

    async def _ask(self, interaction: Interaction, wish: Heard) -> Ask:
        office, guild_id = self._office, _guild(interaction)
        title, settings = await chosen(office.desks, guild_id)
        office.memory.speaks(guild_id, settings.language)
        person = person_in(interaction)
        return Ask(
            id=str(interaction.id),
            at=office.clock.now(),
            guild_id=guild_id,
            person=person,
            settings=settings,
            say=self._say(interaction, settings.language, title),
            words=office.words,
            desks=office.desks,
            limits=office.limits,
            memory=office.memory,
            title=title,
            operator=person.user in office.operators,
            given=wish.given,
            chosen=wish.chosen,
            file=wish.file,
            latency=interaction.client.latency,
        )

    def _say(self, interaction: Interaction, language: str, title: str = "") -> Say:
        spoken = choose(language, str(interaction.locale.value))
        return self._office.words.say(spoken, title) if title else self._office.words.say(spoken)


async def chosen(desks: Mapping[str, Desk], guild_id: GuildId) -> tuple[str, GuildSettings]:
    """Give the title that a guild plays, with its settings: the one that it chose last.

    Where it has chosen none, the title is empty. One query a title, all at once.
    """
    titles = list(desks)
    found = await asyncio.gather(*(desks[title].store.guilds([guild_id]) for title in titles))
    played = [
        (settings.chosen_at, title, settings)
        for title, rows in zip(titles, found, strict=True)
        for settings in rows
        if settings.chosen_at
    ]
    if not played:
        # What an older bot's deployment knows of the guild is no choice, but it is a beginning.
        known = [settings for rows in found for settings in rows]
        return "", known[0] if known else GuildSettings(guild_id)
    _, title, settings = max(played, key=itemgetter(0))
    return title, settings


def _lacking(right: Right, settings: GuildSettings) -> Sorry:
    """Say what is needed for an act."""
    if right is Right.OPERATOR:
        return Sorry("error-needs-operator")
    if settings.manager_role:
        return Sorry("error-needs-manager-or-role", role=f"<@&{settings.manager_role}>")
    return Sorry("error-needs-manager")


def _failed(say: Say, error: Exception, act: str, reference: str) -> Card:
    """Give the card that tells of a failure, and log what is not the person's own."""
    match error:
        case Sorry():
            card = apology(say, error.key, error.said)
        case UserError():
            log.info("What was typed was refused", act=act, why=str(error))
            card = apology(say, "error-input")
        case OutsideError():
            log.warning(f"An act could not be done: {error}", act=act)
            card = apology(say, "error-store", tone=Tone.BAD)
        case TimeoutError():
            log.warning("An act took too long", act=act)
            card = apology(say, "error-took-too-long", tone=Tone.BAD)
        case _:
            log.error("An act failed", act=act, reference=reference, exc_info=error)
            card = apology(say, "error-unexpected", {"reference": reference}, Tone.BAD)
    return card


def apology(
    say: Say, key: str, said: Mapping[str, str | int] | None = None, tone: Tone = Tone.WARNING
) -> Card:
    """Give a card that says why something can't be done."""
    return Card(say("error-title"), say(key, **(said or {})), tone=tone)


def _guild(interaction: Interaction) -> GuildId:
    return GuildId(interaction.guild_id or 0)


async def _acknowledged(interaction: Interaction, *, in_place: bool) -> bool:
    """Tell Discord that the wish was heard; False where it does not wait for it any more."""
    try:
        async with asyncio.timeout(TO_SEND):
            if in_place:
                await interaction.response.defer()
            else:
                await interaction.response.defer(ephemeral=True, thinking=True)
    except discord.HTTPException as error:
        # Too late, or another process with the same token was quicker.
        log.info("Discord did not wait for an acknowledgement", why=str(error))
        return False
    return True


async def _show(interaction: Interaction, card: Card) -> None:
    shown = drawn(card)
    async with asyncio.timeout(TO_SEND):
        await interaction.edit_original_response(
            content=None,
            embed=shown.embed,
            view=shown.view,
            attachments=[shown.file] if shown.file else [],
        )
