"""A list of players from a simple script or a spreadsheet, once somebody has read its lines."""

import csv
from collections.abc import Iterable, Mapping

from autoredeem.adoption.plan import Choices, Draft, Plan
from autoredeem.adoption.values import fid_in, user_in
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.domain.players import Member


def plan_of_list(
    members: Iterable[Member],
    problems: Mapping[str, int],
    owners: Mapping[Fid, UserId],
    choices: Choices,
) -> Plan:
    """Return the plan for a list: all of it is for the server that was chosen.

    `problems` counts what could not be read by the reason. Raises InvalidInput without a server.
    """
    guild_id = chosen_guild(choices)
    draft = Draft("a list of players", choices)
    for one in members:
        owner = owners.get(one.fid)
        draft.add_member(guild_id, Member(one.fid, one.state, one.nickname, one.level, owner))
    for reason, count in problems.items():
        draft.tally.leave(reason, count=count)
    return draft.plan()


def chosen_guild(choices: Choices) -> GuildId:
    """Return the server that a list is for. Raises InvalidInput where none was named."""
    if choices.guild is None:
        raise InvalidInput("a list names no Discord server: name it with --guild ID")
    return choices.guild


def owners_in(lines: Iterable[str], digits: range) -> Mapping[Fid, UserId]:
    """Return whose accounts they are, in a table made straight from the Python bot's players."""
    rows = csv.DictReader(lines)
    if not {"fid", "discord_id"} <= {*(rows.fieldnames or ())}:
        return {}
    found = ((fid_in(row["fid"], digits), user_in(row["discord_id"])) for row in rows)
    return {fid: owner for fid, owner in found if fid and owner}
