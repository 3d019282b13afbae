"""*Search*: the game is asked in which state players live, once a leader has seen what it costs."""

from collections.abc import Sequence

from autoredeem.bot.features.members.needs import BY_A_STATE, all_in_need, need_given, needs_card
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import LONGEST_SHOWN, read_or_none
from autoredeem.domain.ids import Fid
from autoredeem.domain.known_players import Need
from autoredeem.domain.numbers import parse_number
from autoredeem.domain.text import trim
from autoredeem.roster.state_search import SearchProgress, StateSearch

WIDEST = 50
"""States on either side of the likely ones that a search may try."""


async def search(request: Request) -> Card:
    """Show how far the guild's search is; where none goes on, what one would cost."""
    need, port = _need(request), _port(request)
    progress = await port.progress(request.guild_id)
    if progress and not progress.over:
        return _progress_card(request, need, progress)
    return await _cost_card(request, need, port, progress)


async def start(request: Request) -> Card:
    """Start the search whose cost was shown, and show its progress."""
    need, port, span = _need(request), _port(request), _span(request)
    fids = await _fids(request, need)
    if not fids:
        return await needs_card(request, need)
    await port.start(request.guild_id, fids, by=request.person.user, span=span)
    await request.audit("needs-searched", count=len(fids), span=span)
    return await search(request)


async def stop(request: Request) -> Card:
    """Stop the guild's search, and show the list: what was found has left it."""
    need, port = _need(request), _port(request)
    progress = await port.progress(request.guild_id)
    if progress and not progress.over:
        await port.stop(request.guild_id)
        await request.audit("needs-search-stopped", count=progress.found)
    return await needs_card(request, need, [request.say("needs-search-stopped")])


def span_form(context: FormContext) -> Form:
    """Return the form for how far from the likely states to search."""
    say = context.say
    carried = {"need": context.params.get("need", "")[:20]}
    span = Input("span", say("form-needs-span", most=WIDEST), hint="5", most=12)
    return Form(say("form-needs-span-title"), custom_id("needs-search", **carried), [span])


def _need(request: Request) -> Need:
    need = need_given(request)
    if need not in BY_A_STATE:
        raise Rejection("error-old-message")
    return need


def _port(request: Request) -> StateSearch:
    port = request.services.search
    if port is None:
        raise Rejection("error-old-message")
    return port


def _span(request: Request) -> int:
    """Return how far to search: 0 where nothing was typed. Raises Rejection for what is none."""
    typed = trim(request.params.get("span", ""))
    span = read_or_none(_parse_span, typed) if typed else 0
    if span is None:
        shown = request.say.name(typed, LONGEST_SHOWN)
        raise Rejection("needs-wrong-span", text=shown, most=WIDEST)
    return span


def _parse_span(text: str) -> int:
    if text == "0":
        return 0
    return parse_number(text, "a number of states", WIDEST)


async def _fids(request: Request, need: Need) -> Sequence[Fid]:
    return [one.fid for one in await all_in_need(request, need)]


async def _cost_card(
    request: Request, need: Need, port: StateSearch, last: SearchProgress | None
) -> Card:
    say, span, fids = request.say, _span(request), await _fids(request, need)
    if not fids:
        return await needs_card(request, need)
    cost = await port.cost(request.guild_id, fids, span=span)
    lines = [say("needs-search-last", found=last.found, count=last.players)] if last else []
    lines += [
        say("needs-search-how", count=cost.players),
        say(
            "needs-search-cost",
            count=cost.requests,
            time=say.duration(60.0 * cost.minutes),
            share=round(100 * cost.share),
        ),
        say("needs-search-span", count=span),
    ]
    carried = {"need": need.value}
    yes = custom_id("needs-search-yes", **carried, span=span)
    row = [
        Button(say("button-needs-search-yes"), yes, ButtonStyle.MAIN),
        Button(say("button-needs-wider"), custom_id("needs-span-form", **carried)),
        Button(say("button-cancel"), custom_id("needs", **carried)),
    ]
    return Card(say("needs-search-title"), "\n".join(lines), tone=Tone.WARNING, rows=[row])


def _progress_card(request: Request, need: Need, progress: SearchProgress) -> Card:
    say, carried = request.say, {"need": need.value}
    lines = [
        say("needs-search-done", done=progress.done, count=progress.players),
        say("needs-search-found", count=progress.found),
        say("needs-search-asked", count=progress.asked),
        *([say("needs-search-paused")] if progress.paused else []),
    ]
    row = [
        Button(say("button-refresh"), custom_id("needs-search", **carried)),
        Button(say("button-stop"), custom_id("needs-search-stop", **carried), ButtonStyle.DANGER),
        Button(say("button-back"), custom_id("needs", **carried)),
    ]
    return Card(say("needs-search-title"), "\n".join(lines), rows=[row])
