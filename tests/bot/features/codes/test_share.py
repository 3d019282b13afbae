"""A guild's own codes are shared with all: asked once, and taken back while nobody has them."""

from datetime import timedelta

import pytest

from autoredeem.bot.features.codes.share import GRACE
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.redemptions import Outcome
from support.bot_play import CLOCK, Play
from support.bot_runs import done_of, enrol, refreshed_until, stranger
from support.discord_server import Message, Person
from support.facts import NOW, OTHER_GUILD
from support.interactions import choose, command, forge, press, shown
from support.rosters import carried

SHARE, BACK = "Share with all servers", "Take it back"


async def asked(person: Person, codes: str) -> Message:
    """Add codes that are to be shared."""
    return await command(person, "codes add", codes=codes, share=True)


async def shared(play: Play) -> list[str]:
    """Return the codes that are for all."""
    return [one.code for one in await play.store.codes() if one.shared]


async def due(play: Play) -> list[str]:
    """Return the codes that are to be shared."""
    return [one.code for one in await play.store.postings(play.guild_id) if one.share_at]


async def pass_grace(play: Play) -> None:
    """Let the time pass in which sharing can be taken back."""
    await play.store.share_due(at=CLOCK.now() + GRACE)
    play.services.rollout.poll()


async def test_codes_that_are_to_be_shared_are_the_guilds_own_until_that_is_confirmed(
    play: Play,
) -> None:
    seen = await command(play.leader, "codes list")
    form = await (await play.leader.press(seen, "Add for all servers")).form()
    seen = await shown(await play.leader.submit(form, codes="SECOND"))
    assert "Added 1 code: `SECOND`" in seen.text
    assert "Share 1 code with all servers?" in seen.text
    assert not await due(play)
    assert await done_of(play) == ["codes-added"]


async def test_a_code_is_shared_a_minute_after_that_is_confirmed(play: Play) -> None:
    seen = await press(play.leader, await asked(play.leader, "SECOND"), SHARE)
    (posting,) = await play.store.postings(play.guild_id)
    assert posting.share_at
    assert posting.share_at >= posting.at + GRACE
    assert f"1 code is for all servers <t:{int(posting.share_at.timestamp())}:R>" in seen.text
    await play.store.share_due(at=posting.share_at - timedelta(seconds=1))
    assert not await shared(play)
    await play.store.share_due(at=posting.share_at)
    assert await shared(play) == ["SECOND"]
    assert await done_of(play) == ["codes-added", "code-shared"]


async def test_sharing_is_taken_back_in_time(play: Play) -> None:
    seen = await press(play.leader, await asked(play.leader, "SECOND THIRD"), SHARE)
    assert await due(play) == ["SECOND", "THIRD"]
    seen = await press(play.leader, seen, BACK)
    assert "2 codes stay only for this server: `SECOND`, `THIRD`" in seen.text
    await pass_grace(play)
    assert not await shared(play)
    assert await done_of(play) == ["codes-added", "codes-shared", "codes-kept"]
    told = await forge(play.leader, seen, "audit")
    assert "took 2 codes back before all servers got them: SECOND, THIRD" in told.text


async def test_sharing_is_taken_back_once_and_stays_so(play: Play) -> None:
    seen = await press(play.leader, await asked(play.leader, "SECOND"), SHARE)
    (back,) = (one for one in carried(seen) if "back" in one)
    for _ in range(2):
        seen = await forge(play.leader, seen, back)
        assert "1 code stays only for this server: `SECOND`" in seen.text
    assert await done_of(play) == ["codes-added", "code-shared", "codes-kept"]


async def test_what_is_due_can_not_be_taken_back_any_more(play: Play) -> None:
    await play.store.add_codes(["SECOND"], at=NOW, shared=False)
    posting = Posting(play.guild_id, "SECOND", "test", NOW, share_at=CLOCK.now())
    await play.store.post_codes([posting])
    answer = await (await play.leader.forge("codes-share?codes=SECOND&back=1")).message()
    assert "It is too late" in answer.text


async def test_what_is_shared_already_can_not_be_taken_back(play: Play) -> None:
    seen = await press(play.leader, await asked(play.leader, "SECOND"), SHARE)
    await pass_grace(play)
    assert "It is too late" in (await press(play.leader, seen, BACK)).text
    assert await shared(play) == ["SECOND"]


async def test_the_card_of_a_code_asks_and_takes_back(play: Play) -> None:
    await enrol(play)
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await press(
        play.leader, await command(play.leader, "codes history", code="ALIVE"), "Share"
    )
    assert "Share 1 code with all servers?" in seen.text
    seen = await press(play.leader, seen, "Cancel")
    assert "only for this server" in seen.text
    assert not await due(play)
    seen = await press(play.leader, seen, "Share")
    await press(play.leader, seen, SHARE)
    assert (
        "`ALIVE` · not tried yet · for all servers <t:"
        in (await command(play.leader, "codes list")).text
    )
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert "for all servers <t:" in seen.text
    assert "Share" not in seen.buttons
    await press(play.leader, seen, BACK)
    assert not await due(play)


async def test_more_codes_than_a_button_carries_are_shared_and_taken_back(play: Play) -> None:
    seen = await asked(play.leader, " ".join(f"LONGCODE{number:02}" for number in range(10)))
    seen = await press(play.leader, seen, SHARE)
    assert len(await due(play)) == 10
    await press(play.leader, seen, BACK)
    assert not await due(play)


async def test_a_question_that_is_lost_shares_nothing_and_says_so(play: Play) -> None:
    await command(play.leader, "codes add", codes="SECOND")
    for more in ("", "&back=1"):
        answer = await (await play.leader.forge(f"codes-share?asked=12345{more}")).message()
        assert "Open a code in /codes list to share it" in answer.text
    assert not await due(play)


async def test_a_shared_code_is_opened_in_every_guild_that_wants_codes(play: Play) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    other = await stranger(play)
    await press(other, await asked(other, "ALIVE"), SHARE)
    await pass_grace(play)
    seen = await command(play.leader, "runs")
    await refreshed_until(play.leader, seen, "10 of 10 have it")


async def test_a_code_that_was_kept_can_be_shared_by_adding_it_again(play: Play) -> None:
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await asked(play.leader, "ALIVE")
    assert "1 code was here already" in seen.text
    await press(play.leader, seen, SHARE)
    assert await due(play) == ["ALIVE"]


async def test_what_was_doubtful_is_asked_about_once_more_before_it_is_shared(play: Play) -> None:
    seen = await asked(play.leader, "alive second")
    seen = await choose(play.leader, seen, "Choose one or more", "alive", "second")
    assert "Share 2 codes with all servers?" in seen.text
    assert not await due(play)


@pytest.mark.parametrize("code", ["FOREIGN", "SHARED", "DEAD", "NONE"])
async def test_nothing_but_a_living_code_of_the_guilds_own_is_shared(play: Play, code: str) -> None:
    await play.store.add_codes(["FOREIGN", "DEAD"], at=NOW, shared=False)
    await play.store.add_codes(["SHARED"], at=NOW)
    await play.store.judge({"DEAD": Standing(Life.DEAD, Outcome.EXPIRED)}, at=NOW)
    await play.store.post_codes(
        [
            Posting(OTHER_GUILD, "FOREIGN", "someone else", NOW),
            *(Posting(play.guild_id, one, "test", NOW) for one in ("DEAD", "SHARED")),
        ]
    )
    answer = await (await play.leader.forge(f"codes-share?codes={code}")).message()
    assert "There is nothing to share" in answer.text
    assert not await play.store.share_due(at=NOW)
    assert not await done_of(play)


async def test_the_longest_code_fits_into_the_buttons(play: Play) -> None:
    code = "C" * 64
    seen = await press(play.leader, await asked(play.leader, code), SHARE)
    assert f"codes-share?codes={code}&back=1" in carried(seen)
    seen = await asked(play.leader, f"OTHER1 {code.lower()}")
    assert f"codes-take?code={code.lower()}&share=1" in carried(seen)
