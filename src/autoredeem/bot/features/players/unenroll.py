"""`/unenroll`: an account of one's own gets no more codes."""

from autoredeem.bot.features.players.accounts import (
    account_line,
    account_menu,
    is_named,
    own_account,
    own_accounts,
)
from autoredeem.bot.features.players.departures import take_away
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.guilds import OptOutStatus
from autoredeem.domain.players import Member


async def unenroll(request: Request) -> Card:
    """Ask which account, and for confirmation; then unenrol it."""
    if is_named(request):
        account = await own_account(request)
        return (
            await _unenrol(request, account)
            if request.params.get("sure") == "1"
            else _confirm_card(request, account)
        )
    accounts = await own_accounts(request)
    if not accounts:
        raise Rejection("none-accounts")
    if len(accounts) == 1:
        return _confirm_card(request, accounts[0])
    say = request.say
    back = Button(say("button-back"), custom_id("me"))
    return Card(
        say("players-unenroll-title"),
        say("players-unenroll-which"),
        rows=[account_menu(say, "unenroll", accounts), [back]],
    )


def _confirm_card(request: Request, account: Member) -> Card:
    say, fid = request.say, account.fid
    text = "\n".join([account_line(say, account), "", say("players-unenroll-sure")])
    yes = Button(
        say("players-button-unenroll"), custom_id("unenroll", id=fid, sure=1), ButtonStyle.DANGER
    )
    never = Button(say("players-button-never-again"), custom_id("never", id=fid))
    cancel = Button(say("button-cancel"), custom_id("me"))
    return Card(say("players-unenroll-title"), text, tone=Tone.WARNING, rows=[[yes, never, cancel]])


async def _take_away(request: Request, account: Member) -> None:
    """Unenrol an account that managers had added. Raises Rejection beyond a day's limits."""
    entry = request.guild_id, account.fid
    lifted = OptOutStatus.LIFTED
    if await take_away(request, request.services, [entry], "claimed-unenrolled", lifted):
        raise Rejection("players-too-many-departures")


async def leave(request: Request, account: Member) -> None:
    """Unenrol an account of the person's own. Raises Rejection beyond a day's limits."""
    if account.claimed_at:
        await _take_away(request, account)
    else:
        await request.services.store.remove(request.guild_id, [account.fid])
        await request.audit("unenrolled", id=str(account.fid))
    request.bot.cache.invalidate(request.guild_id)
    await request.services.rollout.left([request.guild_id])


async def _unenrol(request: Request, account: Member) -> Card:
    await leave(request, account)
    say = request.say
    text = "\n".join([account_line(say, account), "", say("players-unenrolled")])
    accounts = Button(say("button-my-accounts"), custom_id("me"), ButtonStyle.MAIN)
    data = Button(say("players-button-data"), custom_id("my-data"))
    return Card(say("players-unenrolled-title"), text, tone=Tone.GOOD, rows=[[accounts, data]])
