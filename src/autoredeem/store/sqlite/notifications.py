"""Whose accounts fail for what people can mend, who was told of it, and how they want to be."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId, UserId
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, SUBJECTS, batched
from autoredeem.store.records import Failing, GatePassed
from autoredeem.store.sqlite.connection import OnDatabase, Row
from autoredeem.store.sqlite.rows import (
    MEMBER,
    as_list,
    member_in,
    player_in,
    time_at,
    time_or_none,
    time_text,
)

FAILING = """
SELECT fid, state, proven_at, refused, missing_at FROM redeem_players INDEXED BY players_failing
WHERE title = ? AND (refused <> '[]' OR missing_at IS NOT NULL) AND fid > ? ORDER BY fid LIMIT ?
"""

# The index is named, as SQLite takes any title for small and would walk over all its members.
ENTRIES = f"""
SELECT guild_id, {MEMBER} FROM members INDEXED BY members_by_fid
WHERE title = ? AND fid IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - no value is put into it

PASSED = """
SELECT asked.key, guild_id, fid, one.state, nickname, one.level, owner, claimed_at, alliance,
  gated.code, gated.level
FROM json_each(?2) AS asked CROSS JOIN attempts AS gated INDEXED BY attempts_gated
  ON gated.title = ?1 AND outcome = 'level_too_low'
  AND code_key = json_extract(asked.value, '$[0]')
  AND (gated.guild_id, gated.fid)
    > (json_extract(asked.value, '$[1]'), json_extract(asked.value, '$[2]'))
CROSS JOIN members AS one USING (title, guild_id, fid)
WHERE owner IS NOT NULL AND one.level > gated.level
ORDER BY asked.key, gated.guild_id, gated.fid LIMIT ?3
"""
"""A page of what is found of issues: each with the last entry that is known of it."""

NOTE = "INSERT OR IGNORE INTO notifications VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

UNTOLD = """
SELECT guild_id, fid, cause, user, noted_at, batch, begun_at, told_at
FROM notifications INDEXED BY notifications_untold
WHERE title = ? AND told_at IS NULL ORDER BY noted_at, guild_id, fid, cause, user
"""

SAVE = """
UPDATE notifications SET batch = ?, begun_at = ?, told_at = ?
WHERE title = ? AND guild_id = ? AND fid = ? AND cause = ? AND user = ?
"""

DROP = """
DELETE FROM notifications
WHERE title = ? AND guild_id = ? AND fid = ? AND cause = ? AND user = ?
"""

TOLD_SINCE = """
SELECT DISTINCT guild_id, user FROM notifications INDEXED BY notifications_told
WHERE title = ? AND told_at IS NOT NULL AND told_at > ?
"""

WAYS = """
SELECT guild_id, user, way FROM json_each(?2) AS asked CROSS JOIN contact_ways ON title = ?1
  AND guild_id = json_extract(asked.value, '$[0]') AND user = json_extract(asked.value, '$[1]')
"""

CHOOSE = "REPLACE INTO contact_ways VALUES (?, ?, ?, ?)"


class SqliteNotifications(OnDatabase):
    """The port `Notifications`."""

    async def failing_members(self) -> Sequence[Failing]:
        """Read on from the last player, each page with its entries."""
        failing: list[Failing] = []
        last = 0
        while rows := await self._database.read(FAILING, self.title, last, BATCH):
            known = {one.fid: one for one in await list_of(map(player_in, rows))}
            entries = await self._database.read(ENTRIES, self.title, as_list(known))
            members = ((row[0], member_in(row[1:])) for row in entries)
            failing += await list_of(
                Failing(guild_id, member, known[member.fid]) for guild_id, member in members
            )
            last = rows[-1][0]
        return failing

    async def gates_passed(self, issues: Collection[str]) -> Sequence[GatePassed]:
        """Read on from the last entry, many issues at a time."""
        passed: list[GatePassed] = []
        for keys in batched(dict.fromkeys(map(code_key, issues)), SUBJECTS):
            first, last = 0, (0, 0)
            while True:
                known = [last, *[(0, 0)] * (len(keys) - first - 1)]
                asked = [(key, *one) for key, one in zip(keys[first:], known, strict=True)]
                rows = await self._database.read(PASSED, self.title, as_list(asked), BATCH)
                passed += await list_of(_passed_in(row) for row in rows)
                if len(rows) < BATCH:
                    break
                position, *entry = rows[-1][:3]
                first, last = first + position, (entry[0], entry[1])
        return passed

    async def note_failures(self, notifications: Collection[Notification]) -> None:
        """Insert what is absent."""
        await self._write(NOTE, (_of_notification(one, self.title) for one in notifications))

    async def untold(self) -> Sequence[Notification]:
        """Read the index of what is untold."""
        rows = await self._database.read(UNTOLD, self.title)
        return await list_of(map(_notification_in, rows))

    async def save_notifications(self, notifications: Collection[Notification]) -> None:
        """Update by the key."""
        await self._write(
            SAVE,
            (
                (one.batch, time_or_none(one.begun_at), time_or_none(one.told_at), *key)
                for one, key in self._keyed(notifications)
            ),
        )

    async def drop_notifications(self, notifications: Collection[Notification]) -> None:
        """Delete by the key."""
        await self._write(DROP, (key for _, key in self._keyed(notifications)))

    async def told_since(self, at: datetime) -> frozenset[tuple[GuildId, UserId]]:
        """Read a range of the index of times."""
        rows = await self._database.read(TOLD_SINCE, self.title, time_text(at))
        return frozenset((guild_id, user) for guild_id, user in rows)

    async def contact_ways(
        self, people: Collection[tuple[GuildId, UserId]]
    ) -> Mapping[tuple[GuildId, UserId], ContactWay]:
        """Search the key for each."""
        ways: dict[tuple[GuildId, UserId], ContactWay] = {}
        for batch in batched(people, BATCH):
            rows = await self._database.read(WAYS, self.title, as_list(batch))
            ways.update(((guild_id, user), ContactWay(way)) for guild_id, user, way in rows)
        return ways

    async def set_contact_ways(self, chosen: Mapping[tuple[GuildId, UserId], ContactWay]) -> None:
        """Replace rows."""
        await self._write(CHOOSE, ((self.title, *person, way) for person, way in chosen.items()))

    def _keyed(self, notifications: Iterable[Notification]) -> Iterable[tuple[Notification, Row]]:
        return ((one, (self.title, *one.key)) for one in notifications)


def _passed_in(row: Row) -> GatePassed:
    _, guild_id, *entry, issue, level = row
    return GatePassed(guild_id, member_in(tuple(entry)), issue, level)


def _of_notification(one: Notification, title: str) -> Row:
    begun_at, told_at = time_or_none(one.begun_at), time_or_none(one.told_at)
    return (title, *one.key, time_text(one.noted_at), one.batch, begun_at, told_at)


def _notification_in(row: Row) -> Notification:
    """Read a notification: all columns but the title."""
    guild_id, fid, cause, user, noted_at, batch, begun_at, told_at = row
    noted = datetime.fromisoformat(noted_at)
    return Notification(
        guild_id, fid, cause, user, noted, batch, time_at(begun_at), time_at(told_at)
    )
