"""The JavaScript bot, the older bot's SQLite, and lists: what becomes of each."""

from pathlib import Path

import pytest

from autoredeem.adoption.lists import owners_in, plan_of_list
from autoredeem.adoption.plan import NO_PLAYER, NOTHING_SAID, OFF, Choices
from autoredeem.domain.codes import Life
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import State, UserId
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from support.other_bots import (
    ELSEWHERE,
    HERE,
    NOW,
    ORIN,
    VELA,
    javascript_bot,
    older_bot,
    planned,
)


def test_the_javascript_bot_s_players_come_with_states_levels_and_owners(tmp_path: Path) -> None:
    plan = planned(javascript_bot(tmp_path))
    here = next(one for one in plan.guilds if one.guild_id == HERE)
    assert here.members == [
        (Member(VELA, State(245), "Vela", 35, UserId(7001)), "POL"),
        (Member(ORIN, State(245), "Orin", 30), "ICE"),
    ]
    # ICE is served first: it has the lower number there, and the higher priority here.
    assert here.settings == {"channel": 5002, "enabled": True}
    assert {one.name: (one.channel, one.priority) for one in here.alliances} == {
        "ICE": (None, 2),
        "POL": (5001, 1),
    }
    assert plan.left.left[OFF] == 1
    assert any("AUTOREDEEM_OPERATORS=7001" in note for note in plan.notes)


def test_not_every_row_is_a_redemption_and_the_first_that_is_stays(tmp_path: Path) -> None:
    plan = planned(javascript_bot(tmp_path))
    answers = {one.guild_id: one.answers for one in plan.guilds}
    assert {(one.fid, one.outcome) for one in answers[HERE]["Alive1"]} == {
        (VELA, Outcome.REDEEMED),
        (ORIN, Outcome.ALREADY_REDEEMED),
    }
    assert [one.outcome for one in answers[HERE]["New1"]] == [Outcome.WRONG_STATE]
    # Of somebody who does not come along it is known all the same that the code is redeemed.
    assert [one.outcome for one in answers[ELSEWHERE]["New1"]] == [Outcome.REDEEMED]
    assert plan.left.left[NOTHING_SAID] == 2
    assert [(one.code, one.life) for one in plan.codes] == [
        ("Alive1", Life.ALIVE),
        ("Dead1", Life.DEAD),
        ("New1", Life.UNTRIED),
    ]


def test_the_older_bot_s_members_are_tidied_and_each_is_once_in_a_server(tmp_path: Path) -> None:
    plan = planned(older_bot(tmp_path))
    here, elsewhere = plan.guilds
    assert [member for member, _ in here.members] == [
        Member(VELA, nickname="Vela the Bold", level=35),
        Member(ORIN),
    ]
    assert [member for member, _ in elsewhere.members] == [Member(VELA, nickname="Vela", level=35)]
    assert here.settings == {"enabled": True, "channel": 5001}
    assert elsewhere.settings == {"enabled": False}
    assert plan.left.left[NO_PLAYER] == 1
    assert any("set-state STATE --missing" in note for note in plan.notes)


def test_a_list_is_for_the_server_that_is_named() -> None:
    members, owners = [Member(VELA, State(245), "Vela"), Member(ORIN)], {VELA: UserId(7001)}
    plan = plan_of_list(members, {"no id": 2}, owners, Choices(NOW, HERE))
    assert plan.guilds[0].members == [
        (Member(VELA, State(245), "Vela", owner=UserId(7001)), ""),
        (Member(ORIN), ""),
    ]
    assert plan.left.left == {"no id": 2}
    with pytest.raises(InvalidInput, match="--guild"):
        plan_of_list(members, {}, owners, Choices(NOW))


def test_a_table_made_from_the_python_bot_s_players_says_whose_they_are() -> None:
    lines = ["fid,nickname,discord_id\n", f"{VELA},Vela,7001\n", f"{ORIN},Orin,\n"]
    assert owners_in(lines, PLAYER_ID_DIGITS) == {VELA: UserId(7001)}
    assert not owners_in(["fid,nickname\n", f"{VELA},Vela\n"], PLAYER_ID_DIGITS)
    assert not owners_in([], PLAYER_ID_DIGITS)
