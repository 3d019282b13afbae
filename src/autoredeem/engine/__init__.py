"""The main job: who still needs a code, who is asked next, what came of it."""

from autoredeem.engine.address_lease import Process
from autoredeem.engine.dispatcher import Outside
from autoredeem.engine.engine import Engine
from autoredeem.engine.run_waiters import OpenRun
from autoredeem.engine.runs import RunEnd

__all__ = ["Engine", "OpenRun", "Outside", "Process", "RunEnd"]
