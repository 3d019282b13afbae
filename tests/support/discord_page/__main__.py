"""Writes docs/pictures/discord.html, and pictures of its sections where there is a Chromium.

`make pictures` runs it.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from structlog.testing import capture_logs

from support import refused_alliance
from support.bot_play import PACE, playing_bot
from support.discord_page.album import Album
from support.discord_page.alliance import game
from support.discord_page.browser import PHONE, WIDTH, find_browser, take_pictures
from support.discord_page.evening import at_once, evening
from support.discord_page.games import evening_of_two_games
from support.discord_page.ids import guild_with_ids, ids_written
from support.discord_page.in_bulk import in_bulk
from support.discord_page.page import page
from support.discord_server.gateway import MESSAGE_CONTENT
from support.discord_server.server import DiscordServer
from support.discord_server.tls import Certificates

FOLDER = Path("docs", "pictures")
AS_THE_GAME = 30
"""Requests a minute: as many as the game grants, so that what the bot expects is what is usual."""

ON_THE_PAGE_ALONE = frozenset(
    {"runs", "data", "member", "commands-in-russian", "commands-in-arabic"}
)

ON_A_PHONE = (
    *("setup", "code", "results", "mending", "missing", "several", "claims", "failing", "waiting"),
    *("refused", "in-bulk", "players", "ids"),
)
"""Of what there is a picture on a phone's width, too."""

ABOUT = (
    "What the bot says in Discord. Every message here was really sent, by the whole bot, to the "
    "tests’ own Discord server in one evening of a made-up alliance, and is drawn as Discord would "
    "draw it. “make pictures” makes this page."
)


def main() -> None:
    """Live through an evening, and keep it."""
    _tell("An evening of an alliance (about a minute) ...")
    lived = (_lived_through(), _in_bulk(), _at_once(), _two_games(), _ids_written())
    albums = [asyncio.run(each) for each in lived]
    sections = [section for album in albums for section in album.sections]
    target = FOLDER / "discord.html"
    target.write_text(page("autoredeem in Discord", ABOUT, sections), encoding="utf-8")
    _tell(str(target))
    take_pictures_of(target, [one.name for one in sections if one.name not in ON_THE_PAGE_ALONE])
    take_pictures_of(target, ON_A_PHONE, PHONE)


async def _lived_through() -> Album:
    with DiscordServer(Certificates()) as server, TemporaryDirectory() as folder, capture_logs():
        urls = {title: f"sqlite:///{folder}/{title}.db" for title in ("wos", "kingshot")}
        async with playing_bot(server, urls, game(), per_minute=AS_THE_GAME) as play:
            return await evening(play)


async def _in_bulk() -> Album:
    with DiscordServer(Certificates()) as server, TemporaryDirectory() as folder, capture_logs():
        urls = {"wos": f"sqlite:///{folder}/wos.db"}
        async with playing_bot(server, urls, refused_alliance.game()) as play:
            return await in_bulk(play)


async def _at_once() -> Album:
    with DiscordServer(Certificates()) as server, TemporaryDirectory() as folder, capture_logs():
        urls, hasty = {"wos": f"sqlite:///{folder}/wos.db"}, replace(PACE, apology=0.0)
        async with playing_bot(server, urls, game(), pace=hasty) as play:
            await play.set_up()
            return await at_once(play)


async def _two_games() -> Album:
    with DiscordServer(Certificates()) as server, TemporaryDirectory() as folder, capture_logs():
        urls = {title: f"sqlite:///{folder}/{title}.db" for title in ("wos", "kingshot")}
        async with playing_bot(server, urls, game()) as play:
            await play.set_up(enabled=True)
            return await evening_of_two_games(play)


async def _ids_written() -> Album:
    with DiscordServer(Certificates()) as server, TemporaryDirectory() as folder, capture_logs():
        server.gateway.allowed = MESSAGE_CONTENT
        urls, guild = {"wos": f"sqlite:///{folder}/wos.db"}, guild_with_ids(server)
        async with playing_bot(server, urls, game(), guild=guild, content=True) as play:
            await play.set_up()
            return await ids_written(play)


def take_pictures_of(target: Path, sections: Sequence[str], width: int = WIDTH) -> None:
    """Take a picture of sections of the page; ends the program where nothing can take any."""
    browser = find_browser()
    if browser is None:
        sys.exit("There is no Chromium on this machine: the pictures stay as they were.")
    taken = asyncio.run(take_pictures(browser, target.absolute(), sections, width))
    for name, content in taken.items():
        suffix = "-phone" if width == PHONE else ""
        picture = FOLDER / f"discord-{name}{suffix}.png"
        picture.write_bytes(content)
        _tell(f"{picture} ({len(content) // 1000} kB)")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
