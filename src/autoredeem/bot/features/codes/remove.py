"""`/codes remove`: a code of the guild's own, by its managers; a shared one, by operators."""

from autoredeem.bot.features.codes.lookup import KnownCode, find_code
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.store.records import RunStatus


async def remove(request: Request) -> Card:
    """Ask whether a code is to be removed, then (`sure`) remove it and stop what goes on for it."""
    known = await find_code(request)
    if not known.can_be_removed(operator=request.operator):
        raise Rejection("codes-not-removable", code=request.say.code(known.code))
    if not request.params.get("sure"):
        return _question_card(request, known)
    await (_remove_everywhere(request, known) if known.shared else _remove_here(request, known))
    await request.audit("code-removed", code=known.code)
    request.bot.cache.invalidate(request.guild_id)
    say = request.say
    row = [Button(say("button-codes"), custom_id("codes"), ButtonStyle.MAIN)]
    text = say("codes-removed", code=say.code(known.code))
    return Card(say("codes-title"), text, tone=Tone.GOOD, rows=[row])


def _question_card(request: Request, known: KnownCode) -> Card:
    say, code = request.say, known.code
    key = "codes-remove-everywhere" if known.shared else "codes-remove-here"
    yes = custom_id("code-remove", code=code, sure=1)
    row = [
        Button(say("button-remove-yes"), yes, ButtonStyle.DANGER),
        Button(say("button-cancel"), custom_id("code", code=code)),
    ]
    text = say(key, code=say.code(code))
    return Card(say("members-remove-title"), text, tone=Tone.WARNING, rows=[row])


async def _remove_here(request: Request, known: KnownCode) -> None:
    await request.services.store.unpost_codes(request.guild_id, [known.code])
    if known.run:
        await request.services.engine.stop([known.run.key])


async def _remove_everywhere(request: Request, known: KnownCode) -> None:
    """Stop first: a run that is only about to open would make the code known again."""
    store = request.services.store
    runs = await store.runs_of([known.code], RunStatus.OPEN)
    await request.services.engine.stop([run.key for run in runs])
    await store.remove_codes([known.code])
    await store.unpost_codes(request.guild_id, [known.code])
