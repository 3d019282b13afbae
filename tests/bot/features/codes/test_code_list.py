"""The list of codes: newest first, by their lives, in pages."""

from datetime import timedelta

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.redemptions import Outcome
from support.bot_play import Play
from support.bot_runs import NEVER, enrol
from support.discord_server import MANAGE_GUILD
from support.facts import NOW, OTHER_GUILD
from support.interactions import choose, command, forge, press


async def add_codes(play: Play, *codes: str, shared: bool = True) -> None:
    """Add codes, each a minute after the one before."""
    for number, code in enumerate(codes):
        at = NOW + timedelta(minutes=number)
        await play.store.add_codes([code], at=at, shared=shared)


async def test_codes_are_listed_newest_first_with_their_lives_and_whose_they_are(
    play: Play,
) -> None:
    await add_codes(play, "FIRST", "SECOND", "OLD")
    await play.store.judge({"SECOND": Standing(Life.ALIVE)}, at=NOW)
    await play.store.judge({"OLD": Standing(Life.DEAD, Outcome.EXPIRED)}, at=NOW)
    await command(play.leader, "codes add", codes="OURS")
    seen = await command(play.leader, "codes list")
    lines = seen.embeds[0]["description"].splitlines()
    assert [line.split(" · added <t:")[0] for line in lines] == [
        "`OURS` · not tried yet · only for this server",
        "`OLD` · does not work: code expired · for all servers",
        "`SECOND` · works · for all servers",
        "`FIRST` · not tried yet · for all servers",
    ]


async def test_the_list_shows_those_that_work_or_do_not_or_were_not_tried(play: Play) -> None:
    await add_codes(play, "UNTRIED", "WORKS")
    await play.store.judge({"WORKS": Standing(Life.ALIVE)}, at=NOW)
    seen = await choose(
        play.leader, await command(play.leader, "codes list"), "Which codes?", "works"
    )
    assert "`WORKS`" in seen.text
    assert "`UNTRIED`" not in seen.text
    seen = await choose(play.leader, seen, "Which codes?", "does not work")
    assert "There are no codes like that" in seen.text
    seen = await choose(play.leader, seen, "Which codes?", "All codes")
    assert "`UNTRIED`" in seen.text


async def test_many_codes_come_in_pages_of_what_was_chosen(play: Play) -> None:
    await add_codes(play, *(f"CODE{number:02}" for number in range(23)))
    seen = await command(play.leader, "codes list")
    seen = await choose(play.leader, seen, "Which codes?", "not tried yet")
    seen = await press(play.leader, seen, "Next")
    seen = await press(play.leader, seen, "Next")
    assert "Page 3 of 3" in seen.text
    assert "`CODE00`" in seen.text
    assert "Next" not in seen.buttons
    seen = await choose(play.leader, seen, "Open a code: who got it?", "CODE00")
    assert "Code CODE00" in seen.text
    seen = await press(play.leader, seen, "Back")
    assert "Page 1 of 3" in seen.text


async def test_a_page_of_the_longest_codes_fits_in_every_language(play: Play) -> None:
    await enrol(play)
    await add_codes(play, *("C" * 62 + f"{number:02}" for number in range(10)))
    play.world.script(NEVER)
    wanted = [(play.guild_id, one.code) for one in await play.store.codes()]
    await play.services.engine.want(wanted)
    for locale in ("en-US", "ru", "ar"):
        leader = play.server.person(guild=play.guild, permissions=MANAGE_GUILD, locale=locale)
        old = await command(leader, "autoredeem")
        for handler in ("codes", "runs"):
            assert "C" * 62 + "09" in (await forge(leader, old, handler)).text


async def test_what_another_guild_keeps_to_itself_is_not_in_the_list(play: Play) -> None:
    await add_codes(play, "SECRET", shared=False)
    await play.store.post_codes([Posting(OTHER_GUILD, "SECRET", "someone else", NOW)])
    seen = await command(play.leader, "codes list")
    assert "SECRET" not in seen.text
    assert "There are no gift codes yet" in seen.text
