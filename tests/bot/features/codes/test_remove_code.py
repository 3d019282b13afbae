"""Codes are removed: a guild's own by its managers, shared ones by the operators."""

from autoredeem.domain.guilds import Posting
from autoredeem.store.records import RunStatus
from support.bot_play import Play, becomes
from support.bot_runs import NEVER, done_of, enrol
from support.discord_server import MANAGE_GUILD, Person
from support.facts import NOW, OTHER_GUILD
from support.interactions import command, forge, press
from support.rosters import carried

YES = "Yes, remove"


def operator_in(play: Play) -> Person:
    """Return an operator who manages the guild."""
    return play.server.person(play.operator.id, guild=play.guild, permissions=MANAGE_GUILD)


async def test_a_code_of_the_guilds_own_is_removed_after_a_question(play: Play) -> None:
    await command(play.leader, "codes add", codes="ALIVE SECOND")
    seen = await command(play.leader, "codes remove", code="alive")
    assert "`ALIVE` will be gone from this server" in seen.text
    assert len(await play.store.postings(play.guild_id)) == 2
    seen = await press(play.leader, seen, YES)
    assert "`ALIVE` is removed" in seen.text
    assert [one.code for one in await play.store.postings(play.guild_id)] == ["SECOND"]
    seen = await press(play.leader, seen, "Codes")
    assert "ALIVE" not in seen.text
    assert await done_of(play) == ["codes-added", "code-removed"]


async def test_a_code_is_removed_from_its_card_and_what_goes_on_for_it_stops(play: Play) -> None:
    play.world.script(NEVER)
    await enrol(play)
    await command(play.leader, "redeem", code="ALIVE")
    seen = await command(play.leader, "codes history", code="ALIVE")
    await press(play.leader, await press(play.leader, seen, "Remove"), YES)
    (run,) = await play.store.runs()
    assert run.stop


async def test_a_code_that_is_about_to_be_shared_is_not_shared_when_it_is_removed(
    play: Play,
) -> None:
    seen = await command(play.leader, "codes add", codes="ALIVE", share=True)
    await press(play.leader, seen, "Share with all servers")
    seen = await command(play.leader, "codes remove", code="ALIVE")
    await press(play.leader, seen, YES)
    assert await play.store.share_due(at=NOW) is None


async def test_a_manager_removes_no_code_that_is_for_all_or_that_another_guild_added(
    play: Play,
) -> None:
    await play.store.add_codes(["SHARED"], at=NOW)
    await play.store.add_codes(["SECRET"], at=NOW, shared=False)
    await play.store.post_codes(
        [
            Posting(play.guild_id, "SHARED", "test", NOW),
            Posting(OTHER_GUILD, "SECRET", "someone else", NOW),
        ]
    )
    for question in ("", "&sure=1"):
        seen = await (await play.leader.forge(f"code-remove?code=SHARED{question}")).message()
        assert "`SHARED` can’t be removed from here" in seen.text
        seen = await (await play.leader.forge(f"code-remove?code=SECRET{question}")).message()
        assert "This server doesn’t know `SECRET`" in seen.text
    assert "Remove" not in (await command(play.leader, "codes history", code="SHARED")).buttons
    assert len(await play.store.codes()) == 2
    assert not await done_of(play)


async def test_an_operator_removes_a_code_for_all_and_what_goes_on_for_it_anywhere(
    play: Play,
) -> None:
    play.world.script(NEVER)
    await enrol(play)
    await play.store.add_codes(["SHARED"], at=NOW)
    await play.services.engine.want([(play.guild_id, "SHARED"), (OTHER_GUILD, "SHARED")])
    await becomes(lambda: play.services.engine.open_runs > 0)
    operator = operator_in(play)
    seen = await command(operator, "codes remove", code="SHARED")
    assert "It will be gone from all of them" in seen.text
    await press(operator, seen, YES)
    assert "SHARED" not in [one.code for one in await play.store.codes()]
    runs = {run.key: run.stop for run in await play.store.runs(RunStatus.OPEN)}
    assert runs.get((play.guild_id, "SHARED"), True)
    assert runs.get((OTHER_GUILD, "SHARED"), True)


async def test_a_code_that_is_removed_twice_is_not_known_the_second_time(play: Play) -> None:
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await command(play.leader, "codes remove", code="ALIVE")
    (yes,) = (one for one in carried(seen) if "sure" in one)
    seen = await press(play.leader, seen, YES)
    assert "This server doesn’t know" in (await forge(play.leader, seen, yes)).text
    assert await done_of(play) == ["codes-added", "code-removed"]
