"""Add codes: as many as were typed, in whatever way they were separated."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from autoredeem.bot.features.codes.lookup import Sorted, sort_out
from autoredeem.bot.features.codes.publish import post, told_of, want, within_quota
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
    """Ask for codes, to keep them or (`share`) to give them to all."""
    say, share = context.say, context.params.get("share") in _YES
    title = say("codes-form-share-title") if share else say("codes-form-title")
    codes = Input(
        "codes", say("codes-form-label"), hint=say("codes-form-hint"), long=True, most=MOST_TYPED
    )
    return Form(
        title, custom_id("codes-add", share=1) if share else custom_id("codes-add"), [codes]
    )


async def add(request: Request) -> Card:
    """Make the codes known that are new to the guild, and redeem them if it wants that."""
    parts = filter(None, _BETWEEN.split(request.params.get("codes", "")[:MOST_TYPED]))
    codes, wrong = each_in(parts, parse_code)
    share = request.params.get("share") in _YES
    if not (codes or wrong):
        raise Rejection("codes-none-typed")
    async with request.bot.locks.publishing(request.guild_id):
        found = await sort_out(request, codes)
        new = within_quota(request, found)
        shared = [code for code in (*new, *found.here) if code in found.unshared] if share else []
        if new or shared:
            await post(request, new, shared=shared)
    if new or shared:
        await _go_on(request, new, shared)
    return _told(request, wrong, found, _Done(new, shared))


@dataclass(frozen=True, slots=True)
class _Done:
    new: Sequence[str]
    shared: Sequence[str]

    @property
    def codes(self) -> Sequence[str]:
        return list(dict.fromkeys((*self.new, *self.shared)))


async def _go_on(request: Request, new: Collection[str], shared: Collection[str]) -> None:
    """Have what was posted redeemed where that is wanted, and note who posted it."""
    if request.settings.enabled:
        await want(request, {*new, *shared})
    if new:
        await request.audit("codes-added", count=len(new))
    if shared:
        await request.audit("codes-shared", count=len(shared))
    request.bot.cache.invalidate(request.guild_id)


def _told(request: Request, wrong: Sequence[str], found: Sorted, done: _Done) -> Card:
    say = request.say
    groups = {
        "codes-added": done.new,
        "codes-shared": done.shared,
        "codes-here": [code for code in found.here if code not in done.shared],
        "codes-dead": list(found.dead),
        "codes-over-quota": found.new[len(done.new) :],
    }
    lines = told_of(request, groups)
    if wrong:
        lines.append(say("codes-wrong", texts=as_typed(say, wrong)))
    if done.codes:
        lines.append(say("codes-next-on") if request.settings.enabled else say("codes-next-off"))
    tone = Tone.GOOD if done.codes else Tone.WARNING
    return Card(
        say("codes-add-title"), "\n".join(lines), tone=tone, rows=[_leading_on(request, done)]
    )


def _leading_on(request: Request, done: _Done) -> list[Button]:
    say = request.say
    row = [Button(say("button-codes"), custom_id("codes"))]
    if done.codes and request.settings.enabled:
        row.insert(0, Button(say("button-runs"), custom_id("runs"), ButtonStyle.MAIN))
    elif len(done.codes) == 1:
        only = custom_id("redeem", code=done.codes[0])
        row.insert(0, Button(say("button-redeem-now"), only, ButtonStyle.MAIN))
    row.append(Button(say("codes-button-more"), custom_id("codes-add-form")))
    return row
