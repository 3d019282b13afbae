"""`/members add`: ids that were pasted."""

from autoredeem.bot.features.members.enrolment import check_may_enrol_others, enrol
from autoredeem.bot.features.members.enrolment_preview import preview_card
from autoredeem.bot.features.members.enrolment_report import report_card
from autoredeem.bot.features.members.resolve import ids_in
from autoredeem.bot.kit.cards import Card, Form, Input
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import as_typed, state_given
from autoredeem.domain.players import Member

MOST_PASTED = 4_000
"""Characters: as many as a form's input takes."""

MOST_UNASKED = 10
"""Players who are enrolled at once. What more would change is shown before."""


def add_form(context: FormContext) -> Form:
    """Return the form for ids, and for a state if it is not the usual one."""
    say = context.say
    inputs = [
        Input(
            "ids",
            say("form-members-ids-label"),
            hint=say("form-members-ids-hint"),
            long=True,
            most=MOST_PASTED,
        ),
        Input("state", say("form-members-state-label"), hint="245", required=False, most=12),
    ]
    return Form(say("form-members-add-title"), custom_id("members-add"), inputs)


async def add(request: Request) -> Card:
    """Enrol the pasted ids, or show what that would change; and name what is none."""
    check_may_enrol_others(request)
    state = state_given(request)
    fids, wrong = ids_in(request.params.get("ids", ""))
    if not (fids or wrong):
        raise Rejection("members-no-ids")
    members = [Member(fid, state) for fid in fids]
    problems = (
        [request.say("members-wrong", count=len(wrong), texts=as_typed(request.say, wrong))]
        if wrong
        else []
    )
    if len(members) > MOST_UNASKED:
        return await preview_card(request, members, problems)
    enrolment = await enrol(request, members) if members else None
    return report_card(request, enrolment, problems)
