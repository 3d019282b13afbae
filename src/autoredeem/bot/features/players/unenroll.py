"""`/unenroll`: an account of one's own gets no more codes."""

from autoredeem.bot.features.players.accounts import (
    described,
    is_named,
    menu,
    own_account,
    own_accounts,
)
from autoredeem.bot.kit.cards import Button, Card, Look, Tone, to
from autoredeem.bot.kit.handlers import Ask, Sorry
from autoredeem.domain.players import Member


async def unenroll(ask: Ask) -> Card:
    """Ask which account, and whether it is meant; then unenrol it."""
    if is_named(ask):
        account = await own_account(ask)
        return await _leave(ask, account) if ask.given.get("sure") == "1" else _sure(ask, account)
    accounts = await own_accounts(ask)
    if not accounts:
        raise Sorry("none-accounts")
    if len(accounts) == 1:
        return _sure(ask, accounts[0])
    say = ask.say
    back = Button(say("button-back"), to("me"))
    return Card(
        say("players-unenroll-title"),
        say("players-unenroll-which"),
        rows=[menu(say, "unenroll", accounts), [back]],
    )


def _sure(ask: Ask, account: Member) -> Card:
    say, fid = ask.say, account.fid
    text = "\n".join([described(say, account), "", say("players-unenroll-sure")])
    yes = Button(say("players-button-unenroll"), to("unenroll", id=fid, sure=1), Look.DANGER)
    never = Button(say("players-button-never-again"), to("never", id=fid))
    cancel = Button(say("button-cancel"), to("me"))
    return Card(say("players-unenroll-title"), text, tone=Tone.WARNING, rows=[[yes, never, cancel]])


async def _leave(ask: Ask, account: Member) -> Card:
    await ask.desk.store.remove(ask.guild_id, [account.fid])
    await ask.note("unenrolled", id=str(account.fid))
    ask.memory.forget(ask.guild_id)
    await ask.desk.spreader.left([ask.guild_id])
    say = ask.say
    text = "\n".join([described(say, account), "", say("players-unenrolled")])
    accounts = Button(say("button-my-accounts"), to("me"), Look.MAIN)
    data = Button(say("players-button-data"), to("my-data"))
    return Card(say("players-unenrolled-title"), text, tone=Tone.GOOD, rows=[[accounts, data]])
