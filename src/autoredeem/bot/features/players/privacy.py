"""What is stored of a person, and its deletion.

Of other guilds only counts are shown: what was written there stays there.
"""

import asyncio
from collections.abc import Sequence

from autoredeem.bot.features.players.owned_data import (
    Entry,
    Owned,
    audit_entries,
    bullets,
    count_lines,
    elsewhere_lines,
    opt_outs_here,
    owned_entries,
)
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Field, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.domain.pseudonyms import new_pseudonym

AUDIT_LINES = 100
"""The latest lines of a trail, among which a person's are counted."""


async def show_data(request: Request) -> Card:
    """Show what is stored of the person, and what can be done about it."""
    say = request.say
    owned, opt_outs, lines = await asyncio.gather(
        owned_entries(request), opt_outs_here(request), _count_audit_lines(request)
    )
    opted_out = sum(map(len, opt_outs.values()))
    kept = [
        say("players-data-here", count=sum(len(one.here) for one in owned)),
        *elsewhere_lines(say, owned),
        *([say("players-data-opt-outs", count=opted_out)] if opted_out else []),
        say("players-data-audit", count=lines),
        say("players-data-told"),
    ]
    rest = Field(say("players-data-rest-name"), say("players-data-rest"))
    row = [
        Button(say("players-button-forget"), custom_id("forget-me"), ButtonStyle.DANGER),
        Button(say("players-button-never"), custom_id("never")),
    ]
    if opted_out:
        row.append(Button(say("players-button-never-mind"), custom_id("never-mind")))
    row.append(Button(say("button-back"), custom_id("me")))
    return Card(say("players-data-title"), bullets(kept), [rest], rows=[row])


async def delete_data(request: Request) -> Card:
    """Ask for confirmation; then delete all that is the person's, everywhere."""
    return await (_delete(request) if request.params.get("sure") == "1" else _confirm_card(request))


async def _confirm_card(request: Request) -> Card:
    say = request.say
    owned, opt_outs = await asyncio.gather(owned_entries(request), opt_outs_here(request))
    removed = [*count_lines(request.say, owned, alone=True), say("players-forget-trail")]
    fields = [
        Field(say("players-forget-removed"), bullets(removed)),
        Field(say("players-forget-remains"), bullets(_remaining(request, owned))),
    ]
    row = [
        Button(
            say("players-button-forget-yes"), custom_id("forget-me", sure=1), ButtonStyle.DANGER
        ),
        Button(say("button-cancel"), custom_id("my-data")),
    ]
    text = [say("players-forget-sure")]
    if any(opt_outs.values()):
        text.append(say("players-forget-opt-outs"))
        row.insert(1, Button(say("players-button-never-mind"), custom_id("never-mind")))
    title = say("players-forget-title")
    return Card(title, "\n".join(text), fields, tone=Tone.WARNING, rows=[row])


async def _delete(request: Request) -> Card:
    """Delete; the guilds' trails show that an account went, and why, under a pseudonym.

    What managers had added stays with them.
    """
    gone: list[Entry] = []
    owned = await owned_entries(request)
    pseudonym = new_pseudonym(request.at, request.bot.random)
    for one in owned:
        store, services = one.services.store, one.services
        unenrolled = await store.forget_user(request.person.user, pseudonym=pseudonym)
        entries = [(guild, fid) for guild, fids in unenrolled.items() for fid in sorted(fids)]
        await audit_entries(request, services, "forgotten", entries, user=pseudonym)
        await audit_entries(request, services, "claim-returned", one.claimed, user=pseudonym)
        await services.rollout.left(unenrolled)
        gone += entries
    say = request.say
    fields = [Field(say("players-forget-remains"), bullets(_remaining(request, owned)))]
    text = say("players-forgotten", count=len(gone))
    return Card(say("players-forgotten-title"), text, fields, tone=Tone.GOOD)


async def _count_audit_lines(request: Request) -> int:
    """Count the person's lines among the latest of this guild's trails."""
    trails = await asyncio.gather(
        *(
            services.store.actions(request.guild_id, limit=AUDIT_LINES)
            for services in request.bot.titles.values()
        )
    )
    return sum(one.user == request.person.user for trail in trails for one in trail)


def _remaining(request: Request, owned: Sequence[Owned]) -> list[str]:
    say, claimed = request.say, sum(len(one.claimed) for one in owned)
    lines = [say("players-remains-ledger"), say("players-remains-opt-outs")]
    lines.append(say("players-remains-pseudonym"))
    return [say("players-remains-claimed", count=claimed), *lines] if claimed else lines
