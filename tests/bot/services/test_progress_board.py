"""Each guild's progress board: one message for its runs, in its channel, from begin to end."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from autoredeem.bot.gateway.rendering import COLOURS
from autoredeem.bot.kit.cards import Card, Tone
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Listing
from autoredeem.engine.events import RunFinished
from autoredeem.simulator import Code
from support.bot_play import CLOCK, STATE, Play, becomes, new_world, playing_bot
from support.bot_runs import NEVER, done_of
from support.discord_server import DiscordServer, Message
from support.facts import NOW

EVERYONE = [Fid(fid) for fid in range(101, 151)]
DONE = "Gift codes: all done"
SLOW = 600
"""Requests a minute: so slow that a run can be seen under way."""


@pytest.fixture
async def slow_play(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Run a bot whose runs are slow."""
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, urls, per_minute=SLOW) as play:
        await play.set_up()
        yield play


async def enrol(play: Play, count: int = 50, state: State | None = STATE) -> None:
    members = [Member(fid, state) for fid in EVERYONE[:count]]
    await play.store.enrol(play.guild_id, members, by="test", at=NOW)


async def redeem(play: Play, *codes: str) -> None:
    await play.services.engine.want([(play.guild_id, code) for code in codes])


async def closed(play: Play) -> None:
    """Wait until the guild's board is closed."""
    await becomes(lambda: not play.bot.boards._states)
    assert not await play.store.boards()


async def summary(play: Play) -> Message:
    return await play.server.message_in(play.results, lambda one: DONE in one.text)


async def test_a_run_is_shown_in_one_message_to_its_end(play: Play) -> None:
    await enrol(play)
    await redeem(play, "ALIVE")
    board = await summary(play)
    assert "Code ALIVE" in board.text
    assert "50" in board.text
    assert play.server.messages(play.results) == [board]
    assert not board.pings
    await closed(play)


async def test_all_runs_of_a_guild_share_its_message(play: Play) -> None:
    await enrol(play)
    await redeem(play, "ALIVE", "SECOND", "OLD", "HIGH")
    board = await play.server.message_in(
        play.results,
        lambda one: (
            all(code in one.text for code in ("ALIVE", "SECOND", "OLD", "HIGH"))
            and DONE in one.text
        ),
    )
    assert "level too low" in board.text
    assert "does not work" in board.text
    assert len(play.server.messages(play.results)) == 1


def colour(message: Message) -> int:
    (embed,) = message.embeds
    return int(embed["color"])


async def test_a_board_is_green_where_nothing_failed_that_somebody_can_mend(play: Play) -> None:
    await enrol(play, 3)
    await redeem(play, "ALIVE", "HIGH")
    board = await summary(play)
    assert "level too low" in board.text
    assert colour(board) == COLOURS[Tone.GOOD]


async def test_a_board_is_not_green_while_somebody_has_no_state(play: Play) -> None:
    await enrol(play, 3)
    await play.store.enrol(play.guild_id, [Member(Fid(777))], by="test", at=NOW)
    await redeem(play, "ALIVE")
    assert colour(await summary(play)) == COLOURS[Tone.WARNING]


async def test_what_the_advice_names_is_there_to_be_pressed(play: Play) -> None:
    await enrol(play, 3)
    await play.store.enrol(play.guild_id, [Member(Fid(777))], by="test", at=NOW)
    await redeem(play, "HIGH")
    board = await summary(play)
    mending = ["Set the state of these", "Try again", "Copy the IDs"]
    own = ["Runs", "My accounts", "Official redemption page"]
    assert board.buttons == [*mending, *own]
    assert "press “Try again”" in board.text
    assert "Press “Set the state of these”" in board.text
    form = await (await play.leader.press(board, "Set the state of these")).form()
    answer = await (await play.leader.submit(form, state="245")).message()
    assert answer.only_for == play.leader.id
    assert "1 member now has state `245`" in answer.text
    answer = await (await play.player.press(board, "Try again")).message()
    assert "Only for managers" in answer.text


async def test_of_several_codes_each_that_failed_has_its_own_buttons(play: Play) -> None:
    await enrol(play, 3)
    await redeem(play, "ALIVE", "HIGH", "OLD")
    board = await summary(play)
    assert [one for one in board.buttons if ":" in one] == ["Try again: HIGH", "Copy the IDs: HIGH"]
    answer = await (await play.leader.press(board, "Try again: HIGH")).message()
    assert "Code HIGH" in answer.text
    assert await done_of(play) == ["code-retry"]


async def test_of_many_codes_that_failed_each_leads_to_its_own_advice(play: Play) -> None:
    codes = [f"HIGH{number}" for number in range(4)]
    play.world.codes |= {code: Code(code, level=99) for code in codes}
    await enrol(play, 3)
    await redeem(play, *codes)
    board = await summary(play)
    assert "Try again" not in board.text
    assert {f"{code}: what to do" for code in codes} < set(board.buttons)
    answer = await (await play.leader.press(board, "HIGH2: what to do")).message()
    assert "Code HIGH2" in answer.text
    assert "press “Try again”" in answer.text
    assert "Try again" in answer.buttons


async def test_a_board_tells_those_who_are_not_enrolled_how_to_get_the_codes(play: Play) -> None:
    await enrol(play, 3)
    await redeem(play, "ALIVE", "SECOND", "OLD")
    board = await summary(play)
    told = board.text.partition("Not enrolled?")[2]
    assert "`ALIVE`" in told
    assert "`SECOND`" in told
    assert "`OLD`" not in told
    assert "in-game mail" in told
    assert "</enroll:" in str(board.embeds)


async def test_of_a_dead_code_alone_nothing_is_said_of_how_to_get_it(play: Play) -> None:
    await enrol(play, 3)
    await redeem(play, "OLD")
    board = await summary(play)
    assert "asked 1, not worth asking 2" in board.text
    assert "Not enrolled?" not in board.text
    assert board.buttons == ["Runs", "My accounts"]


async def test_a_run_that_found_everyone_settled_posts_nothing(play: Play) -> None:
    await enrol(play, 3)
    await redeem(play, "ALIVE")
    first = await summary(play)
    await closed(play)
    await redeem(play, "ALIVE")
    await redeem(play, "SECOND")
    await play.server.message_in(
        play.results, lambda one: one is not first and "SECOND" in one.text and DONE in one.text
    )
    shown = [one.text.count("Code ALIVE") for one in play.server.messages(play.results)]
    assert shown[0] == 1
    assert len(shown) == 2


async def test_a_run_that_goes_on_and_finds_nobody_new_posts_nothing(play: Play) -> None:
    await play.set_up(enabled=True)
    await play.store.add_codes(["HIGH"], at=NOW)
    await enrol(play, 3)
    await play.services.rollout.open_in(play.guild_id)
    await summary(play)
    await closed(play)
    before = play.world.counters.requests
    # when
    await play.services.rollout.open_in(play.guild_id)
    await _over(play)
    await closed(play)
    assert len(play.server.messages(play.results)) == 1
    assert play.world.counters.requests == before
    # when
    await enrol(play, 4)
    await play.services.rollout.open_in(play.guild_id)
    # then
    await play.server.message_in(play.results, lambda one: DONE in one.text and "4" in one.text)
    assert len(play.server.messages(play.results)) == 2
    assert play.world.counters.requests == before + 1


async def test_those_without_a_state_are_counted_with_what_to_do(play: Play) -> None:
    await enrol(play, 2)
    await play.store.enrol(play.guild_id, [Member(Fid(777))], by="test", at=NOW)
    await redeem(play, "ALIVE")
    board = await summary(play)
    assert "no state" in board.text


async def test_a_channel_that_is_forbidden_stops_no_run_and_the_owner_is_notified_once(
    play: Play,
) -> None:
    await enrol(play)
    owner = play.server.person(play.guild.owner_id).standing.channel
    play.server.forbid(play.results)
    for code in ("ALIVE", "SECOND"):
        await redeem(play, code)
        await _over(play)
    shown = await play.server.message_in(owner)
    assert "it may not write in" in shown.text
    assert len(play.server.messages(owner)) == 1
    assert play.world.counters.by_answer["SUCCESS"] == 100


async def test_a_message_that_somebody_deleted_is_posted_anew(slow_play: Play) -> None:
    play = slow_play
    await enrol(play, 10)
    await redeem(play, "ALIVE")
    first = await play.server.message_in(play.results)
    await play.server.delete_message(first)
    assert await summary(play) is not first


async def test_a_channel_that_is_chosen_later_gets_the_message(play: Play) -> None:
    await enrol(play)
    await play.set_up(channel=None)
    await redeem(play, "ALIVE")
    await _over(play)
    await closed(play)
    assert not play.server.messages(play.results)
    await play.set_up()
    await redeem(play, "SECOND")
    assert "SECOND" in (await summary(play)).text


async def test_a_channel_that_is_chosen_anew_gets_the_runs_that_are_going_on(play: Play) -> None:
    play.world.script(NEVER)
    await enrol(play)
    await redeem(play, "ALIVE")
    before = await play.server.message_in(play.results)
    shown = await (await play.leader.command("autoredeem")).message()
    shown = await (await play.leader.press(shown, "Settings")).message()
    other = play.guild.channel("general")
    await (await play.leader.choose(shown, "Channel for results", other)).message()
    board = await play.server.message_in(other, lambda one: not one.ephemeral)
    assert "ALIVE" in board.text
    await play.server.until(lambda: before.deleted)


async def test_a_channel_chosen_instead_of_a_forbidden_one_gets_them_too(play: Play) -> None:
    play.world.script(NEVER)
    await enrol(play)
    play.server.forbid(play.results)
    owner = play.server.person(play.guild.owner_id).standing.channel
    await redeem(play, "ALIVE")
    await play.server.message_in(owner)
    other = play.guild.channel("general")
    shown = await (await play.leader.command("autoredeem")).message()
    shown = await (await play.leader.press(shown, "Settings")).message()
    await (await play.leader.choose(shown, "Channel for results", other)).message()
    assert "ALIVE" in (await play.server.message_in(other, lambda one: not one.ephemeral)).text


async def test_a_rate_limit_is_heeded_and_the_end_is_shown_all_the_same(
    play: Play,
) -> None:
    limited = play.server.limit_rate("POST", r"/channels/\d+/messages", times=2)
    await enrol(play)
    await redeem(play, "ALIVE")
    await summary(play)
    assert limited.times == 0
    assert len(play.server.called("POST", r"/channels/\d+/messages")) == 3


async def test_a_discord_that_fails_is_tried_again_later(play: Play) -> None:
    play.server.answer("POST", r"/channels/\d+/messages", 400, {"code": 0, "message": "no"})
    await enrol(play)
    await redeem(play, "ALIVE")
    assert "Code ALIVE" in (await summary(play)).text


async def test_a_board_that_could_not_be_made_is_made_for_the_next_runs(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Card:
        raise ZeroDivisionError

    await enrol(play)
    with monkeypatch.context() as bug, capture_logs() as shown:
        bug.setattr("autoredeem.bot.services.progress_board.views.board_card", broken)
        await redeem(play, "ALIVE")
        await _over(play)
        await closed(play)
    assert [line["event"] for line in shown].count("A board could not be made") == 1
    await redeem(play, "SECOND")
    assert "Code SECOND" in (await summary(play)).text


async def test_a_connection_that_is_lost_in_a_run_loses_nothing_of_it(play: Play) -> None:
    await enrol(play)
    await redeem(play, "ALIVE")
    board = await play.server.message_in(play.results)
    await play.server.drop_connections()
    await redeem(play, "SECOND")
    await play.server.session()
    done = await play.server.message_in(
        play.results, lambda one: "SECOND" in one.text and DONE in one.text
    )
    assert play.world.counters.by_answer["SUCCESS"] == 100
    assert board in (done, *play.server.messages(play.results))


async def test_a_restart_in_a_run_goes_on_in_the_same_message(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    urls, world = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}, new_world()
    async with playing_bot(discord_server, urls, world, per_minute=SLOW) as play:
        await play.set_up()
        await enrol(play)
        await redeem(play, "ALIVE")
        guild, board = play.guild, await play.server.message_in(play.results)
        await becomes(lambda: world.counters.requests > 0)
        play.stop()
    assert 0 < world.counters.requests < 50
    async with playing_bot(discord_server, urls, world, guild=guild) as play:
        assert await summary(play) is board
        assert play.server.messages(play.results) == [board]
    assert world.counters.requests == world.counters.by_answer["SUCCESS"] == 50


async def _over(play: Play) -> None:
    """Wait until a run that was opened just now has ended."""
    play.events.clear()
    await becomes(lambda: any(isinstance(event, RunFinished) for event in play.events))


async def early(play: Play) -> None:
    """Let a feed list a code that the game does not know yet, and its run wait for it."""
    await play.store.add_codes(["EARLY"], at=CLOCK.now())
    await play.store.note_listings({"EARLY": Listing(until=CLOCK.now() + timedelta(days=9))})
    await enrol(play, 3)
    await redeem(play, "EARLY")


WAITING = "Gift codes: waiting for a code to become active"


async def test_a_code_that_is_not_active_yet_is_neither_done_nor_failed(play: Play) -> None:
    await early(play)
    board = await play.server.message_in(play.results, lambda one: WAITING in one.text)
    assert "Not active yet" in board.text
    assert "no such code" not in board.text
    assert "Not enrolled?" not in board.text
    assert colour(board) == COLOURS[Tone.PLAIN]
    assert await play.store.boards()


async def test_asking_again_about_such_a_code_is_no_news(play: Play) -> None:
    await early(play)
    board = await play.server.message_in(play.results, lambda one: WAITING in one.text)
    edits = board.edits
    for _ in range(2):
        asked = play.world.counters.requests
        await make_due(play)
        await redeem(play, "EARLY")
        await becomes(lambda asked=asked: play.world.counters.requests > asked)  # type: ignore[misc]
        await becomes(lambda: not play.services.engine.open_runs)
    assert board.edits == edits
    assert play.server.messages(play.results) == [board]


async def test_when_it_works_the_same_board_goes_on(play: Play) -> None:
    await early(play)
    board = await play.server.message_in(play.results, lambda one: WAITING in one.text)
    play.world.codes["EARLY"] = Code("EARLY")
    await make_due(play)
    await redeem(play, "EARLY")
    await becomes(lambda: DONE in board.text)
    assert "Redeemed now: 3" in board.text
    await closed(play)


async def test_when_it_turns_out_to_be_dead_the_board_says_so(play: Play) -> None:
    await early(play)
    board = await play.server.message_in(play.results, lambda one: WAITING in one.text)
    dead = Standing(Life.DEAD, Outcome.NO_SUCH_CODE, turn=1)
    await play.store.judge({"EARLY": dead}, at=CLOCK.now())
    await play.store.close_runs({"EARLY": Outcome.NO_SUCH_CODE}, at=CLOCK.now())
    await becomes(lambda: "This code does not work" in board.text)
    await closed(play)


async def make_due(play: Play) -> None:
    """Let the time come at which the code is asked about again."""
    (record,) = await play.store.codes(["EARLY"])
    due = record.standing.put_off(CLOCK.now())
    await play.store.judge({"EARLY": due}, at=CLOCK.now())
