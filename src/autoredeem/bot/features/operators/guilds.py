"""What operators do about one guild: see what it spends, block it, let it go on, leave it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from autoredeem.bot.features.operators.spending import day_lines, first_day, name_of
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Field, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.bot.kit.handlers import BY, Rejection, Request
from autoredeem.bot.kit.inputs import read_or_none
from autoredeem.bot.kit.services import TitleServices
from autoredeem.bot.words import moment
from autoredeem.domain.guilds import Action, GuildChanges
from autoredeem.domain.ids import GuildId, parse_guild_id
from autoredeem.store.records import RunStatus


async def show_guild(request: Request) -> Card:
    """Show one guild, and what can be done about it."""
    return await _guild_card(request, await _guild_meant(request))


async def block(request: Request) -> Card:
    """Block a guild: its runs stop, and nothing is redeemed for it until it is let go on."""
    guild_id = await _guild_meant(request)
    for services in request.bot.titles.values():
        await _set_blocked(request, "blocked", services, guild_id, request.at)
        going = await services.store.runs_in([guild_id], RunStatus.OPEN)
        await services.engine.stop([run.key for run in going])
    return await _guild_card(request, guild_id)


async def unblock(request: Request) -> Card:
    """Let a guild go on: codes are opened there again, and its managers go on with its runs."""
    guild_id = await _guild_meant(request)
    for services in request.bot.titles.values():
        await _set_blocked(request, "unblocked", services, guild_id, None)
        await services.rollout.open_in(guild_id)
    return await _guild_card(request, guild_id)


async def leave(request: Request) -> Card:
    """Ask for confirmation; then leave a guild: its runs stop, its data goes after a while."""
    guild_id = await _guild_meant(request)
    say, back = request.say, custom_id("operator-guild", guild=guild_id)
    title = say("operator-guild-title", server=say.plain(name_of(request, guild_id), 80))
    if request.params.get("sure") != "1":
        yes = custom_id("operator-leave", guild=guild_id, sure=1)
        row = [
            Button(say("operator-button-leave"), yes, ButtonStyle.DANGER),
            Button(say("button-cancel"), back),
        ]
        return Card(title, say("operator-leave-sure"), tone=Tone.WARNING, rows=[row])
    try:
        await request.joined.leave(guild_id)
    except LookupFailed:
        raise Rejection("error-lookup") from None
    row = [Button(say("button-back"), custom_id("operator-guilds"))]
    return Card(title, say("operator-leave-done"), tone=Tone.GOOD, rows=[row])


async def _guild_meant(request: Request) -> GuildId:
    """Return the guild that was chosen, typed or carried: one that a store or the bot knows.

    Raises Rejection.
    """
    typed = request.picked or request.params.get("guild", "")
    guild_id = read_or_none(parse_guild_id, typed)
    if guild_id is not None:
        if request.joined.name_of(guild_id) is not None:
            return guild_id
        stores = [services.store for services in request.bot.titles.values()]
        if any(await asyncio.gather(*(store.guilds([guild_id]) for store in stores))):
            return guild_id
    raise Rejection("operator-no-guild", id=request.say.name(typed, 40))


async def _set_blocked(
    request: Request,
    kind: str,
    services: TitleServices,
    guild_id: GuildId,
    at: datetime | None,
) -> None:
    """Write that a guild is blocked, or not, and that into its trail."""
    changes = {guild_id: GuildChanges(blocked_at=at)}
    await services.store.change_guilds(changes, by=BY, at=request.at)
    action = Action(f"{request.id}-{kind}", guild_id, request.at, request.person.user, kind)
    await services.store.note_actions([action])
    request.bot.cache.invalidate(guild_id)


async def _guild_card(request: Request, guild_id: GuildId) -> Card:
    """Return the card of a guild. Three queries a title, all at once."""
    say, titles = request.say, list(request.bot.titles.values())
    fields = await asyncio.gather(*(_title_field(request, one, guild_id) for one in titles))
    found = await asyncio.gather(*(one.store.guilds([guild_id]) for one in titles))
    blocked = next((one.blocked_at for rows in found for one in rows if one.blocked_at), None)
    here = request.joined.name_of(guild_id) is not None
    lines = [say("operator-guild-id", id=say.code(str(guild_id)))]
    if blocked:
        lines.append(say("operator-guild-blocked-at", when=moment(blocked)))
    if not here:
        lines.append(say("operator-guild-gone"))
    return Card(
        say("operator-guild-title", server=say.plain(name_of(request, guild_id), 80)),
        "\n".join(lines),
        fields,
        tone=Tone.WARNING if blocked else Tone.PLAIN,
        rows=[_buttons(request, guild_id, blocked=blocked is not None, here=here)],
    )


async def _title_field(request: Request, services: TitleServices, guild_id: GuildId) -> Field:
    store, say = services.store, request.say
    members, counts = await asyncio.gather(
        store.count_members(guild_id), store.requests_of([guild_id], first_day(request.at.date()))
    )
    lines = [say("operator-guild-members", count=members), *day_lines(request, guild_id, counts)]
    return Field(say(f"title-{services.title}"), "\n".join(lines))


def _buttons(request: Request, guild_id: GuildId, *, blocked: bool, here: bool) -> Sequence[Button]:
    say = request.say
    if blocked:
        carried = custom_id("operator-unblock", guild=guild_id)
        change = Button(say("operator-button-unblock"), carried, ButtonStyle.GOOD)
    else:
        carried = custom_id("operator-block", guild=guild_id)
        change = Button(say("operator-button-block"), carried, ButtonStyle.DANGER)
    leaving = Button(say("operator-button-leave"), custom_id("operator-leave", guild=guild_id))
    back = Button(say("button-back"), custom_id("operator-guilds"))
    return [change, *([leaving] if here else []), back]
