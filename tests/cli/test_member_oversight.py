"""`autoredeem members claims`, `opt-outs` and what is decided: what managers can, on a terminal."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from autoredeem.domain.guilds import Action, OptOut, OptOutStatus
from autoredeem.domain.ids import COMMAND_LINE, Fid, GuildId, UserId
from autoredeem.domain.players import Member
from autoredeem.store.interface import Store
from support.command import Call
from support.facts import NOW
from support.member_commands import GUILD, folder, on

__all__ = ["folder"]

T = TypeVar("T")
HERE, USER = GuildId(7), UserId(5)
CLAIMED, OWN, MANAGED, ASKED, ALONE, OLD = map(Fid, range(111_111, 111_117))
AT = "2026-03-01T12:00:00+00:00"


@pytest.fixture(autouse=True)
def guild(folder: Path) -> None:
    """Fill a guild with one of each kind."""

    async def fill(store: Store) -> None:
        claimed = [Member(one, owner=USER, claimed_at=NOW) for one in (CLAIMED, ASKED)]
        await store.enrol(HERE, [*claimed, Member(OWN, owner=USER)], by="test", at=NOW)
        await store.opt_out(
            [
                OptOut(HERE, MANAGED, USER, NOW, managed=True),
                OptOut(HERE, ASKED, USER, NOW, managed=True, status=OptOutStatus.ASKED),
                OptOut(HERE, ALONE, USER, NOW, managed=False),
                OptOut(HERE, OLD, USER, NOW),
            ]
        )

    on(folder, fill)


def kept_out(folder: Path) -> Sequence[Fid]:
    found = on(folder, lambda store: store.opted_out(HERE))
    return [one.fid for one in found]


def trail(folder: Path) -> Sequence[Action]:
    return on(folder, lambda store: store.actions(HERE, limit=9))


def test_claims_are_shown_with_whoever_made_them(call: Call) -> None:
    said = call("members", "claims", *GUILD)

    assert said.out == f"{ASKED}\t\t5\t{AT}\n{CLAIMED}\t\t5\t{AT}\n"
    listed = json.loads(call("members", "claims", *GUILD, "--json").out)
    assert listed["claims"][1] == {"fid": CLAIMED, "nickname": "", "user": 5, "at": AT}


def test_a_claim_is_undone_and_what_a_player_made_alone_is_not(folder: Path, call: Call) -> None:
    said = call("members", "undo-claims", str(CLAIMED), str(OWN), *GUILD)

    assert (said.status, said.out) == (0, "Done for 1 player of guild 7\n")
    assert f"Nothing of this kind is to be decided about {OWN}" in said.err
    found = on(folder, lambda store: store.members_among(HERE, [CLAIMED, OWN]))
    assert found == {CLAIMED: Member(CLAIMED), OWN: Member(OWN, owner=USER)}
    (line,) = trail(folder)
    assert (line.what, line.user) == ("claim-undone", COMMAND_LINE)


def test_opt_outs_are_shown_with_who_decides_over_them(call: Call) -> None:
    said = call("members", "opt-outs", *GUILD)

    assert [line.split("\t") for line in said.out.splitlines()] == [
        [str(MANAGED), "standing", "5", AT, "managers"],
        [str(ASKED), "asked", "5", AT, "managers"],
        [str(ALONE), "standing", "5", AT, "player"],
        [str(OLD), "standing", "5", AT, "operator"],
    ]


def test_opt_outs_are_lifted_but_those_that_a_player_made_alone(folder: Path, call: Call) -> None:
    said = call("members", "lift", *map(str, (MANAGED, ASKED, ALONE, OLD)), *GUILD)

    assert (said.status, said.out) == (0, "Done for 3 players of guild 7\n")
    assert f"about {ALONE}" in said.err
    assert kept_out(folder) == [ALONE]
    assert sorted(line.what for line in trail(folder)) == [
        *("opt-out-declined", "opt-out-lifted", "opt-out-lifted")
    ]
    told = on(folder, lambda store: store.notices(HERE, USER))
    assert {one.what for one in told} == {"opt-out-declined", "opt-out-lifted"}


def test_what_is_asked_for_is_allowed(folder: Path, call: Call) -> None:
    said = call("members", "allow", str(ASKED), *GUILD)

    assert said.status == 0
    assert ASKED in kept_out(folder)
    assert ASKED not in on(folder, lambda store: store.members_among(HERE, [ASKED]))


def test_nothing_to_decide_is_a_failure(call: Call) -> None:
    assert call("members", "lift", "999999", *GUILD).status == 1


def test_what_is_done_to_members_stands_in_the_trail(folder: Path, call: Call) -> None:
    (folder / "some.csv").write_text("fid,state\n20000001,\n20000002,245\n")
    call("members", "import", str(folder / "some.csv"), *GUILD)
    call("members", "import", str(folder / "some.csv"), *GUILD)
    call("members", "set-state", "301", "20000001", *GUILD)
    call("members", "remove", "20000001", "20000002", *GUILD)
    call("members", "remove", "20000001", *GUILD)

    async def trail(store: Store) -> Sequence[Action]:
        return await store.actions(HERE, limit=9)

    done = on(folder, trail)
    assert {one.user for one in done} == {COMMAND_LINE}
    assert sorted((one.what, *one.details.values()) for one in done) == [
        ("members-added", 2),
        ("members-removed", 2, "20000001, 20000002"),
        ("members-state", 1, "301"),
    ]
