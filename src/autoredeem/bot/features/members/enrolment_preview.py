"""What an enrolment of many would change, shown before it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autoredeem.bot.features.members.enrolment import (
    Enrolment,
    check_may_enrol_others,
    enrol,
    plan_enrolment,
)
from autoredeem.bot.features.members.enrolment_report import left_out_lines, report_card
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.confirmations import PendingImport, ReadingNotes
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.players import Member


async def preview_card(request: Request, members: Sequence[Member], notes: ReadingNotes) -> Card:
    """Return the card that shows what enrolling members would change, and asks for confirmation.

    What was read waits in memory. Raises Rejection where the quota does not allow all.
    """
    _, effect = await plan_enrolment(request, members)
    pending = PendingImport(members, notes)
    request.bot.imports.put(request.place, request.id, pending, len(members), at=request.at)
    say = request.say
    yes = custom_id("members-import-yes", asked=request.id)
    row = [
        Button(say("button-import"), yes, ButtonStyle.GOOD),
        Button(say("button-cancel"), custom_id("members")),
    ]
    lines = [*_effect_lines(request, effect), *notes.lines, "", say("members-preview-nothing-yet")]
    title = say("members-preview-title")
    return Card(title, "\n".join(lines), tone=Tone.WARNING, rows=[row])


async def confirm_import(request: Request) -> Card:
    """Enrol what was read and shown. Raises Rejection where that is not in memory any more."""
    check_may_enrol_others(request)
    asked = request.params.get("asked", "")
    pending = request.bot.imports.get(request.place, asked, at=request.at)
    if pending is None:
        raise Rejection("members-import-forgotten")
    card = report_card(request, await enrol(request, pending.members), pending.notes)
    if request.services.search is None or not request.manager:
        return card
    check = Button(request.say("button-check-members"), custom_id("members-check", asked=asked))
    first, *others = card.rows
    return replace(card, rows=[first, [check], *others])


async def check_import(request: Request) -> Card:
    """Have the game asked about those who were enrolled: what that costs is shown before.

    Raises Rejection where who that is is not in memory any more.
    """
    asked = request.params.get("asked", "")
    pending = request.bot.imports.get(request.place, asked, at=request.at)
    search, say = request.services.search, request.say
    if pending is None or search is None:
        raise Rejection("members-import-forgotten")
    fids, title = [one.fid for one in pending.members], say("members-check-title")
    back = Button(say("button-members"), custom_id("members"))
    if request.params.get("sure") == "1":
        await search.start(request.guild_id, fids, by=request.person.user, check=True)
        await request.audit("members-checked", count=len(fids))
        return Card(title, say("members-check-started"), tone=Tone.GOOD, rows=[[back]])
    cost = await search.cost(request.guild_id, fids, check=True)
    if not cost.requests:
        return Card(title, say("members-check-nothing"), tone=Tone.GOOD, rows=[[back]])
    text = say(
        "members-check-cost",
        requests=cost.requests,
        minutes=cost.minutes,
        share=round(100 * cost.share),
    )
    sure = custom_id("members-check", asked=asked, sure=1)
    yes = Button(say("button-check-yes"), sure, ButtonStyle.GOOD)
    return Card(title, text, tone=Tone.WARNING, rows=[[yes, back]])


def _effect_lines(request: Request, effect: Enrolment) -> Iterator[str]:
    say, done = request.say, effect.done
    yield say("members-to-add", count=done.added)
    if done.updated:
        yield say("members-to-update", count=done.updated)
    if done.unchanged:
        yield say("members-to-leave", count=done.unchanged)
    yield from left_out_lines(request, effect)
    if effect.lacking:
        yield say("members-to-add-lacking", count=effect.lacking)
