"""`/members edit`: a member's name and state."""

from autoredeem.bot.features.members.enrolment import open_codes
from autoredeem.bot.features.members.member_details import member_card
from autoredeem.bot.features.members.resolve import resolve_member
from autoredeem.bot.kit.cards import Card, Form, Input
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import read_or_none, state_given
from autoredeem.bot.kit.proofs import proof_of_one
from autoredeem.domain.ids import parse_fid, parse_state
from autoredeem.domain.players import LONGEST_NICKNAME, Member, tidy_nickname


def edit_form(context: FormContext) -> Form:
    """Return the form for name and state, filled in with what the button carries."""
    say, params = context.say, context.params
    id_ = read_or_none(parse_fid, params.get("id", "")) or ""
    state = str(read_or_none(parse_state, params.get("state", "")) or "")
    name = tidy_nickname(params.get("name", ""))
    inputs = [
        Input(
            "nickname",
            say("form-member-name-label"),
            value=name,
            required=False,
            most=LONGEST_NICKNAME,
        ),
        Input("state", say("form-member-state-label"), state, hint="245", required=False, most=12),
    ]
    return Form(say("form-member-title"), custom_id("member-edit", id=id_), inputs)


async def edit(request: Request) -> Card:
    """Change what was given; what was left empty stays as it is."""
    state, name = state_given(request), tidy_nickname(request.params.get("nickname", ""))
    if not (state or name):
        raise Rejection("member-nothing-given")
    before = await resolve_member(request)
    store, changed = request.services.store, Member(before.fid, state, name)
    done = await store.enrol(request.guild_id, [changed], by=BY, at=request.at)
    if done.updated:
        now = name or before.nickname
        await request.audit("member-edited", id=str(before.fid), name=now)
    typed = {before.fid: state} if state and state != before.state else {}
    report = await proof_of_one(request, typed)
    await open_codes(request)
    after = await store.members_among(request.guild_id, [before.fid])
    news = request.say("member-edited") if done.updated else request.say("member-unchanged")
    told = "\n".join([news, *report.lines])
    return report.warn_on(await member_card(request, after.get(before.fid, before), told))
