"""What a person can mend: accounts of theirs that the game doesn't find by their id and state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autoredeem.bot.features.players.accounts import (
    account_line,
    carried,
    mend_button,
    own_accounts,
    owned_account,
)
from autoredeem.bot.features.players.enroll import enroll, state_input
from autoredeem.bot.features.players.me import me, my_state
from autoredeem.bot.features.players.unenroll import leave
from autoredeem.bot.kit.cards import Button, Card, Form, Input
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import id_given, new_fid_given, read_or_none
from autoredeem.bot.words import key_of
from autoredeem.domain.ids import Fid, parse_fid, parse_state
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome

MOST_SHOWN = 20
"""Accounts with a button each: four rows of five."""

A_ROW = 5


@dataclass(frozen=True, slots=True)
class OwnFailure:
    """An account that gets no codes, and what the game says of it."""

    account: Member
    outcome: Outcome


async def own_failures(request: Request) -> Card:
    """Show which accounts of the person's fail, with a form for each; all accounts where none."""
    failures = await _read_failures(request)
    if not failures:
        return await me(request)
    say, shown = request.say, failures[:MOST_SHOWN]
    lines = [say("mend-intro"), ""]
    for one in shown:
        why = say(key_of("outcome", one.outcome))
        lines.append(say("mend-line", account=account_line(say, one.account, 24), why=why))
    lines += say.left_out(len(failures) - len(shown))
    buttons = [
        mend_button(one.account, say("mend-button", id=str(one.account.fid))) for one in shown
    ]
    rows = [buttons[first : first + A_ROW] for first in range(0, len(buttons), A_ROW)]
    rows.append([Button(say("button-my-accounts"), custom_id("me"))])
    return Card(say("mend-title"), "\n".join(lines), rows=rows)


def account_form(context: FormContext) -> Form:
    """Return the form for an account's id and state, filled in with what the button carries."""
    say, known = context.say, carried(context.params)
    state = str(read_or_none(parse_state, context.params.get("state", "")) or "")
    hint = say("players-form-id-hint")
    inputs = [
        Input("id", say("players-form-id"), value=known.get("id", ""), hint=hint, most=20),
        replace(state_input(context, required=True), value=state),
    ]
    old = {"old": known["id"]} if known else {}
    return Form(say("mend-title"), custom_id("my-account", **old), inputs)


async def mend_account(request: Request) -> Card:
    """Correct an account's state, or put the account with the right id in its place."""
    old = read_or_none(parse_fid, request.params.get("old", ""))
    if old is None:
        raise Rejection("error-old-message")
    account = await owned_account(request, old)
    if id_given(request) == str(old) or new_fid_given(request) == old:
        params = {**request.params, "id": str(old)}
        return await my_state(replace(request, params=params))
    return await _replaced(request, account, new_fid_given(request))


async def _replaced(request: Request, account: Member, fid: Fid) -> Card:
    """Enrol the right account first: whoever is refused keeps the one that was there."""
    card = await enroll(request)
    store, guild_id = request.services.store, request.guild_id
    entry = (await store.members_among(guild_id, [fid])).get(fid)
    if entry is None or entry.owner != request.person.user:
        return card
    if account.nickname and not entry.nickname:
        named = Member(fid, nickname=account.nickname)
        await store.enrol(guild_id, [named], by=BY, at=request.at)
    try:
        await leave(request, account)
    except Rejection:
        left = request.say("mend-old-stays", id=request.say.code(str(account.fid)))
    else:
        left = request.say("mend-old-gone", id=request.say.code(str(account.fid)))
    return replace(card, text=f"{card.text}\n{left}")


async def _read_failures(request: Request) -> Sequence[OwnFailure]:
    """Read what the game says against the person's accounts here. Two questions for all."""
    accounts = await own_accounts(request)
    known: Mapping[Fid, KnownPlayer] = await request.services.store.players(
        [one.fid for one in accounts]
    )
    found = (
        (one, known[one.fid].expected(one.state, request.at))
        for one in accounts
        if one.fid in known
    )
    return [OwnFailure(one, expected[0]) for one, expected in found if expected]
