"""`/members export`: the whole roster as a file for a spreadsheet, which can be imported again."""

import heapq
from operator import attrgetter

from autoredeem.bot.kit.cards import Attachment, Button, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.observe.cooperative import in_parts
from autoredeem.roster.export import export_members

BYTE_ORDER_MARK = "\ufeff"
"""The byte order mark: with it spreadsheets read the file as UTF-8."""


async def export(request: Request) -> Card:
    """Return a card with the file of all members, by id."""
    order, store = attrgetter("fid"), request.services.store
    parts = [sorted(batch, key=order) async for batch in store.members(request.guild_id)]
    if not parts:
        raise Rejection("none-members")
    lines = in_parts(export_members(heapq.merge(*parts, key=order)))
    pieces = ["".join(some).encode() async for some in lines]
    say, count = request.say, sum(map(len, parts))
    file = Attachment(f"members-{request.title}.csv", b"".join([BYTE_ORDER_MARK.encode(), *pieces]))
    row = [Button(say("button-back"), custom_id("members"))]
    text = say("members-exported", count=count)
    return Card(say("members-export-title"), text, tone=Tone.GOOD, rows=[row], file=file)
