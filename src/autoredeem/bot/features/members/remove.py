"""`/members remove`: first who that is, and when somebody says yes, it is done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from autoredeem.bot.features.members.format import ids, line
from autoredeem.bot.features.members.resolve import ids_in
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import as_typed
from autoredeem.bot.words import MOST_NAMED
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member

MOST_CARRIED = 70
"""Characters of ids in the button that says yes. It works as long as its message exists.

More ids than that are kept in memory for a while instead: if they are forgotten, nobody is removed,
and it has to be asked again.
"""

A_WHILE = timedelta(minutes=15)

NAMED_IN_TRAIL = 5


async def remove(request: Request) -> Card:
    """Show whom it is about, and ask."""
    fids, wrong = ids_in(request.params.get("ids", ""))
    if not (fids or wrong):
        raise Rejection("members-no-ids")
    found = await request.services.store.members_among(request.guild_id, fids)
    there = [found[fid] for fid in fids if fid in found]
    absent = [fid for fid in fids if fid not in found]
    lines = [*_named(request, there), *_not_meant(request, absent, wrong)]
    say = request.say
    row = [Button(say("button-cancel"), custom_id("members"))]
    if there:
        row.insert(0, Button(say("button-remove-yes"), _yes(request, found), ButtonStyle.DANGER))
    return Card(say("members-remove-title"), "\n".join(lines), tone=Tone.WARNING, rows=[row])


async def remove_yes(request: Request) -> Card:
    """Remove them."""
    fids = _meant(request)
    removed = await request.services.store.remove(request.guild_id, fids)
    if removed:
        first = ", ".join(str(fid) for fid in sorted(removed)[:NAMED_IN_TRAIL])
        await request.audit("members-removed", count=len(removed), ids=first)
        request.bot.cache.invalidate(request.guild_id)
        await request.services.spreader.left([request.guild_id])
    say = request.say
    row = [Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN)]
    text = say("members-removed", count=len(removed))
    return Card(say("members-removed-title"), text, tone=Tone.GOOD, rows=[row])


def _named(request: Request, there: Sequence[Member]) -> Sequence[str]:
    say = request.say
    if not there:
        return [say("members-remove-nobody")]
    return [
        say("members-remove-these", count=len(there)),
        *(line(say, one) for one in there[:MOST_NAMED]),
        *say.left_out(len(there) - MOST_NAMED),
        say("members-remove-kept"),
    ]


def _not_meant(request: Request, absent: Sequence[Fid], wrong: Sequence[str]) -> Sequence[str]:
    say = request.say
    lines = []
    if absent:
        lines.append(say("members-absent", count=len(absent), ids=ids(say, absent)))
    if wrong:
        lines.append(say("members-wrong", count=len(wrong), texts=as_typed(say, wrong)))
    return lines


def _yes(request: Request, found: Mapping[Fid, Member]) -> str:
    carried = ",".join(map(str, found))
    if len(carried) <= MOST_CARRIED:
        return custom_id("members-remove-yes", ids=carried)
    request.bot.confirmations.put(
        request.guild_id, request.id, list(found), until=request.at + A_WHILE
    )
    return custom_id("members-remove-yes", asked=request.id)


def _meant(request: Request) -> Collection[Fid]:
    """Give who was asked about. Raises Sorry where that is not known any more."""
    fids, _ = ids_in(request.params.get("ids", ""))
    asked = request.params.get("asked", "")
    fids = fids or request.bot.confirmations.get(request.guild_id, asked, at=request.at)
    if not fids:
        raise Rejection("members-remove-forgotten")
    return fids
