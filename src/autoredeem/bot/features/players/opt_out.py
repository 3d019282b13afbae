"""Opting out ("never enrol me"), and opting in again.

An opt-out holds for an account in a guild, whoever enrols. Who made it can take it back; managers
can, where they had made the entry. Beyond a day's limits such a one is asked for first.
"""

from collections.abc import Sequence
from dataclasses import replace

from autoredeem.bot.features.players.accounts import MOST_ACCOUNTS, is_named, own_account
from autoredeem.bot.features.players.departures import managed_opt_outs, take_away
from autoredeem.bot.features.players.owned_data import (
    Entry,
    Owned,
    audit_entries,
    bullets,
    count_lines,
    opt_outs_here,
    owned_entries,
)
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.games import in_game
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.guilds import OptOut, OptOutStatus
from autoredeem.domain.ids import Fid

OptOuts = Sequence[tuple[str, OptOut]]
"""A person's opt-outs in a guild, each with its title."""

ASKED = OptOutStatus.ASKED


async def opt_out(request: Request) -> Card:
    """Ask for confirmation; then unenrol a person's accounts (or one) everywhere, for good."""
    fid = (await own_account(request)).fid if is_named(request) else None
    owned = await owned_entries(request)
    if fid:
        owned = [_of_account(one, fid) for one in owned if one.services is request.services]
    if not any(one.all for one in owned):
        raise Rejection("players-never-nothing")
    if request.params.get("sure") != "1":
        return _confirm_card(request, owned, fid)
    asked = [entry for one in owned for entry in await _opt_out(request, one)]
    return _opted_out_card(request, owned, len(asked))


async def opt_in(request: Request) -> Card:
    """List a person's opt-outs here, and take back those that are chosen."""
    by_title = await opt_outs_here(request)
    opt_outs = [(title, one) for title, own in by_title.items() for one in own]
    if request.params.get("all") == "1":
        selected: OptOuts = opt_outs
    else:
        selected = [one for one in opt_outs if _value(*one) in request.selected]
    return await _opt_in(request, selected) if selected else _list_card(request, opt_outs)


def _of_account(owned: Owned, fid: Fid) -> Owned:
    def of_it(entries: Sequence[Entry]) -> Sequence[Entry]:
        return [entry for entry in entries if entry[1] == fid]

    return replace(owned, here=of_it(owned.here), elsewhere=of_it(owned.elsewhere))


def _confirm_card(request: Request, owned: Sequence[Owned], fid: Fid | None) -> Card:
    say = request.say
    yes = custom_id("never", id=fid, sure=1) if fid else custom_id("never", sure=1)
    row = [
        Button(say("players-button-never-yes"), yes, ButtonStyle.DANGER),
        Button(say("button-cancel"), custom_id("my-data")),
    ]
    text = f"{say('players-never-sure')}\n{bullets(count_lines(say, owned))}"
    card = Card(say("players-never-title"), text, tone=Tone.WARNING, rows=[row])
    return in_game(request, card) if fid else card


async def _opt_out(request: Request, owned: Owned) -> Sequence[Entry]:
    """Opt out of all; return those that were only asked for: managers had made them."""
    user, services = request.person.user, owned.services
    alone = owned.made_alone.all
    made = [OptOut(guild, fid, user, request.at, managed=False) for guild, fid in alone]
    await services.store.opt_out(made)
    await audit_entries(request, services, "never", alone, user=user)
    claimed = [entry for entry in owned.all if entry in owned.claimed]
    asked = await take_away(request, services, claimed, "claimed-never", OptOutStatus.STANDING)
    await services.store.opt_out(managed_opt_outs(request, asked, ASKED))
    await audit_entries(request, services, "never-asked", asked, user=user)
    await services.rollout.left({guild for guild, _ in owned.all})
    return asked


def _opted_out_card(request: Request, owned: Sequence[Owned], asked: int) -> Card:
    say = request.say
    lines = [say("players-never-asked", count=asked)] if asked else []
    if asked < sum(len(one.all) for one in owned):
        lines.insert(0, say("players-never-done"))
    text = "\n".join([*lines, bullets(count_lines(say, owned))])
    row = [
        Button(say("players-button-never-mind"), custom_id("never-mind")),
        Button(say("players-button-data"), custom_id("my-data")),
    ]
    return Card(say("players-never-title"), text, tone=Tone.GOOD, rows=[row])


def _list_card(request: Request, opt_outs: OptOuts) -> Card:
    say, title = request.say, request.say("players-opt-outs-title")
    back = Button(say("button-back"), custom_id("my-data"))
    if not opt_outs:
        return Card(title, say("players-opt-outs-none"), rows=[[back]])
    shown = opt_outs[:MOST_ACCOUNTS]
    lines = [say("players-opt-outs"), bullets([_line(request, *one) for one in shown])]
    lines += say.left_out(len(opt_outs) - len(shown))
    choices = [Choice(_label(request, *one), _value(*one)) for one in shown]
    menu = Menu(custom_id("never-mind"), say("players-opt-outs-which"), choices, most=len(choices))
    every = Button(
        say("players-button-never-mind-all"), custom_id("never-mind", all=1), ButtonStyle.MAIN
    )
    return Card(title, "\n".join(lines), rows=[menu, [every, back]])


async def _opt_in(request: Request, opt_outs: OptOuts) -> Card:
    user = request.person.user
    for title, services in request.bot.titles.items():
        if own := [one for of, one in opt_outs if of == title]:
            await services.store.lift_opt_outs(own)
            entries = [(request.guild_id, one.fid) for one in own]
            await audit_entries(request, services, "never-mind", entries, user=user)
    say = request.say
    text = say("players-opt-outs-taken-back", count=len(opt_outs))
    row = [
        Button(say("players-button-another"), custom_id("enroll-form"), ButtonStyle.MAIN),
        Button(say("players-button-data"), custom_id("my-data")),
    ]
    return Card(say("players-opt-outs-title"), text, tone=Tone.GOOD, rows=[row])


def _value(title: str, one: OptOut) -> str:
    return f"{title} {one.fid}"


def _label(request: Request, title: str, one: OptOut) -> str:
    return f"{one.fid} · {request.say(f'title-{title}')}"


def _line(request: Request, title: str, one: OptOut) -> str:
    line = f"{request.say.code(str(one.fid))} · {request.say(f'title-{title}')}"
    return f"{line} · {request.say('players-waits-for-managers')}" if one.status is ASKED else line
