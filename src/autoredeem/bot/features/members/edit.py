"""`/members edit`: a member's name and state."""

from autoredeem.bot.features.members.enrolment import go_on
from autoredeem.bot.features.members.member_details import shown
from autoredeem.bot.features.members.resolve import member_meant
from autoredeem.bot.features.setup.settings import state_in
from autoredeem.bot.kit.cards import Card, Form, Input, to
from autoredeem.bot.kit.handlers import BY, Ask, Opening, Sorry
from autoredeem.domain.players import LONGEST_NICKNAME, Member
from autoredeem.roster.cells import tidy_nickname

_LONGEST_NUMBER = 15


def edit_form(opening: Opening) -> Form:
    """Ask for name and state; what is known of them came with the button."""
    say, given = opening.say, opening.given
    id_, state = (_digits(given.get(name, "")) for name in ("id", "state"))
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
    state, name = state_in(ask), tidy_nickname(ask.given.get("nickname", ""))
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


def _digits(text: str) -> str:
    """Give a number that a button carried; empty for what is none."""
    return text if text.isdecimal() and len(text) <= _LONGEST_NUMBER else ""
