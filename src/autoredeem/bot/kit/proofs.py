"""What the game says of an account whose state was typed, and the form that mends both."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Request
from autoredeem.bot.kit.inputs import read_or_none
from autoredeem.domain.ids import Fid, State, parse_fid, parse_state
from autoredeem.domain.players import LONGEST_NICKNAME, tidy_nickname
from autoredeem.roster.proofs import Proof

HINT_TIMEOUT = 3.0
"""Seconds for whoever may know the name."""


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a card says of an account: lines, and the button that mends it where it is refused."""

    lines: Sequence[str] = ()
    mend: Button | None = None

    def warn_on(self, card: Card) -> Card:
        """Return a card with the button above its others, and as a warning, where there is one."""
        if self.mend is None:
            return card
        return replace(card, tone=Tone.WARNING, rows=[[self.mend], *card.rows])


async def proof_report(request: Request, fid: Fid, state: State, form: str) -> ProofReport:
    """Have the game say whether it knows an account in the state that was typed for it.

    `form` is the handler of the form that mends id and state; empty for whoever may not use it.
    """
    proof = await prove(request, fid, state)
    lines = await _proof_lines(request, proof, fid, state)
    refused = proof is Proof.REFUSED and form
    return ProofReport(lines, _mend_button(request, form, fid, state) if refused else None)


async def proof_of_one(request: Request, states: Mapping[Fid, State]) -> ProofReport:
    """Return what the game says of the one member whose state a manager set; nothing of many."""
    if len(states) != 1:
        return ProofReport()
    [(fid, state)] = states.items()
    return await proof_report(request, fid, state, "members-mend-form" if request.manager else "")


async def prove(request: Request, fid: Fid, state: State) -> Proof | None:
    """Ask the game whether it knows a player; None where players are not proven."""
    prover = request.services.prover
    if prover is None:
        return None
    return await prover.prove(request.guild_id, request.person.user, fid, state)


async def _proof_lines(
    request: Request, proof: Proof | None, fid: Fid, state: State
) -> Sequence[str]:
    """Return what is known of an account: what the game says, and the name, where a list has it."""
    say = request.say
    if proof is None:
        return ()
    shown = {"id": say.code(str(fid)), "state": say.code(str(state))}
    if proof is Proof.REFUSED:
        return [say("players-proof-refused", **shown)]
    known = proof is Proof.KNOWN
    line = say("players-proof-known", **shown) if known else say("players-proof-later")
    nickname = await _hinted_name(request, fid)
    if not nickname:
        return [line]
    name = say.name(nickname, LONGEST_NICKNAME)
    return [line, say("players-proof-name", id=shown["id"], name=name)]


async def _hinted_name(request: Request, fid: Fid) -> str:
    with suppress(TimeoutError):
        async with asyncio.timeout(HINT_TIMEOUT):
            hint = (await request.services.hints.hints([fid])).get(fid)
            return tidy_nickname(hint.nickname) if hint else ""
    return ""


def _mend_button(request: Request, handler: str, fid: Fid, state: State) -> Button:
    """Return the button that leads to the form."""
    opens = custom_id(handler, id=fid, state=state)
    return Button(request.say("players-button-mend"), opens, ButtonStyle.MAIN)


def mend_form(context: FormContext, handler: str) -> Form:
    """Return the form for id and state, filled in with what the button carries."""
    say, params = context.say, context.params
    fid = str(read_or_none(parse_fid, params.get("id", "")) or "")
    state = str(read_or_none(parse_state, params.get("state", "")) or "")
    hint = say("players-form-id-hint")
    inputs = [
        Input("id", say("players-form-id"), fid, hint=hint, most=20),
        Input("state", say("players-form-state"), state, hint="245", most=12),
    ]
    return Form(say("players-form-mend-title"), custom_id(handler, was=fid), inputs)


def wrong_id(request: Request, fid: Fid) -> Fid | None:
    """Return the id that was mended, if it is another than the one that was given."""
    was = read_or_none(parse_fid, request.params.get("was", ""))
    return was if was != fid else None
