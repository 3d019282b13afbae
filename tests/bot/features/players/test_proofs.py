"""Whoever enrolls is told whether the game knows the account, and mends id and state at once."""

from collections.abc import AsyncIterator, Collection, Mapping
from pathlib import Path

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.roster.hints import PlayerHint
from support.bot_play import STATE, Play, becomes, playing_bot
from support.discord_server import DiscordServer
from support.facts import NOW
from support.interactions import command, submit
from support.rosters import roster

ANN, BOB, MADE_UP = Fid(31_180_101), Fid(31_180_102), Fid(31_189_999)


class List:
    """A list of players, in which one has a name."""

    async def hints(self, fids: Collection[Fid]) -> Mapping[Fid, PlayerHint]:
        """Return the one."""
        return {fid: PlayerHint("**Bob**", STATE, 20) for fid in fids if fid == BOB}


@pytest.fixture
async def proven(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Run a bot that asks the game for whoever is enrolled."""
    url = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, url, proofs=True) as play:
        await play.set_up(enabled=True)
        await becomes(lambda: play.services.engine.sends)
        yield play


async def test_the_card_says_that_the_game_knows_the_account(proven: Play) -> None:
    shown = await command(proven.player, "enroll", id=str(ANN))

    assert "Enrolled" in shown.text
    assert "The game knows `31180101` in state `245`." in shown.text
    assert (await proven.store.players([ANN]))[ANN].proven == STATE


async def test_a_living_code_is_redeemed_by_it(proven: Play) -> None:
    await proven.store.add_codes(["ALIVE"], at=NOW)
    await proven.store.judge({"ALIVE": Standing(Life.ALIVE)}, at=NOW)

    shown = await command(proven.player, "enroll", id=str(ANN))

    assert "The game knows" in shown.text
    assert (await proven.store.batch_check_members(proven.guild_id, "ALIVE", [ANN]))[ANN]


async def test_a_wrong_state_is_mended_at_once(proven: Play) -> None:
    shown = await command(proven.player, "enroll", id=str(ANN), state="999")
    assert (
        "The game knows no player `31180101` in state `999`: one of the two is wrong." in shown.text
    )

    form = await (await proven.player.press(shown, "Correct ID and state")).form()
    assert [form.fields[name]["value"] for name in ("id", "state")] == [str(ANN), "999"]
    shown = await submit(proven.player, form, id=str(ANN), state="245")

    assert "The game knows `31180101` in state `245`." in shown.text
    mine = UserId(proven.player.id)
    assert (await roster(proven)) == {ANN: Member(ANN, STATE, owner=mine)}


async def test_a_wrong_id_is_mended_at_once_and_the_wrong_one_goes(proven: Play) -> None:
    shown = await command(proven.player, "enroll", id=str(MADE_UP))
    assert "The game knows no player `31189999`" in shown.text

    form = await (await proven.player.press(shown, "Correct ID and state")).form()
    await submit(proven.player, form, id=str(ANN), state="245")

    assert set(await roster(proven)) == {ANN}


async def test_another_s_account_is_not_removed_by_mending(proven: Play) -> None:
    await proven.store.enrol(proven.guild_id, [Member(BOB, STATE, owner=UserId(5))], by="5", at=NOW)
    shown = await command(proven.player, "enroll", id=str(MADE_UP))
    form = await (await proven.player.press(shown, "Correct ID and state")).form()
    form.data["custom_id"] = form.custom_id.replace(str(MADE_UP), str(BOB))

    await submit(proven.player, form, id=str(ANN), state="245")

    assert set(await roster(proven)) == {ANN, BOB, MADE_UP}


async def test_where_a_list_has_the_name_it_is_shown(proven: Play) -> None:
    object.__setattr__(proven.services, "hints", List())

    shown = await command(proven.player, "enroll", id=str(BOB))

    assert "By a list of players, `31180102` is" in shown.text
    assert "If that isn’t you, the ID is wrong." in shown.text


async def test_beyond_the_bounds_the_next_code_tells(proven: Play) -> None:
    for fid in (ANN, BOB):
        await command(proven.player, "enroll", id=str(fid))
    requests = proven.world.counters.requests

    shown = await command(proven.player, "enroll", id=str(MADE_UP))

    assert "Enrolled" in shown.text
    assert "will check this account with the game when it redeems the next code" in shown.text
    assert proven.world.counters.requests == requests


async def test_one_whom_a_manager_adds_is_proven_and_mended_alike(proven: Play) -> None:
    shown = await command(proven.leader, "members add", ids=str(MADE_UP))
    assert "The game knows no player `31189999` in state `245`" in shown.text

    form = await (await proven.leader.press(shown, "Correct ID and state")).form()
    shown = await submit(proven.leader, form, id=str(ANN), state="245")

    assert "The game knows `31180101` in state `245`." in shown.text
    assert set(await roster(proven)) == {ANN}


async def test_many_are_not_asked_for_one_by_one(proven: Play) -> None:
    await command(proven.leader, "members add", ids=f"{ANN} {BOB}")

    assert proven.world.counters.requests == 0


async def test_nobody_is_asked_for_where_that_is_switched_off(play: Play) -> None:
    shown = await command(play.player, "enroll", id=str(ANN))

    assert "Enrolled" in shown.text
    assert "The game knows" not in shown.text
    assert play.world.counters.requests == 0


async def test_the_state_that_the_game_proved_counts_in_all_guilds(proven: Play) -> None:
    await command(proven.player, "enroll", id=str(ANN), state="999")

    assert (await proven.store.players([ANN]))[ANN].refused_at(State(999))


async def test_a_state_that_its_owner_changes_is_proven_and_mended_alike(proven: Play) -> None:
    mine = Member(ANN, State(244), owner=UserId(proven.player.id))
    await proven.store.enrol(proven.guild_id, [mine], by="test", at=NOW)
    shown = await command(proven.player, "me")
    form = await (await proven.player.press(shown, "Change the state")).form()
    shown = await submit(proven.player, form, state="999")
    assert "The game knows no player `31180101` in state `999`" in shown.text

    form = await (await proven.player.press(shown, "Correct ID and state")).form()
    shown = await submit(proven.player, form, id=str(ANN), state="245")

    assert "The game knows `31180101` in state `245`." in shown.text
    assert (await roster(proven))[ANN].state == STATE


async def test_a_state_that_a_manager_edits_is_proven_and_a_name_is_not(proven: Play) -> None:
    await proven.store.enrol(proven.guild_id, [Member(ANN, State(244))], by="test", at=NOW)
    shown = await command(proven.leader, "members edit", id=str(ANN), nickname="Ann")
    assert (proven.world.counters.requests, "The game" in shown.text) == (0, False)

    shown = await command(proven.leader, "members edit", id=str(ANN), state="999")
    assert "The game knows no player `31180101` in state `999`" in shown.text
    form = await (await proven.leader.press(shown, "Correct ID and state")).form()
    shown = await submit(proven.leader, form, id=str(ANN), state="245")

    assert "The game knows `31180101` in state `245`." in shown.text


@pytest.mark.parametrize("given", [{}, {"ids": str(ANN)}], ids=["all of one", "pasted"])
async def test_the_state_of_the_one_who_lacked_it_is_proven(
    proven: Play, given: Mapping[str, str]
) -> None:
    await proven.store.enrol(proven.guild_id, [Member(ANN)], by="test", at=NOW)

    shown = await command(proven.leader, "members state", state="245", **given)

    assert "The game knows `31180101` in state `245`." in shown.text


async def test_the_states_of_many_are_proven_with_the_next_code(proven: Play) -> None:
    both = [Member(ANN), Member(BOB)]
    await proven.store.enrol(proven.guild_id, both, by="test", at=NOW)

    shown = await command(proven.leader, "members state", state="245")

    assert (proven.world.counters.requests, "The game knows" in shown.text) == (0, False)
