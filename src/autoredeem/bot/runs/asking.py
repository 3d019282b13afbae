"""Which run is meant: read from what came over the wire."""

from autoredeem.bot.acts import Ask, Sorry
from autoredeem.bot.inputs import code_given
from autoredeem.domain.codes import code_key
from autoredeem.store.records import RunRecord


async def run_given(ask: Ask) -> RunRecord:
    """Find the run that is meant, in this guild. Raises Sorry where there is none."""
    code = code_given(ask)
    found = await ask.desk.store.runs(among=[(ask.guild_id, code_key(code))])
    if not found:
        raise Sorry("runs-unknown", code=ask.say.code(code))
    return found[0]
