"""Every change that players make is in the guild's trail, in a sentence."""

from support.bot_play import Play


async def test_managers_read_in_their_guild_s_trail_what_players_did(play: Play) -> None:
    player = play.player
    for way in (
        "enroll?id=31180101",
        "my-state?id=31180101&state=7",
        "never?id=31180101&sure=1",
        "never-mind?all=1",
        "enroll?id=31180101",
        "unenroll?id=31180101&sure=1",
    ):
        await (await player.forge(way)).message()

    shown = await (await play.leader.forge("audit")).message()

    who = f"<@{player.id}>"
    for line in (
        f"{who} enrolled their own account 31180101",
        f"{who} set the state of their own account 31180101 to 7",
        f"{who} put their account 31180101 on the block list",
        f"{who} took their account 31180101 off the block list",
        f"{who} unenrolled their own account 31180101",
    ):
        assert line in shown.text
    assert shown.text.count(who) == 6
