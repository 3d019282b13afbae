"""`/redeem`: codes redeemed now, in this guild: typed, from a button, or found in a message."""

from collections.abc import Mapping, Sequence

from autoredeem.bot.features.codes.code_results import read_results, resting_lines
from autoredeem.bot.features.codes.lookup import (
    find_code,
    life_text,
    reject_dead,
)
from autoredeem.bot.features.codes.near_misses import near_misses
from autoredeem.bot.features.codes.publish import group_lines, look_up, start_runs, take_in
from autoredeem.bot.features.codes.questions import codes_menu, doubt_lines
from autoredeem.bot.features.codes.typed_codes import MOST_TYPED, TypedCodes, read_text, read_typed
from autoredeem.bot.features.runs.format import run_line
from autoredeem.bot.features.runs.run_details import (
    end_of,
    run_card,
    trouble_lines,
)
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import code_given, codes_chosen
from autoredeem.bot.words import key_of
from autoredeem.codes import Found
from autoredeem.domain.announcements import MOST_FOUND
from autoredeem.domain.codes import code_key


async def redeem(request: Request) -> Card:
    """Redeem one code for all members, whether auto-redeem is on or off.

    What is more than a code is read as `/codes add` does.
    """
    typed = read_typed(request.params.get("code", ""), request.at.date())
    if len(typed.codes) > 1 or typed.doubtful:
        return _choice_card(request, typed)
    return await _redeem(request, typed.sure or [code_given(request)])


async def redeem_chosen(request: Request) -> Card:
    """Redeem the codes that were chosen of those in a message. They may have been forged."""
    return await _redeem(request, codes_chosen(request)[:MOST_FOUND])


async def redeem_message(request: Request) -> Card:
    """Redeem the code in a message; ask which, where there are several, or whether it is one."""
    typed = read_text(request.params.get("text", ""), request.at.date())
    if not typed.codes:
        type_button = Button(
            request.say("codes-button-type"), custom_id("redeem-form"), ButtonStyle.MAIN
        )
        title, text = request.say("codes-message-title"), request.say("codes-message-none")
        return Card(title, text, tone=Tone.WARNING, rows=[[type_button]])
    if len(typed.codes) > 1 or typed.doubtful:
        return _choice_card(request, typed)
    return await _redeem(request, typed.sure)


def _choice_card(request: Request, typed: TypedCodes) -> Card:
    """Return the card that asks which codes of a text are to be redeemed, doubtful ones first."""
    say, codes = request.say, [*typed.doubtful, *typed.sure]
    lines = doubt_lines(say, typed.doubtful, {})
    if len(codes) == 1:
        rows: Sequence[Row] = [[_redeem_button(request, codes[0])]]
    else:
        lines.append(say("codes-message-several", count=len(codes)))
        rows = [codes_menu(say, custom_id("redeem-chosen"), codes)]
    return Card(say("codes-message-title"), "\n".join(lines), rows=rows)


def _near_card(request: Request, codes: Sequence[str], meant: Mapping[str, str]) -> Card:
    """Return the card that asks whether codes are spelled as they are meant."""
    say, choices = request.say, list(dict.fromkeys([*meant.values(), *codes]))
    lines = doubt_lines(say, (), meant)
    if len(codes) == 1:
        rows: Sequence[Row] = [[_redeem_button(request, code, sure=1) for code in choices]]
    else:
        rows = [codes_menu(say, custom_id("redeem-chosen", sure=1), choices)]
    title = say("codes-redeem-title")
    return Card(title, "\n".join(lines), tone=Tone.WARNING, rows=rows)


def _redeem_button(request: Request, code: str, **more: object) -> Button:
    label = request.say("codes-button-redeem", code=request.say.plain(code))
    return Button(label, custom_id("redeem", code=code, **more), ButtonStyle.GOOD)


def redeem_form(context: FormContext) -> Form:
    """Return the form for a code."""
    say = context.say
    code = Input("code", say("codes-redeem-label"), hint="WOS2026", most=MOST_TYPED)
    return Form(say("codes-redeem-title"), custom_id("redeem"), [code])


async def retry(request: Request) -> Card:
    """Retry a code for the members who failed. Raises Rejection for a dead one."""
    known = await find_code(request)
    reject_dead(request, known)
    await _check_has_members(request)
    resting = resting_lines(request, await read_results(request, known))
    await start_runs(request, [known.code])
    await request.audit("code-retry", code=known.code)
    return await _runs_card(request, [known.code], *resting)


async def _redeem(request: Request, codes: Sequence[str]) -> Card:
    async with request.bot.locks.publishing(request.guild_id):
        found = await look_up(request, codes)
        if not (found.new or found.here or found.revived):
            return _dead_codes_card(request, found)
        await _check_has_members(request)
        asking = not request.params.get("sure")
        if asking and (meant := await near_misses(request, found.new)):
            return _near_card(request, codes, meant)
        found = await take_in(request, codes)
    wanted = [*found.here, *found.new, *found.revived]
    notes = _skipped_lines(request, found)
    if len(wanted) == 1 and found.here:
        notes += await _resting_lines(request, wanted[0])
    await start_runs(request, wanted)
    if len(wanted) == 1:
        await request.audit("redeem", code=wanted[0])
    else:
        await request.audit("redeem-several", count=len(wanted))
    request.bot.cache.invalidate(request.guild_id)
    return await _runs_card(request, wanted, *notes)


async def _resting_lines(request: Request, code: str) -> list[str]:
    """Return who can't be asked anew yet; to be read before the run goes on."""
    return resting_lines(request, await read_results(request, await find_code(request, code)))


async def _check_has_members(request: Request) -> None:
    if not await request.services.store.count_members(request.guild_id):
        raise Rejection("none-members")


def _dead_codes_card(request: Request, found: Found) -> Card:
    say = request.say
    lines = [
        say("codes-is-dead", code=say.code(code), why=life_text(request, standing))
        for code, standing in found.dead.items()
    ]
    reasons = {standing.reason for standing in found.dead.values()} - {None}
    lines += [say(f"{key_of('outcome', reason)}.advice") for reason in reasons if reason]
    back = Button(say("button-codes"), custom_id("codes"))
    return Card(say("codes-redeem-title"), "\n".join(lines), tone=Tone.WARNING, rows=[[back]])


def _skipped_lines(request: Request, found: Found) -> list[str]:
    """Return lines with the codes that are not redeemed, or not yet, and why."""
    groups = {
        "codes-revived": found.revived,
        "codes-dead": list(found.dead),
        "codes-over-quota": found.over_quota,
    }
    return group_lines(request, groups)


async def _runs_card(request: Request, codes: Sequence[str], *notes: str) -> Card:
    """Return the card of codes' runs as they are now: of the one, or with a line for each."""
    keys = {(request.guild_id, code_key(code)) for code in codes}
    runs = await request.services.store.runs(among=keys)
    if len(runs) == 1:
        return await run_card(request, runs[0], *notes)
    lines = [run_line(request.say, run, end_of(request, run)) for run in runs]
    lines += [*trouble_lines(request, runs), *notes]
    more = Button(request.say("button-runs"), custom_id("runs"), ButtonStyle.MAIN)
    return Card(request.say("codes-redeem-title"), "\n".join(lines), rows=[[more]])
