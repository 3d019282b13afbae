"""The game's world in a made-up month, and what goes wrong in it."""

from collections.abc import Iterator, Mapping
from random import Random

from autoredeem.simulator import Code, Edition, Fault, FaultKind, Player, Rules, World
from benchmarks.months.plan import STATE, Plan, PlannedCode
from benchmarks.months.quiet_time import EPOCH

PER_MINUTE, PLAYER_GAP = 30, 3.0

ACCIDENTS: Mapping[FaultKind, float] = {
    FaultKind.CLOSE: 0.001,
    FaultKind.HALF: 0.0005,
    FaultKind.SLOW: 0.02,
    FaultKind.HANG: 0.0003,
    FaultKind.SERVER_ERROR: 0.001,
    FaultKind.JUNK: 0.0005,
    FaultKind.TIMEOUT_RETRY: 0.002,
    FaultKind.TOO_MANY_REQUESTS: 0.0005,
}
"""How often the game fails in which way, as a share of all requests."""

SLOW_SECONDS = 5.0

DEAD = frozenset({"TIME ERROR", "CDK NOT FOUND", "USED"})
"""What the game says of dead codes."""


def unix(seconds: float) -> float:
    """Return a time of the plan as the game has it."""
    return EPOCH.timestamp() + seconds


def make_world(plan: Plan) -> World:
    """Make the game's world of a plan: every player lives in one state, whatever was typed."""
    fids = {entry.fid for entry in plan.entries}
    codes = [_game_code(code) for code in plan.codes if code.editions]
    rules = Rules(limit=PER_MINUTE, player_gap=PLAYER_GAP, keep_served=True)
    return World((Player(fid, STATE) for fid in fids), codes, rules)


def _game_code(code: PlannedCode) -> Code:
    editions = [Edition(unix(one.begins), unix(one.ends)) for one in code.editions]
    return Code(code.name, limit=code.limit, editions=tuple(editions))


def accidents(plan: Plan) -> Iterator[Fault]:
    """Yield faults, each once, spread over all requests of a month."""
    random, requests = Random(3), plan.size.players * plan.size.codes  # noqa: S311 - no secret
    for kind, share in ACCIDENTS.items():
        for _ in range(max(1, round(requests * share))):
            seconds = SLOW_SECONDS if kind is FaultKind.SLOW else None
            yield Fault(kind, after=random.randrange(requests), seconds=seconds)


def is_called_dead(world: World, code: str, said: str, now: float) -> bool:
    """Whether the game just said wrongly that a code is dead."""
    known = world.codes.get(code)
    if said not in DEAD or known is None or not known.edition(now) or known.has_expired(now):
        return False
    used = len(world.holdings.holders(known.issue(now)))
    return known.limit is None or used < known.limit
