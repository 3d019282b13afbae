"""Days of the whole program, on real sockets and both stores: it is killed ever again.

`python -m benchmarks month` shows the same of a whole month at full size.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from autoredeem.domain.codes import Standing
from autoredeem.domain.sources import SourceKind
from autoredeem.simulator import Edition
from autoredeem.simulator.counters import Served
from autoredeem.simulator.refusals import Holdings
from benchmarks.months.game import PER_MINUTE, unix
from benchmarks.months.made_up import FIRST_FID, make_plan
from benchmarks.months.month import Month, pass_month
from benchmarks.months.people import MOST_A_DAY
from benchmarks.months.plan import DAY, HOUR, MINUTE, STATE, Find, Listed, Plan, PlannedCode, Size
from benchmarks.months.verdict import judge
from support.mongod import mongod_uri, mongodb_url

__all__ = ["mongod_uri", "mongodb_url"]

pytestmark = pytest.mark.server

SIZE = Size(days=5, guilds=4, players=40, codes=11, stops=12)


@pytest.fixture(params=["sqlite", "mongodb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a store that nobody has used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    made: str = request.getfixturevalue("mongodb_url")
    return made


def test_each_edition_of_each_code_is_redeemed_for_everyone_whatever_stops_the_program(
    url: str,
) -> None:
    month = pass_month(make_plan(SIZE), url)
    figures = judge(month)
    assert figures.broken == []
    assert (figures.issues, figures.stops) == (12, 12)
    # In so small a world the looks at living codes, one a day, and at dead ones are a large part.
    looks = sum(_days(code.editions) for code in month.plan.codes)
    in_vain = figures.requests - figures.asides - figures.settled
    assert in_vain <= looks + figures.dead_answers + month.lost.total()


def _days(editions: Sequence[Edition]) -> int:
    return sum(int((one.ends - one.begins) / DAY) + 1 for one in editions)


def quiet_plan(codes: Sequence[PlannedCode], *, hours: float, guilds: int = 2) -> Plan:
    """Make a plan in which nothing fails, with 20 members a guild."""
    plan = make_plan(Size(days=1, guilds=guilds, players=20 * guilds, codes=1, stops=0))
    feeds = [replace(feed, troubles=()) for feed in plan.feeds]
    return replace(plan, codes=codes, feeds=feeds, seconds=hours * HOUR, accidents=False)


def redeemed_within(month: Month, code: str, seconds: float) -> int:
    """Count for how many a code was redeemed so soon after its first request."""
    served = [one for one in month.world.counters.served if one.code == code]
    return sum(one.at <= served[0].at + seconds and one.name == "SUCCESS" for one in served)


def junk_by_hour(month: Month, begins: float) -> Counter[int]:
    """Count in which hour how many junk codes were first asked about."""
    first: dict[str, float] = {}
    for one in month.world.counters.served:
        if one.code.startswith("Junk"):
            first.setdefault(one.code, one.at - unix(begins))
    return Counter(int(at // HOUR) for at in first.values())


GOOD = PlannedCode("Good", [Edition(0.0, DAY)], found=[Find(4 * HOUR, 0, SourceKind.HAND)])
"""The operator brings it four hours after the start."""

SLOT = 60 / PER_MINUTE * 1.02


def test_ten_thousand_codes_in_a_feed_are_taken_fifty_an_hour_and_hold_up_nobody(
    tmp_path: Path,
) -> None:
    begins, listed = 2 * HOUR, Listed("first", 2 * HOUR, DAY)
    junk = [PlannedCode(f"Junk{number}", listed=[listed]) for number in range(10_000)]
    plan = quiet_plan([GOOD, *junk], hours=6)
    month = pass_month(plan, f"sqlite:///{tmp_path / 'store.db'}")

    assert judge(month).broken == []
    hours = junk_by_hour(month, begins)
    assert set(hours) >= {0, 1, 2}
    assert max(hours.values()) <= 50
    everyone = {one.fid for one in plan.entries if one.state == STATE and not one.since}
    assert redeemed_within(month, "Good", 2 * len(everyone) * SLOT) >= len(everyone)


def test_a_guild_whose_channel_is_full_of_junk_spends_its_own_quota_and_others_lose_nothing(
    tmp_path: Path,
) -> None:
    times = [4 * HOUR, 4 * HOUR + MINUTE, 11 * HOUR]
    found = [Find(at, 1, SourceKind.CHANNEL) for at in times]
    junk = [PlannedCode(f"Junk{number}", found=found) for number in range(300)]
    own = replace(GOOD, name="Own", found=[Find(4 * HOUR, 2, SourceKind.CHANNEL)])
    plan = quiet_plan([own, *junk], hours=13)
    month = pass_month(plan, f"sqlite:///{tmp_path / 'store.db'}")

    assert judge(month).broken == []
    assert junk_by_hour(month, 0.0) == {4: MOST_A_DAY}
    assert month.world.counters.by_answer["CDK NOT FOUND"] == MOST_A_DAY
    members = [one for one in plan.entries if one.guild == 2 and not one.since]
    right = sum(one.state == STATE for one in members)
    assert redeemed_within(month, "Own", 1.1 * 2 * len(members) * SLOT) == right


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Return a day in which two guilds redeemed two codes, one of them from a channel."""
    private = replace(GOOD, name="Own", found=[Find(2 * HOUR, 1, SourceKind.CHANNEL)])
    url = f"sqlite:///{tmp_path_factory.mktemp('day') / 'store.db'}"
    return pass_month(quiet_plan([GOOD, private], hours=8), url)


def left_out(month: Month) -> None:
    month.world.holdings = Holdings({"Good": [], "Own": month.world.holdings.holders("Own")})


def said_dead_too_often(month: Month) -> None:
    dead = Served(unix(5 * HOUR), FIRST_FID, "Good", "Good", "TIME ERROR")
    month.world.counters.served += [dead] * 3


def asked_elsewhere(month: Month) -> None:
    here = {one.fid for one in month.plan.entries if one.guild == 1}
    stranger = next(one.fid for one in month.plan.entries if one.fid not in here)
    month.world.counters.served.append(Served(unix(3 * HOUR), stranger, "Own", "Own", "SUCCESS"))


def tried_late(month: Month) -> None:
    served = month.world.counters.served
    month.world.counters.served = [replace(one, at=one.at + 2 * HOUR) for one in served]


def counted_another_edition(month: Month) -> None:
    month.standings = {**month.standings, "Good": Standing(edition=2)}


def not_in_the_ledger(month: Month) -> None:
    month.unrecorded.append("Good in 1")


def not_announced(month: Month) -> None:
    month.announced = [one for one in month.announced if one != (2, "GOOD")]


def announced_twice(month: Month) -> None:
    month.announced = [*month.announced, (1, "OWN")]


def announced_elsewhere(month: Month) -> None:
    month.announced = [*month.announced, (2, "OWN")]


def over_budget(month: Month) -> None:
    month.world.counters.most_in_window = 31


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (left_out, "was not redeemed for"),
        (said_dead_too_often, "is dead, which was said 3 times"),
        (asked_elsewhere, "members of other guilds"),
        (tried_late, "could be tried at"),
        (counted_another_edition, "was issued 1 times, not 2"),
        (not_in_the_ledger, "not in the ledger"),
        (not_announced, "Good was announced in [1]"),
        (announced_twice, "Own was announced in [1, 1]"),
        (announced_elsewhere, "Own was announced in [1, 2]"),
        (over_budget, "the budget was exceeded"),
    ],
)
def test_a_month_is_judged_by_each_of_its_rules(
    day: Month, spoil: Callable[[Month], None], said: str
) -> None:
    assert judge(day).broken == []
    spoiled = deepcopy(day)
    spoil(spoiled)
    assert any(said in one for one in judge(spoiled).broken)
