"""`/members edit`: a member's name and state."""

from autoredeem.bot.acts import BY, Ask, Opening, Sorry
from autoredeem.bot.cards import Card, Form, Input, to
from autoredeem.bot.inputs import read_or_none, state_given
from autoredeem.bot.members.enrolling import go_on
from autoredeem.bot.members.meaning import member_meant
from autoredeem.bot.members.showing import shown
from autoredeem.domain.ids import parse_fid, parse_state
from autoredeem.domain.players import LONGEST_NICKNAME, Member, tidy_nickname


def edit_form(opening: Opening) -> Form:
    """Ask for name and state; what is known of them came with the button."""
    say, given = opening.say, opening.given
    id_ = read_or_none(parse_fid, given.get("id", "")) or ""
    state = str(read_or_none(parse_state, given.get("state", "")) or "")
    name = tidy_nickname(given.get("name", ""))
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
    return Form(say("form-member-title"), to("member-edit", id=id_), inputs)


async def edit(ask: Ask) -> Card:
    """Change what was given; what was left empty stays as it is."""
    state, name = state_given(ask), tidy_nickname(ask.given.get("nickname", ""))
    if not (state or name):
        raise Sorry("member-nothing-given")
    before = await member_meant(ask)
    store, changed = ask.desk.store, Member(before.fid, state, name)
    done = await store.enrol(ask.guild_id, [changed], by=BY, at=ask.at)
    if done.updated:
        now = name or before.nickname
        await ask.note("member-edited", id=str(before.fid), name=now)
    await go_on(ask)
    after = await store.members_among(ask.guild_id, [before.fid])
    news = ask.say("member-edited") if done.updated else ask.say("member-unchanged")
    return await shown(ask, after.get(before.fid, before), news)
