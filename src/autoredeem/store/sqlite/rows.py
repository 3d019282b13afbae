"""What is written in rows and what is read from them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Figures, Outcome, Redemption, Settlement
from autoredeem.domain.sources import Listing, SourceKind
from autoredeem.domain.text import fold
from autoredeem.store.records import Again, CodeRecord, RunRecord, RunStatus
from autoredeem.store.sqlite.connection import Row

MEMBER = "fid, state, nickname, level, owner, claimed_at, alliance"
"""The columns of a member, but for the guild, and by whom and when."""

OF_MEMBERS = ", ".join(f"members.{name}" for name in MEMBER.split(", "))
"""The same, where another table has some of those names."""


def as_list(values: Iterable[int | str | Sequence[object]]) -> str:
    """Return ids or keys as one parameter, for `json_each`."""
    return json.dumps(list(values))


def time_text(at: datetime) -> str:
    """Return a time as stored: ISO 8601 in UTC, of one length, so that texts sort as times."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_or_none(at: datetime | None) -> str | None:
    """Return a time as stored, where there is one."""
    return None if at is None else time_text(at)


def time_at(text: str | None) -> datetime | None:
    """Read a time, where there is one."""
    return None if text is None else datetime.fromisoformat(text)


def storable(text: str) -> str:
    """Replace what no UTF-8 can hold: half a surrogate pair, as broken JSON may carry."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def of_settlement(settlement: Settlement, title: str, guild_id: GuildId) -> Row:
    """Return the ledger's row that says that a player is settled in a guild."""
    at = time_text(settlement.at)
    status = "success" if settlement.how is Outcome.REDEEMED else "already_redeemed"
    key = title, guild_id, code_key(settlement.code), settlement.fid
    return (*key, settlement.code, status, settlement.how, at, at, at)


def redemption_in(row: Row) -> Redemption:
    """Read a row of the ledger: guild, fid, spelling, outcome and when."""
    guild_id, fid, code, outcome, at = row
    return Redemption(guild_id, code, fid, Outcome(outcome), datetime.fromisoformat(at))


def of_attempt(attempt: Attempt, title: str) -> Row:
    """Return an attempt as a row."""
    return (
        title,
        attempt.guild_id,
        code_key(attempt.code),
        attempt.fid,
        attempt.code,
        attempt.outcome,
        storable(attempt.message),
        attempt.state,
        attempt.tries,
        time_text(attempt.at),
        attempt.typed,
        attempt.level,
    )


def attempt_in(row: Row) -> Attempt:
    """Read an attempt: all columns but title and key."""
    guild_id, fid, code, outcome, message, state, tries, at, typed, level = row
    said, when = Outcome(outcome), datetime.fromisoformat(at)
    return Attempt(guild_id, code, fid, said, message, state, tries, when, typed, level)


def of_player(player: KnownPlayer, title: str) -> Row:
    """Return what is known of a player as a row."""
    refused = json.dumps([(state, time_text(at)) for state, at in player.refused])
    proven_at, missing_at = time_or_none(player.proven_at), time_or_none(player.missing_at)
    return title, player.fid, player.state, proven_at, refused, missing_at


def player_in(row: Row) -> KnownPlayer:
    """Read what is known of a player: all columns but the title."""
    fid, state, proven_at, refused, missing_at = row
    return KnownPlayer(
        fid,
        state,
        proven_at and datetime.fromisoformat(proven_at),
        tuple((state, datetime.fromisoformat(at)) for state, at in json.loads(refused)),
        missing_at and datetime.fromisoformat(missing_at),
    )


def storable_member(member: Member) -> Member:
    """Return a member as a row can have it."""
    nickname = storable(member.nickname)
    return member if nickname == member.nickname else replace(member, nickname=nickname)


def of_members(
    members: Iterable[Member], title: str, guild_id: GuildId, by: str, at: datetime
) -> Iterator[Row]:
    """Yield members as rows, new at `at`."""
    place, made = (title, guild_id), (storable(by), time_text(at), time_text(at))
    for one in members:
        entry = one.fid, one.state, one.nickname, one.level
        claimed_at = one.claimed_at and time_text(one.claimed_at)
        yield *place, *entry, *made, one.owner, claimed_at, one.alliance, fold(one.nickname)


def member_in(row: Row) -> Member:
    """Read the columns MEMBER of a member."""
    fid, state, nickname, level, owner, at, alliance = row
    claimed_at = at and datetime.fromisoformat(at)
    return Member(fid, state, nickname, level, owner, claimed_at, alliance)


def of_code(
    code: str,
    standing: Standing,
    title: str,
    times: tuple[datetime, datetime],
    *,
    shared: bool = False,
    source: SourceKind = SourceKind.HAND,
) -> Row:
    """Return a code as a row: known since a time, written at another, and never announced."""
    key, since_and_at = (title, code, code_key(code)), map(time_text, times)
    return (*key, *since_and_at, shared, source, 0, *of_standing(standing))


def code_in(row: Row) -> CodeRecord:
    """Read a code: all columns but title, key and what is for upkeep alone."""
    code, added_at, updated_at, shared, spread_at, source, announced, *known = row
    expires, until, *standing = known
    return CodeRecord(
        code,
        standing_in(standing),
        datetime.fromisoformat(added_at),
        datetime.fromisoformat(updated_at),
        shared=bool(shared),
        rolled_out=spread_at is not None,
        source=SourceKind(source),
        listing=Listing(time_at(expires), time_at(until)),
        announced=announced,
    )


STANDING = (
    *("life", "reason", "doubted_by", "edition", "turn", "asked", "asked_at", "due"),
    *("awaits_witnesses", "paid_to", "opens"),
)
"""The columns of a standing, in order."""


def of_standing(standing: Standing) -> Row:
    """Return a standing as columns."""
    times = time_or_none(standing.asked_at), time_or_none(standing.due)
    counts = standing.edition, standing.turn, standing.asked
    witnessed = standing.awaits_witnesses, standing.paid_to, standing.opens
    return (standing.life, standing.reason, standing.doubted_by, *counts, *times, *witnessed)


def standing_in(row: Sequence[Any]) -> Standing:
    """Read the columns of a standing."""
    life, reason, doubted_by, edition, turn, asked, asked_at, due, awaits, paid_to, opens = row
    return Standing(
        Life(life),
        reason and Outcome(reason),
        doubted_by,
        edition=edition,
        turn=turn,
        asked=asked,
        asked_at=time_at(asked_at),
        due=time_at(due),
        awaits_witnesses=bool(awaits),
        paid_to=paid_to,
        opens=bool(opens),
    )


def of_figures(figures: Figures) -> str:
    """Return figures as a text of JSON, by their names."""
    return json.dumps(figures.by_name())


def of_in_need(named: Mapping[Fid, State | None]) -> str:
    """Return who is in need, by state, as a text of JSON."""
    return json.dumps(named)


def run_in(row: Row) -> RunRecord:
    """Read a run: all columns but title and key."""
    guild_id, code, status, opened_at, updated_at, figures, reason, *claim = row
    owner, fence, due, stop, again, begun, edition, roster_at, in_need = claim
    return RunRecord(
        guild_id=guild_id,
        code=code,
        status=RunStatus(status),
        opened_at=datetime.fromisoformat(opened_at),
        updated_at=datetime.fromisoformat(updated_at),
        figures=_figures_in(figures),
        reason=reason and Outcome(reason),
        owner=owner,
        fence=fence,
        due=due and datetime.fromisoformat(due),
        stop=bool(stop),
        again=Again(again),
        begun=Again(begun),
        edition=edition,
        roster_at=time_at(roster_at),
        in_need={Fid(int(fid)): state for fid, state in json.loads(in_need).items()},
    )


def _figures_in(text: str) -> Figures:
    """Read figures; those that an older version did not write are none."""
    known = json.loads(text)
    failed = {Outcome(outcome): count for outcome, count in known.pop("failed", {}).items()}
    return Figures(**known, failed=failed)
