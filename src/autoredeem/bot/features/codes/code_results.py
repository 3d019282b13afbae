"""`/codes history`: who got a code in a guild, who did not and why, and what to do about it."""

import asyncio
from collections.abc import Iterator

from autoredeem.bot.features.codes.lookup import KnownCode, find_code
from autoredeem.bot.features.codes.outcome_groups import (
    GOT,
    GROUPS,
    NO_STATE,
    TO_ASK,
    MemberOutcome,
    OutcomeGroups,
)
from autoredeem.bot.features.runs.format import (
    ACTIVE_STAGES,
    asked_text,
    dead_line,
    doubt_line,
    group_fields,
    how_to_redeem,
    page_link,
    progress_line,
    stage_of,
)
from autoredeem.bot.features.runs.mending import Group, is_mendable, mending_buttons
from autoredeem.bot.features.runs.run_details import end_of
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Field, Link, Menu, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.pagination import page_buttons, page_footer, page_of
from autoredeem.bot.words import key_of, moment
from autoredeem.domain.codes import Life
from autoredeem.domain.guilds import Posting
from autoredeem.domain.redemptions import Outcome, ends_code

PAGE_SIZE = 15
LONGEST_NAME, LONGEST_ANSWER = 24, 40

TONES = {Life.ALIVE: Tone.GOOD, Life.DEAD: Tone.WARNING, Life.UNTRIED: Tone.PLAIN}


async def code_results(request: Request) -> Card:
    """Show the results of a code as a whole, or a page of one group of members."""
    known = await find_code(request)
    results = await read_results(request, known)
    group = _chosen_group(request)
    return (
        _group_card(request, known, results, group)
        if group
        else _overview_card(request, known, results)
    )


async def code_card(request: Request, known: KnownCode) -> Card:
    """Return the card of a code's results as a whole."""
    return _overview_card(request, known, await read_results(request, known))


async def read_results(request: Request, known: KnownCode) -> OutcomeGroups:
    """Return all members in groups, for the present edition of a code.

    Two queries for each batch of them, one for all attempts.
    """
    store, guild_id, results = request.services.store, request.guild_id, OutcomeGroups()
    answers = await store.attempts(guild_id, known.issue)
    attempts = {
        fid: one for fid, one in answers.items() if known.dead or not ends_code(one.outcome)
    }
    async for batch in store.members(guild_id):
        fids = [member.fid for member in batch]
        rows, players = await asyncio.gather(
            store.redemptions(guild_id, [known.issue], fids), store.players(fids)
        )
        redeemed = {row.fid: row for row in rows}
        results.add(batch, redeemed, attempts, players, request.at)
    return results


def resting_lines(request: Request, results: OutcomeGroups) -> list[str]:
    """Return a line on those who failed and can't be asked anew yet, where there are any."""
    if not (resting := results.resting(request.at)):
        return []
    return [request.say("codes-resting", count=len(resting), when=moment(min(resting)))]


def _chosen_group(request: Request) -> str | None:
    """Return the group whose number was chosen; None for the overview. It may be anything."""
    number = request.params.get("show") or (request.picked if "code" in request.params else "")
    return {str(place): group for place, group in enumerate(GROUPS)}.get(number)


def _overview_card(request: Request, known: KnownCode, results: OutcomeGroups) -> Card:
    say = request.say
    return Card(
        say("codes-history-title", code=say.plain(known.code)),
        "\n".join(_lines(request, known, results)),
        _fields(request, known, results),
        tone=_tone(known, results),
        rows=_rows(request, known, results),
    )


def _tone(known: KnownCode, results: OutcomeGroups) -> Tone:
    """Return green only for a living code that failed nobody for what somebody can mend."""
    failed = any(is_mendable(outcome) for outcome, _ in results.failed)
    if known.standing.life is Life.ALIVE and (failed or results.groups[NO_STATE]):
        return Tone.WARNING
    return TONES[known.standing.life]


def _fields(request: Request, known: KnownCode, results: OutcomeGroups) -> list[Field]:
    """Return who lacks the code, why, and what to do; and how the code is redeemed by hand."""
    say = request.say
    if not known.dead:
        groups = group_fields(say, _unsettled_groups(results, known))
        by_hand = () if known.standing.is_doubted else [how_to_redeem(say, [known.code])]
        return [*groups, *by_hand]
    rest = len(results.groups[TO_ASK]) + len(results.groups[NO_STATE])
    asked = asked_text(say, results.total - rest, rest)
    return [Field(say("runs-field-others"), asked)] if results.total else []


def _rows(request: Request, known: KnownCode, results: OutcomeGroups) -> list[Row]:
    groups = () if known.dead else _unsettled_groups(results, known)
    mending = mending_buttons(request.say, known.code, groups)
    menu = _group_menu(request, known, results)
    return [*menu, *([mending] if mending else []), _buttons(request, known, results)]


def _lines(request: Request, known: KnownCode, results: OutcomeGroups) -> list[str]:
    say = request.say
    lines = [
        _life_text(request, known),
        visibility_text(request, known.posting, shared=known.shared),
    ]
    if known.standing.edition > 1:
        lines.insert(1, say("codes-issued-again", count=known.standing.edition))
    if known.posting:
        lines[-1] += f" · {say('codes-added-at', when=moment(known.posting.at))}"
    if here := list(_progress_texts(request, known, results)):
        lines.append(say("codes-run", run=" · ".join(here)))
    if not results.total:
        lines.append(say("none-members"))
    return lines if known.dead else [*lines, *resting_lines(request, results)]


def _progress_texts(request: Request, known: KnownCode, results: OutcomeGroups) -> Iterator[str]:
    if known.run and not known.dead:
        yield progress_line(request.say, known.run, end_of(request, known.run))
    if results.total:
        yield request.say("runs-have", have=len(results.groups[GOT]), members=results.total)


def _life_text(request: Request, known: KnownCode) -> str:
    standing = known.standing
    if known.dead and standing.reason:
        return dead_line(request.say, standing.reason)
    return doubt_line(request.say, standing) or request.say(key_of("codes-life", standing.life))


def visibility_text(request: Request, posting: Posting | None, *, shared: bool) -> str:
    """Return the text that says for which guilds a code is."""
    if shared:
        return request.say("codes-for-all")
    if posting is None:
        return request.say("codes-unposted")
    if posting.share_at:
        return request.say("codes-for-all-soon", when=moment(posting.share_at))
    return request.say("codes-own")


def _unsettled_groups(results: OutcomeGroups, known: KnownCode) -> Iterator[Group]:
    for outcome, members in results.failed:
        yield key_of("outcome", outcome), len(members)
    if without := results.groups[NO_STATE]:
        yield "outcome-no-state", len(without)
    if left := results.groups[TO_ASK]:
        going = known.run and stage_of(known.run) in ACTIVE_STAGES
        yield "runs-to-ask" if going else "codes-not-asked", len(left)


def _group_menu(
    request: Request, known: KnownCode, results: OutcomeGroups, shown: str | None = None
) -> list[Row]:
    """Return the menu of the groups that are not empty."""
    choices = [
        Choice(
            request.say(
                "codes-view", group=group_title(request, group), count=len(results.groups[group])
            ),
            str(number),
            selected=group == shown,
        )
        for number, group in enumerate(GROUPS)
        if results.groups[group]
    ]
    menu = Menu(custom_id("code", code=known.code), request.say("codes-view-hint"), choices)
    return [menu] if choices else []


def group_title(request: Request, group: str) -> str:
    """Return what a group of members is called."""
    if group in (GOT, TO_ASK):
        return request.say("runs-field-settled") if group == GOT else request.say("codes-not-asked")
    return request.say("outcome-no-state") if group == NO_STATE else request.say(_key(group))


def _key(group: str) -> str:
    return key_of("outcome", Outcome(group))


def _buttons(request: Request, known: KnownCode, results: OutcomeGroups) -> list[Button | Link]:
    say, code = request.say, known.code
    row: list[Button | Link] = []
    if not known.dead and results.total:
        row.append(
            Button(say("button-redeem-now"), custom_id("redeem", code=code), ButtonStyle.MAIN)
        )
    if known.dead:
        row.append(Button(say("codes-button-again"), custom_id("code-again", code=code)))
    if known.can_be_shared:
        row.append(Button(say("button-share"), custom_id("code-share", code=code)))
    elif known.shares_at:
        back = custom_id("codes-share", codes=code, back=1)
        row.append(Button(say("codes-button-take-back"), back, ButtonStyle.DANGER))
    if known.can_be_removed(operator=request.operator):
        row.append(Button(say("button-remove"), custom_id("code-remove", code=code)))
    if not known.dead:
        row.append(page_link(say))
    return [*row, Button(say("button-back"), custom_id("codes"))]


def _group_card(request: Request, known: KnownCode, results: OutcomeGroups, group: str) -> Card:
    say, index = request.say, GROUPS.index(group)
    members = sorted(results.groups[group], key=_sort_key)
    page = page_of(members, request.params.get("page", ""), PAGE_SIZE)
    paging = page_buttons(
        say, page, lambda number: custom_id("code", code=known.code, show=index, page=number)
    )
    # No two components of a message may have one custom id: the menu's is the code alone.
    back = Button(say("button-back"), custom_id("code", code=known.code, show="-"))
    title = say("codes-history-title", code=say.plain(known.code))
    lines = [_line(request, entry, group) for entry in page.items] or [say("codes-nobody")]
    text = "\n".join([f"**{group_title(request, group)}**", *lines])
    rows = [*_group_menu(request, known, results, group), [*paging, back]]
    return Card(title, text, footer=page_footer(say, page), rows=rows)


def _sort_key(entry: MemberOutcome) -> tuple[str, int]:
    return entry.member.nickname.casefold(), entry.member.fid


def _line(request: Request, entry: MemberOutcome, group: str) -> str:
    say, member = request.say, entry.member
    texts = [say.name(member.nickname, LONGEST_NAME), say.code(str(member.fid))]
    # Members got it in several ways; in other groups all have the outcome of the title.
    if entry.outcome and group == GOT:
        texts.append(say(key_of("outcome", entry.outcome)))
    if entry.answer:
        texts.append(say.name(entry.answer, LONGEST_ANSWER))
    if entry.at:
        texts.append(moment(entry.at))
    return " · ".join(texts)
