"""`/members state`: the state of all members who have none."""

from autoredeem.bot.features.members.enrolment import go_on
from autoredeem.bot.features.setup.settings import state_in
from autoredeem.bot.kit.cards import Button, Card, Form, Input, Look, Tone, to
from autoredeem.bot.kit.handlers import Ask, Opening, Sorry
from autoredeem.domain.players import Fid, State


def states_form(opening: Opening) -> Form:
    """Ask for the state."""
    say = opening.say
    wanted = Input("state", say("form-members-missing-label"), hint="245", most=12)
    return Form(say("form-members-missing-title"), to("members-state"), [wanted])


async def set_missing(ask: Ask) -> Card:
    """Set the state of all members without one: one reading, one writing."""
    say, store = ask.say, ask.desk.store
    state = state_in(ask)
    if state is None:
        raise Sorry("error-old-message")
    wanted: dict[Fid, State] = {}
    async for batch in store.members(ask.guild_id):
        wanted.update((one.fid, state) for one in batch if one.state is None)
    done = await store.set_states(ask.guild_id, wanted, at=ask.at)
    if done:
        await ask.note("members-state", count=len(done), state=str(state))
    await go_on(ask)
    row = [Button(say("button-members"), to("members"), Look.MAIN)]
    text = (
        say("members-states-set", count=len(done), state=say.code(str(state)))
        if done
        else say("members-states-complete")
    )
    return Card(say("members-states-title"), text, tone=Tone.GOOD, rows=[row])
