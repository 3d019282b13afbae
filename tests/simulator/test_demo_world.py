from collections import Counter
from random import Random

import pytest

from autoredeem.simulator import SIMULATOR_SALT, DemoWorld, World, demo_world
from autoredeem.simulator.signing import signature

NOW = 1_767_225_600.0


def _ask(demo: DemoWorld, fid: int, state: int, now: float) -> str:
    fields = {"fid": str(fid), "cdk": demo.code, "kid": str(state), "time": str(int(now))}
    return demo.world.answer({**fields, "sign": signature(fields, SIMULATOR_SALT)}, now).name


@pytest.mark.parametrize("seed", range(5))
def test_the_demo_has_everything_that_real_alliances_have(seed: int) -> None:
    demo = demo_world(Random(seed))
    to_ask = [m for m in demo.members if m.fid not in demo.settled and m.state]
    answers = Counter(
        _ask(demo, member.fid, member.state or 0, NOW + attempt)
        for attempt in range(3)
        for member in to_ask
    )

    assert len({member.fid for member in demo.members}) == 88
    assert len({member.nickname for member in demo.members}) == 88
    assert len(demo.settled) == 13
    assert sum(member.state is None for member in demo.members) == 1
    assert len(to_ask) == 74
    assert answers == {
        "SUCCESS": 66,
        "RECEIVED": 66 * 3 - 66 - 4,
        "STOVE_LV ERROR": 4 * 3,
        "RECHARGE_MONEY ERROR": 3 * 3,
        "USER INFO ERROR": 1 * 3,
        "TOO FREQUENT": 3,
        "TIMEOUT RETRY": 1,
    }


def test_those_who_are_settled_in_the_demo_hold_the_code() -> None:
    demo = demo_world(Random(1))

    states = {member.fid: member.state or 0 for member in demo.members}
    assert {_ask(demo, fid, states[fid], NOW) for fid in demo.settled} == {"RECEIVED"}


def test_the_same_seed_makes_the_same_demo() -> None:
    assert _told(demo_world(Random(3))) == _told(demo_world(Random(3)))
    assert _told(demo_world(Random(3))) != _told(demo_world(Random(4)))


def _told(demo: DemoWorld) -> tuple[object, ...]:
    world: World = demo.world
    return demo.members, demo.settled, world.players
