"""The game's API served on loopback: for the demo, the tests and the benchmarks.

It is written from the protocol alone and shares no code with `autoredeem.game`, so that each side
holds the other to it.
"""

from autoredeem.simulator.answers import Answer, Delivery, Manner, Reply
from autoredeem.simulator.demo_world import DemoWorld, demo_world
from autoredeem.simulator.faults import Fault, FaultKind
from autoredeem.simulator.refusals import Code, Edition, Player
from autoredeem.simulator.server import serve
from autoredeem.simulator.signing import SIMULATOR_SALT
from autoredeem.simulator.world import AS_THE_GAME, Rules, World

__all__ = [
    "AS_THE_GAME",
    "SIMULATOR_SALT",
    "Answer",
    "Code",
    "Delivery",
    "DemoWorld",
    "Edition",
    "Fault",
    "FaultKind",
    "Manner",
    "Player",
    "Reply",
    "Rules",
    "World",
    "demo_world",
    "serve",
]
