"""The code and the run that a request is about: it came over the wire."""

from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.domain.codes import code_key, parse_code
from autoredeem.domain.errors import InvalidInput
from autoredeem.store.interface import RunRecord


def code_given(request: Request) -> str:
    """Read the code that was typed, chosen or carried. Raises Sorry for what is none."""
    typed = request.params.get("code") or next(iter(request.selected), "")
    if not typed.strip():
        raise Rejection("error-old-message")
    try:
        return parse_code(typed)
    except InvalidInput:
        raise Rejection("error-wrong-code", text=request.say.name(typed, 40)) from None


async def resolve_run(request: Request) -> RunRecord:
    """Return the run that a request is about. Raises Rejection where the guild has none such."""
    code = code_given(request)
    found = await request.services.store.runs(among=[(request.guild_id, code_key(code))])
    if not found:
        raise Rejection("runs-unknown", code=request.say.code(code))
    return found[0]
