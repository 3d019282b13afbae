"""All acts of all features."""

from autoredeem.bot.acts import Acts
from autoredeem.bot.codes import ACTS as CODES
from autoredeem.bot.members import ACTS as MEMBERS
from autoredeem.bot.operators import ACTS as OPERATORS
from autoredeem.bot.players import ACTS as PLAYERS
from autoredeem.bot.runs import ACTS as RUNS
from autoredeem.bot.setup import ACTS as SETUP

ACTS = Acts([*SETUP, *MEMBERS, *CODES, *RUNS, *PLAYERS, *OPERATORS])
