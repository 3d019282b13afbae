"""*Check them with the game*: who was imported is asked for, once the cost was seen."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import KnownPlayer
from support.bot_play import REAL, STATE, Play, eventually, playing_bot
from support.discord_server import DiscordServer, Message, Upload
from support.facts import NOW
from support.interactions import command, press
from support.rosters import trail


@pytest.fixture
async def play(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Run a bot that asks the game for players."""
    url = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, url, proofs=True) as play:
        await play.set_up(enabled=True)
        yield play


async def confirmed(play: Play, content: str) -> Message:
    """Import a file, and press the button that does it."""
    file = Upload("members.csv", content.encode())
    return await press(
        play.leader, await command(play.leader, "members import", file=file), "Import"
    )


async def test_an_import_asks_the_game_for_nobody_unless_its_cost_was_seen(play: Play) -> None:
    shown = await confirmed(play, f"fid;state\n{REAL[0]};{STATE}\n{REAL[1]};999\n")
    assert play.world.counters.requests == 0

    shown = await press(play.leader, shown, "Check them with the game")
    assert "That takes 2 requests to the game, with 5 % of what the bot may ask" in shown.text
    assert play.world.counters.requests == 0

    shown = await press(play.leader, shown, "Yes, check them")
    assert "checking them in the background" in shown.text
    fids = [Fid(REAL[0]), Fid(REAL[1])]

    async def known() -> dict[Fid, State | None]:
        found = await play.store.players(fids)
        return {fid: one.proven for fid, one in found.items()}

    await eventually(known, {fids[0]: STATE, fids[1]: None})
    assert play.world.counters.requests == 2
    assert await trail(play) == ["had the game asked about 2 members", "added 2 members"]


async def test_whom_the_game_knows_needs_no_check(play: Play) -> None:
    await play.store.note_players([KnownPlayer(Fid(REAL[0]), STATE, NOW)])
    shown = await confirmed(play, f"{REAL[0]}\n")

    shown = await press(play.leader, shown, "Check them with the game")

    assert "Nothing to check" in shown.text
