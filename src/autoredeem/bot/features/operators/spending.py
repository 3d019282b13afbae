"""What guilds spend of the budget, as operators see it: by guild, and a guild's by day."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from autoredeem.bot.kit.cards import Button, Card, Choice, Field, Form, Input, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.services import TitleServices
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId

MOST_LISTED = 10
"""Guilds of each title in the list."""

WEEK = 7
"""Days that are looked at, today among them."""


@dataclass(frozen=True, slots=True)
class Spender:
    """How many requests were sent for a guild, today and in a week."""

    guild_id: GuildId
    today: int
    week: int
    settings: GuildSettings


def first_day(today: date) -> date:
    """Return the first of the days that are looked at."""
    return today - timedelta(days=WEEK - 1)


async def spending(request: Request) -> Card:
    """List the guilds for which most requests were sent in a week. Three queries a title."""
    titles = list(request.bot.titles.values())
    found = await asyncio.gather(*(_spenders(request, services) for services in titles))
    fields = [
        _field(request, services.title, spenders)
        for services, spenders in zip(titles, found, strict=True)
    ]
    guilds = dict.fromkeys(one.guild_id for spenders in found for one in spenders)
    say, rows = request.say, list[Row]()
    if guilds:
        choices = [
            Choice(say.plain(name_of(request, guild), 80), str(guild), str(guild))
            for guild in guilds
        ]
        rows.append(Menu(custom_id("operator-guild"), say("operator-guilds-hint"), choices[:25]))
    rows.append(
        [
            Button(say("operator-button-find"), custom_id("operator-guild-form")),
            Button(say("button-refresh"), custom_id("operator-guilds")),
            Button(say("button-back"), custom_id("operator")),
        ]
    )
    return Card(say("operator-guilds-title"), fields=fields, rows=rows)


def guild_form(context: FormContext) -> Form:
    """Return the form for a guild's id."""
    say = context.say
    entry = Input("guild", say("operator-form-guild-label"), most=20)
    return Form(say("operator-form-guild-title"), custom_id("operator-guild"), [entry])


def name_of(request: Request, guild_id: GuildId) -> str:
    """Return a guild's name as people typed it; its id where the bot is not there."""
    return request.joined.name_of(guild_id) or str(guild_id)


def day_lines(
    request: Request, guild_id: GuildId, counts: Mapping[tuple[GuildId, date], int]
) -> Iterator[str]:
    """Yield a line for each day of the week, the latest first."""
    today = request.at.date()
    for days in range(WEEK):
        day = today - timedelta(days=days)
        count = counts.get((guild_id, day), 0)
        yield request.say("operator-guild-day", day=request.say.code(str(day)), count=count)


async def _spenders(request: Request, services: TitleServices) -> Sequence[Spender]:
    today = request.at.date()
    since = first_day(today)
    most = await services.store.spenders(since, most=MOST_LISTED)
    guilds = [guild_id for guild_id, _ in most]
    counts = await services.store.requests_of(guilds, today)
    known = {one.guild_id: one for one in await services.store.guilds(guilds)}
    return [
        Spender(
            guild_id,
            counts.get((guild_id, today), 0),
            week,
            known.get(guild_id, GuildSettings(guild_id)),
        )
        for guild_id, week in most
    ]


def _field(request: Request, title: str, spenders: Sequence[Spender]) -> Field:
    say = request.say
    lines = [_line(request, one) for one in spenders] or [say("operator-guilds-none")]
    return Field(say(f"title-{title}"), "\n".join(lines))


def _line(request: Request, one: Spender) -> str:
    say = request.say
    server = say.name(name_of(request, one.guild_id), 40)
    line = say("operator-guild-line", server=server, today=one.today, week=one.week)
    return f"{line} · {say('operator-guild-blocked')}" if one.settings.blocked_at else line
