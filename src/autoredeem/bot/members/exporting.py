"""`/members export`: the whole roster as a file for a spreadsheet, which can be imported again."""

import heapq

from autoredeem.bot.acts import Ask, Sorry
from autoredeem.bot.cards import Attachment, Button, Card, Tone, to
from autoredeem.bot.members.finding import ORDERS
from autoredeem.bot.members.views import Sort
from autoredeem.observe.cooperative import in_parts
from autoredeem.roster.exporting import export_members

MARK = "\ufeff"
"""With it in front, spreadsheets read the file as UTF-8, and names in every script stay whole."""


async def export(ask: Ask) -> Card:
    """Give all members, by id."""
    order, store = ORDERS[Sort.ID], ask.desk.store
    parts = [sorted(batch, key=order) async for batch in store.members(ask.guild_id)]
    if not parts:
        raise Sorry("none-members")
    lines = in_parts(export_members(heapq.merge(*parts, key=order)))
    pieces = ["".join(some).encode() async for some in lines]
    say, count = ask.say, sum(map(len, parts))
    file = Attachment(f"members-{ask.title}.csv", b"".join([MARK.encode(), *pieces]))
    row = [Button(say("button-back"), to("members"))]
    text = say("members-exported", count=count)
    return Card(say("members-export-title"), text, tone=Tone.GOOD, rows=[row], file=file)
