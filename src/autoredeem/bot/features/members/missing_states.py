"""`/members state`: the state of all members who have none, or of those who are pasted."""

from dataclasses import replace

from autoredeem.bot.features.members.enrolment import open_codes
from autoredeem.bot.features.members.mended_states import set_states
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.inputs import state_needed
from autoredeem.bot.kit.proofs import proof_of_one
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import Need
from autoredeem.domain.text import trim


def missing_states_form(context: FormContext) -> Form:
    """Return the form for the state."""
    say = context.say
    wanted = Input("state", say("form-members-missing-label"), hint="245", most=12)
    return Form(say("form-members-missing-title"), custom_id("members-state"), [wanted])


async def set_missing_states(request: Request) -> Card:
    """Set the state of all members without one: one read, one write; or of pasted ids alone."""
    if trim(request.params.get("ids", "")):
        # What the game still refuses then is shown.
        here = {**request.params, "need": Need.WRONG_STATE.value}
        return await set_states(replace(request, params=here))
    say, store = request.say, request.services.store
    state = state_needed(request)
    wanted: dict[Fid, State] = {}
    async for batch in store.members(request.guild_id, Need.NO_STATE):
        wanted.update((one.fid, state) for one in batch)
    done = await store.set_states(request.guild_id, wanted, at=request.at)
    if done:
        await request.audit("members-state", count=len(done), state=str(state))
    report = await proof_of_one(request, dict.fromkeys(done, state))
    await open_codes(request)
    row = [Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN)]
    text = (
        say("members-states-set", count=len(done), state=say.code(str(state)))
        if done
        else say("members-states-complete")
    )
    text = "\n".join([text, *report.lines])
    return report.warn_on(Card(say("members-states-title"), text, tone=Tone.GOOD, rows=[row]))
