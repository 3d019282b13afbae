"""What mends a code for those who failed: one state for all who need one, and their ids to copy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autoredeem.bot.features.codes.code_results import group_title, read_results
from autoredeem.bot.features.codes.lookup import KnownCode, find_code
from autoredeem.bot.features.codes.outcome_groups import GOT, NO_STATE, TO_ASK, OutcomeGroups
from autoredeem.bot.kit.cards import Attachment, Button, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.inputs import read_or_none, state_needed
from autoredeem.bot.kit.proofs import proof_of_one
from autoredeem.domain.codes import Life, code_key, parse_code
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Outcome

LONGEST_TEXT = 3_500
"""Characters of ids in a card; more come as a file."""

MENDED_BY_A_STATE = (Outcome.WRONG_STATE.value, NO_STATE)


def states_form(context: FormContext) -> Form:
    """Return the form for the state of all who failed for want of a right one."""
    say, code = context.say, read_or_none(parse_code, context.params.get("code", "")) or ""
    state = Input("state", say("form-members-missing-label"), hint="245", most=12)
    return Form(say("form-code-states-title"), custom_id("code-states", code=code), [state])


async def set_states(request: Request) -> Card:
    """Set one state for all whom a code failed for want of a right one: one write, one entry.

    Then the runs look again for which they lacked it.
    """
    known, state = await find_code(request), state_needed(request)
    results = await read_results(request, known)
    wanted = {one: state for group in MENDED_BY_A_STATE for one in _fids(results, group)}
    done = await request.services.store.set_states(request.guild_id, wanted, at=request.at)
    if done:
        await request.audit("code-states", code=known.code, count=len(done), state=str(state))
    request.bot.cache.invalidate(request.guild_id)
    report = await proof_of_one(request, dict.fromkeys(done, state))
    await look_again(request)
    card = _states_card(request, known, len(done), state)
    return report.warn_on(replace(card, text="\n".join([card.text, *report.lines])))


def _states_card(request: Request, known: KnownCode, count: int, state: State) -> Card:
    """Return the card that says how many have another state; the run's figures are still old."""
    say = request.say
    text = say("codes-states-set", count=count, state=say.code(str(state)))
    run = [Button(say("button-refresh"), custom_id("run", code=known.code))] if known.run else []
    row = [*run, Button(say("button-history"), custom_id("code", code=known.code))]
    title = say("codes-history-title", code=say.plain(known.code))
    return Card(title, text, tone=Tone.GOOD, rows=[row])


async def copy_ids(request: Request) -> Card:
    """Show the ids of those whom a code failed, by reason, to be copied; many come as a file."""
    say, known = request.say, await find_code(request)
    failed = _failed_ids(request, await read_results(request, known))
    title = say("codes-history-title", code=say.plain(known.code))
    rows = [[Button(say("button-back"), custom_id("code", code=known.code))]]
    if not failed:
        return Card(title, say("codes-nobody"), rows=rows)
    text = "\n".join(_blocks(failed))
    if len(text) <= LONGEST_TEXT:
        return Card(title, text, rows=rows)
    count = sum(map(len, failed.values()))
    file = Attachment(f"ids-{known.code}.txt", "".join(_lines(failed)).encode())
    return Card(title, say("codes-ids-file", count=count), rows=rows, file=file)


def _failed_ids(request: Request, results: OutcomeGroups) -> Mapping[str, Sequence[Fid]]:
    return {
        group_title(request, group): sorted(_fids(results, group))
        for group, members in results.groups.items()
        if members and group not in (GOT, TO_ASK)
    }


def _blocks(failed: Mapping[str, Sequence[Fid]]) -> Iterator[str]:
    for reason, fids in failed.items():
        yield f"**{reason}**\n```\n{' '.join(map(str, fids))}\n```"


def _lines(failed: Mapping[str, Sequence[Fid]]) -> Iterator[str]:
    for reason, fids in failed.items():
        yield f"# {reason}\n"
        yield from (f"{fid}\n" for fid in fids)


def _fids(results: OutcomeGroups, group: str) -> list[Fid]:
    return [entry.member.fid for entry in results.groups[group]]


async def look_again(request: Request) -> None:
    """Have the guild's runs of living codes refreshed in which members lacked a right state.

    Codes that have no run yet are opened, where the guild wants codes.
    """
    store, guild_id = request.services.store, request.guild_id
    seen = await store.visible_codes(guild_id)
    dead = {code_key(one.code) for one in seen if one.standing.life is Life.DEAD}
    alive = {code_key(one.code) for one in seen} - dead
    runs = await store.runs(among=[(guild_id, key) for key in alive])
    lacking = [
        (guild_id, run.code)
        for run in runs
        if run.figures.no_state or run.figures.failed.get(Outcome.WRONG_STATE)
    ]
    await request.services.engine.want(lacking, anew=False)
    await request.services.rollout.open_in(guild_id)
