"""All that is done with a list of members takes a few commands, for 100,000 as for 1,000."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from autoredeem.domain.alliances import NO_ALLIANCE, Alliance, AllianceId
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member, MemberSort
from autoredeem.store.interface import Store
from autoredeem.store.records import MemberQuery
from support.counted import counted, counted_store
from support.facts import CODE, GUILD, NOW
from support.growth import store_urls

__all__ = ["store_urls"]

SIZES = (10, 1_000, 100_000)
REDS = AllianceId(1)
LATER: datetime = NOW + timedelta(hours=1)

FEW = 5
"""Commands that any page, or any suggestion, may take."""

Operation = Callable[[Store], Awaitable[object]]


def _page(**wanted: object) -> Operation:
    query = MemberQuery(size=25, alliances=[REDS], issue=CODE, **wanted)  # type: ignore[arg-type]
    return lambda store: store.member_page(GUILD, query)


OPERATIONS: Mapping[str, Operation] = {
    **{f"by {one.value}": _page(sort=one) for one in MemberSort},
    "the last page": _page(page=10**6),
    "searched": _page(find="77"),
    "of an alliance": _page(alliance=REDS),
    "in no alliance": _page(alliance=NO_ALLIANCE),
    "without an owner": _page(unowned=True),
    "counted by alliance": lambda store: store.alliance_counts(GUILD),
    "suggested, nothing typed": lambda store: store.members_like(GUILD, "", most=25),
    "suggested by a part": lambda store: store.members_like(GUILD, "77", most=25),
    "one moved": lambda store: store.move_members(GUILD, {Fid(20_000_001): REDS}, at=LATER),
}


@pytest.fixture(scope="module")
def everyone_named() -> list[Member]:
    """Make members before any loop runs."""
    return [
        Member(
            Fid(20_000_000 + number),
            State(1 + number % 9),
            f"Player {number}",
            alliance=REDS if number % 2 else None,
        )
        for number in range(SIZES[-1])
    ]


async def commands_of(url: str, members: list[Member]) -> Mapping[str, int]:
    taken: dict[str, int] = {}
    async with counted_store(url) as store:
        await store.add_alliances([Alliance(GUILD, REDS, "Reds")])
        await store.enrol(GUILD, members, by="tests", at=NOW)
        for name, operation in OPERATIONS.items():
            with counted() as asked:
                await operation(store)
            taken[name] = asked.commands
    return taken


async def test_lists_take_a_few_commands_however_many_members_there_are(
    store_urls: Sequence[str], everyone_named: list[Member]
) -> None:
    found = [
        await commands_of(url, everyone_named[:size])
        for url, size in zip(store_urls, SIZES, strict=True)
    ]

    for name in OPERATIONS:
        taken = [each[name] for each in found]
        assert max(taken) <= FEW, (name, taken)
        # Ten may have fewer: a page that finds nobody reads nobody.
        assert taken[-1] == taken[1] or taken[-1] < taken[0], (name, taken)
