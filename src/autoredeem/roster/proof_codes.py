"""For which code a player is asked: one that is alive and theirs to get, else one that is over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Codes, Guilds, Ledger, Runs
from autoredeem.store.records import CodeRecord

NO_CODE = "AUTOREDEEM-PROOF"
"""A code that can't exist: the game looks at player and state before it says so."""

MOST_LIVING = 20
"""Living codes that are looked through, the newest first: there are rarely more than a few."""


class CodeFacts(Codes, Ledger, Guilds, Runs, Protocol):
    """What is read here of a title's store: codes, who has them, what guilds chose."""


@dataclass(frozen=True, slots=True)
class ChosenCode:
    """A code to ask for. `standing` is None where it is dead or none: an answer says nothing of it.

    `turn` is of the verdict by which it is dead.
    """

    code: str = NO_CODE
    standing: Standing | None = None
    edition: int = 1
    turn: int | None = None


async def codes_for(
    store: CodeFacts, guild_id: GuildId, fids: Collection[Fid]
) -> Mapping[Fid, ChosenCode] | None:
    """Return for which code to ask each player. A few questions, however many there are.

    A living one the player lacks, which a right answer redeems: where the guild wants codes, and
    has not stopped its run. Else the one that expired last, else one that can't exist. None where
    the bot does not serve the guild. Raises OutsideError where the store fails.
    """
    [*chosen] = await store.guilds([guild_id])
    if any(not one.is_served for one in chosen):
        return None
    seen = await store.visible_codes(guild_id)
    over = _over(seen)
    if not any(one.wants_codes for one in chosen):
        return dict.fromkeys(fids, over)
    living = await _not_stopped(store, guild_id, _living(seen))
    found = dict.fromkeys(fids, over)
    if not living:
        return found
    asked = {(guild_id, one.issue): list(fids) for one in living}
    settled = await store.batch_check(asked)
    for record in reversed(living):
        has = settled[guild_id, record.issue]
        alive = ChosenCode(record.code, record.standing, record.standing.edition)
        found.update((fid, alive) for fid in fids if not has[fid])
    return found


def _living(seen: Sequence[CodeRecord]) -> Sequence[CodeRecord]:
    """Return the spellings that are alive beyond doubt, the newest first."""
    alive = (one for one in seen if one.standing.life is Life.ALIVE)
    sure = [one for one in alive if not (one.standing.needs_probe or one.standing.awaits_witnesses)]
    return sure[:MOST_LIVING]


def _over(seen: Sequence[CodeRecord]) -> ChosenCode:
    expired = [
        one
        for one in seen
        if one.standing.life is Life.DEAD and one.standing.reason is Outcome.EXPIRED
    ]
    if not expired:
        return ChosenCode()
    last = max(expired, key=lambda one: one.updated_at)
    return ChosenCode(last.code, edition=last.standing.edition, turn=last.standing.turn)


async def _not_stopped(
    store: Runs, guild_id: GuildId, living: Sequence[CodeRecord]
) -> Sequence[CodeRecord]:
    keys = {(guild_id, code_key(one.code)) for one in living}
    stopped = {run.key for run in await store.runs(among=keys) if run.stop} if keys else set()
    return [one for one in living if (guild_id, code_key(one.code)) not in stopped]
