"""A guild that comes alone is served next, once an hour, and takes nobody's turn for long."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import GuildId
from autoredeem.engine.arrivals import FAVOUR_AGAIN
from autoredeem.engine.runs import Run
from autoredeem.engine.scheduler import Scheduler
from support.scheduler_play import GAP, new_run

ALIVE = Standing(Life.ALIVE)
MANY = 10


def admit(scheduler: Scheduler, *runs: Run) -> None:
    for run in runs:
        scheduler.begin(run, ALIVE)
        scheduler.admit(run)


def crowded(guilds: int = 20) -> Scheduler:
    """Return a scheduler with so many guilds, each with a hundred players, amid their round."""
    scheduler = Scheduler(GAP)
    admit(scheduler, *(guild_run(guild) for guild in range(1, guilds + 1)))
    served(scheduler, 3)
    return scheduler


def guild_run(guild: int, code: str = "CODE", count: int = 100) -> Run:
    first = guild * 10_000 + (0 if code == "CODE" else 5_000)
    return new_run(guild, list(range(first + 1, first + count + 1)), code)


def served(scheduler: Scheduler, count: int, now: float = 0.0) -> Sequence[GuildId]:
    """Return the guilds of the next requests."""
    tickets = [scheduler.choose(now) for _ in range(count)]
    return [ticket.run.guild_id for ticket in tickets if ticket]


def test_a_guild_that_comes_alone_is_served_next_and_then_in_its_turn() -> None:
    scheduler = crowded()
    admit(scheduler, guild_run(99))
    order = served(scheduler, 22)
    assert order[:3] == [99, 4, 5]
    assert order.index(GuildId(99), 1) == 21, "a whole round later"


def test_guilds_that_come_together_wait_their_turn() -> None:
    scheduler = crowded()
    admit(scheduler, *(guild_run(guild) for guild in (97, 98, 99)))
    assert served(scheduler, 20) == [*range(4, 21), 1, 2, 3]


def test_another_code_of_a_guild_that_is_served_is_no_arrival() -> None:
    scheduler = crowded()
    admit(scheduler, guild_run(2, "OTHER"))
    assert served(scheduler, 3) == [4, 5, 6]


def test_a_guild_is_favoured_once_an_hour() -> None:
    scheduler = crowded()
    admit(scheduler, guild_run(99, count=1))
    assert served(scheduler, 1) == [99]
    admit(scheduler, guild_run(99, "SECOND", count=1))
    assert 99 not in served(scheduler, MANY, FAVOUR_AGAIN - 1)
    served(scheduler, 20, FAVOUR_AGAIN - 1)
    admit(scheduler, guild_run(99, "THIRD", count=1))
    assert served(scheduler, 1, FAVOUR_AGAIN) == [99]


def test_one_who_would_be_next_anyway_keeps_its_hour() -> None:
    scheduler = Scheduler(GAP)
    admit(scheduler, guild_run(99, count=1))
    assert served(scheduler, 1) == [99]
    admit(scheduler, *(guild_run(guild) for guild in range(1, 4)))
    served(scheduler, 1)
    admit(scheduler, guild_run(99, "SECOND", count=1))
    assert served(scheduler, 1) == [99]


def test_the_others_keep_every_second_request_however_many_come_one_by_one() -> None:
    scheduler, order = crowded(), list[GuildId]()
    for guild in range(100, 120):
        admit(scheduler, guild_run(guild))
        order += served(scheduler, 1)
    favoured = [guild >= 100 for guild in order]
    assert not any(one and next_one for one, next_one in pairwise(favoured))
    assert sum(favoured) <= len(order) / 2


@given(st.lists(st.lists(st.integers(1, 8), max_size=3), max_size=40))
def test_whatever_comes_when_everyone_is_asked_once(arriving: list[list[int]]) -> None:
    scheduler, wanted, asked = Scheduler(GAP), set(), list[int]()
    for number, guilds in enumerate(arriving):
        for guild in dict.fromkeys(guilds):
            fid = 1_000 * number + guild
            wanted.add(fid)
            admit(scheduler, new_run(guild, [fid], f"CODE{number}"))
        ticket = scheduler.choose(float(number))
        asked += [ticket.fid] if ticket else []
    while ticket := scheduler.choose(1_000.0):
        asked.append(ticket.fid)
    assert sorted(asked) == sorted(wanted)
