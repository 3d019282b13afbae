"""Buttons of a list of members carry any search."""

from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.features.members.list_state import (
    MOST_CARRIED,
    View,
    carried,
    encoded_size,
    parse_view,
)
from autoredeem.bot.kit.custom_ids import custom_id, parse_custom_id
from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import MemberSort

views = st.builds(
    View,
    st.text(max_size=80).map(carried),
    st.sampled_from(MemberSort),
    st.integers(1, 999_999),
    st.none() | st.integers(0, 999_999_999).map(AllianceId),
    st.booleans(),
    st.none() | st.sampled_from(Need),
)


@given(views)
def test_what_a_view_shows_is_carried_by_a_button(view: View) -> None:
    assert parse_view(parse_custom_id(custom_id("members", **view.params())).params) == view


@given(views, st.integers(1, 10**15 - 1), st.integers(1, 126))
def test_a_button_of_a_member_has_room_for_the_way_back(view: View, fid: int, part: int) -> None:
    assert custom_id("member", id=fid, part=part, **view.beside_a_member())


@given(st.text())
def test_a_search_is_cut_to_what_a_button_carries(text: str) -> None:
    assert encoded_size(carried(text)) <= MOST_CARRIED
    assert len(custom_id("x", y=carried(text))) <= MOST_CARRIED + len("x?y=")
