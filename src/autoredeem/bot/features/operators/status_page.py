"""The operator's page: how all titles are doing, in figures alone. Nothing of what a guild has."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from autoredeem import __version__
from autoredeem.bot.features.runs.format import trouble_line
from autoredeem.bot.kit.cards import Button, Card, Field, Tone, to
from autoredeem.bot.kit.handlers import Act, Ask
from autoredeem.bot.kit.permissions import Right
from autoredeem.bot.kit.services import Desk
from autoredeem.bot.services.operator_alerts.render import halted_text
from autoredeem.bot.words import Say
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import GuildSettings
from autoredeem.engine.events import AnotherSends, StoreSilent, TitleHalted, Trouble


@dataclass(frozen=True, slots=True)
class Counts:
    """How many guilds chose a title, how many of them want its codes, how many are left."""

    set_up: int
    on: int
    left: int


async def operator_page(ask: Ask) -> Card:
    """Show how each title is doing. One question a title, all at once."""
    desks = list(ask.desks.values())
    troubles = [desk.engine.trouble for desk in desks]
    fields = await asyncio.gather(*map(_field, [ask] * len(desks), desks, troubles))
    bad = any(trouble and not isinstance(trouble, AnotherSends) for trouble in troubles)
    row = [Button(ask.say("button-refresh"), to("operator"))]
    row.append(Button(ask.say("button-back"), to("panel")))
    tone = Tone.WARNING if bad else Tone.GOOD
    return Card(ask.say("operator-title"), _of_the_bot(ask), fields, tone=tone, rows=[row])


ACTS = (Act("operator", operator_page, Right.OPERATOR, for_all=True),)


def counts_of(guilds: Sequence[GuildSettings]) -> Counts:
    """Count guilds of a title; those that the bot was removed from count as left alone."""
    chosen = [one for one in guilds if one.chosen_at and not one.left_at]
    on, left = sum(one.enabled for one in chosen), sum(bool(one.left_at) for one in guilds)
    return Counts(len(chosen), on, left)


def _of_the_bot(ask: Ask) -> str:
    lines = [ask.say("operator-version", version=ask.say.code(__version__))]
    if isfinite(ask.latency):
        lines.append(ask.say("operator-latency", count=round(ask.latency * 1_000)))
    return "\n".join(lines)


async def _field(ask: Ask, desk: Desk, trouble: Trouble | None) -> Field:
    say = ask.words.say(ask.say.language, desk.title)
    lines = [_trouble(say, desk.title, trouble), *_at_work(say, desk)]
    try:
        counts = counts_of(await desk.store.guilds())
    except OutsideError:
        lines.append(say("operator-store-silent"))
    else:
        lines.append(say("operator-set-up", count=counts.set_up))
        lines.append(say("operator-on", count=counts.on))
        lines.append(say("operator-left", count=counts.left))
    return Field(say("title-name"), "\n".join(lines))


def _trouble(say: Say, title: str, trouble: Trouble | None) -> str:
    match trouble:
        case None | AnotherSends():
            return say("operator-fine")
        case TitleHalted():
            return halted_text(say, title)
        case StoreSilent():
            return say("operator-store-silent")
        case _:
            return trouble_line(say, trouble)


def _at_work(say: Say, desk: Desk) -> Iterator[str]:
    engine = desk.engine
    if engine.sends:
        yield say("operator-sends", count=round(engine.per_minute))
    else:
        yield say("operator-watches")
    yield say("operator-runs", count=engine.open_runs)
    if engine.not_recorded:
        yield say("operator-not-recorded", count=engine.not_recorded)
