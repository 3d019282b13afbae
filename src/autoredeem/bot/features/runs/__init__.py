"""What is going on, and what leaders do with it."""

from collections.abc import Sequence

from autoredeem.bot.features.runs.run_details import run
from autoredeem.bot.features.runs.run_list import runs
from autoredeem.bot.features.runs.stop_resume import go_on, stop
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS: Sequence[Handler | FormHandler] = (
    Handler("runs", runs, Right.MANAGER),
    Handler("run", run, Right.MANAGER),
    Handler("run-stop", stop, Right.MANAGER),
    Handler("run-go", go_on, Right.MANAGER),
)
