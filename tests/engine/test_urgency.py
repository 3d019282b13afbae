"""Of a guild's codes, which comes first; and who is asked about one that is unproven."""

from datetime import timedelta

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.player_book import PlayerBook
from autoredeem.engine.runs import Run, Typed
from autoredeem.engine.scheduler import Scheduler
from autoredeem.store.records import Again
from support.virtual_time import EPOCH

ALIVE, UNTRIED = Standing(Life.ALIVE), Standing()
TYPED = Typed(State(7))


def run_of(
    code: str, *fids: int, wanted: Again = Again.FOR_NEW, days: int = 0, guild: int = 1
) -> Run:
    expires = EPOCH + timedelta(days=days) if days else None
    run = Run(GuildId(guild), code, EPOCH, wanted=wanted, expires=expires)
    run.load([(Fid(fid), TYPED) for fid in fids], set(), PlayerBook())
    return run


def order_of(*opened: tuple[Run, Standing]) -> list[str]:
    """Return of which codes members are asked, one request after the other, without answers."""
    scheduler = Scheduler(0.0)
    for run, standing in opened:
        scheduler.begin(run, standing)
        scheduler.admit(run)
    asked: list[str] = []
    while ticket := scheduler.choose(float(len(asked))):
        asked.append(ticket.run.code)
    return asked


def test_of_a_guilds_codes_that_nobody_waits_for_the_one_that_expires_soonest_comes_first() -> None:
    late, soon, never = run_of("LATE", 1, 2, days=9), run_of("SOON", 3, 4, days=1), run_of("X", 5)
    order = order_of((never, ALIVE), (late, ALIVE), (soon, ALIVE))
    assert order == ["SOON", "SOON", "LATE", "LATE", "X"]


def test_what_somebody_waits_for_comes_before_what_nobody_does() -> None:
    soon, wanted = run_of("SOON", 1, 2, days=1), run_of("WANTED", 3, 4, wanted=Again.ANEW)
    assert order_of((soon, ALIVE), (wanted, ALIVE)) == ["WANTED", "WANTED", "SOON", "SOON"]


def test_codes_that_are_as_urgent_take_turns() -> None:
    one, two = run_of("ONE", 1, 2), run_of("TWO", 3, 4)
    assert order_of((one, ALIVE), (two, ALIVE)) == ["ONE", "TWO", "ONE", "TWO"]


def test_an_unproven_code_is_tried_before_the_guilds_others_are_redeemed() -> None:
    wanted, new = run_of("WANTED", 1, 2, wanted=Again.ANEW), run_of("NEW", 3, 4)
    assert order_of((wanted, ALIVE), (new, UNTRIED)) == ["NEW", "WANTED", "WANTED"]


def test_a_code_is_tried_by_a_player_whose_state_is_proven_if_there_is_one() -> None:
    scheduler, run = Scheduler(0.0), run_of("NEW", *range(1, 51))
    scheduler.players.learn([KnownPlayer(Fid(30), State(7), EPOCH)])
    scheduler.begin(run, UNTRIED)
    scheduler.admit(run)
    ticket = scheduler.choose(0.0)
    assert ticket
    assert ticket.fid == 30


def test_who_is_asked_for_a_proven_code_is_asked_in_the_rosters_order() -> None:
    scheduler, run = Scheduler(0.0), run_of("OLD", 1, 2, 3)
    scheduler.players.learn([KnownPlayer(Fid(3), State(7), EPOCH)])
    scheduler.begin(run, ALIVE)
    scheduler.admit(run)
    asked = [ticket.fid for now in range(3) if (ticket := scheduler.choose(float(now)))]
    assert asked == [1, 2, 3]


def test_a_late_answer_of_an_earlier_life_neither_kills_nor_revives() -> None:
    scheduler, run = Scheduler(0.0), run_of("GIFT", 1, 2, 3)
    scheduler.begin(run, ALIVE)
    scheduler.admit(run)
    first, second = scheduler.choose(0.0), scheduler.choose(1.0)
    assert first
    assert second
    dead = scheduler.answered(first, Outcome.EXPIRED, EPOCH).standing
    assert dead
    assert dead.life is Life.DEAD
    revived = dead.revived(EPOCH)
    other = run_of("GIFT", 4, guild=2)
    scheduler.begin(other, revived)
    for late in (Outcome.EXPIRED, Outcome.REDEEMED):
        assert scheduler.answered(second, late, EPOCH).standing is None
    assert scheduler.standing_of("GIFT") == revived
