"""The main job: who still needs a code, whose turn it is, what came of it."""

from autoredeem.engine.address import Process
from autoredeem.engine.dispatcher import Outside
from autoredeem.engine.engine import Engine
from autoredeem.engine.promises import OpenRun
from autoredeem.engine.runs import RunEnd

__all__ = ["Engine", "OpenRun", "Outside", "Process", "RunEnd"]
