"""Whoever is new in a list is enrolled, and whoever has left it is removed, if a leader says so."""

from autoredeem.bot.features.members.enrolment import check_may_enrol_others, enrol
from autoredeem.bot.features.members.remove import removal_card
from autoredeem.bot.features.syncs.resolve import sync_given
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.observe.cooperative import list_of
from autoredeem.roster.sync.changes import newcomer
from autoredeem.roster.sync.waiting import waiting_in


async def enrol_newcomers(request: Request) -> Card:
    """Enrol all who are in a list and not enrolled."""
    check_may_enrol_others(request)
    sync = await sync_given(request)
    waiting = await waiting_in(request.services.store, sync)
    if not waiting.newcomers:
        raise Rejection("sync-nobody-new")
    members = await list_of(newcomer(sync, one) for one in waiting.newcomers)
    done = (await enrol(request, members)).done
    say = request.say
    row = [
        Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN),
        Button(say("button-back"), custom_id("sync", key=sync.key)),
    ]
    text = say("sync-enrolled", count=done.added)
    if done.refused:
        text += "\n" + say("sync-never", count=done.refused)
    return Card(say("sync-enrolled-title"), text, tone=Tone.GOOD, rows=[row])


async def confirm_leaving(request: Request) -> Card:
    """Show who is enrolled and has left a list, and ask whether to remove them."""
    sync = await sync_given(request)
    waiting = await waiting_in(request.services.store, sync)
    if not waiting.left:
        raise Rejection("sync-nobody-left")
    return removal_card(request, waiting.left)
