"""Who is asked next: the rules that every order of answers has to keep."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome
from autoredeem.engine.probe_gate import Ticket
from autoredeem.engine.runs import Run, RunEnd
from autoredeem.engine.scheduler import Scheduler
from support.scheduler_play import GAP, Play, new_run
from support.virtual_time import EPOCH

ALIVE = Standing(Life.ALIVE)
ROSTERS = st.dictionaries(
    st.integers(1, 4), st.lists(st.integers(1, 8), unique=True, max_size=6), min_size=1
)
CHANCE = st.integers(0, 2**32).map(Random)


def open_scheduler(*runs: Run, standing: Standing = ALIVE) -> Scheduler:
    scheduler = Scheduler(GAP)
    for run in runs:
        scheduler.begin(run, standing)
        scheduler.admit(run)
    return scheduler


def chosen(scheduler: Scheduler, now: float = 0.0) -> Ticket:
    ticket = scheduler.choose(now)
    assert ticket
    scheduler.sent(ticket, now)
    return ticket


def unsettled(run: Run) -> int:
    return run.record(0.0, EPOCH).figures.unsettled


def decide(scheduler: Scheduler, ticket: Ticket, outcome: Outcome) -> None:
    assert scheduler.answered(ticket, outcome, EPOCH).final
    scheduler.recorded(ticket, outcome, EPOCH)


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


def test_guilds_are_served_round_robin_however_long_a_queue_is() -> None:
    large, small = new_run(1, list(range(1, 101))), new_run(2, [201, 202])
    scheduler = open_scheduler(large, small)
    order = [chosen(scheduler).run.guild_id for _ in range(6)]
    assert order == [1, 2, 1, 2, 1, 1]


def test_two_codes_of_a_guild_share_its_slots() -> None:
    first, second = new_run(1, [1, 2], "A"), new_run(1, [3, 4], "B")
    other = new_run(2, [5, 6], "A")
    scheduler = open_scheduler(first, second, other)
    order = [chosen(scheduler).run.guild_id for _ in range(6)]
    assert order == [1, 2, 1, 2, 1, 1]


def test_an_untried_code_is_tried_by_one_member_over_all_guilds() -> None:
    runs = [new_run(guild, [guild * 10, guild * 10 + 1]) for guild in (1, 2, 3)]
    scheduler = open_scheduler(*runs, standing=Standing())
    probe = chosen(scheduler)
    assert scheduler.choose(0.0) is None
    assert scheduler.next_time(0.0) is None
    decide(scheduler, probe, Outcome.REDEEMED)
    assert [chosen(scheduler).run.guild_id for _ in range(5)] == [2, 3, 1, 2, 3]


def test_an_answer_that_says_nothing_of_the_code_moves_the_probe_to_another_member() -> None:
    scheduler = open_scheduler(new_run(1, [10]), new_run(2, [20]), standing=Standing())
    probe = chosen(scheduler)
    decision = scheduler.answered(probe, Outcome.TRY_AGAIN, EPOCH)
    assert not decision.final
    scheduler.again(probe, Outcome.TRY_AGAIN, due=5.0)
    assert chosen(scheduler).fid == 20


def test_a_dead_code_stops_every_guild() -> None:
    runs = [new_run(guild, [guild * 10, guild * 10 + 1]) for guild in (1, 2)]
    scheduler = open_scheduler(*runs)
    first, second = chosen(scheduler), chosen(scheduler)
    assert scheduler.answered(first, Outcome.EXPIRED, EPOCH).final
    assert scheduler.choose(0.0) is None, "no request leaves after the verdict"
    assert scheduler.end_of(runs[1]) is None, "what is not recorded is not reported"
    scheduler.recorded(first, Outcome.EXPIRED, EPOCH)
    assert scheduler.end_of(runs[0]) is RunEnd.DEAD_CODE
    assert scheduler.end_of(runs[1]) is None, "one of it is in flight"
    decide(scheduler, second, Outcome.EXPIRED)
    assert scheduler.end_of(runs[1]) is RunEnd.DEAD_CODE
    assert (runs[1].failed, unsettled(runs[1])) == ({Outcome.EXPIRED: 1}, 1)


def test_another_spelling_of_a_dead_code_lives_on() -> None:
    wrong, right = new_run(1, [1, 2], "gift"), new_run(2, [3, 4], "GIFT")
    scheduler = open_scheduler(wrong, right, standing=Standing())
    decide(scheduler, chosen(scheduler), Outcome.NO_SUCH_CODE)
    assert scheduler.end_of(wrong) is RunEnd.DEAD_CODE
    assert chosen(scheduler).run is right


def test_used_up_is_believed_when_a_second_player_hears_it() -> None:
    run = new_run(1, [1, 2, 3])
    scheduler = open_scheduler(run, standing=Standing())
    first = chosen(scheduler)
    assert not scheduler.answered(first, Outcome.USED_UP, EPOCH).final
    scheduler.again(first, Outcome.USED_UP, due=3.0)
    second = chosen(scheduler)
    assert scheduler.choose(10.0) is None, "one at a time finds out"
    decide(scheduler, second, Outcome.USED_UP)
    assert scheduler.end_of(run) is RunEnd.DEAD_CODE
    assert (run.failed, unsettled(run)) == ({Outcome.USED_UP: 2}, 1)


def test_used_up_that_a_second_player_refutes_is_tried_again() -> None:
    run = new_run(1, [1, 2])
    scheduler = open_scheduler(run)
    first = chosen(scheduler)
    scheduler.answered(first, Outcome.USED_UP, EPOCH)
    scheduler.again(first, Outcome.USED_UP, due=3.0)
    decide(scheduler, chosen(scheduler), Outcome.REDEEMED)
    assert chosen(scheduler, now=3.0).fid == 1


def test_used_up_with_nobody_left_to_confirm_it_ends_the_member_not_the_code() -> None:
    run = new_run(1, [1])
    scheduler = open_scheduler(run)
    only = chosen(scheduler)
    scheduler.answered(only, Outcome.USED_UP, EPOCH)
    scheduler.again(only, Outcome.USED_UP, due=3.0)
    assert scheduler.end_of(run) is RunEnd.COMPLETE
    assert run.failed == {Outcome.USED_UP: 1}


def test_a_member_of_two_guilds_is_asked_once_and_settled_in_both() -> None:
    one, two = new_run(1, [7]), new_run(2, [7])
    scheduler = open_scheduler(one, two)
    ticket = chosen(scheduler)
    assert scheduler.choose(0.0) is None
    assert scheduler.answered(ticket, Outcome.REDEEMED, EPOCH).final
    scheduler.recorded(ticket, Outcome.REDEEMED, EPOCH, [GuildId(1), GuildId(2)])
    assert (one.redeemed, two.redeemed) == (1, 1)
    assert (one.requests, two.requests) == (1, 0)
    assert scheduler.end_of(two) is RunEnd.COMPLETE


def test_what_is_recorded_again_reaches_guilds_that_are_new_and_changes_nothing_else() -> None:
    one, parked, new = new_run(1, [7, 8]), new_run(2, [7]), new_run(3, [])
    scheduler = open_scheduler(one, parked, new)
    ticket, other = chosen(scheduler), chosen(scheduler)
    assert other.fid == 8, "the parked run was passed over"
    scheduler.answered(ticket, Outcome.REDEEMED, EPOCH)
    scheduler.recorded(ticket, Outcome.REDEEMED, EPOCH, [GuildId(1)])
    scheduler.join(new, [(Fid(7), ticket.typed)], set(), {})
    scheduler.recorded(ticket, Outcome.REDEEMED, EPOCH, [GuildId(1), GuildId(3)])
    assert [run.redeemed for run in (one, parked, new)] == [1, 1, 1]
    assert [run.in_flight for run in (one, parked, new)] == [1, 0, 0]


def test_a_failure_that_is_recorded_again_takes_no_other_go_away() -> None:
    run = new_run(1, [7])
    scheduler = open_scheduler(run)
    ticket = chosen(scheduler)
    decide(scheduler, ticket, Outcome.LEVEL_TOO_LOW)
    scheduler.join(run, [(Fid(7), ticket.typed)], set(), {})
    again = chosen(scheduler, now=GAP)
    scheduler.recorded(ticket, Outcome.LEVEL_TOO_LOW, EPOCH)
    assert (run.failed.total(), run.in_flight) == (0, 1)
    decide(scheduler, again, Outcome.REDEEMED)
    assert run.redeemed == 1


def test_what_the_game_proved_of_a_player_is_not_asked_again_by_another_guild() -> None:
    one, two = new_run(1, [7]), new_run(2, [7])
    scheduler = open_scheduler(one, two)
    decide(scheduler, chosen(scheduler), Outcome.LEVEL_TOO_LOW)
    assert scheduler.choose(9.0) is None
    assert two.failed == {Outcome.LEVEL_TOO_LOW: 1}


def test_a_wrong_state_in_one_guild_says_nothing_of_another_guilds_state() -> None:
    one, two = new_run(1, [7], state=5), new_run(2, [7], state=6)
    scheduler = open_scheduler(one, two)
    decide(scheduler, chosen(scheduler), Outcome.WRONG_STATE)
    assert scheduler.choose(1.0) is None, "the player's gap"
    assert chosen(scheduler, now=GAP).run is two


def test_a_player_gets_no_two_requests_within_the_gap() -> None:
    scheduler = open_scheduler(new_run(1, [7], "A"), new_run(1, [7], "B"))
    decide(scheduler, chosen(scheduler, now=1.0), Outcome.REDEEMED)
    assert scheduler.choose(2.0) is None
    assert scheduler.next_time(2.0) == 1.0 + GAP
    assert chosen(scheduler, now=1.0 + GAP).run.code == "B"


def test_a_member_settled_elsewhere_leaves_the_queue_at_once() -> None:
    run = new_run(1, [1, 2])
    scheduler = open_scheduler(run)
    run.settle(Fid(1), Outcome.ALREADY_REDEEMED)
    assert chosen(scheduler).fid == 2


def test_a_settlement_while_a_run_is_opened_does_not_pass_it_by() -> None:
    one, late = new_run(1, [7]), Run(GuildId(2), "CODE", new_run(1, []).opened_at)
    scheduler = open_scheduler(one)
    scheduler.begin(late, ALIVE)
    ticket = chosen(scheduler)
    scheduler.answered(ticket, Outcome.REDEEMED, EPOCH)
    scheduler.recorded(ticket, Outcome.REDEEMED, EPOCH, [GuildId(1), GuildId(2)])
    late.load([(Fid(7), ticket.typed), (Fid(8), ticket.typed)], set(), scheduler.players)
    scheduler.admit(late)
    assert late.settled_before == 1
    assert chosen(scheduler).fid == 8


def test_tries_end_a_members_part() -> None:
    for outcome, most in ((Outcome.PLAYER_THROTTLED, 10), (Outcome.UNKNOWN, 3)):
        run = new_run(1, [1])
        scheduler = open_scheduler(run)
        for tries in range(1, most):
            ticket = chosen(scheduler, now=tries * 100.0)
            decision = scheduler.answered(ticket, outcome, EPOCH)
            assert (decision.final, decision.tries) == (False, tries)
            scheduler.again(ticket, outcome, due=0.0)
        decide(scheduler, chosen(scheduler, now=5000.0), outcome)
        assert run.failed == {outcome: 1}


def test_trouble_of_the_game_is_never_held_against_a_member() -> None:
    scheduler = open_scheduler(new_run(1, [1]))
    for tries in range(50):
        ticket = chosen(scheduler, now=tries * 100.0)
        assert not scheduler.answered(ticket, Outcome.UNREACHABLE, EPOCH).final
        scheduler.again(ticket, Outcome.UNREACHABLE, due=0.0)
    ticket = chosen(scheduler, now=9000.0)
    assert scheduler.answered(ticket, Outcome.UNKNOWN, EPOCH, counts=False).tries == 0


def test_a_wrong_salt_halts_everything_and_keeps_everyone_for_later() -> None:
    runs = [new_run(1, [1, 2], "A"), new_run(2, [3], "B")]
    scheduler = open_scheduler(*runs)
    ticket = chosen(scheduler)
    scheduler.answered(ticket, Outcome.WRONG_SALT, EPOCH)
    scheduler.again(ticket, Outcome.WRONG_SALT, due=0.0)
    scheduler.halt(Outcome.WRONG_SALT)
    assert scheduler.choose(100.0) is None
    assert scheduler.next_time(100.0) is None
    assert {scheduler.end_of(run) for run in runs} == {RunEnd.HALTED}
    assert unsettled(runs[0]) == 2


def test_a_stopped_run_lets_what_is_in_flight_finish_and_keeps_the_rest() -> None:
    run = new_run(1, [1, 2, 3])
    scheduler = open_scheduler(run)
    ticket = chosen(scheduler)
    scheduler.stop(run)
    assert scheduler.choose(0.0) is None
    assert scheduler.end_of(run) is None
    decide(scheduler, ticket, Outcome.REDEEMED)
    assert scheduler.end_of(run) is RunEnd.STOPPED
    assert (run.redeemed, unsettled(run)) == (1, 2)


def test_a_stopped_prober_lets_another_run_probe() -> None:
    one, two = new_run(1, [1]), new_run(2, [2])
    scheduler = open_scheduler(one, two, standing=Standing())
    scheduler.stop(one)
    assert chosen(scheduler).run is two


def test_members_without_a_state_cost_no_request() -> None:
    run = new_run(1, [1, 2], state=None)
    scheduler = open_scheduler(run)
    assert scheduler.choose(0.0) is None
    assert scheduler.end_of(run) is RunEnd.COMPLETE
    assert (unsettled(run), run.no_state, run.requests) == (2, 2, 0)


def test_the_estimate_counts_what_other_guilds_send_in_between() -> None:
    large, small = new_run(1, list(range(1, 101))), new_run(2, [201, 202])
    scheduler = open_scheduler(large, small)
    assert scheduler.requests_until_end(small) == 4
    assert scheduler.requests_until_end(large) == 102


def test_settling_outcomes_count_as_redeemed_or_already() -> None:
    settling = [o for o, e in ENTAILS.items() if e.fate is Fate.SETTLED]
    run = new_run(1, [1, 2, 3])
    for fid, outcome in enumerate(settling, start=1):
        run.settle(Fid(fid), outcome)
    assert (run.redeemed, run.already) == (1, 2)
    assert Counter(run.failed) == Counter()
