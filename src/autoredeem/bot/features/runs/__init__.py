"""What managers do with runs: list, show, stop and resume them."""

from collections.abc import Sequence

from autoredeem.bot.features.runs.run_details import show_run
from autoredeem.bot.features.runs.run_list import list_runs
from autoredeem.bot.features.runs.stop_resume import resume, stop
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS: Sequence[Handler | FormHandler] = (
    Handler("runs", list_runs, Right.MANAGER),
    Handler("run", show_run, Right.MANAGER),
    Handler("run-stop", stop, Right.MANAGER),
    Handler("run-go", resume, Right.MANAGER),
)
