"""`autoredeem import-from`: another bot's data as its users bring it, on each kind of store."""

import asyncio
from pathlib import Path

import pytest

from autoredeem.domain.ids import GuildId
from autoredeem.simulator import Player, World
from autoredeem.store import open_store
from support.command import Call
from support.deadlines import PATIENT
from support.member_commands import on_a_terminal
from support.other_bots import HERE, ORIN, VELA, Row, database, javascript_bot, python_bot

GUILD = ["--guild", "1"]
PLAYERS = (400_101, 400_102, 400_103)
EMPTIED = """
DELETE FROM alliance; DELETE FROM players; DELETE FROM gift_codes; DELETE FROM giftcode_usage;
"""


@pytest.fixture
def small_bot(tmp_path: Path) -> Path:
    """Make a JavaScript bot's file with three players of the world, of whom one has the code."""
    file = javascript_bot(tmp_path / "bot")
    rows: dict[str, list[Row]] = {
        "alliance": [(9, 1, "WLD", "1", "5009", 1)],
        "players": [(fid, None, f"P{fid}", 20, 7, "", 9, None) for fid in PLAYERS],
        "gift_codes": [("ALIVE", "2026-01-02", "active", 0, None, None)],
        "giftcode_usage": [(1, PLAYERS[0], "ALIVE", "RECEIVED")],
    }
    return database(file, EMPTIED, rows)


@pytest.mark.usefixtures("store_url")
def test_what_another_bot_knew_is_known_here(call: Call, tmp_path: Path) -> None:
    folder = python_bot(tmp_path / "db")
    said = call("import-from", str(folder), "--yes", "--no-redeem")
    assert said.status == 0
    assert said.out.startswith("From the Python bot, for 2 servers\nWould be taken:\n")
    would, taken = said.out.split("\nTaken:\n")
    for line in ("        3  members\n", "        3  ledger rows\n"):
        assert line in would
        assert line in taken
    off = "players of alliances whose auto-redeem is off (--all takes them along)"
    assert f"        1  {off}: 'Farm'\n" in would.partition("Left:\n")[2]
    listed = call("members", "list", "--guild", str(HERE)).out
    assert f"{VELA}\tVela\t245\t35\tPOL\n{ORIN}\tOrin\t245\t\tPOL\n" == listed
    again = call("import-from", str(folder), "--yes", "--no-redeem")
    assert (again.status, "Nothing is new" in again.out) == (0, True)


@pytest.mark.usefixtures("sqlite_file")
def test_a_dry_run_writes_nothing(call: Call, tmp_path: Path) -> None:
    said = call("import-from", str(python_bot(tmp_path / "db")), "--dry-run")
    assert (said.status, "        3  members\n" in said.out) == (0, True)
    assert "\nTaken:" not in said.out
    assert call("codes", "list").out == ""


@pytest.mark.usefixtures("sqlite_file")
def test_without_a_terminal_nothing_is_written_unless_it_is_said(
    call: Call, tmp_path: Path
) -> None:
    said = call("import-from", str(python_bot(tmp_path / "db")))
    assert said.status == 1
    assert "--yes writes it" in said.err
    assert call("members", "list", "--guild", str(HERE)).out == ""


@pytest.mark.usefixtures("sqlite_file")
def test_the_twin_for_kingshot_goes_to_that_game(call: Call, tmp_path: Path) -> None:
    folder = str(python_bot(tmp_path / "db"))
    assert call("import-from", folder, "--yes", "--title", "kingshot").status == 0
    assert call("members", "list", "--guild", str(HERE)).out == ""
    assert call("members", "list", "--guild", str(HERE), "--title", "kingshot").out


@pytest.mark.usefixtures("store_url", "game")
def test_a_newcomer_s_living_codes_are_redeemed_for_those_who_lack_them(
    call: Call, small_bot: Path, world: World
) -> None:
    world.players.update({fid: Player(fid, 7) for fid in PLAYERS})
    asked = call("import-from", str(small_bot), "--yes")
    assert asked.status == 0
    assert "1 living code for 2 members (0 s) are still to be redeemed" in asked.err
    assert world.counters.requests == 0
    done = call("import-from", str(small_bot), "--yes", "--redeem")
    assert (done.status, world.counters.requests) == (0, 2)
    assert "        2  redeemed now\n" in done.out
    again = call("import-from", str(small_bot), "--yes", "--redeem")
    assert (again.status, world.counters.requests) == (0, 2)


@pytest.mark.usefixtures("sqlite_file")
def test_without_a_salt_it_is_said_what_waits(call: Call, small_bot: Path) -> None:
    said = call("import-from", str(small_bot), "--yes")
    assert said.status == 0
    assert "1 living code for 2 members" in said.err
    assert "AUTOREDEEM_TITLES__WOS__SALT" in said.err
    assert call("import-from", str(small_bot), "--yes", "--redeem").status == 1


@pytest.mark.usefixtures("sqlite_file")
def test_lists_of_players_come_in_with_whose_they_are(
    call: Call, tmp_path: Path, sqlite_file: Path
) -> None:
    table = tmp_path / "users.csv"
    table.write_text(
        f"fid,nickname,furnace_lv,kid,stove_lv_content,alliance,discord_id\n"
        f"{VELA},Vela,35,245,x,1,412345678901234567\n"
        f"{ORIN},Orin,,245,,1,\n12,short,,245,,1,\n"
    )
    said = call("import-from", str(table), *GUILD, "--yes")
    assert (said.status, "        2  members\n" in said.out) == (0, True)
    assert "        1  line 4: column 'fid'" in said.out
    assert "servers set up" not in said.out

    async def owners() -> list[int | None]:
        async with open_store(f"sqlite:///{sqlite_file}", "wos", PATIENT) as store:
            found = await store.members_among(GuildId(1), [VELA, ORIN])
            return [found[fid].owner for fid in (VELA, ORIN)]

    assert asyncio.run(owners()) == [412_345_678_901_234_567, None]


@pytest.mark.usefixtures("sqlite_file")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("player.json", f'[{{"playerId": {VELA}, "name": "Vela"}}, {{"playerId": {ORIN}}}]'),
        ("players.json", f'{{"players": [{VELA}, {ORIN}]}}'),
        ("ids.txt", f"# ours\n{VELA}\n{ORIN}\n"),
    ],
)
def test_simple_lists_come_in(call: Call, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    said = call("import-from", str(tmp_path / name), *GUILD, "--yes")
    assert (said.status, "        2  members\n" in said.out) == (0, True)


@pytest.mark.usefixtures("sqlite_file")
def test_what_can_not_be_imported_is_said_in_a_line(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    nothing = call("import-from", str(folder), "--yes")
    assert (nothing.status, "no database and no list" in nothing.err) == (1, True)
    (folder / "a.txt").write_text(f"{VELA}\n")
    alone = call("import-from", str(folder), "--yes")
    assert (alone.status, "name it with --guild ID" in alone.err) == (2, True)
    (folder / "b.txt").write_text(f"{VELA}\n")
    both = call("import-from", str(folder), *GUILD, "--yes")
    assert (both.status, "several lists: name one of them: 'a.txt', 'b.txt'" in both.err) == (
        *(1, True),
    )
    (folder / "b.txt").write_text("nobody\n")
    nobody = call("import-from", str(folder / "b.txt"), *GUILD, "--yes")
    assert (nobody.status, "nothing was imported" in nobody.err) == (1, True)


@pytest.mark.usefixtures("sqlite_file")
@pytest.mark.server
@pytest.mark.parametrize(
    ("typed", "first"),
    [(b"n\n", ""), (b"y\n", f"{PLAYERS[0]}\tP{PLAYERS[0]}\t7\t20\tWLD")],
    ids=["no", "yes"],
)
def test_a_terminal_is_asked_before_anything_is_written(
    call: Call, small_bot: Path, typed: bytes, first: str
) -> None:
    assert "Write this? [Y/n]" in on_a_terminal("import-from", str(small_bot), typed=typed)
    assert call("members", "list", *GUILD).out.partition("\n")[0] == first
