"""`/members remove`: shows who that is and asks for confirmation, then removes them."""

from collections.abc import Collection, Mapping, Sequence

from autoredeem.bot.features.members.alliance_lookup import in_scope
from autoredeem.bot.features.members.format import ids, member_line
from autoredeem.bot.features.members.resolve import ids_in, stored_ids_in
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import as_typed
from autoredeem.bot.words import MOST_NAMED
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member

MOST_CARRIED = 70
"""Characters of ids in the button that confirms. It works as long as its message exists.

More ids than that are kept in memory: once they have expired or were dropped, nobody is removed.
"""

NAMED_IN_AUDIT = 5


async def confirm_removal(request: Request) -> Card:
    """Show who would be removed, and ask for confirmation."""
    fids, wrong = await stored_ids_in(request, request.params.get("ids", ""))
    if not (fids or wrong):
        raise Rejection("members-no-ids")
    found = await _manageable(request, fids)
    present = [found[fid] for fid in fids if fid in found]
    absent = [fid for fid in fids if fid not in found]
    lines = [*_found_lines(request, present), *_ignored_lines(request, absent, wrong)]
    say = request.say
    row = [Button(say("button-cancel"), custom_id("members"))]
    if present:
        row.insert(
            0,
            Button(say("button-remove-yes"), _confirmation_id(request, found), ButtonStyle.DANGER),
        )
    return Card(say("members-remove-title"), "\n".join(lines), tone=Tone.WARNING, rows=[row])


async def remove(request: Request) -> Card:
    """Remove the members that were confirmed."""
    fids = _confirmed(request)
    if request.scope is not None:
        fids = list(await _manageable(request, fids))
    removed = await request.services.store.remove(request.guild_id, fids)
    if removed:
        first = ", ".join(str(fid) for fid in sorted(removed)[:NAMED_IN_AUDIT])
        await request.audit("members-removed", count=len(removed), ids=first)
        request.bot.cache.invalidate(request.guild_id)
        await request.services.rollout.left([request.guild_id])
    say = request.say
    row = [Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN)]
    text = say("members-removed", count=len(removed))
    return Card(say("members-removed-title"), text, tone=Tone.GOOD, rows=[row])


async def _manageable(request: Request, fids: Collection[Fid]) -> Mapping[Fid, Member]:
    """Return the entries of those who are enrolled, and whom the person may manage."""
    found = await request.services.store.members_among(request.guild_id, fids)
    return {fid: one for fid, one in found.items() if in_scope(request, one)}


def _found_lines(request: Request, present: Sequence[Member]) -> Sequence[str]:
    say = request.say
    if not present:
        return [say("members-remove-nobody")]
    return [
        say("members-remove-these", count=len(present)),
        *(member_line(say, one) for one in present[:MOST_NAMED]),
        *say.left_out(len(present) - MOST_NAMED),
        say("members-remove-kept"),
    ]


def _ignored_lines(request: Request, absent: Sequence[Fid], wrong: Sequence[str]) -> Sequence[str]:
    say = request.say
    lines = []
    if absent:
        lines.append(say("members-absent", count=len(absent), ids=ids(say, absent)))
    if wrong:
        lines.append(say("members-wrong", count=len(wrong), texts=as_typed(say, wrong)))
    return lines


def _confirmation_id(request: Request, found: Mapping[Fid, Member]) -> str:
    carried = ",".join(map(str, found))
    if len(carried) <= MOST_CARRIED:
        return custom_id("members-remove-yes", ids=carried)
    fids = list(found)
    request.bot.removals.put(request.place, request.id, fids, len(fids), at=request.at)
    return custom_id("members-remove-yes", asked=request.id)


def _confirmed(request: Request) -> Collection[Fid]:
    """Return who was confirmed. Raises Rejection where that is not known any more."""
    fids, _ = ids_in(request.params.get("ids", ""))
    asked = request.params.get("asked", "")
    fids = fids or request.bot.removals.get(request.place, asked, at=request.at) or ()
    if not fids:
        raise Rejection("members-remove-forgotten")
    return fids
