"""What is read of a message in a channel for ids, and what is mere talk."""

import pytest

from autoredeem.bot.services.channel_watch.typed_ids import LONGEST, typed_ids
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.players import Member
from autoredeem.roster.problems import Kind

ANN, BOB = Fid(31_180_101), Fid(31_180_102)


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("31180101", [Member(ANN)]),
        ("31180101 245", [Member(ANN, State(245))]),
        ("31180101, Ann, 30, 245", [Member(ANN, State(245), "Ann", 30)]),
        ("ID: 31180101 Kingdom: 245", [Member(ANN, State(245))]),
        ("Hi, my id is 31.180.101!", [Member(ANN)]),
        ("Mine:\n31180101 245\n31180102", [Member(ANN, State(245)), Member(BOB)]),
        ("31180101 245\n31180101 246", [Member(ANN, State(245))]),
        ("<@123456789012345678> 31180101", [Member(ANN)]),
        ("٣١١٨٠١٠١", [Member(ANN)]),
    ],
)  # fmt: skip
def test_accounts_are_read_as_in_lists(text: str, accounts: list[Member]) -> None:
    typed = typed_ids(text, PLAYER_ID_DIGITS)
    assert typed
    assert (typed.accounts, typed.problems) == (accounts, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello everyone",
        "I have 3 accounts, which one?",
        "see you at 20:00",
        "what about state 245?",
        "<@123456789012345678> look at <#123456789012345679> <t:1772368260:f> <:gift:123456789>",
        "https://example.com/players/31180101 is mine",
        "thanks 👍 100%",
    ],
)
def test_talk_is_passed_over(text: str) -> None:
    assert typed_ids(text, PLAYER_ID_DIGITS) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12345", Kind.TOO_SHORT),
        ("my id is 12345", Kind.NO_ID),
        ("123456789012345678", Kind.DISCORD_ID),
        ("3.1180101E+07", Kind.SHORTENED),
        ("31180101 245, 246", Kind.WRONG_STATE),
        ("31180101 state 245000", Kind.WRONG_STATE),
    ],
)
def test_what_can_not_be_read_is_a_problem_and_no_account(text: str, kind: Kind) -> None:
    typed = typed_ids(text, PLAYER_ID_DIGITS)
    assert typed
    assert (typed.accounts, [one.kind for one in typed.problems]) == ([], [kind])


def test_of_a_long_message_the_beginning_is_read() -> None:
    talk = "and so on " * LONGEST
    typed = typed_ids(f"31180101 245\n{talk}\n31180102", PLAYER_ID_DIGITS)
    assert typed
    assert typed.accounts == [Member(ANN, State(245))]
    # No number is cut in two.
    typed = typed_ids("31180101" + " 31180102" * LONGEST, PLAYER_ID_DIGITS)
    assert typed
    assert typed.accounts == [Member(ANN), Member(BOB)]


def test_of_several_lines_each_that_is_right_is_an_account() -> None:
    typed = typed_ids("31180101 245\n31180102 245, 246\n31180101 245, 246", PLAYER_ID_DIGITS)
    assert typed
    assert typed.accounts == [Member(ANN, State(245))]
    assert [one.kind for one in typed.problems] == [Kind.WRONG_STATE, Kind.WRONG_STATE]
