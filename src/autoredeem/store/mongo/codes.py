"""The codes that are known."""

from collections.abc import Collection, Sequence
from datetime import datetime

from pymongo import UpdateMany

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.sources import SourceKind
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import Connection, OnConnection, Query
from autoredeem.store.mongo.documents import VALIDATION, of_new_code, of_standing
from autoredeem.store.mongo.rows import code_in
from autoredeem.store.records import CodeRecord

SHARED: Query = {"shared": {"$ne": False}}
"""The older bot knows no other codes than those for all."""

NOT_DEAD: Query = {"validation_status": {"$ne": VALIDATION[Life.DEAD]}}
"""What an older bot left without the field is untried."""


async def known_codes(
    connection: Connection, keys: Collection[str] | None = None
) -> list[CodeRecord]:
    """Return all spellings of the codes with these keys (None: of all), oldest first.

    What the older bot has added since this program was opened has no field for the key yet.
    """
    if keys is None:
        return await codes_where(connection, {})
    found: list[CodeRecord] = []
    for batch in batched(keys, BATCH):
        wanted = frozenset(batch)
        named = await codes_where(connection, {"code_key": {"$in": [*batch, None]}})
        found += [one for one in named if code_key(one.code) in wanted]
    return sorted(found, key=age)


async def codes_where(connection: Connection, query: Query) -> list[CodeRecord]:
    """Return the codes that match, oldest first."""
    found = [
        known
        async for rows in connection.find(connection.codes, query)
        for known in map(code_in, rows)
        if known
    ]
    return sorted(found, key=age)


class MongoCodes(OnConnection):
    """The port `Codes`."""

    async def add_codes(
        self,
        codes: Collection[str],
        *,
        at: datetime,
        shared: bool = True,
        source: SourceKind = SourceKind.HAND,
    ) -> frozenset[str]:
        """Insert what is absent; share what is there."""
        new: set[str] = set()
        for batch in batched(dict.fromkeys(codes), BATCH):
            fields = of_new_code(at, shared=shared, source=source)
            rows = ({"_id": code, **of_standing(code, Standing(), at), **fields} for code in batch)
            known = await self._connection.insert(self._connection.codes, rows)
            new.update(code for position, code in enumerate(batch) if position not in known)
            if shared:
                await self._share([batch[position] for position in known])
        return frozenset(new)

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Read all, or by the index of keys."""
        return await known_codes(self._connection, keys if keys is None else frozenset(keys))

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Read first, as a deletion doesn't say what it deleted."""
        known: set[str] = set()
        for batch in batched(codes, BATCH):
            query = {"_id": {"$in": batch}}
            found = self._connection.find(self._connection.codes, query, {"_id": 1})
            here = [row["_id"] async for rows in found for row in rows]
            await self._connection.delete(self._connection.codes, here)
            known.update(here)
        return frozenset(known)

    async def _share(self, codes: Sequence[str]) -> None:
        query = {"_id": {"$in": codes}, "shared": False}
        shares = [UpdateMany(query, {"$set": {"shared": True}})] if codes else []
        await self._connection.update(self._connection.codes, shares)


def age(known: CodeRecord) -> tuple[datetime, str]:
    """Return what codes are sorted by, oldest first."""
    return known.added_at, known.code
