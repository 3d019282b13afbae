"""Redeem codes now, in this guild: what was typed, carried, or found in a message."""

from collections.abc import Sequence

from autoredeem.bot.features.codes.add import code_in
from autoredeem.bot.features.codes.lookup import Sorted, known_code, life_of, refuse_dead, sort_out
from autoredeem.bot.features.codes.publish import post, told_of, want, within_quota
from autoredeem.bot.features.runs.format import run_line
from autoredeem.bot.features.runs.resolve import code_given
from autoredeem.bot.features.runs.run_details import estimate_of, run_card, trouble_of
from autoredeem.bot.kit.cards import Button, Card, Choice, Form, Input, Look, Menu, Tone, to
from autoredeem.bot.kit.handlers import Ask, Opening, Sorry
from autoredeem.bot.words import key_of
from autoredeem.domain.announcements import MOST_FOUND, codes_in
from autoredeem.domain.codes import LONGEST_CODE, code_key


async def redeem(ask: Ask) -> Card:
    """Redeem one code for all members, whether auto-redeem is on or off."""
    return await _redeem(ask, [code_given(ask)])


async def redeem_chosen(ask: Ask) -> Card:
    """Redeem the codes that were chosen of those in a message. They may have been forged."""
    codes = list(dict.fromkeys(filter(None, map(code_in, ask.chosen))))
    if not codes:
        raise Sorry("error-old-message")
    return await _redeem(ask, codes[:MOST_FOUND])


async def redeem_message(ask: Ask) -> Card:
    """Redeem the code in a message; of several it asks which."""
    codes = codes_in(ask.given.get("text", ""))
    if len(codes) == 1:
        return await _redeem(ask, codes)
    if not codes:
        typing = Button(ask.say("codes-button-type"), to("redeem-form"), Look.MAIN)
        title, text = ask.say("codes-message-title"), ask.say("codes-message-none")
        return Card(title, text, tone=Tone.WARNING, rows=[[typing]])
    choices = [Choice(code, code) for code in codes]
    menu = Menu(to("redeem-chosen"), ask.say("codes-message-hint"), choices, most=len(codes))
    text = ask.say("codes-message-several", count=len(codes))
    return Card(ask.say("codes-message-title"), text, rows=[menu])


def redeem_form(opening: Opening) -> Form:
    """Ask for a code."""
    say = opening.say
    code = Input("code", say("codes-redeem-label"), hint="WOS2026", most=LONGEST_CODE)
    return Form(say("codes-redeem-title"), to("redeem"), [code])


async def retry(ask: Ask) -> Card:
    """Ask again whoever failed; a dead code says so instead."""
    known = await known_code(ask)
    refuse_dead(ask, known)
    await _need_members(ask)
    await want(ask, [known.code])
    await ask.note("code-retry", code=known.code)
    return await _card(ask, [known.code])


async def _redeem(ask: Ask, codes: Sequence[str]) -> Card:
    async with ask.memory.posting(ask.guild_id):
        found = await sort_out(ask, codes)
        if not (found.new or found.here):
            return _dead(ask, found)
        await _need_members(ask)
        new = within_quota(ask, found)
        await post(ask, new)
    wanted = [*found.here, *new]
    await want(ask, wanted)
    if len(wanted) == 1:
        await ask.note("redeem", code=wanted[0])
    else:
        await ask.note("redeem-several", count=len(wanted))
    ask.memory.forget(ask.guild_id)
    return await _card(ask, wanted, *_left_out(ask, found, new))


async def _need_members(ask: Ask) -> None:
    if not await ask.desk.store.count_members(ask.guild_id):
        raise Sorry("none-members")


def _dead(ask: Ask, found: Sorted) -> Card:
    say = ask.say
    lines = [
        say("codes-is-dead", code=say.code(code), why=life_of(ask, standing))
        for code, standing in found.dead.items()
    ]
    reasons = {standing.reason for standing in found.dead.values()} - {None}
    lines += [say(f"{key_of('outcome', reason)}.advice") for reason in reasons if reason]
    back = Button(say("button-codes"), to("codes"))
    return Card(say("codes-redeem-title"), "\n".join(lines), tone=Tone.WARNING, rows=[[back]])


def _left_out(ask: Ask, found: Sorted, new: Sequence[str]) -> list[str]:
    """Name those that are not redeemed, and say why."""
    over = found.new[len(new) :]
    return told_of(ask, {"codes-dead": list(found.dead), "codes-over-quota": over})


async def _card(ask: Ask, codes: Sequence[str], *told: str) -> Card:
    """Show the runs of codes as they stand: the one, or a line of each."""
    keys = {(ask.guild_id, code_key(code)) for code in codes}
    runs = await ask.desk.store.runs(among=keys)
    if len(runs) == 1:
        return run_card(ask, runs[0], *told)
    lines = [run_line(ask.say, run, estimate_of(ask, run)) for run in runs]
    lines += [*trouble_of(ask, runs), *told]
    more = Button(ask.say("button-runs"), to("runs"), Look.MAIN)
    return Card(ask.say("codes-redeem-title"), "\n".join(lines), rows=[[more]])
