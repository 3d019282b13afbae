"""`/me`: a person's accounts here, what became of each code for one, and its state."""

from collections.abc import Sequence
from dataclasses import replace

from autoredeem.bot.features.players.account_codes import line, parts_of
from autoredeem.bot.features.players.accounts import (
    MOST,
    carried,
    described,
    is_named,
    menu,
    own_account,
    own_accounts,
)
from autoredeem.bot.features.players.catch_up import catching_up
from autoredeem.bot.features.players.enroll import state_input
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.inputs import state_needed
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.domain.players import Member

IN_A_LIST = 24
"""Characters of a name where all accounts are listed: a card holds 4,096 in all."""

A_PAGE = 8


async def me(request: Request) -> Card:
    """Show the person's accounts here; one of them, where one was named or there is but one."""
    if is_named(request):
        return await _one(request, await own_account(request), back=True)
    accounts = await own_accounts(request)
    if not accounts:
        return _none(request)
    return (
        await _one(request, accounts[0], back=False)
        if len(accounts) == 1
        else _all(request, accounts)
    )


def my_state_form(context: FormContext) -> Form:
    """Ask for the state in which an account lives by now."""
    known = carried(context.params)
    title = context.say("players-form-state-title")
    return Form(title, custom_id("my-state", **known), [state_input(context, required=True)])


async def my_state(request: Request) -> Card:
    """Set the state of an account of one's own; what failed for the old one is tried again."""
    account, state = await own_account(request), state_needed(request)
    if state == account.state:
        return await _one(request, account, back=True)
    await request.services.store.set_states(request.guild_id, {account.fid: state}, at=request.at)
    await request.audit("own-state", id=str(account.fid), state=str(state))
    request.bot.cache.invalidate(request.guild_id)
    lines = [described(request.say, replace(account, state=state)), ""]
    return await catching_up(request, account.fid, request.say("players-state-set"), lines)


def _none(request: Request) -> Card:
    say = request.say
    allowed = may_enrol_self(request.person, request.settings)
    text = say("none-accounts") if allowed else say("players-none-managers-only")
    return Card(say("players-title"), text, rows=[_buttons(request)])


def _all(request: Request, accounts: Sequence[Member]) -> Card:
    say, shown = request.say, accounts[:MOST]
    lines = [f"- {described(say, account, IN_A_LIST)}" for account in shown]
    lines += say.left_out(len(accounts) - len(shown))
    rows: list[Row] = [menu(say, "me", shown), _buttons(request)]
    return Card(say("players-title"), "\n".join(lines), rows=rows)


async def _one(request: Request, account: Member, *, back: bool) -> Card:
    say, found = request.say, await parts_of(request, account)
    page = page_of(found, request.params.get("page", ""), A_PAGE)
    lines = [described(say, account), ""]
    if account.state is None:
        lines.append(say("players-advice-no-state"))
    lines += [line(say, part) for part in page.items] or [say("none-redemptions")]
    rows: list[Row] = [_of_account(request, account)]
    if turning := page_buttons(
        say, page, lambda there: custom_id("me", id=account.fid, page=there)
    ):
        rows.append(turning)
    rows.append(_buttons(request, back=back))
    footer = page_footer(say, page)
    return Card(say("players-account-title"), "\n".join(lines), footer=footer, rows=rows)


def _of_account(request: Request, account: Member) -> Row:
    say, fid = request.say, account.fid
    form = custom_id("my-state-form", id=fid)
    if account.state is None:
        state = Button(say("players-button-enter"), form, ButtonStyle.MAIN)
    else:
        state = Button(say("players-button-state"), form)
    return [state, Button(say("button-unenroll"), custom_id("unenroll", id=fid))]


def _buttons(request: Request, *, back: bool = False) -> Row:
    say = request.say
    buttons = [Button(say("players-button-data"), custom_id("my-data"))]
    if may_enrol_self(request.person, request.settings):
        another = say("players-button-another")
        buttons.insert(0, Button(another, custom_id("enroll-form"), ButtonStyle.MAIN))
    if back:
        buttons.append(Button(say("button-back"), custom_id("me")))
    return buttons
