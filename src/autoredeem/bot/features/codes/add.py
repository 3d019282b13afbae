"""`/codes add`: codes that were typed, however they are separated."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from autoredeem.bot.features.codes.lookup import CodeLookup, look_up_codes
from autoredeem.bot.features.codes.publish import (
    group_lines,
    named_as_typed,
    publish,
    start_runs,
    within_quota,
)
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.domain.codes import parse_code
from autoredeem.domain.errors import InvalidInput

MOST_TYPED = 2_000
"""Characters of one list of codes."""

_BETWEEN = re.compile(r"[\s,;|/+&،、\uff1b\uff0c·•`\"'()<>]+")
_YES = frozenset({"1", "true", "True"})


@dataclass(slots=True)
class Typed:
    """What was typed: codes, each once, and what is none."""

    codes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


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
    """Publish the codes that are new to the guild, and redeem them if auto-redeem is on."""
    typed, share = typed_codes(request.params.get("codes", "")), request.params.get("share") in _YES
    if not (typed.codes or typed.wrong):
        raise Rejection("codes-none-typed")
    async with request.bot.locks.publishing(request.guild_id):
        found = await look_up_codes(request, typed.codes)
        new = within_quota(request, found)
        shared = [code for code in (*new, *found.here) if code in found.unshared] if share else []
        if new or shared:
            await publish(request, new, shared=shared)
    if new or shared:
        await _follow_up(request, new, shared)
    return _result_card(request, typed, found, _Published(new, shared))


@dataclass(frozen=True, slots=True)
class _Published:
    new: Sequence[str]
    shared: Sequence[str]

    @property
    def codes(self) -> Sequence[str]:
        return list(dict.fromkeys((*self.new, *self.shared)))


def typed_codes(text: str) -> Typed:
    """Read a list of codes; it may be anything."""
    typed = Typed()
    for part in dict.fromkeys(filter(None, _BETWEEN.split(text[:MOST_TYPED]))):
        code = code_in(part)
        typed.codes.append(code) if code else typed.wrong.append(part)
    return typed


def code_in(text: str) -> str | None:
    """Read one code; None for what is none."""
    try:
        return parse_code(text)
    except InvalidInput:
        return None


async def _follow_up(request: Request, new: Collection[str], shared: Collection[str]) -> None:
    """Start the runs of new codes if auto-redeem is on, and write who published them."""
    if request.settings.enabled:
        await start_runs(request, {*new, *shared})
    if new:
        await request.audit("codes-added", count=len(new))
    if shared:
        await request.audit("codes-shared", count=len(shared))
    request.bot.cache.invalidate(request.guild_id)


def _result_card(request: Request, typed: Typed, found: CodeLookup, published: _Published) -> Card:
    say = request.say
    groups = {
        "codes-added": published.new,
        "codes-shared": published.shared,
        "codes-here": [code for code in found.here if code not in published.shared],
        "codes-dead": list(found.dead),
        "codes-over-quota": found.new[len(published.new) :],
    }
    lines = group_lines(request, groups)
    if typed.wrong:
        lines.append(say("codes-wrong", texts=named_as_typed(request, typed.wrong)))
    if published.codes:
        lines.append(say("codes-next-on") if request.settings.enabled else say("codes-next-off"))
    tone = Tone.GOOD if published.codes else Tone.WARNING
    return Card(
        say("codes-add-title"), "\n".join(lines), tone=tone, rows=[_buttons(request, published)]
    )


def _buttons(request: Request, published: _Published) -> list[Button]:
    say = request.say
    row = [Button(say("button-codes"), custom_id("codes"))]
    if published.codes and request.settings.enabled:
        row.insert(0, Button(say("button-runs"), custom_id("runs"), ButtonStyle.MAIN))
    elif len(published.codes) == 1:
        only = custom_id("redeem", code=published.codes[0])
        row.insert(0, Button(say("button-redeem-now"), only, ButtonStyle.MAIN))
    row.append(Button(say("codes-button-more"), custom_id("codes-add-form")))
    return row
