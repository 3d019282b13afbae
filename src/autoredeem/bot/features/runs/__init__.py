"""What is going on, and what leaders do with it."""

from collections.abc import Sequence

from autoredeem.bot.features.runs.run_details import run
from autoredeem.bot.features.runs.run_list import runs
from autoredeem.bot.features.runs.stop_resume import go_on, stop
from autoredeem.bot.kit.handlers import Act, FormAct

ACTS: Sequence[Act | FormAct] = (
    Act("runs", runs),
    Act("run", run),
    Act("run-stop", stop),
    Act("run-go", go_on),
)
