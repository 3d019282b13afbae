"""A person's traces in all titles and guilds: what is theirs, and what is noted of a change."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autoredeem.bot.kit.handlers import Ask
from autoredeem.bot.kit.services import Desk
from autoredeem.bot.words import Say
from autoredeem.domain.guilds import Action, OptOut
from autoredeem.domain.players import Fid, GuildId, UserId

Entry = tuple[GuildId, Fid]


@dataclass(frozen=True, slots=True)
class Owned:
    """A person's entries in one title: those here, and those in other guilds."""

    desk: Desk
    here: Sequence[Entry]
    elsewhere: Sequence[Entry]

    @property
    def all(self) -> Sequence[Entry]:
        """All of them."""
        return [*self.here, *self.elsewhere]


async def owned_everywhere(ask: Ask) -> Sequence[Owned]:
    """Give a person's entries, title by title. One question to each title's store."""
    desks = list(ask.desks.values())
    found = await asyncio.gather(*(desk.store.owned_by(ask.person.user) for desk in desks))
    return [
        _owned(
            desk, ask.guild_id, {guild: [one.fid for one in owned] for guild, owned in of.items()}
        )
        for desk, of in zip(desks, found, strict=True)
    ]


async def wishes_here(ask: Ask) -> Mapping[str, Sequence[OptOut]]:
    """Give a person's wishes never to be enrolled here, by title."""
    desks = list(ask.desks.values())
    found = await asyncio.gather(*(desk.store.opted_out(ask.guild_id) for desk in desks))
    return {
        desk.title: [one for one in wishes if one.by == ask.person.user]
        for desk, wishes in zip(desks, found, strict=True)
    }


async def note(
    ask: Ask, desk: Desk, what: str, entries: Collection[Entry], *, user: UserId
) -> None:
    """Write into the trail of each guild what was done to entries of its own, and no other's."""
    actions = [
        Action(f"{ask.id}-{what}-{guild}-{fid}", guild, ask.at, user, what, {"id": str(fid)})
        for guild, fid in entries
    ]
    await desk.store.note_actions(actions)
    for guild, _ in entries:
        ask.memory.forget(guild)


def counted(say: Say, owned: Sequence[Owned]) -> Sequence[str]:
    """Tell how many entries there are, where there are any."""
    here = sum(len(one.here) for one in owned)
    lines = [say("players-accounts-here", count=here)] if here else []
    return [*lines, *elsewhere(say, owned)]


def elsewhere(say: Say, owned: Sequence[Owned]) -> Sequence[str]:
    """Tell how many there are in other guilds, and nothing but that."""
    entries = [entry for one in owned for entry in one.elsewhere]
    if not entries:
        return []
    servers = len({guild for guild, _ in entries})
    return [say("players-accounts-elsewhere", accounts=len(entries), servers=servers)]


def bullets(lines: Sequence[str]) -> str:
    """Put lines under each other."""
    return "\n".join(f"- {line}" for line in lines)


def _owned(desk: Desk, here: GuildId, fids: Mapping[GuildId, Sequence[Fid]]) -> Owned:
    entries = [(guild, fid) for guild, own in fids.items() for fid in own]
    return Owned(
        desk,
        [entry for entry in entries if entry[0] == here],
        [entry for entry in entries if entry[0] != here],
    )
