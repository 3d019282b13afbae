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
from autoredeem.bot.features.setup.settings import state_in
from autoredeem.bot.kit.cards import Button, Card, Form, Look, Row, to
from autoredeem.bot.kit.handlers import Ask, Opening, Sorry
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.domain.players import Member

IN_A_LIST = 24
"""Characters of a name where all accounts are listed: a card holds 4,096 in all."""

A_PAGE = 8


async def me(ask: Ask) -> Card:
    """Show the person's accounts here; one of them, where one was named or there is but one."""
    if is_named(ask):
        return await _one(ask, await own_account(ask), back=True)
    accounts = await own_accounts(ask)
    if not accounts:
        return _none(ask)
    return await _one(ask, accounts[0], back=False) if len(accounts) == 1 else _all(ask, accounts)


def my_state_form(opening: Opening) -> Form:
    """Ask for the state in which an account lives by now."""
    known = carried(opening.given)
    title = opening.say("players-form-state-title")
    return Form(title, to("my-state", **known), [state_input(opening, required=True)])


async def my_state(ask: Ask) -> Card:
    """Set the state of an account of one's own; what failed for the old one is tried again."""
    account, state = await own_account(ask), state_in(ask)
    if state is None:
        raise Sorry("error-wrong-state", text=ask.say.name(""))
    if state == account.state:
        return await _one(ask, account, back=True)
    await ask.desk.store.set_states(ask.guild_id, {account.fid: state}, at=ask.at)
    await ask.note("own-state", id=str(account.fid), state=str(state))
    ask.memory.forget(ask.guild_id)
    lines = [described(ask.say, replace(account, state=state)), ""]
    return await catching_up(ask, account.fid, ask.say("players-state-set"), lines)


def _none(ask: Ask) -> Card:
    say = ask.say
    allowed = may_enrol_self(ask.person, ask.settings)
    text = say("none-accounts") if allowed else say("players-none-managers-only")
    return Card(say("players-title"), text, rows=[_buttons(ask)])


def _all(ask: Ask, accounts: Sequence[Member]) -> Card:
    say, shown = ask.say, accounts[:MOST]
    lines = [f"- {described(say, account, IN_A_LIST)}" for account in shown]
    if rest := len(accounts) - len(shown):
        lines.append(say("players-more", count=rest))
    rows: list[Row] = [menu(say, "me", shown), _buttons(ask)]
    return Card(say("players-title"), "\n".join(lines), rows=rows)


async def _one(ask: Ask, account: Member, *, back: bool) -> Card:
    say, found = ask.say, await parts_of(ask, account)
    page = page_of(found, ask.given.get("page", ""), A_PAGE)
    lines = [described(say, account), ""]
    if account.state is None:
        lines.append(say("players-advice-no-state"))
    lines += [line(say, part) for part in page.items] or [say("none-redemptions")]
    rows: list[Row] = [_of_account(ask, account)]
    if turning := page_buttons(say, page, lambda there: to("me", id=account.fid, page=there)):
        rows.append(turning)
    rows.append(_buttons(ask, back=back))
    footer = page_footer(say, page)
    return Card(say("players-account-title"), "\n".join(lines), footer=footer, rows=rows)


def _of_account(ask: Ask, account: Member) -> Row:
    say, fid = ask.say, account.fid
    form = to("my-state-form", id=fid)
    if account.state is None:
        state = Button(say("players-button-enter"), form, Look.MAIN)
    else:
        state = Button(say("players-button-state"), form)
    return [state, Button(say("button-unenroll"), to("unenroll", id=fid))]


def _buttons(ask: Ask, *, back: bool = False) -> Row:
    say = ask.say
    buttons = [Button(say("players-button-data"), to("my-data"))]
    if may_enrol_self(ask.person, ask.settings):
        another = say("players-button-another")
        buttons.insert(0, Button(another, to("enroll-form"), Look.MAIN))
    if back:
        buttons.append(Button(say("button-back"), to("me")))
    return buttons
