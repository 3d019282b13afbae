import pytest

from autoredeem.domain.errors import InvalidInput
from autoredeem.simulator import Code, Fault, FaultKind, Player
from autoredeem.simulator.parsers import (
    fault_of,
    make_up_players,
    read_code,
    read_fault,
    read_players,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frost_1", Code("Frost_1")),
        ("A=alive", Code("A")),
        ("A=expired", Code("A", expired=True)),
        ("A=limited:5,level:10", Code("A", limit=5, level=10)),
        ("A=spending:3", Code("A", spending=3)),
        ("A=vip:3,family:x", Code("A", spending=3, vip=True, family="x")),
    ],
)
def test_a_code_is_its_name_and_its_rules(text: str, expected: Code) -> None:
    assert read_code(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the code is empty"),
        ("a b", "has a space"),
        ("A=dead", "can't be 'dead'; allowed are alive, expired"),
        ("A=expired:5", "can't be 'expired:5'"),
        ("A=limited", "limit: "),
        ("A=limited:0", "limit: "),
        ("A=level:x", "level: "),
    ],
)
def test_a_code_that_cannot_be_right_is_refused_with_what_is_allowed(
    text: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read_code(text)


def test_a_fault_is_its_kind_and_its_fields() -> None:
    assert read_fault("hang") == Fault(FaultKind.HANG)
    assert read_fault("slow,fid=5,times=all,seconds=0.5,carried_out=true") == Fault(
        FaultKind.SLOW, fid=5, times=None, seconds=0.5, carried_out=True
    )
    assert fault_of({"kind": "answer", "words": "X", "number": 1}) == Fault(
        FaultKind.ANSWER, words="X", number=1
    )


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"kind": "earthquake"}, "unknown kind of fault; allowed are too_frequent, "),
        ({}, "unknown kind"),
        ("hang", "unknown kind"),
        (None, "unknown kind"),
        ({"kind": ["hang"]}, "unknown kind"),
        ({"kind": "hang", "whom": 1}, "a fault has no 'whom'; allowed are kind, fid"),
        ({"kind": "hang", "times": "often"}, "times: "),
        ({"kind": "hang", "after": -1}, "after: "),
        ({"kind": "slow", "seconds": float("nan")}, "seconds: "),
        ({"kind": "page", "status": 99}, "status: "),
    ],
)
def test_a_fault_that_cannot_be_right_is_refused_with_what_is_allowed(
    written: object, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason):
        fault_of(written)


def test_players_are_read_as_members_are_imported() -> None:
    content = b"fid,nickname,state,level\n1,Ann,7,12\n2,Bob,,\n"

    assert read_players(content) == [Player(1, 7, level=12), Player(2, None, level=30)]


def test_a_line_of_the_players_that_cannot_be_read_is_named() -> None:
    with pytest.raises(InvalidInput, match="line 3: "):
        read_players(b"fid,state\n1,7\nx,7\n")


def test_players_who_are_made_up_differ_in_level_and_spending() -> None:
    players = make_up_players(60)

    assert len({player.fid for player in players}) == 60
    assert {player.level for player in players} == set(range(1, 31))
    assert sum(player.spent == 0 for player in players) == 20
