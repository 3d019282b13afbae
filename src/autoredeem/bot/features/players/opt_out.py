"""A standing "never enrol me", and taking it back.

It holds for an account in a guild, whoever enrols. Only who asked for it can take it back.
"""

from collections.abc import Sequence

from autoredeem.bot.features.players.accounts import MOST, is_named, own_account
from autoredeem.bot.features.players.owned_data import (
    Entry,
    Owned,
    bullets,
    counted,
    note,
    owned_everywhere,
    wishes_here,
)
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid

Wishes = Sequence[tuple[str, OptOut]]
"""A person's wishes in a guild, each with its title."""


async def never(request: Request) -> Card:
    """Ask whether it is meant; then unenrol a person's accounts (or one) everywhere, for good."""
    fid = (await own_account(request)).fid if is_named(request) else None
    owned = await owned_everywhere(request)
    if fid:
        owned = [_only(one, fid) for one in owned if one.services is request.services]
    if not any(one.all for one in owned):
        raise Rejection("players-never-nothing")
    if request.params.get("sure") != "1":
        return _sure(request, owned, fid)
    for one in owned:
        await _refuse(request, one)
    return _refused(request, owned)


async def never_mind(request: Request) -> Card:
    """Show what a person's wishes keep out here, and take back those that are chosen."""
    by_title = await wishes_here(request)
    opt_outs = [(title, opt_out) for title, own in by_title.items() for opt_out in own]
    if request.params.get("all") == "1":
        selected: Wishes = opt_outs
    else:
        selected = [one for one in opt_outs if _value(*one) in request.selected]
    return await _take_back(request, selected) if selected else _listed(request, opt_outs)


def _only(owned: Owned, fid: Fid) -> Owned:
    def of_it(entries: Sequence[Entry]) -> Sequence[Entry]:
        return [entry for entry in entries if entry[1] == fid]

    return Owned(owned.services, of_it(owned.here), of_it(owned.elsewhere))


def _sure(request: Request, owned: Sequence[Owned], fid: Fid | None) -> Card:
    say = request.say
    yes = custom_id("never", id=fid, sure=1) if fid else custom_id("never", sure=1)
    row = [
        Button(say("players-button-never-yes"), yes, ButtonStyle.DANGER),
        Button(say("button-cancel"), custom_id("my-data")),
    ]
    text = f"{say('players-never-sure')}\n{bullets(counted(say, owned))}"
    return Card(say("players-never-title"), text, tone=Tone.WARNING, rows=[row])


async def _refuse(request: Request, owned: Owned) -> None:
    user = request.person.user
    await owned.services.store.opt_out(
        [OptOut(guild, fid, user, request.at) for guild, fid in owned.all]
    )
    await note(request, owned.services, "never", owned.all, user=user)
    await owned.services.spreader.left({guild for guild, _ in owned.all})


def _refused(request: Request, owned: Sequence[Owned]) -> Card:
    say = request.say
    text = f"{say('players-never-done')}\n{bullets(counted(say, owned))}"
    row = [
        Button(say("players-button-never-mind"), custom_id("never-mind")),
        Button(say("players-button-data"), custom_id("my-data")),
    ]
    return Card(say("players-never-title"), text, tone=Tone.GOOD, rows=[row])


def _listed(request: Request, opt_outs: Wishes) -> Card:
    say, title = request.say, request.say("players-wishes-title")
    back = Button(say("button-back"), custom_id("my-data"))
    if not opt_outs:
        return Card(title, say("players-wishes-none"), rows=[[back]])
    shown = opt_outs[:MOST]
    lines = [say("players-wishes"), bullets([_line(request, *one) for one in shown])]
    lines += say.left_out(len(opt_outs) - len(shown))
    choices = [Choice(_label(request, *one), _value(*one)) for one in shown]
    menu = Menu(custom_id("never-mind"), say("players-wishes-which"), choices, most=len(choices))
    every = Button(
        say("players-button-never-mind-all"), custom_id("never-mind", all=1), ButtonStyle.MAIN
    )
    return Card(title, "\n".join(lines), rows=[menu, [every, back]])


async def _take_back(request: Request, opt_outs: Wishes) -> Card:
    user = request.person.user
    for title, services in request.bot.titles.items():
        if fids := [opt_out.fid for of, opt_out in opt_outs if of == title]:
            await services.store.opt_in(request.guild_id, fids, by=user)
            entries = [(request.guild_id, fid) for fid in fids]
            await note(request, services, "never-mind", entries, user=user)
    say = request.say
    text = say("players-wishes-taken-back", count=len(opt_outs))
    row = [
        Button(say("players-button-another"), custom_id("enroll-form"), ButtonStyle.MAIN),
        Button(say("players-button-data"), custom_id("my-data")),
    ]
    return Card(say("players-wishes-title"), text, tone=Tone.GOOD, rows=[row])


def _value(title: str, opt_out: OptOut) -> str:
    return f"{title} {opt_out.fid}"


def _label(request: Request, title: str, opt_out: OptOut) -> str:
    return f"{opt_out.fid} · {request.say(f'title-{title}')}"


def _line(request: Request, title: str, opt_out: OptOut) -> str:
    return f"{request.say.code(str(opt_out.fid))} · {request.say(f'title-{title}')}"
