"""An alliance's board, in a guild that plays two games, is of its game alone."""

import pytest

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.ids import ChannelId, Fid
from support.bot_play import becomes
from support.facts import NOW
from support.two_games import FIDS, KINGSHOT, NAMES, WOS, TwoGames


@pytest.mark.parametrize("title", [WOS, KINGSHOT])
async def test_it_names_its_game_and_counts_its_members_alone(two: TwoGames, title: str) -> None:
    play = two.play
    general, reds = play.guild.channel("general"), AllianceId(1)
    for one in (WOS, KINGSHOT):
        where = ChannelId(general.id) if one == title else None
        await two.store(one).add_alliances([Alliance(play.guild_id, reds, "Reds", channel=where)])
        moves = dict.fromkeys(two_of(one), reds)
        await two.store(one).move_members(play.guild_id, moves, at=NOW)
        await play.titles[one].engine.want([(play.guild_id, "ALIVE")])

    board = await play.server.message_in(general, lambda one: "all done" in one.text)

    await becomes(lambda: "Redeemed now: 2" in board.text)
    assert "Reds" in board.text
    assert NAMES[title] in board.text
    other = KINGSHOT if title == WOS else WOS
    assert NAMES[other] not in board.text
    assert play.server.messages(general) == [board]


def two_of(title: str) -> list[Fid]:
    """Return two of a game's members."""
    return [Fid(one) for one in FIDS[title]][:2]
