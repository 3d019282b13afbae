"""`/members export`: the whole roster as a file for a spreadsheet, which can be imported again."""

import heapq

from autoredeem.bot.features.members.list_state import Sort
from autoredeem.bot.features.members.search import ORDERS
from autoredeem.bot.kit.cards import Attachment, Button, Card, Tone, to
from autoredeem.bot.kit.handlers import Ask, Sorry
from autoredeem.observe.slices import in_slices
from autoredeem.roster.exporting import export_members

MARK = "\ufeff"
"""With it in front, spreadsheets read the file as UTF-8, and names in every script stay whole."""


async def export(ask: Ask) -> Card:
    """Give all members, by id."""
    order, store = ORDERS[Sort.ID], ask.desk.store
    parts = [sorted(batch, key=order) async for batch in store.members(ask.guild_id)]
    if not parts:
        raise Sorry("none-members")
    lines = in_slices(export_members(heapq.merge(*parts, key=order)))
    pieces = ["".join(some).encode() async for some in lines]
    say, count = ask.say, sum(map(len, parts))
    file = Attachment(f"members-{ask.title}.csv", b"".join([MARK.encode(), *pieces]))
    row = [Button(say("button-back"), to("members"))]
    text = say("members-exported", count=count)
    return Card(say("members-export-title"), text, tone=Tone.GOOD, rows=[row], file=file)
