"""A person's own accounts in a guild: which they are, and how they are shown."""

from collections.abc import Mapping, Sequence
from itertools import islice

from autoredeem.bot.kit.cards import Button, ButtonStyle, Choice, Menu
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import fid_given, id_given, read_or_none
from autoredeem.bot.words import Say
from autoredeem.domain.ids import Fid, parse_fid
from autoredeem.domain.players import LONGEST_NICKNAME, Member

MOST_ACCOUNTS = 25
"""Accounts of one person in one guild, enrolled or kept out: as many as a menu has lines.

So nobody fills a guild alone, or its block list.
"""


async def own_accounts(request: Request) -> Sequence[Member]:
    """Return the person's accounts in this guild, by fid."""
    owned = await request.services.store.owned_by(request.person.user)
    return owned.get(request.guild_id, ())


async def own_account(request: Request) -> Member:
    """Return the account that was named, if it is the person's own here.

    Raises Rejection, the same for another's account and for one that is not enrolled.
    """
    return await owned_account(request, fid_given(request))


async def owned_account(request: Request, fid: Fid) -> Member:
    """Return an account, if it is the person's own here. Raises Rejection as above."""
    entry = (await request.services.store.members_among(request.guild_id, [fid])).get(fid)
    if entry is None or entry.owner != request.person.user:
        raise Rejection("players-not-yours", id=request.say.code(str(fid)))
    return entry


def is_named(request: Request) -> bool:
    """Whether an account was named, by an id or in a menu."""
    return bool(id_given(request))


def carried(params: Mapping[str, str]) -> Mapping[str, str]:
    """Return the id that a form is to carry on, if there is one: it may be anything."""
    fid = read_or_none(parse_fid, params.get("id", ""))
    return {"id": str(fid)} if fid else {}


def account_line(say: Say, member: Member, longest: int = LONGEST_NICKNAME) -> str:
    """Return a line on an account, with so many characters of its name at most."""
    parts = [say.code(str(member.fid))]
    if member.nickname:
        name = say.name(member.nickname, longest)
        parts = [say("players-named", name=name, id=parts[0])]
    if member.state is None:
        parts.append(say("players-no-state"))
    else:
        parts.append(say("players-state", state=say.code(str(member.state))))
    if member.level is not None:
        parts.append(say("players-level", level=str(member.level)))
    return " · ".join(parts)


def mend_button(account: Member, label: str) -> Button:
    """Return the button that opens the form for an account's id and state."""
    state = {} if account.state is None else {"state": account.state}
    return Button(label, custom_id("my-account-form", id=account.fid, **state), ButtonStyle.MAIN)


def account_menu(say: Say, handler: str, accounts: Sequence[Member]) -> Menu:
    """Return the menu of accounts that leads to a handler: the first, where a menu has no more."""
    choices = [_choice(say, member) for member in islice(accounts, MOST_ACCOUNTS)]
    return Menu(custom_id(handler), say("players-which"), choices)


def _choice(say: Say, member: Member) -> Choice:
    if not member.nickname:
        return Choice(str(member.fid), str(member.fid))
    return Choice(say.plain(member.nickname), str(member.fid), about=str(member.fid))
