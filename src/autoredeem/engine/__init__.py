"""The main job: who still needs a code, who is asked next, what came of it."""

from autoredeem.engine.dispatcher import Outside
from autoredeem.engine.engine import Engine, ProofQuestion
from autoredeem.engine.leader_lease import LeaderLease, Process
from autoredeem.engine.run_waiters import OpenRun
from autoredeem.engine.runs import RunEnd

__all__ = ["Engine", "LeaderLease", "OpenRun", "Outside", "Process", "ProofQuestion", "RunEnd"]
