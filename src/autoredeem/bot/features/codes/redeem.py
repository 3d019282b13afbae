"""`/redeem`: codes redeemed now, in this guild: typed, from a button, or found in a message."""

from collections.abc import Sequence

from autoredeem.bot.features.codes.lookup import (
    CodeLookup,
    find_code,
    life_text,
    look_up_codes,
    reject_dead,
)
from autoredeem.bot.features.codes.publish import (
    group_lines,
    publish,
    start_runs,
    within_quota,
)
from autoredeem.bot.features.runs.format import run_line
from autoredeem.bot.features.runs.run_details import (
    end_of,
    run_card,
    trouble_lines,
)
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Form, Input, Menu, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import code_given, each_in
from autoredeem.bot.words import key_of
from autoredeem.domain.announcements import MOST_FOUND, codes_in
from autoredeem.domain.codes import LONGEST_CODE, code_key, parse_code


async def redeem(request: Request) -> Card:
    """Redeem one code for all members, whether auto-redeem is on or off."""
    return await _redeem(request, [code_given(request)])


async def redeem_chosen(request: Request) -> Card:
    """Redeem the codes that were chosen of those in a message. They may have been forged."""
    codes, _ = each_in(request.selected, parse_code)
    if not codes:
        raise Rejection("error-old-message")
    return await _redeem(request, codes[:MOST_FOUND])


async def redeem_message(request: Request) -> Card:
    """Redeem the code in a message; ask which, where there are several."""
    codes = codes_in(request.params.get("text", ""))
    if len(codes) == 1:
        return await _redeem(request, codes)
    if not codes:
        type_button = Button(
            request.say("codes-button-type"), custom_id("redeem-form"), ButtonStyle.MAIN
        )
        title, text = request.say("codes-message-title"), request.say("codes-message-none")
        return Card(title, text, tone=Tone.WARNING, rows=[[type_button]])
    choices = [Choice(code, code) for code in codes]
    menu = Menu(
        custom_id("redeem-chosen"), request.say("codes-message-hint"), choices, most=len(codes)
    )
    text = request.say("codes-message-several", count=len(codes))
    return Card(request.say("codes-message-title"), text, rows=[menu])


def redeem_form(context: FormContext) -> Form:
    """Return the form for a code."""
    say = context.say
    code = Input("code", say("codes-redeem-label"), hint="WOS2026", most=LONGEST_CODE)
    return Form(say("codes-redeem-title"), custom_id("redeem"), [code])


async def retry(request: Request) -> Card:
    """Retry a code for the members who failed. Raises Rejection for a dead one."""
    known = await find_code(request)
    reject_dead(request, known)
    await _check_has_members(request)
    await start_runs(request, [known.code])
    await request.audit("code-retry", code=known.code)
    return await _runs_card(request, [known.code])


async def _redeem(request: Request, codes: Sequence[str]) -> Card:
    async with request.bot.locks.publishing(request.guild_id):
        found = await look_up_codes(request, codes)
        if not (found.new or found.here):
            return _dead_codes_card(request, found)
        await _check_has_members(request)
        new = within_quota(request, found)
        await publish(request, new)
    wanted = [*found.here, *new]
    await start_runs(request, wanted)
    if len(wanted) == 1:
        await request.audit("redeem", code=wanted[0])
    else:
        await request.audit("redeem-several", count=len(wanted))
    request.bot.cache.invalidate(request.guild_id)
    return await _runs_card(request, wanted, *_skipped_lines(request, found, new))


async def _check_has_members(request: Request) -> None:
    if not await request.services.store.count_members(request.guild_id):
        raise Rejection("none-members")


def _dead_codes_card(request: Request, found: CodeLookup) -> Card:
    say = request.say
    lines = [
        say("codes-is-dead", code=say.code(code), why=life_text(request, standing))
        for code, standing in found.dead.items()
    ]
    reasons = {standing.reason for standing in found.dead.values()} - {None}
    lines += [say(f"{key_of('outcome', reason)}.advice") for reason in reasons if reason]
    back = Button(say("button-codes"), custom_id("codes"))
    return Card(say("codes-redeem-title"), "\n".join(lines), tone=Tone.WARNING, rows=[[back]])


def _skipped_lines(request: Request, found: CodeLookup, new: Sequence[str]) -> list[str]:
    """Return lines with the codes that are not redeemed, and why."""
    over = found.new[len(new) :]
    return group_lines(request, {"codes-dead": list(found.dead), "codes-over-quota": over})


async def _runs_card(request: Request, codes: Sequence[str], *notes: str) -> Card:
    """Return the card of codes' runs as they are now: of the one, or with a line for each."""
    keys = {(request.guild_id, code_key(code)) for code in codes}
    runs = await request.services.store.runs(among=keys)
    if len(runs) == 1:
        return run_card(request, runs[0], *notes)
    lines = [run_line(request.say, run, end_of(request, run)) for run in runs]
    lines += [*trouble_lines(request, runs), *notes]
    more = Button(request.say("button-runs"), custom_id("runs"), ButtonStyle.MAIN)
    return Card(request.say("codes-redeem-title"), "\n".join(lines), rows=[[more]])
