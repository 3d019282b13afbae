"""Game accounts, and who of them is enrolled where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.numbers import parse_number
from autoredeem.domain.text import tidy

LARGEST_LEVEL = 999
LONGEST_NICKNAME = 64


@dataclass(frozen=True, slots=True)
class Member:
    """A player who is enrolled for auto-redeem in a guild.

    What people typed (state, nickname) belongs to the guild's entry, not to the player: another
    guild may say otherwise. `None` and `""` mean not known. `owner` is the Discord user whose
    account it is in this guild. `claimed_at` is when the owner took over an entry that managers had
    made; None where the owner made it alone. `alliance` is the one of the guild that it is in.
    """

    fid: Fid
    state: State | None = None
    nickname: str = ""
    level: int | None = None
    owner: UserId | None = None
    claimed_at: datetime | None = None
    alliance: AllianceId | None = None


class MemberSort(StrEnum):
    """The orders in which members are listed; those alike by id.

    By name as `fold` has it, who has none last; by state, who has none first, as something has to
    be done about it; the highest level first. By alliance in the order that is asked for, who is in
    none of them last. By the last outcome: who failed for a code by why, who got no answer, and who
    has it by how.
    """

    NAME = "name"
    ID = "id"
    STATE = "state"
    LEVEL = "level"
    ALLIANCE = "alliance"
    LAST_OUTCOME = "outcome"


def merged(before: Member | None, given: Member, at: datetime) -> Member:
    """Return what is known of a member at a time: `given`, where it says it; an owner is kept.

    Whoever becomes the owner of an entry that was there has claimed it.
    """
    if before is None:
        return given
    claims = before.owner is None and given.owner is not None
    return Member(
        given.fid,
        state=before.state if given.state is None else given.state,
        nickname=given.nickname or before.nickname,
        level=before.level if given.level is None else given.level,
        owner=given.owner if claims else before.owner,
        claimed_at=at if claims else before.claimed_at,
        alliance=before.alliance if given.alliance is None else given.alliance,
    )


def parse_level(text: str) -> int:
    """Return a furnace or town-center level. Raises InvalidInput with what is allowed."""
    return parse_number(text, "a level", LARGEST_LEVEL)


def tidy_nickname(text: str) -> str:
    """Return a nickname as it is kept: `tidy`, of at most LONGEST_NICKNAME characters."""
    return tidy(text, LONGEST_NICKNAME)
