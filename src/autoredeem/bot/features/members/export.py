"""`/members export`: the whole roster as a file for a spreadsheet, which can be imported again."""

import heapq
from collections.abc import Collection
from operator import attrgetter

from autoredeem.bot.features.members.alliance_lookup import (
    alliances_of,
    names_of,
    target_alliance,
)
from autoredeem.bot.kit.cards import Attachment, Button, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.alliances import AllianceId
from autoredeem.observe.cooperative import in_parts
from autoredeem.roster.export import export_members

BYTE_ORDER_MARK = "\ufeff"
"""The byte order mark: with it spreadsheets read the file as UTF-8."""


async def export(request: Request) -> Card:
    """Return a card with the file of all members, or of an alliance's, by id."""
    order, store = attrgetter("fid"), request.services.store
    names = names_of(await alliances_of(request))
    wanted = await _wanted(request)
    parts = [
        sorted((one for one in batch if wanted is None or one.alliance in wanted), key=order)
        async for batch in store.members(request.guild_id)
    ]
    if not any(parts):
        raise Rejection("none-members")
    lines = in_parts(export_members(heapq.merge(*parts, key=order), alliances=names))
    pieces = ["".join(some).encode() async for some in lines]
    say, count = request.say, sum(map(len, parts))
    file = Attachment(f"members-{request.title}.csv", b"".join([BYTE_ORDER_MARK.encode(), *pieces]))
    row = [Button(say("button-back"), custom_id("members"))]
    text = say("members-exported", count=count)
    return Card(say("members-export-title"), text, tone=Tone.GOOD, rows=[row], file=file)


async def _wanted(request: Request) -> Collection[AllianceId | None] | None:
    """Return the alliances whose members are wanted; None: everybody."""
    chosen = await target_alliance(request) if request.params.get("a") else None
    return {chosen.id} if chosen else request.scope
