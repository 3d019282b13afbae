"""*Set the state of these*: of a whole list, of a page of it, or of players who were pasted."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autoredeem.bot.features.codes.mend import look_again
from autoredeem.bot.features.members.add import MOST_PASTED
from autoredeem.bot.features.members.format import ids
from autoredeem.bot.features.members.needs import (
    all_in_need,
    need_given,
    needs_card,
    page_in_need,
    seen_on,
)
from autoredeem.bot.features.members.parsed_members import parse
from autoredeem.bot.kit.cards import Card, Form, Input
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import id_digits, state_given, state_needed
from autoredeem.bot.kit.pagination import page_number
from autoredeem.bot.kit.proofs import proof_of_one
from autoredeem.bot.words import MOST_NAMED
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import KnownPlayer, Need
from autoredeem.domain.text import trim
from autoredeem.observe.cooperative import in_parts
from autoredeem.roster.importing import read_ids

LONGEST_NUMBER, LONGEST_MARK = 12, 8
"""Characters of an id that a menu sends, and of the mark of a page: of more, it is none."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Who gets which state, and lines on what could not be read."""

    states: Mapping[Fid, State]
    problems: Collection[str] = field(default=())


def states_form(context: FormContext) -> Form:
    """Return the form for a state, and for players: those who were chosen, or fewer than all."""
    say, params = context.say, context.params
    chosen = [one for one in context.selected if one.isdecimal() and len(one) <= LONGEST_NUMBER]
    carried = dict(_carried(params))
    state = Input("state", say("form-members-missing-label"), hint="245", required=False, most=12)
    players = Input(
        "ids",
        say("form-needs-ids-chosen" if chosen else "form-needs-ids"),
        value="\n".join(chosen),
        hint=say("form-needs-ids-hint"),
        required="chosen" in carried,
        long=True,
        most=MOST_PASTED,
    )
    return Form(say("form-needs-title"), custom_id("needs-states", **carried), [state, players])


def _carried(params: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """Yield what the button carries on to the form: it may be anything."""
    yield "need", next((one.value for one in Need if one.value == params.get("need")), "")
    if params.get("chosen"):
        yield "chosen", 1
    elif seen := params.get("seen", ""):
        yield "page", page_number(params.get("page", ""))
        yield "seen", seen if seen.isalnum() and len(seen) <= LONGEST_MARK else "-"


async def set_states(request: Request) -> Card:
    """Set states, all with one write and one line of the trail; then the bot tries again.

    Raises Rejection, and sets none, where a state is missing or the page that was seen has changed.
    """
    need = need_given(request)
    wanted = await (_pasted(request) if trim(request.params.get("ids", "")) else _listed(request))
    store = request.services.store
    done = await store.set_states(request.guild_id, wanted.states, at=request.at)
    if done:
        given = sorted({wanted.states[fid] for fid in done})
        shown = ", ".join(map(str, given[:MOST_NAMED]))
        await request.audit("needs-states", count=len(done), states=shown)
    request.bot.cache.invalidate(request.guild_id)
    report = await proof_of_one(request, {fid: wanted.states[fid] for fid in done})
    await look_again(request)
    known = await store.players(done)
    notes = [
        *_done_lines(request, Counter(wanted.states[fid] for fid in done)),
        *report.lines,
        *await _left_lines(request, wanted, done, known),
        *wanted.problems,
    ]
    return report.warn_on(await needs_card(request, need, notes))


async def _listed(request: Request) -> _Wanted:
    """Return the state that was typed for all who are in the list, or on the page that was seen."""
    state, need = state_needed(request), need_given(request)
    if "chosen" in request.params:
        raise Rejection("members-no-ids")
    if not request.params.get("seen"):
        return _Wanted({one.fid: state for one in await all_in_need(request, need)})
    page = await page_in_need(request, need)
    if seen_on(page) != request.params["seen"]:
        raise Rejection("needs-page-changed")
    return _Wanted({one.fid: state for one in page.members})


async def _pasted(request: Request) -> _Wanted:
    """Return the states of pasted players: the one beside an id, else the one that was typed.

    Whatever number is enrolled can be named.
    """
    usual = state_given(request)
    digits = range(1, id_digits(request).stop)
    read = await parse(read_ids(request.params["ids"], digits))
    states = {one.fid: state for one in read.members if (state := one.state or usual)}
    if not (read.members or read.wrong):
        raise Rejection("members-no-ids")
    if len(states) < len(read.members):
        raise Rejection("needs-no-state-given", count=len(read.members) - len(states))
    return _Wanted(states, read.notes(request.say).problems)


def _done_lines(request: Request, states: Mapping[State, int]) -> Iterator[str]:
    say = request.say
    for state, count in list(states.items())[:MOST_NAMED]:
        yield say("members-states-set", count=count, state=say.code(str(state)))
    yield from say.left_out(len(states) - MOST_NAMED)
    yield say("needs-tried-again" if states else "needs-nothing-set")


async def _left_lines(
    request: Request,
    wanted: _Wanted,
    done: Collection[Fid],
    known: Mapping[Fid, KnownPlayer],
) -> Sequence[str]:
    """Return who is no member here, and whom the game has refused in the new state already."""
    say, states = request.say, wanted.states
    absent = [fid for fid in states if fid not in done]
    refused: list[Fid] = []
    async for part in in_parts(known.values()):
        refused += [one.fid for one in part if one.need(states[one.fid]) is Need.WRONG_STATE]
    lines = {"members-absent": absent, "needs-refused-too": refused}
    return [say(key, count=len(fids), ids=ids(say, fids)) for key, fids in lines.items() if fids]
