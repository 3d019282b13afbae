"""Every shape of the older bot's rows says the same, and none that says nothing is an error."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import Int64, ObjectId
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.adoption.older_bot.shapes import (
    example_of,
    history_in,
    is_found,
    is_in_place,
    joined,
    member_in,
    settlement_in,
    state_in,
)
from autoredeem.domain.ids import LARGEST_FID, Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.older_bot import OldMember, OldSettlement

AT = datetime(2025, 4, 1, 12, tzinfo=UTC)
BLANKS = st.sampled_from(["", " ", "\t", "\u00a0", "\u200b", "\n "])

guilds = st.integers(1, 2**63 - 1)
fids = st.integers(1, LARGEST_FID)
codes = st.text("ABCabcXYZxyz019_-", min_size=1, max_size=12)
statuses = st.sampled_from([None, "success", "already_redeemed", " Success "])


@st.composite
def numbers(draw: st.DrawFn, number: int) -> object:
    """Return a number in one of the types in which it stands in rows."""
    padded = f"{draw(BLANKS)}{'0' * draw(st.integers(0, 2))}{number}{draw(BLANKS)}"
    return draw(st.sampled_from([number, str(number), Int64(number), padded]))


@st.composite
def ledger_rows(draw: st.DrawFn) -> tuple[dict[str, Any], tuple[int, str, int]]:
    """Return a row of the ledger in any of its shapes, and what it is about."""
    guild, code, fid = draw(guilds), draw(codes), draw(fids)
    fields = {
        "guild_id": draw(numbers(guild)),
        "code": f"{draw(BLANKS)}{code}{draw(BLANKS)}",
        "fid": draw(numbers(fid)),
        "status": draw(statuses),
    }
    by_key = f"{guild}:{draw(st.sampled_from([code, code.upper()]))}:{fid}"
    shapes: list[dict[str, Any]] = [
        {"_id": by_key},
        {"_id": by_key, **fields},
        {"_id": ObjectId(), **fields},
    ]
    row = draw(st.sampled_from(shapes))
    return row, (guild, code.upper(), fid)


@given(ledger_rows())
def test_a_settlement_is_read_of_every_shape(
    drawn: tuple[dict[str, Any], tuple[int, str, int]],
) -> None:
    row, about = drawn
    found = settlement_in(row)
    assert isinstance(found, OldSettlement)
    assert (found.guild_id, found.key, found.fid) == about
    assert is_in_place(row, found) is (row["_id"] == ":".join(map(str, about)))


@given(guilds, fids, st.data())
def test_a_member_is_read_of_every_shape(guild: int, fid: int, data: st.DataObject) -> None:
    said = {"fid": data.draw(numbers(fid)), "nickname": "Ann", "furnace_lv": "30"}
    alone = {"_id": 1, "guild_id": data.draw(numbers(guild)), **said}
    grouped = {"_id": 1, "guild_id": data.draw(numbers(guild)), "member": said}
    for row in (alone, grouped, {"_id": str(guild), "member": said}):
        found = member_in(row)
        assert found == OldMember(GuildId(guild), Fid(fid), "Ann", 30)
    assert not is_found(grouped)
    exact = alone["guild_id"] in (guild, str(guild)) and said["fid"] in (fid, str(fid))
    assert is_found(alone) is exact


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"_id": 1, "guild_id": 7, "code": "A", "fid": "None"}, "no player's id"),
        ({"_id": 1, "guild_id": 7, "code": "a b", "fid": "5"}, "no gift code"),
        ({"_id": 1, "code": "A", "fid": "5"}, "no server's id"),
        ({"_id": "7:A:5", "status": "failed"}, "a status that is no success"),
        ({"_id": "7:A:5:6"}, "no server's id"),
    ],
)
def test_what_says_nothing_says_why(row: dict[str, Any], why: str) -> None:
    assert settlement_in(row) == why


def test_a_later_edition_that_is_ours_is_read_as_that() -> None:
    found = settlement_in({"_id": "7:GIFT~2:5", "code": "Gift~2"})
    assert isinstance(found, OldSettlement)
    assert (found.code, found.key) == ("Gift~2", "GIFT~2")


def test_a_settlement_was_at_the_time_that_its_row_says_or_at_which_the_row_was_made() -> None:
    name = ObjectId.from_datetime(AT)
    row: dict[str, Any] = {"_id": name, "guild_id": 7, "code": "A", "fid": "5"}
    assert settlement_in(row) == OldSettlement(GuildId(7), "A", Fid(5), at=AT)
    later = AT + timedelta(days=1)
    said = settlement_in({**row, "redeemed_at": later.isoformat(), "status": "success"})
    assert said == OldSettlement(GuildId(7), "A", Fid(5), Outcome.REDEEMED, later)


@pytest.mark.parametrize(
    ("entry", "how"),
    [
        ({"fid": " 5", "status": "success"}, Outcome.REDEEMED),
        ({"fid": 5, "status": "already_redeemed"}, Outcome.ALREADY_REDEEMED),
        ({"fid": "5", "status": "failed"}, None),
        ({"fid": "5"}, None),
        ({"fid": None, "status": "success"}, None),
        ("5", None),
        (None, None),
    ],
)
def test_of_a_history_only_successes_are_settlements(entry: object, how: Outcome | None) -> None:
    found = history_in({"_id": "7:Gift", "redemptions": entry})
    if how is None:
        assert isinstance(found, str)
    else:
        assert found == OldSettlement(GuildId(7), "Gift", Fid(5), how)


def test_a_name_may_be_a_document_and_a_grouped_member_a_number_alone() -> None:
    named = member_in({"_id": 1, "guild_id": 7, "fid": 5, "nickname": {"name": " Ann\u200b "}})
    assert named == OldMember(GuildId(7), Fid(5), "Ann")
    assert member_in({"_id": 1, "guild_id": 7, "member": "5"}) == OldMember(GuildId(7), Fid(5))


def test_a_state_is_read_where_there_is_one() -> None:
    assert state_in({"_id": " 5", "kid": "245"}) == (Fid(5), State(245))
    assert state_in({"_id": 5, "kid": None}) == "no state"
    assert state_in({"_id": "Ann", "kid": 245}) == "no player's id"


times = st.none() | st.datetimes(timezones=st.just(UTC))
members = st.builds(
    OldMember,
    st.just(GuildId(7)),
    st.just(Fid(5)),
    st.sampled_from(["", "Ann", "Bob"]),
    st.none() | st.integers(1, 3),
    st.sampled_from(["", "x", "y"]),
    times,
)


@given(members, members)
def test_rows_of_a_member_are_joined_in_any_order_and_any_number_of_times(
    one: OldMember, other: OldMember
) -> None:
    both = joined(one, other)
    assert both == joined(other, one)
    assert joined(both, both) == both


def test_the_newest_field_that_says_something_wins() -> None:
    old = OldMember(GuildId(7), Fid(5), "Ann", 30, "x", AT)
    new = OldMember(GuildId(7), Fid(5), "", 31, "", AT + timedelta(days=1))
    assert joined(new, old) == OldMember(GuildId(7), Fid(5), "Ann", 31, "x", new.added_at)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=3,
)
names = st.sampled_from(
    ["guild_id", "fid", "code", "status", "nickname", "furnace_lv", "added_by", "added_at", "kid"]
)


@given(st.dictionaries(names, anything), anything, anything | st.dictionaries(names, anything))
def test_no_row_whatever_is_in_it_makes_reading_fail(
    row: dict[str, Any], name: object, inner: object
) -> None:
    for read in (settlement_in, member_in, state_in):
        read({**row, "_id": name})
    member_in({**row, "_id": name, "member": inner})
    found = history_in({"_id": name, "redemptions": inner})
    assert isinstance(found, str | OldSettlement)
    example_of({"_id": name, "member": inner})
