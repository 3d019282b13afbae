"""`/me`: a person's accounts here, the results of codes for one of them, and its state."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from autoredeem.bot.features.players.account_codes import (
    OF_THE_PLAYER,
    CodeResult,
    read_results,
    result_line,
)
from autoredeem.bot.features.players.accounts import (
    MOST_ACCOUNTS,
    account_line,
    account_menu,
    carried,
    is_named,
    mend_button,
    own_account,
    own_accounts,
)
from autoredeem.bot.features.players.catch_up import proven_card
from autoredeem.bot.features.players.contact import contact_button
from autoredeem.bot.features.players.enroll import state_input
from autoredeem.bot.features.players.glance import read_glance
from autoredeem.bot.features.players.retry import retry_buttons
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Field, Form, Row
from autoredeem.bot.kit.custom_ids import about_title, custom_id
from autoredeem.bot.kit.games import in_game
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.inputs import state_needed
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.kit.permissions import may_enrol_self
from autoredeem.domain.players import Member

LONGEST_LISTED_NAME = 24
"""Characters of a name where all accounts are listed: a card holds 4,096 in all."""

MOST_IN_A_FIELD = 7
"""Accounts that are listed where there are several games: a field holds 1,024 characters."""

PAGE_SIZE = 8


async def me(request: Request) -> Card:
    """Show the person's accounts here; one of them, if one was named or there is only one."""
    if is_named(request):
        card = await _account_card(request, await own_account(request), back=True)
        return in_game(request, card)
    if request.several:
        return await _games_card(request)
    accounts = await own_accounts(request)
    if not accounts:
        return _no_accounts_card(request)
    return (
        await _account_card(request, accounts[0], back=False)
        if len(accounts) == 1
        else await _accounts_card(request, accounts)
    )


def my_state_form(context: FormContext) -> Form:
    """Return the form for the state in which an account lives now."""
    known = carried(context.params)
    title = context.say("players-form-state-title")
    return Form(title, custom_id("my-state", **known), [state_input(context, required=True)])


async def my_state(request: Request) -> Card:
    """Set the state of an account of one's own; what failed in the old one is tried again."""
    account, state = await own_account(request), state_needed(request)
    if state == account.state:
        return await _account_card(request, account, back=True)
    await request.services.store.set_states(request.guild_id, {account.fid: state}, at=request.at)
    await request.audit("own-state", id=str(account.fid), state=str(state))
    request.bot.cache.invalidate(request.guild_id)
    account = replace(account, state=state)
    lines = [account_line(request.say, account), ""]
    return await proven_card(request, account, request.say("players-state-set"), lines)


def _no_accounts_card(request: Request) -> Card:
    say = request.say
    allowed = may_enrol_self(request.person, request.settings)
    text = say("none-accounts") if allowed else say("players-none-managers-only")
    return Card(say("players-title"), text, rows=[_buttons(request)])


async def _accounts_card(request: Request, accounts: Sequence[Member]) -> Card:
    say, shown = request.say, accounts[:MOST_ACCOUNTS]
    glance = await read_glance(request, shown)
    lines = [*glance.legend(say)]
    lines += [
        f"- {glance.of(account.fid)}{account_line(say, account, LONGEST_LISTED_NAME)}"
        for account in shown
    ]
    lines += say.left_out(len(accounts) - len(shown))
    rows: list[Row] = [
        account_menu(say, "me", shown),
        [*_buttons(request), contact_button(say)],
    ]
    return Card(say("players-title"), "\n".join(lines), rows=rows)


async def _games_card(request: Request) -> Card:
    """Show the accounts in each game: a field and a menu for each."""
    say, each = request.say, [request.about(title) for title in request.played]
    found = await asyncio.gather(*map(own_accounts, each))
    fields, rows = [], list[Row]()
    for one, accounts in zip(each, found, strict=True):
        name = one.say(f"title-{one.title}")
        fields.append(Field(name, _account_lines(one, accounts)))
        if accounts:
            menu = account_menu(one.say, "me", accounts)
            link = about_title(menu.custom_id, one.title)
            rows.append(replace(menu, custom_id=link, hint=f"{menu.hint} · {name}"))
    buttons = [
        Button(
            one.say("players-button-another-in", game=one.say(f"title-{one.title}")),
            about_title(custom_id("enroll-form"), one.title),
            ButtonStyle.MAIN,
        )
        for one in each
        if may_enrol_self(one.person, one.settings)
    ]
    buttons.append(Button(say("players-button-data"), custom_id("my-data")))
    return Card(say("players-title"), fields=fields, rows=[*rows, buttons])


def _account_lines(request: Request, accounts: Sequence[Member]) -> str:
    """Return a line for each account that fits into a field, or say that there is none."""
    say = request.say
    if not accounts:
        allowed = may_enrol_self(request.person, request.settings)
        return say("none-accounts" if allowed else "players-none-managers-only")
    shown = accounts[:MOST_IN_A_FIELD]
    lines = [f"- {account_line(say, account, LONGEST_LISTED_NAME)}" for account in shown]
    return "\n".join([*lines, *say.left_out(len(accounts) - len(shown))])


async def _account_card(request: Request, account: Member, *, back: bool) -> Card:
    say, found = request.say, await read_results(request, account)
    page = page_of(found, request.params.get("page", ""), PAGE_SIZE)
    lines = [account_line(say, account), ""]
    if account.state is None:
        lines.append(say("players-advice-no-state"))
    lines += [result_line(say, result) for result in page.items] or [say("none-redemptions")]
    rows: list[Row] = [
        [
            *retry_buttons(request, account.fid, found),
            *_mend_buttons(request, account, found),
            *_account_buttons(request, account),
        ]
    ]
    if paging := page_buttons(
        say, page, lambda number: custom_id("me", id=account.fid, page=number)
    ):
        rows.append(paging)
    rows.append([*_buttons(request, back=back), contact_button(say)])
    footer = page_footer(say, page)
    return Card(say("players-account-title"), "\n".join(lines), footer=footer, rows=rows)


def _mend_buttons(
    request: Request, account: Member, results: Sequence[CodeResult]
) -> Iterator[Button]:
    """Yield the button that corrects id and state, where the game doesn't know the account."""
    if any(one.outcome in OF_THE_PLAYER for one in results):
        yield mend_button(account, request.say("notify-button-mend"))


def _account_buttons(request: Request, account: Member) -> Sequence[Button]:
    say, fid = request.say, account.fid
    form = custom_id("my-state-form", id=fid)
    if account.state is None:
        state = Button(say("players-button-enter"), form, ButtonStyle.MAIN)
    else:
        state = Button(say("players-button-state"), form)
    name = Button(say("players-button-name"), custom_id("my-name-form", id=fid))
    return [state, name, Button(say("button-unenroll"), custom_id("unenroll", id=fid))]


def _buttons(request: Request, *, back: bool = False) -> Sequence[Button]:
    say = request.say
    buttons = [Button(say("players-button-data"), custom_id("my-data"))]
    if may_enrol_self(request.person, request.settings):
        another = say("players-button-another")
        buttons.insert(0, Button(another, custom_id("enroll-form"), ButtonStyle.MAIN))
    if back:
        buttons.append(Button(say("button-back"), custom_id("me")))
    return buttons
