"""*Try again*: a player's own failed codes, as soon as what the game said of them has rested."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from autoredeem.bot.features.players.account_codes import CodeResult, read_results
from autoredeem.bot.features.players.accounts import account_line, own_account
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.words import moment
from autoredeem.domain.codes import code_key, spelling_of
from autoredeem.domain.ids import Fid
from autoredeem.store.records import RunStatus


async def retry(request: Request) -> Card:
    """Have the failed codes of an account tried again: of that account alone.

    Codes of which a run is open are left to it: it knows who failed in it. Raises Rejection where
    none of the others can be tried, or not yet.
    """
    account = await own_account(request)
    results = await read_results(request, account)
    rested = [one.code for one in results if may_retry(one, request.at)]
    if not rested:
        raise _not_yet(results)
    codes = await _without_run(request, rested)
    if not codes:
        raise Rejection("players-retry-running", count=len(rested))
    # Forgotten first: a run that is opened before would heed them.
    await request.services.store.forget_attempts(request.guild_id, codes, [account.fid])
    wanted = [(request.guild_id, spelling_of(code)) for code in codes]
    await request.services.engine.want(wanted, anew=False)
    await request.audit("own-retry", id=str(account.fid), count=len(codes))
    say = request.say
    lines = [account_line(say, account), "", say("players-retried", count=len(codes))]
    if left := len(rested) - len(codes):
        lines.append(say("players-retry-running", count=left))
    back = Button(say("players-button-account"), custom_id("me", id=account.fid), ButtonStyle.MAIN)
    return Card(say("players-retry-title"), "\n".join(lines), tone=Tone.GOOD, rows=[[back]])


async def _without_run(request: Request, issues: Sequence[str]) -> Sequence[str]:
    """Return those of the codes' issues that no run of the guild's is open for."""
    keys = {issue: code_key(spelling_of(issue)) for issue in issues}
    among = [(request.guild_id, key) for key in keys.values()]
    runs = await request.services.store.runs(RunStatus.OPEN, among=among)
    busy = {code_key(run.code) for run in runs}
    return [issue for issue, key in keys.items() if key not in busy]


def may_retry(result: CodeResult, at: datetime) -> bool:
    """Whether a code can be tried again at a time."""
    return result.retry_at is not None and result.retry_at <= at


def retry_buttons(request: Request, fid: Fid, results: Sequence[CodeResult]) -> Iterator[Button]:
    """Yield the button that has failed codes tried again, where there are any."""
    if any(may_retry(one, request.at) for one in results):
        yield Button(request.say("players-button-retry"), custom_id("my-retry", id=fid))


def _not_yet(results: Sequence[CodeResult]) -> Rejection:
    """Return the rejection that says when some of them can be, if any."""
    times = [one.retry_at for one in results if one.retry_at]
    if not times:
        return Rejection("players-retry-none")
    return Rejection("players-retry-later", when=moment(min(times)))
