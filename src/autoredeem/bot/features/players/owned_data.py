"""A person's entries and opt-outs in all titles, and the audit of what happens to them."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.services import TitleServices
from autoredeem.bot.words import Say
from autoredeem.domain.guilds import Action, OptOut
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.domain.players import Member

Entry = tuple[GuildId, Fid]


@dataclass(frozen=True, slots=True)
class Owned:
    """A person's entries in one title: those here, and those in other guilds.

    `claimed` are those of them that managers had made.
    """

    services: TitleServices
    here: Sequence[Entry]
    elsewhere: Sequence[Entry]
    claimed: frozenset[Entry] = frozenset()

    @property
    def all(self) -> Sequence[Entry]:
        """All of them."""
        return [*self.here, *self.elsewhere]

    @property
    def made_alone(self) -> "Owned":
        """Those that the person made alone."""
        here = [entry for entry in self.here if entry not in self.claimed]
        elsewhere = [entry for entry in self.elsewhere if entry not in self.claimed]
        return Owned(self.services, here, elsewhere)


async def owned_entries(request: Request) -> Sequence[Owned]:
    """Return a person's entries in all guilds, by title. One query to each title's store."""
    titles = list(request.bot.titles.values())
    found = await asyncio.gather(
        *(services.store.owned_by(request.person.user) for services in titles)
    )
    return [
        _owned(services, request.guild_id, of) for services, of in zip(titles, found, strict=True)
    ]


async def opt_outs_here(request: Request) -> Mapping[str, Sequence[OptOut]]:
    """Return the opt-outs that a person made or asked for in this guild, by title."""
    titles = list(request.bot.titles.values())
    found = await asyncio.gather(
        *(one.store.opted_out_by(request.guild_id, request.person.user) for one in titles)
    )
    return dict(zip((services.title for services in titles), found, strict=True))


async def audit_entries(
    request: Request,
    services: TitleServices,
    kind: str,
    entries: Collection[Entry],
    *,
    user: UserId,
) -> None:
    """Write into each guild's audit trail what was done to its own entries, and to no other's."""
    actions = [
        Action(
            f"{request.id}-{kind}-{guild}-{fid}", guild, request.at, user, kind, {"id": str(fid)}
        )
        for guild, fid in entries
    ]
    await services.store.note_actions(actions)
    for guild, _ in entries:
        request.bot.cache.invalidate(guild)


def count_lines(say: Say, owned: Sequence[Owned], *, alone: bool = False) -> Sequence[str]:
    """Return lines with the number of entries, here and in other guilds, where there are any.

    Where `alone`, only of those that the person made alone.
    """
    if alone:
        owned = [one.made_alone for one in owned]
    here = sum(len(one.here) for one in owned)
    lines = [say("players-accounts-here", count=here)] if here else []
    return [*lines, *elsewhere_lines(say, owned)]


def elsewhere_lines(say: Say, owned: Sequence[Owned]) -> Sequence[str]:
    """Return the line with the number in other guilds, and nothing but that."""
    entries = [entry for one in owned for entry in one.elsewhere]
    if not entries:
        return []
    servers = len({guild for guild, _ in entries})
    return [say("players-accounts-elsewhere", accounts=len(entries), servers=servers)]


def bullets(lines: Sequence[str]) -> str:
    """Return lines as a bulleted list."""
    return "\n".join(f"- {line}" for line in lines)


def _owned(
    services: TitleServices, here: GuildId, owned: Mapping[GuildId, Sequence[Member]]
) -> Owned:
    entries = {(guild, one.fid): one for guild, own in owned.items() for one in own}
    return Owned(
        services,
        [entry for entry in entries if entry[0] == here],
        [entry for entry in entries if entry[0] != here],
        frozenset(entry for entry, one in entries.items() if one.claimed_at),
    )
