"""Whose turn it is: the rules that every order of answers has to keep."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome
from autoredeem.engine.codework import Ticket
from autoredeem.engine.runs import Run, RunEnd
from autoredeem.engine.turns import Turns
from support.turn_play import GAP, Play, new_run
from support.virtual_time import EPOCH

ALIVE = Standing(Life.ALIVE)
ROSTERS = st.dictionaries(
    st.integers(1, 4), st.lists(st.integers(1, 8), unique=True, max_size=6), min_size=1
)
CHANCE = st.integers(0, 2**32).map(Random)


def open_turns(*runs: Run, standing: Standing = ALIVE) -> Turns:
    turns = Turns(GAP)
    for run in runs:
        turns.begin(run, standing)
        turns.admit(run)
    return turns


def chosen(turns: Turns, now: float = 0.0) -> Ticket:
    ticket = turns.choose(now)
    assert ticket
    turns.sent(ticket, now)
    return ticket


def unsettled(run: Run) -> int:
    return run.record(0.0, EPOCH).figures.unsettled


def decide(turns: Turns, ticket: Ticket, outcome: Outcome) -> None:
    assert turns.answered(ticket, outcome).final
    turns.recorded(ticket, outcome)


@settings(max_examples=400, deadline=None)
@given(ROSTERS, st.lists(st.sampled_from(list(Outcome)), min_size=1), CHANCE)
def test_every_order_of_answers_keeps_the_rules_and_ends_every_run(
    rosters: dict[int, list[int]], answers: list[Outcome], random: Random
) -> None:
    def game(_code: str, _fid: Fid) -> Outcome:
        return Outcome.REDEEMED if random.random() < 0.1 else random.choice(answers)

    play = Play(rosters, ["ONE", "Two"], game, random)
    play.to_the_end()
    for run in play.runs:
        assert run.in_flight == 0
        assert run.record(0.0, EPOCH).figures.to_ask == len(run.pending)
        if play.ends[run] is RunEnd.COMPLETE:
            assert not run.pending


@given(ROSTERS, CHANCE)
def test_with_a_kind_game_everyone_is_settled_with_one_request_a_player(
    rosters: dict[int, list[int]], random: Random
) -> None:
    play = Play(rosters, ["CODE"], lambda _code, _fid: Outcome.REDEEMED, random)
    play.to_the_end()
    assert all(count == 1 for count in play.asked.values())
    assert {fid for _, fid in play.asked} == play.enrolled.keys()
    for run in play.runs:
        assert run.redeemed == run.members


def test_guilds_take_turns_however_long_a_queue_is() -> None:
    large, small = new_run(1, list(range(1, 101))), new_run(2, [201, 202])
    turns = open_turns(large, small)
    order = [chosen(turns).run.guild_id for _ in range(6)]
    assert order == [1, 2, 1, 2, 1, 1]


def test_two_codes_of_a_guild_share_its_turn() -> None:
    first, second = new_run(1, [1, 2], "A"), new_run(1, [3, 4], "B")
    other = new_run(2, [5, 6], "A")
    turns = open_turns(first, second, other)
    order = [chosen(turns).run.guild_id for _ in range(6)]
    assert order == [1, 2, 1, 2, 1, 1]


def test_an_untried_code_is_tried_by_one_member_over_all_guilds() -> None:
    runs = [new_run(guild, [guild * 10, guild * 10 + 1]) for guild in (1, 2, 3)]
    turns = open_turns(*runs, standing=Standing())
    probe = chosen(turns)
    assert turns.choose(0.0) is None
    assert turns.next_time(0.0) is None
    decide(turns, probe, Outcome.REDEEMED)
    assert [chosen(turns).run.guild_id for _ in range(5)] == [2, 3, 1, 2, 3]


def test_an_answer_that_says_nothing_of_the_code_moves_the_probe_to_another_member() -> None:
    turns = open_turns(new_run(1, [10]), new_run(2, [20]), standing=Standing())
    probe = chosen(turns)
    decision = turns.answered(probe, Outcome.TRY_AGAIN)
    assert not decision.final
    turns.again(probe, Outcome.TRY_AGAIN, due=5.0)
    assert chosen(turns).fid == 20


def test_a_dead_code_stops_every_guild() -> None:
    runs = [new_run(guild, [guild * 10, guild * 10 + 1]) for guild in (1, 2)]
    turns = open_turns(*runs)
    first, second = chosen(turns), chosen(turns)
    assert turns.answered(first, Outcome.EXPIRED).final
    assert turns.choose(0.0) is None, "no request leaves after the verdict"
    assert turns.end_of(runs[1]) is None, "what is not recorded is not reported"
    turns.recorded(first, Outcome.EXPIRED)
    assert turns.end_of(runs[0]) is RunEnd.DEAD_CODE
    assert turns.end_of(runs[1]) is None, "one of it is in flight"
    decide(turns, second, Outcome.EXPIRED)
    assert turns.end_of(runs[1]) is RunEnd.DEAD_CODE
    assert (runs[1].failed, unsettled(runs[1])) == ({Outcome.EXPIRED: 1}, 1)


def test_another_spelling_of_a_dead_code_lives_on() -> None:
    wrong, right = new_run(1, [1, 2], "gift"), new_run(2, [3, 4], "GIFT")
    turns = open_turns(wrong, right, standing=Standing())
    decide(turns, chosen(turns), Outcome.NO_SUCH_CODE)
    assert turns.end_of(wrong) is RunEnd.DEAD_CODE
    assert chosen(turns).run is right


def test_used_up_is_believed_when_a_second_player_hears_it() -> None:
    run = new_run(1, [1, 2, 3])
    turns = open_turns(run, standing=Standing())
    first = chosen(turns)
    assert not turns.answered(first, Outcome.USED_UP).final
    turns.again(first, Outcome.USED_UP, due=3.0)
    second = chosen(turns)
    assert turns.choose(10.0) is None, "one at a time finds out"
    decide(turns, second, Outcome.USED_UP)
    assert turns.end_of(run) is RunEnd.DEAD_CODE
    assert (run.failed, unsettled(run)) == ({Outcome.USED_UP: 2}, 1)


def test_used_up_that_a_second_player_refutes_is_tried_again() -> None:
    run = new_run(1, [1, 2])
    turns = open_turns(run)
    first = chosen(turns)
    turns.answered(first, Outcome.USED_UP)
    turns.again(first, Outcome.USED_UP, due=3.0)
    decide(turns, chosen(turns), Outcome.REDEEMED)
    assert chosen(turns, now=3.0).fid == 1


def test_used_up_with_nobody_left_to_confirm_it_ends_the_member_not_the_code() -> None:
    run = new_run(1, [1])
    turns = open_turns(run)
    only = chosen(turns)
    turns.answered(only, Outcome.USED_UP)
    turns.again(only, Outcome.USED_UP, due=3.0)
    assert turns.end_of(run) is RunEnd.COMPLETE
    assert run.failed == {Outcome.USED_UP: 1}


def test_a_member_of_two_guilds_is_asked_once_and_settled_in_both() -> None:
    one, two = new_run(1, [7]), new_run(2, [7])
    turns = open_turns(one, two)
    ticket = chosen(turns)
    assert turns.choose(0.0) is None
    assert turns.answered(ticket, Outcome.REDEEMED).final
    turns.recorded(ticket, Outcome.REDEEMED, [GuildId(1), GuildId(2)])
    assert (one.redeemed, two.redeemed) == (1, 1)
    assert (one.requests, two.requests) == (1, 0)
    assert turns.end_of(two) is RunEnd.COMPLETE


def test_what_the_game_proved_of_a_player_is_not_asked_again_by_another_guild() -> None:
    one, two = new_run(1, [7]), new_run(2, [7])
    turns = open_turns(one, two)
    decide(turns, chosen(turns), Outcome.LEVEL_TOO_LOW)
    assert turns.choose(9.0) is None
    assert two.failed == {Outcome.LEVEL_TOO_LOW: 1}


def test_a_wrong_state_in_one_guild_says_nothing_of_another_guilds_state() -> None:
    one, two = new_run(1, [7], state=5), new_run(2, [7], state=6)
    turns = open_turns(one, two)
    decide(turns, chosen(turns), Outcome.WRONG_STATE)
    assert turns.choose(1.0) is None, "the player's gap"
    assert chosen(turns, now=GAP).run is two


def test_a_player_gets_no_two_requests_within_the_gap() -> None:
    turns = open_turns(new_run(1, [7], "A"), new_run(1, [7], "B"))
    decide(turns, chosen(turns, now=1.0), Outcome.REDEEMED)
    assert turns.choose(2.0) is None
    assert turns.next_time(2.0) == 1.0 + GAP
    assert chosen(turns, now=1.0 + GAP).run.code == "B"


def test_a_member_settled_elsewhere_leaves_the_queue_at_once() -> None:
    run = new_run(1, [1, 2])
    turns = open_turns(run)
    run.settle(Fid(1), Outcome.ALREADY_REDEEMED)
    assert chosen(turns).fid == 2


def test_a_settlement_while_a_run_is_opened_does_not_pass_it_by() -> None:
    one, late = new_run(1, [7]), Run(GuildId(2), "CODE", new_run(1, []).opened_at)
    turns = open_turns(one)
    turns.begin(late, ALIVE)
    ticket = chosen(turns)
    turns.answered(ticket, Outcome.REDEEMED)
    turns.recorded(ticket, Outcome.REDEEMED, [GuildId(1), GuildId(2)])
    late.load([(Fid(7), ticket.state), (Fid(8), ticket.state)], set())
    turns.admit(late)
    assert late.settled_before == 1
    assert chosen(turns).fid == 8


def test_tries_end_a_members_part() -> None:
    for outcome, most in ((Outcome.PLAYER_THROTTLED, 10), (Outcome.UNKNOWN, 3)):
        run = new_run(1, [1])
        turns = open_turns(run)
        for tries in range(1, most):
            ticket = chosen(turns, now=tries * 100.0)
            decision = turns.answered(ticket, outcome)
            assert (decision.final, decision.tries) == (False, tries)
            turns.again(ticket, outcome, due=0.0)
        decide(turns, chosen(turns, now=5000.0), outcome)
        assert run.failed == {outcome: 1}


def test_trouble_of_the_game_is_never_held_against_a_member() -> None:
    turns = open_turns(new_run(1, [1]))
    for tries in range(50):
        ticket = chosen(turns, now=tries * 100.0)
        assert not turns.answered(ticket, Outcome.UNREACHABLE).final
        turns.again(ticket, Outcome.UNREACHABLE, due=0.0)
    ticket = chosen(turns, now=9000.0)
    assert turns.answered(ticket, Outcome.UNKNOWN, counts=False).tries == 0


def test_a_wrong_salt_halts_everything_and_keeps_everyone_for_later() -> None:
    runs = [new_run(1, [1, 2], "A"), new_run(2, [3], "B")]
    turns = open_turns(*runs)
    ticket = chosen(turns)
    turns.answered(ticket, Outcome.WRONG_SALT)
    turns.again(ticket, Outcome.WRONG_SALT, due=0.0)
    turns.halt(Outcome.WRONG_SALT)
    assert turns.choose(100.0) is None
    assert turns.next_time(100.0) is None
    assert {turns.end_of(run) for run in runs} == {RunEnd.HALTED}
    assert unsettled(runs[0]) == 2


def test_a_stopped_run_lets_what_is_in_flight_finish_and_keeps_the_rest() -> None:
    run = new_run(1, [1, 2, 3])
    turns = open_turns(run)
    ticket = chosen(turns)
    turns.stop(run)
    assert turns.choose(0.0) is None
    assert turns.end_of(run) is None
    decide(turns, ticket, Outcome.REDEEMED)
    assert turns.end_of(run) is RunEnd.STOPPED
    assert (run.redeemed, unsettled(run)) == (1, 2)


def test_a_stopped_prober_lets_another_run_probe() -> None:
    one, two = new_run(1, [1]), new_run(2, [2])
    turns = open_turns(one, two, standing=Standing())
    turns.stop(one)
    assert chosen(turns).run is two


def test_members_without_a_state_cost_no_request() -> None:
    run = new_run(1, [1, 2], state=None)
    turns = open_turns(run)
    assert turns.choose(0.0) is None
    assert turns.end_of(run) is RunEnd.COMPLETE
    assert (unsettled(run), run.no_state, run.requests) == (2, 2, 0)


def test_the_estimate_counts_what_other_guilds_send_in_between() -> None:
    large, small = new_run(1, list(range(1, 101))), new_run(2, [201, 202])
    turns = open_turns(large, small)
    assert turns.requests_until_end(small) == 4
    assert turns.requests_until_end(large) == 102


def test_settling_outcomes_count_as_redeemed_or_already() -> None:
    settling = [o for o, e in ENTAILS.items() if e.fate is Fate.SETTLED]
    run = new_run(1, [1, 2, 3])
    for fid, outcome in enumerate(settling, start=1):
        run.settle(Fid(fid), outcome)
    assert (run.redeemed, run.already) == (1, 2)
    assert Counter(run.failed) == Counter()
