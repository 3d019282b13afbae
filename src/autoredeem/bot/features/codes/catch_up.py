"""*Catch up*: all codes that work, for whoever in the guild lacks them, at a cost that is said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.codes.visible import living_codes
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome
from autoredeem.observe.cooperative import Slices

MOST_CODES = 50
"""The latest codes of those that live: more are never alive together."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a guild lacks: codes, and the requests that they take at the most."""

    codes: Sequence[str]
    requests: int


async def catch_up(request: Request) -> Card:
    """Say what a guild lacks and how long that takes, then (`sure`) have it redeemed.

    Raises Rejection where there are no members.
    """
    lacking = await _read_lacking(request)
    if not lacking.codes:
        back = Button(request.say("button-codes"), custom_id("codes"))
        text = request.say("catch-up-nothing")
        return Card(request.say("catch-up-title"), text, tone=Tone.GOOD, rows=[[back]])
    if not request.params.get("sure"):
        return _question_card(request, lacking)
    await request.services.engine.want([(request.guild_id, code) for code in lacking.codes])
    await request.audit("caught-up", count=len(lacking.codes))
    say = request.say
    row = [Button(say("button-runs"), custom_id("runs"), ButtonStyle.MAIN)]
    text = say("catch-up-begun", count=len(lacking.codes))
    return Card(say("catch-up-title"), text, tone=Tone.GOOD, rows=[row])


async def _read_lacking(request: Request) -> Lacking:
    """Ask who has which code, of all codes at once; whoever has no state takes no request."""
    store, guild_id = request.services.store, request.guild_id
    living = living_codes(await store.visible_codes(guild_id))[:MOST_CODES]
    members: list[Member] = [one async for batch in store.members(guild_id) for one in batch]
    if not members:
        raise Rejection("none-members")
    known = await store.players([one.fid for one in members])
    askable = {
        one.fid
        for one in members
        if (known[one.fid].state_to_ask(one.state) if one.fid in known else one.state)
    }
    matrix = await store.matrix(guild_id, [record.issue for record in living])
    codes, requests = [], 0
    slices = Slices()
    for record in living:
        if lacks := len(askable.difference(*_settled_in(matrix[record.issue]))):
            codes.append(record.code)
            requests += lacks
        await slices.pause()
    return Lacking(codes, requests)


def _settled_in(cells: Mapping[Outcome, Sequence[Fid]]) -> Iterator[Sequence[Fid]]:
    """Yield the players who are settled for a code."""
    for outcome, fids in cells.items():
        if ENTAILS[outcome].fate is Fate.SETTLED:
            yield fids


def _question_card(request: Request, lacking: Lacking) -> Card:
    say, engine = request.say, request.services.engine
    time = say.duration(60.0 * lacking.requests / engine.per_minute)
    lines = [
        say("catch-up-codes", codes=say.some(lacking.codes, say.code), count=len(lacking.codes)),
        say("catch-up-cost", count=lacking.requests, time=time),
    ]
    row = [
        Button(say("button-catch-up"), custom_id("catch-up", sure=1), ButtonStyle.MAIN),
        Button(say("button-cancel"), custom_id("codes")),
    ]
    return Card(say("catch-up-title"), "\n".join(lines), rows=[row])
