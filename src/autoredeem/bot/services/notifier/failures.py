"""Whose accounts fail for what people can mend: in all guilds, by a few questions."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from autoredeem.domain.codes import Life, code_key
from autoredeem.domain.ids import NOBODY, Fid, GuildId, UserId
from autoredeem.domain.notifications import Notification, failure_of, gate_passed
from autoredeem.domain.redemptions import MOST_WRONG_OF_ALL, Outcome
from autoredeem.observe.cooperative import Slices, in_parts
from autoredeem.store.interface import Codes, Ledger, Roster
from autoredeem.store.notifications import Notifications
from autoredeem.store.records import GatePassed

Key = tuple[GuildId, Fid, str, UserId]
Failures = Mapping[Key, Notification]
"""What is to be told, by what it is about."""

SOON = timedelta(days=2)
"""A code that is alive is asked about once a day: by then each of them is due."""

MOST_CODES = 1_000


class Facts(Codes, Ledger, Roster, Notifications, Protocol):
    """What is read here of a title's store."""


async def read_failures(store: Facts, at: datetime) -> Failures:
    """Return whose accounts fail at a time, and why, in all guilds.

    Those of a guild all of whose members live in wrong states are left out: its ids are those of
    another game, or its usual state is wrong, and the board says so.
    """
    found: list[Notification] = []
    slices = Slices()
    async for part in in_parts(await store.failing_members(), slices):
        for guild_id, member, known in part:
            if cause := failure_of(known, member.state, at):
                owner = member.owner or NOBODY
                found.append(Notification(guild_id, member.fid, cause, owner, at))
    wrong = await _all_wrong(store, found, slices)
    failures: dict[Key, Notification] = {}
    async for some in in_parts(found, slices):
        failures.update((one.key, one) for one in some if one.guild_id not in wrong)
    for guild_id, member, _, refused_at in await _passed(store, at):
        cause, owner = gate_passed(refused_at), member.owner or NOBODY
        one = Notification(guild_id, member.fid, cause, owner, at)
        failures[one.key] = one
    return failures


async def _all_wrong(
    store: Roster, found: Sequence[Notification], slices: Slices
) -> Collection[GuildId]:
    """Return the guilds of whose members the game says "wrong state" of all."""
    wrong = Counter[GuildId]()
    async for part in in_parts(found, slices):
        wrong.update(one.guild_id for one in part if one.cause.startswith(Outcome.WRONG_STATE))
    many = [guild_id for guild_id, count in wrong.items() if count >= MOST_WRONG_OF_ALL]
    counts = await store.member_counts(many) if many else {}
    return {guild_id for guild_id in many if wrong[guild_id] >= counts[guild_id]}


async def _passed(store: Facts, at: datetime) -> Sequence[GatePassed]:
    """Return whose level rose above the gate of a code that works, and who still lacks that."""
    due = await store.codes_due(at + SOON, most=MOST_CODES)
    alive = [one.issue for one in due if one.standing.life is Life.ALIVE]
    passed = await store.gates_passed(alive) if alive else ()
    asked: dict[tuple[GuildId, str], list[Fid]] = {}
    for one in passed:
        asked.setdefault((one.guild_id, code_key(one.issue)), []).append(one.member.fid)
    checked = await store.batch_check(asked) if asked else {}
    return [one for one in passed if not checked[one.guild_id, code_key(one.issue)][one.member.fid]]
