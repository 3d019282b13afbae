"""`/codes add`: codes that were typed, however they are separated, or a text that has some."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autoredeem.bot.features.codes.near_misses import near_misses
from autoredeem.bot.features.codes.publish import (
    group_lines,
    look_up,
    start_runs,
    take_in,
    unshared,
)
from autoredeem.bot.features.codes.questions import doubt_lines, take_rows
from autoredeem.bot.features.codes.share import share_button
from autoredeem.bot.features.codes.typed_codes import MOST_TYPED, TypedCodes, read_typed
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import as_typed, codes_chosen
from autoredeem.codes import Found

_YES = frozenset({"1", "true", "True"})


def add_form(context: FormContext) -> Form:
    """Return the form for codes, to keep them or (`share`) to give them to all guilds."""
    say, share = context.say, context.params.get("share") in _YES
    title = say("codes-form-share-title") if share else say("codes-form-title")
    codes = Input(
        "codes", say("codes-form-label"), hint=say("codes-form-hint"), long=True, most=MOST_TYPED
    )
    return Form(
        title, custom_id("codes-add", share=1) if share else custom_id("codes-add"), [codes]
    )


async def add(request: Request) -> Card:
    """Publish what surely are codes and new to the guild, and ask about what may be some."""
    typed = read_typed(request.params.get("codes", ""), request.at.date())
    if not (typed.codes or typed.wrong):
        raise Rejection("codes-none-typed")
    return await _add(request, typed)


async def take(request: Request) -> Card:
    """Publish the codes that were asked about and that a person takes. They may be forged."""
    return await _add(request, TypedCodes(codes_chosen(request)), asking=False)


@dataclass(frozen=True, slots=True)
class _Added:
    """What came of it: `meant` has what new ones are likely meant to be, which are not added."""

    found: Found
    shareable: Sequence[str]
    meant: Mapping[str, str] = field(default_factory=dict)


async def _add(request: Request, typed: TypedCodes, *, asking: bool = True) -> Card:
    meant: Mapping[str, str] = {}
    async with request.bot.locks.publishing(request.guild_id):
        if asking:
            meant = await near_misses(request, (await look_up(request, typed.sure)).new)
        found = await take_in(request, [code for code in typed.sure if code not in meant])
    if request.settings.enabled:
        await start_runs(request, found.new)
        await request.services.rollout.open_missing(request.guild_id, found.here)
    if found.new or found.revived:
        await _follow_up(request, found)
    shareable: Sequence[str] = ()
    if request.params.get("share") in _YES:
        here = [*found.new, *found.here]
        own = await unshared(request, here)
        shareable = [code for code in here if code in own]
    return _result_card(request, typed, _Added(found, shareable, meant))


async def _follow_up(request: Request, found: Found) -> None:
    """Write who published codes, and let them be suggested."""
    await request.audit("codes-added", count=len(found.new) + len(found.revived))
    request.bot.cache.invalidate(request.guild_id)


def _result_card(request: Request, typed: TypedCodes, added: _Added) -> Card:
    say, found, new = request.say, added.found, added.found.new
    lines = doubt_lines(say, typed.doubtful, added.meant)
    groups = {
        "codes-added": new,
        "codes-here": found.here,
        "codes-revived": found.revived,
        "codes-dead": list(found.dead),
        "codes-over-quota": found.over_quota,
    }
    lines += group_lines(request, groups)
    if typed.wrong:
        lines.append(say("codes-wrong", texts=as_typed(say, typed.wrong)))
    if new:
        lines.append(say("codes-next-on") if request.settings.enabled else say("codes-next-off"))
    if added.shareable:
        lines += group_lines(request, {"codes-share-these": added.shareable})
    smooth = (new or found.revived) and not (typed.doubtful or added.meant or added.shareable)
    tone = Tone.GOOD if smooth else Tone.WARNING
    asked = take_rows(say, [*added.meant, *typed.doubtful], _carried(request))
    rows = [*asked, _buttons(request, added)]
    return Card(say("codes-add-title"), "\n".join(lines), tone=tone, rows=rows)


def _carried(request: Request) -> Mapping[str, object]:
    """Return what the buttons that take a code carry on: whether it is to be shared."""
    return {"share": 1} if request.params.get("share") in _YES else {}


def _buttons(request: Request, added: _Added) -> Row:
    say = request.say
    row = [Button(say("button-codes"), custom_id("codes"))]
    if added.shareable:
        row.insert(0, share_button(request, added.shareable))
    elif added.found.new and request.settings.enabled:
        row.insert(0, Button(say("button-runs"), custom_id("runs"), ButtonStyle.MAIN))
    elif len(added.found.new) == 1:
        only = custom_id("redeem", code=added.found.new[0])
        row.insert(0, Button(say("button-redeem-now"), only, ButtonStyle.MAIN))
    row.append(Button(say("codes-button-more"), custom_id("codes-add-form")))
    return row
