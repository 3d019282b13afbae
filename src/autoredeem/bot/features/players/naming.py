"""A name for an account of one's own, as lists show it here."""

from dataclasses import replace

from autoredeem.bot.features.players.accounts import account_line, carried, own_account
from autoredeem.bot.features.players.catch_up import next_buttons
from autoredeem.bot.kit.cards import Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.domain.players import LONGEST_NICKNAME, Member, tidy_nickname


def name_form(context: FormContext) -> Form:
    """Return the form for an account's name."""
    say, known = context.say, carried(context.params)
    name = Input("name", say("players-form-name"), most=LONGEST_NICKNAME)
    return Form(say("players-form-name-title"), custom_id("my-name", **known), [name])


async def name_account(request: Request) -> Card:
    """Name an account. Raises Rejection for a name of which nothing is left."""
    account, name = await own_account(request), tidy_nickname(request.params.get("name", ""))
    if not name:
        raise Rejection("players-name-empty")
    if name != account.nickname:
        named = Member(account.fid, nickname=name)
        await request.services.store.enrol(request.guild_id, [named], by=BY, at=request.at)
        await request.audit("own-name", id=str(account.fid), name=name)
        request.bot.cache.invalidate(request.guild_id)
    say = request.say
    text = account_line(say, replace(account, nickname=name))
    return Card(say("players-named-title"), text, tone=Tone.GOOD, rows=[next_buttons(request)])
