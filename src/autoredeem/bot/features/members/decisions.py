"""What managers' decisions over claims and opt-outs have in common."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from autoredeem.bot.features.members.format import ids
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import each_in
from autoredeem.bot.kit.notices import tell
from autoredeem.domain.ids import Fid, parse_fid
from autoredeem.roster.oversight import Decided, Decision
from autoredeem.store.interface import Store

Decide = Callable[[Store, Decision, Collection[Fid]], Awaitable[Decided]]


def fids_chosen(request: Request) -> Sequence[Fid]:
    """Return who was chosen in a menu, or whom the button carries. Raises Rejection for nobody."""
    fids, _ = each_in(request.selected or [request.params.get("id", "")], parse_fid)
    if not fids:
        raise Rejection("error-old-message")
    return fids


async def decide(request: Request, decision: Decide, fids: Collection[Fid]) -> Sequence[Fid]:
    """Take a decision and tell whom it is about; return for whom it was taken.

    No claim and no opt-out of the guild comes in between.
    """
    guild_id, services = request.guild_id, request.services
    by = Decision(guild_id, request.person.user, request.at, request.id)
    async with request.bot.locks.enrolling(guild_id):
        decided = await decision(services.store, by, fids)
    request.bot.cache.invalidate(guild_id)
    await tell(request, decided.notices)
    return decided.fids


def decided_card(
    request: Request, fids: Sequence[Fid], *, title: str, done: str, nothing: str
) -> Card:
    """Return the card that says for whom a decision was taken, in the messages that are named.

    Raises Rejection where that is nobody.
    """
    if not fids:
        raise Rejection(nothing)
    say = request.say
    text = say(done, count=len(fids), ids=ids(say, fids))
    return Card(say(title), text, tone=Tone.GOOD, rows=[back_row(request)])


def back_row(request: Request) -> Row:
    """Return the buttons to what is next."""
    say = request.say
    return [
        Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN),
        Button(say("button-claims"), custom_id("claims")),
        Button(say("button-block-list"), custom_id("opt-outs")),
        Button(say("button-audit"), custom_id("audit")),
    ]
