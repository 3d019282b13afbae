"""A guild that plays both games, each with members and settings of its own."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autoredeem.domain.guilds import Action, GuildSettings
from autoredeem.domain.ids import ChannelId, Fid
from autoredeem.domain.players import Member
from autoredeem.store.interface import Store
from support.bot_play import STATE, Play, playing_bot
from support.discord_server import DiscordServer
from support.facts import NOW, changes_to

WOS, KINGSHOT = "wos", "kingshot"
NAMES = {WOS: "Whiteout Survival", KINGSHOT: "Kingshot"}
FIDS = {WOS: range(101, 104), KINGSHOT: range(111, 116)}
"""Members of each game: three, and five."""


@dataclass(frozen=True, slots=True)
class TwoGames:
    """The bot at work, in a guild that chose Whiteout Survival first, and Kingshot beside it."""

    play: Play

    def store(self, title: str) -> Store:
        """Return a title's store."""
        return self.play.titles[title].store

    async def settings(self, title: str) -> GuildSettings:
        """Return the guild's settings for a title."""
        (found,) = await self.store(title).guilds([self.play.guild_id])
        return found

    async def members(self, title: str) -> Mapping[Fid, Member]:
        """Return a title's members."""
        found = [
            one async for part in self.store(title).members(self.play.guild_id) for one in part
        ]
        return {one.fid: one for one in found}

    async def trail(self, title: str) -> list[Action]:
        """Return a title's audit trail, oldest first."""
        return [*reversed(await self.store(title).actions(self.play.guild_id, limit=50))]


def urls_in(folder: Path) -> Mapping[str, str]:
    """Return a store's URL for each title."""
    return {title: f"sqlite:///{folder / title}.db" for title in (WOS, KINGSHOT)}


@asynccontextmanager
async def playing_two(
    server: DiscordServer,
    urls: Mapping[str, str],
    *,
    enabled: bool = False,
    **chosen: Any,  # noqa: ANN401 - of `playing_bot`
) -> AsyncIterator[TwoGames]:
    """Run the bot in a guild that plays both games, with members in each."""
    async with playing_bot(server, urls, **chosen) as play:
        two = TwoGames(play)
        await set_up_both(two, enabled=enabled)
        for title, fids in FIDS.items():
            members = [Member(Fid(fid), STATE, f"{title} {fid}") for fid in fids]
            await two.store(title).enrol(play.guild_id, members, by="test", at=NOW)
        yield two


async def set_up_both(two: TwoGames, *, enabled: bool = False, **chosen: object) -> None:
    """Set the guild's settings for both games, as its managers could."""
    channel = ChannelId(two.play.results.id)
    for title in (WOS, KINGSHOT):
        settings = GuildSettings(
            two.play.guild_id,
            enabled=enabled,
            channel=channel,
            state=STATE,
            chosen_at=NOW,
            beside=title == KINGSHOT,
            **chosen,  # type: ignore[arg-type]
        )
        changes = changes_to(settings)
        await two.store(title).change_guilds(changes, by="test", at=NOW)
