"""What a store looks at to answer: each command that verbs send, with the keys it examined.

MongoDB itself says so, in the profile of a database: of each command, of each part of one that
writes, of what was read after a cursor's first rows. SQLite says how many steps its machine took: 3
to 10 for a key that is only looked at, up to 85 for a row that is made, or written.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from support.counted import Asked

STEPS = 45
"""To a key: for what has to be read of a table that holds thousands, it is far too few."""

SPARE = 100

PROFILE = "system.profile"
ROOM = 2**26
"""Bytes to a profile: what no longer fits would be forgotten."""

AT_ONCE = 20
"""Commands that are read from a profile at a time."""

LOOKED_AT = ("keysExamined", "docsExamined")
GIVEN = ("nreturned", "nMatched", "ndeleted")


@dataclass(frozen=True, slots=True)
class Examined:
    """A command, the keys it looked at, the rows it came to, and the values it was given."""

    command: str
    keys: int
    rows: int
    values: int

    @property
    def is_too_much(self) -> bool:
        """Whether it looked at more than twice of what it is about."""
        return self.keys > 2 * max(self.rows, self.values) + SPARE

    def __str__(self) -> str:
        """Show what a test that fails is to show."""
        about = f"{self.rows:,} rows, {self.values:,} values"
        return f"{self.keys:,} keys for {about}: {self.command[:300]}"


def of_statements(asked: Asked) -> Sequence[Examined]:
    """Return what a file was asked."""
    return [
        Examined(" ".join(one.sql.split()), one.steps // STEPS, one.rows, one.values)
        for one in asked.statements
    ]


class Profile:
    """What a server says of the commands of a database since it was asked last."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]]) -> None:
        self._database = database
        self._seen = 0

    async def begin(self) -> None:
        """Have the server note each command from now on."""
        await self._database.create_collection(PROFILE, capped=True, size=ROOM)
        await self._database.command({"profile": 2})

    async def read(self) -> Sequence[Examined]:
        """Return what the program asked, but for what looked at next to nothing."""
        much = [{name: {"$gt": SPARE}} for name in LOOKED_AT]
        programs = {"appName": "autoredeem", "$or": much}
        rows = self._database[PROFILE].find(
            programs, sort=[("$natural", 1)], skip=self._seen, batch_size=AT_ONCE
        )
        new = [one async for one in rows]
        self._seen += len(new)
        # Beside the loop: commands are long, and the loop is what other tests hold to short steps.
        return await asyncio.to_thread(lambda: [_examined(one) for one in new])


def _examined(one: Mapping[str, Any]) -> Examined:
    command = one.get("command", {})
    return Examined(
        f"{one['op']} {one['ns']}, {one.get('planSummary')}: {command}",
        max(one.get(name, 0) for name in LOOKED_AT),
        sum(one.get(name, 0) for name in GIVEN),
        _listed(command),
    )


def _listed(query: object) -> int:
    """Return how many values a query lists."""
    if isinstance(query, Mapping):
        return sum(len(value) if name == "$in" else _listed(value) for name, value in query.items())
    if isinstance(query, list):
        return sum(map(_listed, query))
    return 0
