"""Who of a guild needs something from somebody: the rule of `KnownPlayer.need` as SQL."""

from collections.abc import Mapping

from autoredeem.domain.ids import GuildId
from autoredeem.domain.known_players import Need
from autoredeem.store.sqlite.connection import OnDatabase

_REFUSED = """EXISTS (
  SELECT 1 FROM json_each(known.refused) WHERE json_extract(value, '$[0]') = {state}
)"""

_ASKED = f"""
coalesce(
  iif(known.proven_at IS NULL OR {_REFUSED.format(state="known.state")}, NULL, known.state),
  members.state,
  known.state
)
"""

NEED = f"""
CASE
  WHEN known.missing_at IS NOT NULL THEN '{Need.NO_SUCH_PLAYER}'
  WHEN coalesce(members.state, known.state) IS NULL THEN '{Need.NO_STATE}'
  WHEN known.refused <> '[]' AND {_REFUSED.format(state=_ASKED)} THEN '{Need.WRONG_STATE}'
END
"""
"""What a row of `members` needs, NULL where it is nothing; it takes the rows of KNOWN beside it."""

KNOWN = """
LEFT JOIN redeem_players AS known ON known.title = members.title AND known.fid = members.fid
"""

COUNT = f"""
SELECT {NEED} AS need, count(*) FROM members {KNOWN}
WHERE members.title = ? AND members.guild_id = ? GROUP BY need
"""  # noqa: S608 - no value of anybody's is in it


class SqliteNeeds(OnDatabase):
    """The verb `count_needs` of the port `Roster`."""

    async def count_needs(self, guild_id: GuildId) -> Mapping[Need, int]:
        """Count in the guild's range of the key, beside the players by theirs."""
        rows = await self._database.read(COUNT, self.title, guild_id)
        return {Need(need): count for need, count in rows if need}
