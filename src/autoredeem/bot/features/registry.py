"""All acts of all features."""

from autoredeem.bot.features.codes import ACTS as CODES
from autoredeem.bot.features.members import ACTS as MEMBERS
from autoredeem.bot.features.operators.status_page import ACTS as OPERATORS
from autoredeem.bot.features.players import ACTS as PLAYERS
from autoredeem.bot.features.runs import ACTS as RUNS
from autoredeem.bot.features.setup import ACTS as SETUP
from autoredeem.bot.kit.handlers import Acts

ACTS = Acts([*SETUP, *MEMBERS, *CODES, *RUNS, *PLAYERS, *OPERATORS])
