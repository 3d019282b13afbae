"""The demo's world: one alliance, with everything in it that real ones have."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from random import Random

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.simulator.faults import Fault, FaultKind
from autoredeem.simulator.refusals import Code, Player
from autoredeem.simulator.world import Rules, World

DEMO_CODE = "DEMO2026"
DEMO_MEMBERS = 88
DEMO_SETTLED = 13
HOME = State(1187)
LEAST_LEVEL = 10

DEMO_RULES = Rules(limit=1_200, player_gap=0.075)
"""A minute of the game passes in 1.5 seconds: 40 times its budget, a 40th of its gap."""

_NAMES = (
    *("Frostbite", "Old Bear", "Mrs. Wolf", "Jörg", "Zoë", "Łukasz", "Çağla", "Nguyễn", "O'Hara"),
    *("Иван", "Снежана", "Медведь", "Олена", "Νίκος", "Ελένη", "ნინო", "Արամ", "שרה", "דוד"),
    *("سارة", "ذئب الثلج", "علی", "سردار", "नेहा", "अर्जुन", "দীপা", "தமிழ்", "ลิซ่า", "น้ำแข็ง"),
    *("雪狼", "北極熊", "冰封", "小龙", "さくら", "ゆき", "オオカミ", "冬将軍", "눈꽃", "늑대왕"),
    *("❄️ Queen ❄️", "🐺", "xX_Yeti_Xx", "=1+1", "🇧🇷 Gelo"),
)


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """A world, whom to enrol, and who of them holds `code` already."""

    world: World
    members: Sequence[Member]
    settled: AbstractSet[Fid]
    code: str = DEMO_CODE


def demo_world(random: Random) -> DemoWorld:
    """Make the world of 88 members: the same for the same seed.

    13 hold the code. Of the other 75 one has no state and one a wrong one, 4 are below the code's
    level, 3 have spent nothing, 2 get TOO FREQUENT, once and twice, and one TIMEOUT RETRY; the rest
    redeem it at once.
    """
    players = _players(random)
    fids = random.sample([player.fid for player in players], DEMO_MEMBERS)
    settled = frozenset(Fid(fid) for fid in fids[:DEMO_SETTLED])
    no_state, wrong_state, once, twice, later, *others = fids[DEMO_SETTLED:]
    small, thrifty = frozenset(others[:4]), frozenset(others[4:7])
    world = World(
        [_with_gates(player, small, thrifty) for player in players],
        [Code(DEMO_CODE, level=LEAST_LEVEL, spending=1)],
        DEMO_RULES,
        held={DEMO_CODE: settled},
    )
    world.script(
        Fault(FaultKind.TOO_FREQUENT, fid=once),
        Fault(FaultKind.TOO_FREQUENT, fid=twice, times=2),
        Fault(FaultKind.TIMEOUT_RETRY, fid=later),
    )
    typed = {no_state: None, wrong_state: State(HOME + 1)}
    names = _names(random)
    return DemoWorld(world, _members(world, typed, names), settled)


def _players(random: Random) -> list[Player]:
    fids = random.sample(range(10**7, 10**9), DEMO_MEMBERS)
    return [
        Player(fid, HOME, level=random.randint(LEAST_LEVEL, 30), spent=random.randint(1, 500))
        for fid in fids
    ]


def _with_gates(player: Player, small: AbstractSet[int], thrifty: AbstractSet[int]) -> Player:
    if player.fid in small:
        return replace(player, level=1 + player.fid % (LEAST_LEVEL - 1))
    return replace(player, spent=0) if player.fid in thrifty else player


def _names(random: Random) -> list[str]:
    names = [*_NAMES, *(f"{name} II" for name in _NAMES)]
    random.shuffle(names)
    return names


def _members(
    world: World, typed: dict[int, State | None], names: Sequence[str]
) -> tuple[Member, ...]:
    return tuple(
        Member(Fid(player.fid), typed.get(player.fid, HOME), name, player.level)
        for player, name in zip(world.players.values(), names, strict=True)
    )
