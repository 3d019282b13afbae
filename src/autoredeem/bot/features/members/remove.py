"""`/members remove`: first who that is, and when somebody says yes, it is done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from autoredeem.bot.features.members.format import MOST_NAMED, as_typed, ids, line
from autoredeem.bot.features.members.resolve import ids_in
from autoredeem.bot.kit.cards import Button, Card, Look, Tone, to
from autoredeem.bot.kit.handlers import Ask, Sorry
from autoredeem.domain.players import Fid, Member

MOST_CARRIED = 70
"""Characters of ids in the button that says yes. It works as long as its message exists.

More ids than that are kept in memory for a while instead: if they are forgotten, nobody is removed,
and it has to be asked again.
"""

A_WHILE = timedelta(minutes=15)

NAMED_IN_TRAIL = 5


async def remove(ask: Ask) -> Card:
    """Show whom it is about, and ask."""
    fids, wrong = ids_in(ask.given.get("ids", ""))
    if not (fids or wrong):
        raise Sorry("members-no-ids")
    found = await ask.desk.store.members_among(ask.guild_id, fids)
    there = [found[fid] for fid in fids if fid in found]
    absent = [fid for fid in fids if fid not in found]
    lines = [*_named(ask, there), *_not_meant(ask, absent, wrong)]
    say = ask.say
    row = [Button(say("button-cancel"), to("members"))]
    if there:
        row.insert(0, Button(say("button-remove-yes"), _yes(ask, found), Look.DANGER))
    return Card(say("members-remove-title"), "\n".join(lines), tone=Tone.WARNING, rows=[row])


async def remove_yes(ask: Ask) -> Card:
    """Remove them."""
    fids = _meant(ask)
    removed = await ask.desk.store.remove(ask.guild_id, fids)
    if removed:
        first = ", ".join(str(fid) for fid in sorted(removed)[:NAMED_IN_TRAIL])
        await ask.note("members-removed", count=len(removed), ids=first)
        ask.memory.forget(ask.guild_id)
        await ask.desk.spreader.left([ask.guild_id])
    say = ask.say
    row = [Button(say("button-members"), to("members"), Look.MAIN)]
    text = say("members-removed", count=len(removed))
    return Card(say("members-removed-title"), text, tone=Tone.GOOD, rows=[row])


def _named(ask: Ask, there: Sequence[Member]) -> Sequence[str]:
    say, more = ask.say, len(there) - MOST_NAMED
    if not there:
        return [say("members-remove-nobody")]
    return [
        say("members-remove-these", count=len(there)),
        *(line(say, one) for one in there[:MOST_NAMED]),
        *([say("members-remove-more", count=more)] if more > 0 else []),
        say("members-remove-kept"),
    ]


def _not_meant(ask: Ask, absent: Sequence[Fid], wrong: Sequence[str]) -> Sequence[str]:
    say = ask.say
    lines = []
    if absent:
        lines.append(say("members-absent", count=len(absent), ids=ids(say, absent)))
    if wrong:
        lines.append(say("members-wrong", count=len(wrong), texts=as_typed(say, wrong)))
    return lines


def _yes(ask: Ask, found: Mapping[Fid, Member]) -> str:
    carried = ",".join(map(str, found))
    if len(carried) <= MOST_CARRIED:
        return to("members-remove-yes", ids=carried)
    ask.memory.set_aside(ask.guild_id, ask.id, list(found), until=ask.at + A_WHILE)
    return to("members-remove-yes", asked=ask.id)


def _meant(ask: Ask) -> Collection[Fid]:
    """Give who was asked about. Raises Sorry where that is not known any more."""
    fids, _ = ids_in(ask.given.get("ids", ""))
    asked = ask.given.get("asked", "")
    fids = fids or ask.memory.put_aside(ask.guild_id, asked, at=ask.at)
    if not fids:
        raise Sorry("members-remove-forgotten")
    return fids
