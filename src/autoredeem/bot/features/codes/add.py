"""`/codes add`: codes that were typed, however they are separated."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from autoredeem.bot.features.codes.lookup import CodeLookup, look_up_codes
from autoredeem.bot.features.codes.publish import (
    group_lines,
    publish,
    start_runs,
    within_quota,
)
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import as_typed, each_in
from autoredeem.domain.codes import parse_code

MOST_TYPED = 2_000
"""Characters of one list of codes."""

_BETWEEN = re.compile(r"[\s,;|/+&،、\uff1b\uff0c·•`\"'()<>]+")
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
    """Publish the codes that are new to the guild, and redeem them if auto-redeem is on."""
    parts = filter(None, _BETWEEN.split(request.params.get("codes", "")[:MOST_TYPED]))
    codes, wrong = each_in(parts, parse_code)
    share = request.params.get("share") in _YES
    if not (codes or wrong):
        raise Rejection("codes-none-typed")
    async with request.bot.locks.publishing(request.guild_id):
        found = await look_up_codes(request, codes)
        new = within_quota(request, found)
        shared = [code for code in (*new, *found.here) if code in found.unshared] if share else []
        if new or shared:
            await publish(request, new, shared=shared)
    if new or shared:
        await _follow_up(request, new, shared)
    return _result_card(request, wrong, found, _Published(new, shared))


@dataclass(frozen=True, slots=True)
class _Published:
    new: Sequence[str]
    shared: Sequence[str]

    @property
    def codes(self) -> Sequence[str]:
        return list(dict.fromkeys((*self.new, *self.shared)))


async def _follow_up(request: Request, new: Collection[str], shared: Collection[str]) -> None:
    """Start the runs of new codes if auto-redeem is on, and write who published them."""
    if request.settings.enabled:
        await start_runs(request, {*new, *shared})
    if new:
        await request.audit("codes-added", count=len(new))
    if shared:
        await request.audit("codes-shared", count=len(shared))
    request.bot.cache.invalidate(request.guild_id)


def _result_card(
    request: Request, wrong: Sequence[str], found: CodeLookup, published: _Published
) -> Card:
    say = request.say
    groups = {
        "codes-added": published.new,
        "codes-shared": published.shared,
        "codes-here": [code for code in found.here if code not in published.shared],
        "codes-dead": list(found.dead),
        "codes-over-quota": found.new[len(published.new) :],
    }
    lines = group_lines(request, groups)
    if wrong:
        lines.append(say("codes-wrong", texts=as_typed(say, wrong)))
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
