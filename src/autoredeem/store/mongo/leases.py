"""What only one process may do at a time."""

from pymongo import UpdateOne

from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document
from autoredeem.store.mongo.server_time import NOW, later
from autoredeem.store.records import Lease

OWNER = {"$ifNull": ["$owner", ""]}


class MongoLeases(OnConnection):
    """The port `Leases`: a row each, changed and read by one command."""

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        """Update in one command: the server decides."""
        held = {"$in": [OWNER, ["", owner, instead_of]]}
        free = {"$or": [held, {"$lte": ["$lease_until", NOW]}]}
        changes = {"$and": [free, {"$ne": [OWNER, owner]}]}
        update: Document = {
            "owner": {"$cond": [free, owner, "$owner"]},
            "fence": {"$add": [{"$ifNull": ["$fence", 0]}, {"$cond": [changes, 1, 0]}]},
            "before": {"$cond": [changes, OWNER, {"$ifNull": ["$before", ""]}]},
            "lease_until": {"$cond": [free, later(seconds), "$lease_until"]},
        }
        row = await self._connection.change(
            self._connection.leases, {"_id": name}, [{"$set": update}]
        )
        return Lease(row["owner"], row["fence"], row["before"])

    async def release_lease(self, name: str, owner: str) -> None:
        """Leave it without an owner."""
        released = [{"$set": {"owner": ""}}]
        mine = {"_id": name, "owner": owner}
        await self._connection.update(self._connection.leases, [UpdateOne(mine, released)])
