"""The ids of who needs somebody, to be copied; and all of them removed, once that is confirmed."""

from autoredeem.bot.features.members.needs import all_in_need, need_given, needs_card
from autoredeem.bot.features.members.remove import removal_card
from autoredeem.bot.kit.cards import Attachment, Button, Card
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import key_of

LONGEST_TEXT = 3_500
"""Characters of ids in a card; more come as a file."""


async def copy_ids(request: Request) -> Card:
    """Show the ids of all who have a need; many come as a file."""
    say, need = request.say, need_given(request)
    fids = [str(one.fid) for one in await all_in_need(request, need)]
    if not fids:
        return await needs_card(request, need)
    title = say(key_of("needs-title", need), count=len(fids))
    rows = [[Button(say("button-back"), custom_id("needs", need=need.value))]]
    text = " ".join(fids)
    if len(text) <= LONGEST_TEXT:
        return Card(title, f"```\n{text}\n```", rows=rows)
    file = Attachment(f"ids-{need}.txt", "".join(f"{fid}\n" for fid in fids).encode())
    return Card(title, say("needs-ids-file", count=len(fids)), rows=rows, file=file)


async def confirm_removal_in_need(request: Request) -> Card:
    """Show all who have a need, and ask whether they are to be removed."""
    need = need_given(request)
    members = await all_in_need(request, need)
    if not members:
        return await needs_card(request, need)
    return removal_card(request, members, back=custom_id("needs", need=need.value))
