"""A code's results: who got it, who did not and why, in pages, and the failed tried again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.features.codes.outcome_groups import (
    GOT,
    GROUPS,
    NO_STATE,
    TO_ASK,
    OutcomeGroups,
)
from autoredeem.bot.kit.custom_ids import LONGEST_ID, custom_id
from autoredeem.bot.kit.pagination import LAST_PAGE
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption
from autoredeem.simulator import Player
from support.bot_play import STATE, Play
from support.bot_runs import EVERYONE, done_of, enrol, refreshed_until
from support.discord_server import MANAGE_GUILD
from support.facts import ANN, CODE, GUILD, NOW
from support.interactions import choose, command, forge, press
from support.rosters import enrolled

WHO = "Show who"
RESTING = "10 members were asked not long ago. The first of them can be asked again <t:"
FIDS = st.integers(1, 9).map(Fid)
STATES = st.sampled_from([State(1), State(2)])
OUTCOMES = st.sampled_from([one for one in Outcome if one.value in GROUPS])


@given(
    st.dictionaries(FIDS, st.none() | STATES),
    st.sets(FIDS),
    st.dictionaries(FIDS, st.tuples(OUTCOMES, st.integers(0, 10), STATES)),
)
def test_every_member_is_in_one_group(
    states: dict[Fid, State | None],
    settled: set[Fid],
    answers: dict[Fid, tuple[Outcome, int, State]],
) -> None:
    results = OutcomeGroups()
    redeemed = {fid: Redemption(GUILD, CODE, fid, Outcome.REDEEMED, NOW) for fid in settled}
    attempts = {
        fid: Attempt(GUILD, CODE, fid, outcome, "", state, tries, NOW)
        for fid, (outcome, tries, state) in answers.items()
    }
    members = [Member(fid, state) for fid, state in states.items()]
    results.add(members, redeemed, attempts, {}, NOW)
    seen = [entry.member.fid for group in results.groups.values() for entry in group]
    assert sorted(seen) == sorted(states)
    assert {entry.member.fid for entry in results.groups[GOT]} == settled & states.keys()
    assert all(entry.member.state is None for entry in results.groups[NO_STATE])
    assert results.total == len(states)


@pytest.mark.parametrize(
    ("outcome", "tries", "state", "view"),
    [
        (Outcome.LEVEL_TOO_LOW, 1, 245, Outcome.LEVEL_TOO_LOW),
        (Outcome.WRONG_STATE, 1, 245, Outcome.WRONG_STATE),
        (Outcome.WRONG_STATE, 1, 7, TO_ASK),
        (Outcome.UNKNOWN, 2, 245, TO_ASK),
        (Outcome.UNKNOWN, 3, 245, Outcome.UNKNOWN),
        (Outcome.UNREACHABLE, 9, 245, TO_ASK),
    ],
)
def test_an_answer_is_a_members_last_where_the_engine_asks_no_more(
    outcome: Outcome, tries: int, state: int, view: str
) -> None:
    results = OutcomeGroups()
    attempt = Attempt(GUILD, CODE, ANN, outcome, "", State(state), tries, NOW)
    results.add([Member(ANN, State(245))], {}, {ANN: attempt}, {}, NOW)
    assert len(results.groups[view]) == 1


def test_a_button_holds_the_longest_code_and_the_farthest_page() -> None:
    made = custom_id("code", code="C" * 64, show=len(GROUPS), page=LAST_PAGE)
    assert len(made) <= LONGEST_ID


async def test_a_history_says_who_got_it_who_did_not_and_why(play: Play) -> None:
    await enrol(play)
    await enrol(play, [111], nickname="**Ann** @everyone")
    await enrol(play, [202], state=None, nickname="بدون ولاية")
    seen = await command(play.leader, "redeem", code="HIGH")
    await refreshed_until(play.leader, seen, "done")
    seen = await command(play.leader, "codes history", code="high")
    assert "Code HIGH" in seen.text
    assert "\nHere: done · 0 of 12 have it\n" in seen.text
    assert seen.text.count("have it") == 1
    assert "11 members: level too low\nAfter a level-up, press" in seen.text
    assert "1 member: no state" in seen.text
    seen = await choose(play.leader, seen, WHO, "level too low (11)")
    assert r"\*\*Ann\*\* @" in seen.text
    assert "**level too low**" in seen.text
    assert "`111` · <t:" in seen.text
    assert "@everyone" not in seen.text
    seen = await choose(play.leader, seen, WHO, "no state (1)")
    assert "\u2068بدون ولاية\u2069 · `202`" in seen.text
    seen = await press(play.leader, seen, "Back")
    assert "11 members" in seen.text


async def test_who_got_it_is_listed_in_pages(play: Play) -> None:
    play.world.players |= {fid: Player(fid, STATE, level=20) for fid in range(301, 333)}
    await enrol(play, range(301, 333))
    seen = await command(play.leader, "redeem", code="ALIVE")
    await refreshed_until(play.leader, seen, "32 of 32 have it")
    seen = await command(play.leader, "codes history", code="ALIVE")
    seen = await choose(play.leader, seen, WHO, "Who has it (32)")
    listed = []
    for page in (1, 2, 3):
        assert f"Page {page} of 3" in seen.text
        listed += [line for line in seen.text.splitlines() if " · redeemed · <t:" in line]
        seen = await press(play.leader, seen, "Next") if page < 3 else seen
    assert len(set(listed)) == 32


@pytest.mark.parametrize(
    ("known", "typed", "view"),
    [
        (KnownPlayer(ANN, missing_at=NOW), 245, Outcome.NO_SUCH_PLAYER),
        (KnownPlayer(ANN, missing_at=NOW - timedelta(days=8)), 245, TO_ASK),
        (KnownPlayer(ANN, refused=((State(245), NOW),)), 245, Outcome.WRONG_STATE),
        (KnownPlayer(ANN, refused=((State(245), NOW),)), 246, TO_ASK),
        (KnownPlayer(ANN, State(245), NOW), 246, TO_ASK),
        (KnownPlayer(ANN, State(245), NOW), None, TO_ASK),
    ],
)
def test_what_the_game_said_of_a_player_is_shown_for_codes_that_it_was_not_asked_for(
    known: KnownPlayer, typed: int | None, view: str
) -> None:
    results = OutcomeGroups()
    results.add([Member(ANN, State(typed) if typed else None)], {}, {}, {ANN: known}, NOW)
    assert len(results.groups[view]) == 1


async def test_the_failed_are_tried_again_when_their_levels_have_risen_or_after_a_day(
    play: Play,
) -> None:
    await enrolled(play, *(Member(fid, STATE, level=20) for fid in EVERYONE))
    seen = await command(play.leader, "redeem", code="HIGH")
    await refreshed_until(play.leader, seen, "failed: 10")
    seen = await command(play.leader, "codes history", code="HIGH")
    assert (
        "10 members were asked not long ago. The first of them can be asked again <t:" in seen.text
    )
    seen = await press(play.leader, seen, "Try again")
    assert (
        "10 members were asked not long ago. The first of them can be asked again <t:" in seen.text
    )
    await refreshed_until(play.leader, seen, "done · 0 of 10 have it · failed: 10")
    assert play.world.counters.requests == 10
    play.world.players |= {fid: Player(fid, STATE, level=99) for fid in EVERYONE[:5]}
    await enrolled(play, *(Member(fid, STATE, level=99) for fid in EVERYONE[:5]))
    seen = await command(play.leader, "redeem", code="HIGH")
    assert "5 members were asked not long ago" in seen.text
    await refreshed_until(play.leader, seen, "done · 5 of 10 have it · failed: 5")
    assert play.world.counters.requests == 15
    assert await done_of(play) == ["redeem", "code-retry", "redeem"]


async def test_an_unknown_answer_is_shown_word_for_word(play: Play) -> None:
    await enrol(play, [101])
    answer = Attempt(
        play.guild_id, "ALIVE", Fid(101), Outcome.UNKNOWN, "NEW *ERROR*", STATE, 3, NOW
    )
    await play.store.note_attempts([answer])
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await command(play.leader, "codes history", code="ALIVE")
    seen = await choose(play.leader, seen, WHO, "unknown answer (1)")
    assert r"`101` · NEW \*ERROR\* · <t:" in seen.text


async def test_a_dead_code_offers_neither_a_run_nor_to_be_shared(play: Play) -> None:
    await enrol(play)
    seen = await command(play.leader, "redeem", code="OLD")
    await refreshed_until(play.leader, seen, "does not work")
    seen = await command(play.leader, "codes history", code="OLD")
    assert seen.text.count("code expired. The time for this code is over.") == 1
    assert seen.text.count("code expired") == 1
    assert seen.text.endswith("Who doesn’t have it\nasked 1, not worth asking 9")
    assert seen.buttons == ["Try it again", "Remove", "Back"]


async def test_a_history_says_in_a_sentence_how_a_code_is_and_when_it_was_added(
    play: Play,
) -> None:
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert "This code hasn’t been tried yet.\nonly for this server · added <t:" in seen.text
    await play.store.judge({"ALIVE": Standing(Life.ALIVE)}, at=NOW)
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert "This code works.\n" in seen.text


@pytest.mark.parametrize("locale", ["en-US", "ru", "ar"])
async def test_a_page_of_the_longest_names_and_answers_fits_in_every_language(
    play: Play, locale: str
) -> None:
    code = "C" * 64
    members = [Member(Fid(10**15 - 1 - number), STATE, "<@_#*" * 12) for number in range(30)]
    await play.store.enrol(play.guild_id, members, by="test", at=NOW)
    await play.store.add_codes([code], at=NOW)
    said = Attempt(play.guild_id, code, ANN, Outcome.UNKNOWN, "<*|_" * 30, STATE, 3, NOW)
    await play.store.note_attempts([replace(said, fid=one.fid) for one in members])
    leader = play.server.person(guild=play.guild, permissions=MANAGE_GUILD, locale=locale)
    way = custom_id("code", code=code, show=GROUPS.index(Outcome.UNKNOWN), page=2)
    seen = await forge(leader, await command(leader, "autoredeem"), way)
    assert str(members[0].fid) in seen.text
