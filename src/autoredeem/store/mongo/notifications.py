"""Whose accounts fail for what people can mend, who was told of it, and how they want to be."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from pymongo import UpdateOne

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, GuildId, UserId, parse_fid
from autoredeem.domain.known_players import KnownPlayer, joined
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, SUBJECTS, batched
from autoredeem.store.lenient import time_in
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, entry_id, forms, time_or_none, time_text
from autoredeem.store.mongo.roster import FIELDS
from autoredeem.store.mongo.rows import guild_in, member_in, player_in
from autoredeem.store.records import Failing, GatePassed

SAID_AGAINST = {"$or": [{"refused.at": {"$gt": ""}}, {"missing_at": {"$gt": ""}}]}

GATED = {"guild_id": 1, "fid": 1, "code": 1, "level": 1}


class MongoNotifications(OnConnection):
    """The port `Notifications`."""

    async def failing_members(self) -> Sequence[Failing]:
        """Read by the indexes of refusals, each batch with its entries."""
        failing: list[Failing] = []
        async for rows in self._connection.find(self._connection.players, SAID_AGAINST):
            fids = ((parse_fid(row["_id"]), row) for row in rows)
            said = (joined(KnownPlayer(fid), player_in(row, fid)) for fid, row in fids)
            known = {one.fid: one for one in await list_of(said)}
            entries = await self._entries_anywhere(known)
            failing += await list_of(
                Failing(guild_id, member, known[member.fid])
                for (guild_id, _), member in entries.items()
            )
        return failing

    async def gates_passed(self, issues: Collection[str]) -> Sequence[GatePassed]:
        """Read by the index of outcomes, each batch with its entries."""
        passed: list[GatePassed] = []
        for keys in batched(dict.fromkeys(map(code_key, issues)), SUBJECTS):
            query = {
                "outcome": Outcome.LEVEL_TOO_LOW,
                "code_key": {"$in": keys},
                "level": {"$gt": 0},
            }
            attempts = self._connection.attempts
            async for rows in self._connection.find(attempts, query, GATED):
                gated = [(row["guild_id"], parse_fid(row["fid"]), row) for row in rows]
                entries = await self._entries_anywhere({fid for _, fid, _ in gated})
                for guild_id, fid, row in gated:
                    member = entries.get((guild_id, fid))
                    if member and member.owner and (member.level or 0) > row["level"]:
                        passed.append(GatePassed(guild_id, member, row["code"], row["level"]))
        return passed

    async def note_failures(self, notifications: Collection[Notification]) -> None:
        """Insert what is absent."""
        known = self._connection
        await known.insert(known.notifications, map(_of_notification, notifications))

    async def untold(self) -> Sequence[Notification]:
        """Read by the index of tellings."""
        found = self._connection.find(self._connection.notifications, {"told_at": None})
        return sorted([_notification_in(row) async for rows in found for row in rows], key=_age)

    async def save_notifications(self, notifications: Collection[Notification]) -> None:
        """Update by `_id`."""
        latest = {_name(one): one for one in notifications}
        updates = (UpdateOne({"_id": name}, {"$set": _told(one)}) for name, one in latest.items())
        await self._connection.update(self._connection.notifications, updates)

    async def drop_notifications(self, notifications: Collection[Notification]) -> None:
        """Delete by `_id`."""
        for batch in batched(map(_name, notifications), BATCH):
            await self._connection.delete(self._connection.notifications, batch)

    async def told_since(self, at: datetime) -> frozenset[tuple[GuildId, UserId]]:
        """Read a range of the index of tellings."""
        query, fields = {"told_at": {"$gt": time_text(at)}}, {"_id": 0, "guild_id": 1, "user": 1}
        found = self._connection.find_lean(self._connection.notifications, query, fields)
        return frozenset(
            [
                (GuildId(row["guild_id"]), UserId(int(row["user"])))
                async for rows in found
                for row in rows
            ]
        )

    async def contact_ways(
        self, people: Collection[tuple[GuildId, UserId]]
    ) -> Mapping[tuple[GuildId, UserId], ContactWay]:
        """Read by `_id`s."""
        ways: dict[tuple[GuildId, UserId], ContactWay] = {}
        for batch in batched(people, BATCH):
            asked = {f"{guild_id}:{user}": (guild_id, user) for guild_id, user in batch}
            query = {"_id": {"$in": list(asked)}}
            async for rows in self._connection.find(self._connection.contact_ways, query):
                ways.update((asked[row["_id"]], ContactWay(row["way"])) for row in rows)
        return ways

    async def set_contact_ways(self, chosen: Mapping[tuple[GuildId, UserId], ContactWay]) -> None:
        """Write over what is there."""
        updates = (
            (
                {"_id": f"{guild_id}:{user}"},
                {"$set": {"guild_id": guild_id, "user": str(user), "way": way}},
            )
            for (guild_id, user), way in chosen.items()
        )
        await self._connection.write_over(self._connection.contact_ways, updates)

    async def _entries_anywhere(self, fids: Iterable[Fid]) -> Mapping[tuple[GuildId, Fid], Member]:
        """Return the entries of players in all guilds; of those that are there twice, the last."""
        entries: dict[tuple[GuildId, Fid], Member] = {}
        for batch in batched(fids, BATCH // 2):
            query, fields = {"fid": {"$in": forms(batch)}}, {"guild_id": 1, **FIELDS}
            async for rows in self._connection.find(self._connection.members, query, fields):
                for row in rows:
                    guild_id, member = guild_in(row), member_in(row)
                    if member and guild_id is not None:
                        entries[guild_id, member.fid] = member
        return entries


def _name(one: Notification) -> str:
    return f"{entry_id(one.guild_id, one.fid)}:{one.user}:{one.cause}"


def _told(one: Notification) -> Document:
    return {
        "batch": one.batch,
        "begun_at": time_or_none(one.begun_at),
        "told_at": time_or_none(one.told_at),
    }


def _of_notification(one: Notification) -> Document:
    return {
        "_id": _name(one),
        "guild_id": one.guild_id,
        "fid": str(one.fid),
        "cause": one.cause,
        "user": str(one.user),
        "noted_at": time_text(one.noted_at),
        **_told(one),
    }


def _notification_in(row: Document) -> Notification:
    return Notification(
        GuildId(row["guild_id"]),
        parse_fid(row["fid"]),
        row["cause"],
        UserId(int(row["user"])),
        datetime.fromisoformat(row["noted_at"]),
        row["batch"],
        time_in(row["begun_at"]),
        time_in(row["told_at"]),
    )


def _age(one: Notification) -> tuple[object, ...]:
    return one.noted_at, *one.key
