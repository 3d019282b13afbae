"""A standing "never enrol me", and taking it back.

It holds for an account in a guild, whoever enrols. Only who asked for it can take it back.
"""

from collections.abc import Sequence

from autoredeem.bot.features.players.accounts import is_named, own_account
from autoredeem.bot.features.players.owned_data import (
    Entry,
    Owned,
    bullets,
    counted,
    note,
    owned_everywhere,
    wishes_here,
)
from autoredeem.bot.kit.cards import Button, Card, Choice, Look, Menu, Tone, to
from autoredeem.bot.kit.handlers import Ask, Sorry
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.players import Fid

MOST = 25
"""Lines of a menu, by Discord's documentation."""

Wishes = Sequence[tuple[str, OptOut]]
"""A person's wishes in a guild, each with its title."""


async def never(ask: Ask) -> Card:
    """Ask whether it is meant; then unenrol a person's accounts (or one) everywhere, for good."""
    fid = (await own_account(ask)).fid if is_named(ask) else None
    owned = await owned_everywhere(ask)
    if fid:
        owned = [_only(one, fid) for one in owned if one.desk is ask.desk]
    if not any(one.all for one in owned):
        raise Sorry("players-never-nothing")
    if ask.given.get("sure") != "1":
        return _sure(ask, owned, fid)
    for one in owned:
        await _refuse(ask, one)
    return _refused(ask, owned)


async def never_mind(ask: Ask) -> Card:
    """Show what a person's wishes keep out here, and take back those that are chosen."""
    by_title = await wishes_here(ask)
    wishes = [(title, wish) for title, own in by_title.items() for wish in own]
    if ask.given.get("all") == "1":
        chosen: Wishes = wishes
    else:
        chosen = [one for one in wishes if _value(*one) in ask.chosen]
    return await _take_back(ask, chosen) if chosen else _listed(ask, wishes)


def _only(owned: Owned, fid: Fid) -> Owned:
    def of_it(entries: Sequence[Entry]) -> Sequence[Entry]:
        return [entry for entry in entries if entry[1] == fid]

    return Owned(owned.desk, of_it(owned.here), of_it(owned.elsewhere))


def _sure(ask: Ask, owned: Sequence[Owned], fid: Fid | None) -> Card:
    say = ask.say
    yes = to("never", id=fid, sure=1) if fid else to("never", sure=1)
    row = [
        Button(say("players-button-never-yes"), yes, Look.DANGER),
        Button(say("button-cancel"), to("my-data")),
    ]
    text = f"{say('players-never-sure')}\n{bullets(counted(say, owned))}"
    return Card(say("players-never-title"), text, tone=Tone.WARNING, rows=[row])


async def _refuse(ask: Ask, owned: Owned) -> None:
    user = ask.person.user
    await owned.desk.store.opt_out([OptOut(guild, fid, user, ask.at) for guild, fid in owned.all])
    await note(ask, owned.desk, "never", owned.all, user=user)
    await owned.desk.spreader.left({guild for guild, _ in owned.all})


def _refused(ask: Ask, owned: Sequence[Owned]) -> Card:
    say = ask.say
    text = f"{say('players-never-done')}\n{bullets(counted(say, owned))}"
    row = [
        Button(say("players-button-never-mind"), to("never-mind")),
        Button(say("players-button-data"), to("my-data")),
    ]
    return Card(say("players-never-title"), text, tone=Tone.GOOD, rows=[row])


def _listed(ask: Ask, wishes: Wishes) -> Card:
    say, title = ask.say, ask.say("players-wishes-title")
    back = Button(say("button-back"), to("my-data"))
    if not wishes:
        return Card(title, say("players-wishes-none"), rows=[[back]])
    shown = wishes[:MOST]
    lines = [say("players-wishes"), bullets([_line(ask, *one) for one in shown])]
    if rest := len(wishes) - len(shown):
        lines.append(say("players-more", count=rest))
    choices = [Choice(_label(ask, *one), _value(*one)) for one in shown]
    menu = Menu(to("never-mind"), say("players-wishes-which"), choices, most=len(choices))
    every = Button(say("players-button-never-mind-all"), to("never-mind", all=1), Look.MAIN)
    return Card(title, "\n".join(lines), rows=[menu, [every, back]])


async def _take_back(ask: Ask, wishes: Wishes) -> Card:
    user = ask.person.user
    for title, desk in ask.desks.items():
        if fids := [wish.fid for of, wish in wishes if of == title]:
            await desk.store.opt_in(ask.guild_id, fids, by=user)
            entries = [(ask.guild_id, fid) for fid in fids]
            await note(ask, desk, "never-mind", entries, user=user)
    say = ask.say
    text = say("players-wishes-taken-back", count=len(wishes))
    row = [
        Button(say("players-button-another"), to("enroll-form"), Look.MAIN),
        Button(say("players-button-data"), to("my-data")),
    ]
    return Card(say("players-wishes-title"), text, tone=Tone.GOOD, rows=[row])


def _value(title: str, wish: OptOut) -> str:
    return f"{title} {wish.fid}"


def _label(ask: Ask, title: str, wish: OptOut) -> str:
    return f"{wish.fid} · {ask.say(f'title-{title}')}"


def _line(ask: Ask, title: str, wish: OptOut) -> str:
    return f"{ask.say.code(str(wish.fid))} · {ask.say(f'title-{title}')}"
