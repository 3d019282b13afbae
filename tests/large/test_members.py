"""A guild of 100,000 on the command line."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from autoredeem.cli import status_of
from autoredeem.domain.ids import Fid


def test_100_000_are_imported_mended_listed_exported_and_removed(
    store_url: str,
    everyone: Sequence[Fid],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", store_url)
    lines = [f"{fid},Nick {fid},{'' if fid % 2 else 244},{1 + fid % 30}" for fid in everyone]
    table, again = tmp_path / "members.csv", tmp_path / "again.csv"
    table.write_text("\n".join(["fid,nickname,state,level", *lines, "Bob,,,"]))

    def done(*arguments: str) -> list[str]:
        assert status_of(["members", *arguments, "--guild", "7"]) == 0
        return capsys.readouterr().out.splitlines()

    assert done("import", str(table)) == [
        "100,000 imported into guild 7: 100,000 added, 0 updated, 0 unchanged; problems: 1"
    ]
    assert done("set-state", "245", "--missing") == ["50,000 members set to state 245"]

    with_state = [line.replace(",,", ",245,") for line in lines]
    assert done("list") == [line.replace(",", "\t") for line in with_state]
    done("export", str(again))
    assert again.read_text().splitlines()[1:] == with_state

    assert done("remove", *map(str, everyone)) == ["100,000 members removed from guild 7"]
    assert done("list") == []
