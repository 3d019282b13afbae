"""What is going on, and what leaders do with it."""

from collections.abc import Sequence

from autoredeem.bot.acts import Act, FormAct
from autoredeem.bot.runs.changing import go_on, stop
from autoredeem.bot.runs.details import run
from autoredeem.bot.runs.listing import runs

ACTS: Sequence[Act | FormAct] = (
    Act("runs", runs),
    Act("run", run),
    Act("run-stop", stop),
    Act("run-go", go_on),
)
