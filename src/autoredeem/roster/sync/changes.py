"""What a part of a reading changes: of the list, of members, and for the history. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    MemberUpdate,
    ProvidedPlayer,
    RosterChange,
    Sync,
)
from autoredeem.roster.sync.comparison import Finding, missed_again


def changes_of_found(
    sync: Sync, some: Sequence[Finding], members: Mapping[Fid, Member], at: datetime
) -> ListingChanges:
    """Return what those change of whom a reading has news; `members` are those enrolled of them.

    The first reading of all has no history: nobody joined by it.
    """
    players = [(before, ProvidedPlayer._make(row)) for before, row in some]
    updates = (
        _update(sync, before, player, members[player.fid])
        for before, player in players
        if player.fid in members
    )
    return ListingChanges(
        sync.guild_id,
        at,
        [_listed(sync, before, player) for before, player in players],
        [one for one in updates if one],
        list(_history(sync, players, at)) if sync.state.readings else (),
    )


def changes_of_absent(sync: Sync, some: Iterable[Listed], at: datetime) -> ListingChanges:
    """Return what those change whom a reading did not list: one more time, and some have left."""
    reading = sync.state.readings + 1
    missed = [missed_again(one, reading) for one in some]
    left = [
        _change(sync, ChangeKind.LEFT, one.fid, at, one.nickname) for one in missed if one.has_left
    ]
    return ListingChanges(sync.guild_id, at, missed, history=left)


def newcomer(sync: Sync, player: ProvidedPlayer) -> Member:
    """Return a player of a list as whoever is to be enrolled."""
    return Member(player.fid, player.state, player.nickname, player.level, alliance=sync.alliance)


def _listed(sync: Sync, before: Listed | None, player: ProvidedPlayer) -> Listed:
    known = before or Listed(sync.guild_id, sync.key, player.fid)
    return Listed(
        sync.guild_id,
        sync.key,
        player.fid,
        player.nickname or known.nickname,
        player.state or known.state,
        player.level or known.level,
    )


def _update(
    sync: Sync, before: Listed | None, player: ProvidedPlayer, member: Member
) -> MemberUpdate | None:
    """Return what an entry lacks; a name that people gave, and a state, stay."""
    given = before.nickname if before else ""
    follows = member.nickname in ("", given) and player.nickname not in ("", member.nickname)
    update = MemberUpdate(
        player.fid,
        player.nickname if follows else None,
        member.nickname,
        player.state if member.state is None else None,
        None if player.level == member.level else player.level,
        sync.alliance if member.alliance is None else None,
    )
    return None if update == MemberUpdate(player.fid, was=member.nickname) else update


def _history(
    sync: Sync, some: Iterable[tuple[Listed | None, ProvidedPlayer]], at: datetime
) -> Iterator[RosterChange]:
    for before, player in some:
        name = player.nickname or (before.nickname if before else "")
        if before is None or before.has_left:
            yield _change(sync, ChangeKind.JOINED, player.fid, at, name)
            continue
        facts = (
            (ChangeKind.RENAMED, before.nickname, player.nickname),
            (ChangeKind.MOVED, before.state, player.state),
            (ChangeKind.LEVEL, before.level, player.level),
        )
        for kind, was, now in facts:
            if was and now and was != now:
                yield _change(sync, kind, player.fid, at, name, str(was), str(now))


def _change(  # noqa: PLR0913, PLR0917 - a row's fields
    sync: Sync,
    kind: ChangeKind,
    fid: Fid,
    at: datetime,
    nickname: str,
    before: str = "",
    after: str = "",
) -> RosterChange:
    reading = sync.state.readings + 1
    return RosterChange(sync.guild_id, sync.key, reading, kind, fid, at, nickname, before, after)
