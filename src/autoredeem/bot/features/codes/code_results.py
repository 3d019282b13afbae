"""A code's history in a guild: who got it, who did not and why, and what to do about each."""

from collections.abc import Iterator

from autoredeem.bot.features.codes.lookup import Known, known_code
from autoredeem.bot.features.codes.outcome_groups import GOT, NO_STATE, TO_ASK, VIEWS, Part, Parts
from autoredeem.bot.features.runs.format import (
    GOING,
    Group,
    dead_line,
    group_fields,
    progress_line,
    stage_of,
)
from autoredeem.bot.features.runs.run_details import estimate_of
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.words import key_of, moment
from autoredeem.domain.codes import Life
from autoredeem.domain.redemptions import Outcome

A_PAGE = 15
LONGEST_NAME, LONGEST_WORDS = 24, 40

TONES = {Life.ALIVE: Tone.GOOD, Life.DEAD: Tone.WARNING, Life.UNTRIED: Tone.PLAIN}


async def history(request: Request) -> Card:
    """Show a code that the guild knows, or one group of its members, in pages."""
    known = await known_code(request)
    parts = await _parts_of(request, known)
    view = _view_in(request)
    return _list(request, known, parts, view) if view else _overview(request, known, parts)


async def history_card(request: Request, known: Known) -> Card:
    """Show a code as a whole."""
    return _overview(request, known, await _parts_of(request, known))


async def _parts_of(request: Request, known: Known) -> Parts:
    """Ask who has the code, a batch of members at a time; and once who got which answer."""
    store, guild_id, parts = request.services.store, request.guild_id, Parts()
    attempts = await store.attempts(guild_id, known.code)
    async for batch in store.members(guild_id):
        fids = [member.fid for member in batch]
        rows = await store.redemptions(guild_id, [known.code], fids)
        parts.add(batch, {row.fid: row for row in rows}, attempts)
    return parts


def _view_in(request: Request) -> str | None:
    """Read which group is meant, by its number. It may be anything."""
    number = request.params.get("show") or (request.picked if "code" in request.params else "")
    return {str(place): view for place, view in enumerate(VIEWS)}.get(number)


def _overview(request: Request, known: Known, parts: Parts) -> Card:
    say = request.say
    return Card(
        say("codes-history-title", code=say.plain(known.code)),
        "\n".join(_lines(request, known, parts)),
        group_fields(say, _groups(known, parts), dead=known.dead),
        tone=TONES[known.standing.life],
        rows=[*_menu(request, known, parts), _doing(request, known, parts)],
    )


def _lines(request: Request, known: Known, parts: Parts) -> list[str]:
    say = request.say
    lines = [_life(request, known), whose(request, shared=known.shared, own=bool(known.posting))]
    if known.posting:
        lines[-1] += f" · {say('codes-added-at', when=moment(known.posting.at))}"
    if here := list(_here(request, known, parts)):
        lines.append(say("codes-run", run=" · ".join(here)))
    if not parts.total:
        lines.append(say("none-members"))
    return lines


def _here(request: Request, known: Known, parts: Parts) -> Iterator[str]:
    if known.run and not known.dead:
        yield progress_line(request.say, known.run, estimate_of(request, known.run))
    if parts.total:
        yield request.say("runs-have", have=len(parts.groups[GOT]), members=parts.total)


def _life(request: Request, known: Known) -> str:
    standing = known.standing
    if standing.reason:
        return dead_line(request.say, standing.reason)
    return request.say(key_of("codes-life", standing.life))


def whose(request: Request, *, shared: bool, own: bool) -> str:
    """Say for whom a code is."""
    if shared:
        return request.say("codes-for-all")
    return request.say("codes-own") if own else request.say("codes-unposted")


def _groups(known: Known, parts: Parts) -> Iterator[Group]:
    for outcome, group in parts.failed:
        if outcome is not known.standing.reason:
            yield key_of("outcome", outcome), len(group)
    if without := parts.groups[NO_STATE]:
        yield "outcome-no-state", len(without)
    if left := parts.groups[TO_ASK]:
        yield _why_not_asked(known), len(left)


def _why_not_asked(known: Known) -> str:
    if known.dead:
        return "runs-never-asked"
    going = known.run and stage_of(known.run) in GOING
    return "runs-to-ask" if going else "codes-not-asked"


def _menu(request: Request, known: Known, parts: Parts, shown: str | None = None) -> list[Row]:
    """Offer the groups in which somebody is."""
    choices = [
        Choice(
            request.say("codes-view", group=_title(request, view), count=len(parts.groups[view])),
            str(number),
            selected=view == shown,
        )
        for number, view in enumerate(VIEWS)
        if parts.groups[view]
    ]
    menu = Menu(custom_id("code", code=known.code), request.say("codes-view-hint"), choices)
    return [menu] if choices else []


def _title(request: Request, view: str) -> str:
    if view in (GOT, TO_ASK):
        return request.say("runs-field-settled") if view == GOT else request.say("codes-not-asked")
    return request.say("outcome-no-state") if view == NO_STATE else request.say(_key(view))


def _key(view: str) -> str:
    return key_of("outcome", Outcome(view))


def _doing(request: Request, known: Known, parts: Parts) -> list[Button]:
    say, code = request.say, known.code
    row = []
    if not known.dead and parts.total:
        row.append(
            Button(say("button-redeem-now"), custom_id("redeem", code=code), ButtonStyle.MAIN)
        )
        if any(parts.failed):
            row.append(Button(say("button-retry-failed"), custom_id("code-retry", code=code)))
    if known.can_be_shared:
        row.append(Button(say("button-share"), custom_id("code-share", code=code)))
    return [*row, Button(say("button-back"), custom_id("codes"))]


def _list(request: Request, known: Known, parts: Parts, view: str) -> Card:
    say, number = request.say, VIEWS.index(view)
    group = sorted(parts.groups[view], key=_order)
    page = page_of(group, request.params.get("page", ""), A_PAGE)
    turning = page_buttons(
        say, page, lambda there: custom_id("code", code=known.code, show=number, page=there)
    )
    # The menu carries the code alone, and so would a button back: that one says so.
    back = Button(say("button-back"), custom_id("code", code=known.code, show="-"))
    title = say("codes-history-title", code=say.plain(known.code))
    members = [_line(request, part, view) for part in page.items] or [say("codes-nobody")]
    text = "\n".join([f"**{_title(request, view)}**", *members])
    rows = [*_menu(request, known, parts, view), [*turning, back]]
    return Card(title, text, footer=page_footer(say, page), rows=rows)


def _order(part: Part) -> tuple[str, int]:
    return part.member.nickname.casefold(), part.member.fid


def _line(request: Request, part: Part, view: str) -> str:
    say, member = request.say, part.member
    parts = [say.name(member.nickname, LONGEST_NAME), say.code(str(member.fid))]
    # Those who have it came by it in several ways; in other groups it is what they are called.
    if part.how and view == GOT:
        parts.append(say(key_of("outcome", part.how)))
    if part.words:
        parts.append(say.name(part.words, LONGEST_WORDS))
    if part.at:
        parts.append(moment(part.at))
    return " · ".join(parts)
