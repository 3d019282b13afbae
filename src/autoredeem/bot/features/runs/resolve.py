"""Which code and which run is meant: read from what came over the wire."""

from autoredeem.bot.kit.handlers import Ask, Sorry
from autoredeem.domain.codes import code_key, parse_code
from autoredeem.domain.errors import InvalidInput
from autoredeem.store.interface import RunRecord


def code_given(ask: Ask) -> str:
    """Read the code that was typed, chosen or carried. Raises Sorry for what is none."""
    typed = ask.given.get("code") or next(iter(ask.chosen), "")
    if not typed.strip():
        raise Sorry("error-old-message")
    try:
        return parse_code(typed)
    except InvalidInput:
        raise Sorry("error-wrong-code", text=ask.say.name(typed, 40)) from None


async def run_given(ask: Ask) -> RunRecord:
    """Find the run that is meant, in this guild. Raises Sorry where there is none."""
    code = code_given(ask)
    found = await ask.desk.store.runs(among=[(ask.guild_id, code_key(code))])
    if not found:
        raise Sorry("runs-unknown", code=ask.say.code(code))
    return found[0]
