"""Which run is meant: read from what came over the wire."""

from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import code_given
from autoredeem.domain.codes import code_key
from autoredeem.store.records import RunRecord


async def run_given(request: Request) -> RunRecord:
    """Find the run that is meant, in this guild. Raises Sorry where there is none."""
    code = code_given(request)
    found = await request.services.store.runs(among=[(request.guild_id, code_key(code))])
    if not found:
        raise Rejection("runs-unknown", code=request.say.code(code))
    return found[0]
