"""The operators' status page: how all titles are doing, in figures, and nothing of any guild."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from math import isfinite

from autoredeem import __version__
from autoredeem.bot.features.operators.feeds import feed_field
from autoredeem.bot.features.runs.format import halted_text, trouble_line
from autoredeem.bot.kit.cards import Button, Card, Field, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.services import TitleServices
from autoredeem.bot.words import Say
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import GuildSettings
from autoredeem.engine.events import AnotherSends, StoreSilent, TitleHalted, Trouble


@dataclass(frozen=True, slots=True)
class GuildCounts:
    """How many guilds chose a title, in how many it is on, from how many the bot was removed."""

    set_up: int
    on: int
    left: int


async def status_page(request: Request) -> Card:
    """Show how each title is doing. One query a title, all at once."""
    titles = list(request.bot.titles.values())
    troubles = [services.engine.trouble for services in titles]
    found = await asyncio.gather(*map(_title_fields, [request] * len(titles), titles, troubles))
    fields = list(chain.from_iterable(found))
    bad = any(trouble and not isinstance(trouble, AnotherSends) for trouble in troubles)
    row = [Button(request.say("button-refresh"), custom_id("operator"))]
    row.append(Button(request.say("operator-button-guilds"), custom_id("operator-guilds")))
    row.append(Button(request.say("button-back"), custom_id("panel")))
    tone = Tone.WARNING if bad else Tone.GOOD
    return Card(request.say("operator-title"), _bot_text(request), fields, tone=tone, rows=[row])


def count_guilds(guilds: Sequence[GuildSettings]) -> GuildCounts:
    """Return the counts of a title's guilds; those that the bot left count as left alone."""
    selected = [one for one in guilds if one.chosen_at and not one.left_at]
    on, left = sum(one.enabled for one in selected), sum(bool(one.left_at) for one in guilds)
    return GuildCounts(len(selected), on, left)


def _bot_text(request: Request) -> str:
    lines = [request.say("operator-version", version=request.say.code(__version__))]
    if isfinite(request.latency):
        lines.append(request.say("operator-latency", count=round(request.latency * 1_000)))
    return "\n".join(lines)


async def _title_fields(
    request: Request, services: TitleServices, trouble: Trouble | None
) -> Sequence[Field]:
    say = request.bot.words.say(request.say.language, services.title)
    lines = [_trouble_text(say, services.title, trouble, request.bot.clock.now())]
    lines += _engine_lines(say, services)
    try:
        counts = count_guilds(await services.store.guilds())
    except OutsideError:
        lines.append(say("operator-store-silent"))
    else:
        lines.append(say("operator-set-up", count=counts.set_up))
        lines.append(say("operator-on", count=counts.on))
        lines.append(say("operator-left", count=counts.left))
    return Field(say("title-name"), "\n".join(lines)), feed_field(say, services.feeds())


def _trouble_text(say: Say, title: str, trouble: Trouble | None, now: datetime) -> str:
    match trouble:
        case None | AnotherSends():
            return say("operator-fine")
        case TitleHalted():
            return halted_text(say, title)
        case StoreSilent():
            return say("operator-store-silent")
        case _:
            return trouble_line(say, trouble, now)


def _engine_lines(say: Say, services: TitleServices) -> Iterator[str]:
    engine = services.engine
    if engine.sends:
        yield say("operator-sends", count=round(engine.per_minute))
    else:
        yield say("operator-watches")
    yield say("operator-runs", count=engine.open_runs)
    if engine.not_recorded:
        yield say("operator-not-recorded", count=engine.not_recorded)
