"""What is kept of a person, and having it deleted.

Of other guilds only counts are told: what was written there stays there.
"""

import asyncio

from autoredeem.bot.features.players.owned_data import (
    Entry,
    bullets,
    counted,
    elsewhere,
    note,
    owned_everywhere,
    wishes_here,
)
from autoredeem.bot.kit.cards import Button, Card, Field, Look, Tone, to
from autoredeem.bot.kit.handlers import Ask
from autoredeem.domain.guilds import NOBODY

LOOKED_AT = 100
"""The latest lines of a trail, among which a person's are counted."""


async def my_data(ask: Ask) -> Card:
    """Tell what is kept of the person, and what can be done about it."""
    say = ask.say
    owned, wishes, lines = await asyncio.gather(
        owned_everywhere(ask), wishes_here(ask), _lines_here(ask)
    )
    wished = sum(map(len, wishes.values()))
    kept = [
        say("players-data-here", count=sum(len(one.here) for one in owned)),
        *elsewhere(say, owned),
        *([say("players-data-wishes", count=wished)] if wished else []),
        say("players-data-audit", count=lines),
    ]
    rest = Field(say("players-data-rest-name"), say("players-data-rest"))
    row = [
        Button(say("players-button-forget"), to("forget-me"), Look.DANGER),
        Button(say("players-button-never"), to("never")),
    ]
    if wished:
        row.append(Button(say("players-button-never-mind"), to("never-mind")))
    row.append(Button(say("button-back"), to("me")))
    return Card(say("players-data-title"), bullets(kept), [rest], rows=[row])


async def forget_me(ask: Ask) -> Card:
    """Ask whether it is meant; then delete all that is the person's, everywhere."""
    return await (_forget(ask) if ask.given.get("sure") == "1" else _sure(ask))


async def _sure(ask: Ask) -> Card:
    say = ask.say
    owned, wishes = await asyncio.gather(owned_everywhere(ask), wishes_here(ask))
    removed = [*counted(ask.say, owned), say("players-forget-trail")]
    fields = [
        Field(say("players-forget-removed"), bullets(removed)),
        Field(say("players-forget-remains"), bullets(_remains(ask))),
    ]
    row = [
        Button(say("players-button-forget-yes"), to("forget-me", sure=1), Look.DANGER),
        Button(say("button-cancel"), to("my-data")),
    ]
    text = [say("players-forget-sure")]
    if any(wishes.values()):
        text.append(say("players-forget-wishes"))
        row.insert(1, Button(say("players-button-never-mind"), to("never-mind")))
    title = say("players-forget-title")
    return Card(title, "\n".join(text), fields, tone=Tone.WARNING, rows=[row])


async def _forget(ask: Ask) -> Card:
    """Delete; the guilds' trails tell why an account is gone, without saying whose it was."""
    gone: list[Entry] = []
    for desk in ask.desks.values():
        unenrolled = await desk.store.forget_user(ask.person.user)
        entries = [(guild, fid) for guild, fids in unenrolled.items() for fid in sorted(fids)]
        await note(ask, desk, "forgotten", entries, user=NOBODY)
        await desk.spreader.left(unenrolled)
        gone += entries
    say = ask.say
    fields = [Field(say("players-forget-remains"), bullets(_remains(ask)))]
    text = say("players-forgotten", count=len(gone))
    return Card(say("players-forgotten-title"), text, fields, tone=Tone.GOOD)


async def _lines_here(ask: Ask) -> int:
    """Count the person's lines among the latest of this guild's trails."""
    trails = await asyncio.gather(
        *(desk.store.actions(ask.guild_id, limit=LOOKED_AT) for desk in ask.desks.values())
    )
    return sum(one.user == ask.person.user for trail in trails for one in trail)


def _remains(ask: Ask) -> list[str]:
    return [ask.say("players-remains-ledger"), ask.say("players-remains-wishes")]
