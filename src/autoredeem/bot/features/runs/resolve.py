"""The run that a request is about: it came over the wire."""

from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import code_given
from autoredeem.domain.codes import code_key
from autoredeem.store.records import RunRecord


async def resolve_run(request: Request) -> RunRecord:
    """Return the run that a request is about. Raises Rejection where the guild has none such."""
    code = code_given(request)
    found = await request.services.store.runs(among=[(request.guild_id, code_key(code))])
    if not found:
        raise Rejection("runs-unknown", code=request.say.code(code))
    return found[0]
