"""All accounts of a person at a glance: what became of the last few codes, a sign each."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autoredeem.bot.features.players.account_codes import CodeResult, merge_results
from autoredeem.bot.features.runs.format import issue_text
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import Say
from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption
from autoredeem.store.records import CodeRecord

MOST_CODES = 5

GOT, FAILED, WAITS = "✅", "❌", "⏳"


@dataclass(frozen=True, slots=True)
class Glance:
    """The last codes, newest first, and the signs of each account for them in that order."""

    codes: Sequence[CodeRecord] = ()
    signs: Mapping[Fid, str] = field(default_factory=dict)

    def of(self, fid: Fid) -> str:
        """Return the signs of an account, to stand before it; nothing without codes."""
        return f"{self.signs[fid]} " if self.codes else ""

    def legend(self, say: Say) -> Sequence[str]:
        """Return the line that says which codes the signs stand for; none without codes."""
        if not self.codes:
            return ()
        codes = say.listing(issue_text(say, one.issue) for one in self.codes)
        return [say("players-glance", codes=codes)]


async def read_glance(request: Request, accounts: Sequence[Member]) -> Glance:
    """Read it of all accounts by the same four questions, however many they are."""
    store, guild_id = request.services.store, request.guild_id
    codes = _last(await store.visible_codes(guild_id))
    if not codes:
        return Glance()
    issues, fids = [one.issue for one in codes], [one.fid for one in accounts]
    settled, attempts, players = await asyncio.gather(
        store.redemptions(guild_id, issues, fids),
        store.attempts_among(guild_id, issues, fids),
        store.players(fids),
    )
    got, tried = defaultdict[Fid, list[Redemption]](list), defaultdict[Fid, list[Attempt]](list)
    for row in settled:
        got[row.fid].append(row)
    for attempt in attempts:
        tried[attempt.fid].append(attempt)
    signs: dict[Fid, str] = {}
    for one in accounts:
        known = players.get(one.fid, KnownPlayer(one.fid))
        expected = known.expected(one.state, request.at)
        results = merge_results(codes, got[one.fid], tried[one.fid], expected, one.level)
        by_key = {code_key(result.code): result for result in results}
        signs[one.fid] = "".join(_sign(by_key.get(code_key(issue))) for issue in issues)
    return Glance(codes, signs)


def _last(seen: Sequence[CodeRecord]) -> Sequence[CodeRecord]:
    """Return the newest codes, a spelling of each; not those that there never were."""
    real = [one for one in seen if one.standing.reason is not Outcome.NO_SUCH_CODE]
    by_key: dict[str, CodeRecord] = {}
    for one in real:
        by_key.setdefault(code_key(one.code), one)
    return list(by_key.values())[:MOST_CODES]


def _sign(result: CodeResult | None) -> str:
    """Return the sign of a result; of a dead code that was not asked for there is none."""
    if result is None:
        return FAILED
    if result.settled:
        return GOT
    return WAITS if result.outcome is None else FAILED
