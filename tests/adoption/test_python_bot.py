"""The Python bot and its Kingshot twin: what each table becomes here, and what is left."""

from datetime import UTC, datetime
from pathlib import Path

from autoredeem.adoption.plan import (
    NO_ALLIANCE,
    NO_CODE,
    NO_PLAYER,
    NO_SERVER,
    NO_STATE,
    NOT_THEIRS,
    NOTHING_SAID,
    OFF,
)
from autoredeem.domain.codes import Life
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from support.other_bots import (
    CYR,
    DARA,
    EDDA,
    ELSEWHERE,
    FERN,
    HERE,
    NAMED,
    ORIN,
    VELA,
    database,
    planned,
    python_bot,
)


def test_a_player_comes_to_the_server_of_its_alliance(tmp_path: Path) -> None:
    plan = planned(python_bot(tmp_path))
    assert [one.guild_id for one in plan.guilds] == [HERE, ELSEWHERE]
    here, elsewhere = plan.guilds
    assert [(member, alliance) for member, alliance in here.members] == [
        (Member(VELA, State(245), "Vela", 35, UserId(7001)), "POL"),
        (Member(ORIN, State(245), "Orin"), "POL"),
    ]
    assert [member for member, _ in elsewhere.members] == [
        Member(EDDA, None, "Edda", 30, UserId(7005))
    ]


def test_a_server_gets_its_first_alliance_s_channel_and_the_state_of_all(tmp_path: Path) -> None:
    here, elsewhere = planned(python_bot(tmp_path)).guilds
    assert here.settings == {
        "channel": 5001,
        "state": 245,
        "enabled": True,
        "enrolling": Enrolling.MANAGERS,
    }
    assert elsewhere.settings == {"enabled": True, "enrolling": Enrolling.MANAGERS}
    assert list(here.watched) == [6001]
    assert [one.name for one in here.alliances] == ["POL"]


def test_those_who_never_asked_for_codes_come_along_only_where_all_are_wanted(
    tmp_path: Path,
) -> None:
    folder = python_bot(tmp_path)
    assert planned(folder).left.left[OFF] == 1
    here, _ = planned(folder, everyone=True).guilds
    assert [member.fid for member, _ in here.members] == [VELA, ORIN, CYR]
    assert [(one.name, one.channel, one.priority) for one in here.alliances] == [
        ("POL", None, 2),
        ("Farm", 5003, 1),
    ]


def test_what_names_no_server_is_left_unless_one_is_named(tmp_path: Path) -> None:
    folder = python_bot(tmp_path)
    left = planned(folder, everyone=True).left
    assert (left.left[NO_SERVER], left.left[NO_ALLIANCE]) == (1, 2)
    named = planned(folder, NAMED, everyone=True).guilds[-1]
    assert [(member.fid, alliance) for member, alliance in named.members] == [
        (DARA, "Gone"),
        (FERN, ""),
    ]


def test_only_what_the_game_said_to_be_redeemed_settles(tmp_path: Path) -> None:
    plan = planned(python_bot(tmp_path))
    here = plan.guilds[0]
    assert {(one.fid, one.outcome) for one in here.answers["Alive1"]} == {
        (VELA, Outcome.REDEEMED),
        (ORIN, Outcome.ALREADY_REDEEMED),
        (CYR, Outcome.SAME_TYPE_REDEEMED),
    }
    (refused,) = here.answers["New1"]
    assert (refused.fid, refused.outcome, refused.message, refused.state) == (
        *(ORIN, Outcome.LEVEL_TOO_LOW),
        *("TOO_SMALL_SPEND_MORE", 245),
    )
    assert "Dead1" not in here.answers
    left = plan.left.left
    assert (left[NOTHING_SAID], left[NO_STATE], left[NOT_THEIRS]) == (2, 1, 1)


def test_a_time_without_a_zone_is_this_computer_s(tmp_path: Path) -> None:
    here = planned(python_bot(tmp_path)).guilds[0]
    at = {one.fid: one.at for one in here.answers["Alive1"]}
    assert at[VELA] == datetime(2026, 1, 2, 10).astimezone(UTC)
    assert at[ORIN] is None


def test_codes_keep_what_was_known_of_them(tmp_path: Path) -> None:
    plan = planned(python_bot(tmp_path))
    assert [(one.code, one.life, one.reason) for one in plan.codes] == [
        ("Alive1", Life.ALIVE, None),
        ("Dead1", Life.DEAD, Outcome.EXPIRED),
        ("New1", Life.UNTRIED, None),
    ]
    assert (plan.left.left[NO_CODE], plan.left.left[NO_PLAYER]) == (1, 1)


def test_a_person_is_told_what_has_no_place_in_the_store(tmp_path: Path) -> None:
    notes = "\n".join(planned(python_bot(tmp_path)).notes)
    assert "AUTOREDEEM_OPERATORS=7001\n" in notes
    assert "ID channel: 6002" in notes
    assert "botsettings" in notes


def test_older_files_have_fewer_columns(tmp_path: Path) -> None:
    database(
        tmp_path / "alliance.sqlite",
        "CREATE TABLE alliance_list (alliance_id INTEGER, name TEXT)",
        {"alliance_list": [(1, "POL")]},
    )
    database(
        tmp_path / "users.sqlite",
        "CREATE TABLE users (fid INTEGER, nickname TEXT, furnace_lv INTEGER, kid INTEGER,"
        " stove_lv_content TEXT, alliance TEXT)",
        {"users": [(VELA, "Vela", 30, 245, None, "1")]},
    )
    database(
        tmp_path / "giftcode.sqlite",
        "CREATE TABLE gift_codes (giftcode TEXT, date TEXT);"
        "CREATE TABLE user_giftcodes (fid INTEGER, giftcode TEXT, status TEXT)",
        {
            "gift_codes": [("Alive1", "02.01.2026")],
            "user_giftcodes": [(VELA, "Alive1", "SUCCESS")],
        },
    )
    (guild,) = planned(tmp_path, NAMED).guilds
    assert guild.members == [(Member(VELA, State(245), "Vela", 30), "POL")]
    assert "enabled" not in guild.settings
    assert [one.outcome for one in guild.answers["Alive1"]] == [Outcome.REDEEMED]


def test_the_file_with_the_players_is_known_by_its_columns(tmp_path: Path) -> None:
    (guild,) = planned(python_bot(tmp_path) / "users.sqlite", NAMED).guilds
    assert len(guild.members) == 6


def test_cells_of_any_type_are_read_or_left(tmp_path: Path) -> None:
    database(
        tmp_path / "users.sqlite",
        "CREATE TABLE users (fid, nickname, furnace_lv, kid, alliance)",
        {
            "users": [
                (float(VELA), b"V\xffela", "35", "245.0", None),
                (str(ORIN), None, "high", -1, None),
                (b"?", "nobody", None, None, None),
                (2.0**60, "nobody", None, None, None),
            ]
        },
    )
    plan = planned(tmp_path, NAMED)
    assert [member for member, _ in plan.guilds[0].members] == [
        Member(VELA, State(245), "V\ufffdela", 35),
        Member(ORIN),
    ]
    assert plan.left.left[NO_PLAYER] == 2
