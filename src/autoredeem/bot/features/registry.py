"""All handlers of all features."""

from autoredeem.bot.features.codes import HANDLERS as CODES
from autoredeem.bot.features.members import HANDLERS as MEMBERS
from autoredeem.bot.features.operators import HANDLERS as OPERATORS
from autoredeem.bot.features.players import HANDLERS as PLAYERS
from autoredeem.bot.features.runs import HANDLERS as RUNS
from autoredeem.bot.features.setup import HANDLERS as SETUP
from autoredeem.bot.features.syncs import HANDLERS as SYNCS
from autoredeem.bot.kit.handlers import HandlerRegistry

HANDLERS = HandlerRegistry([*SETUP, *MEMBERS, *CODES, *RUNS, *PLAYERS, *OPERATORS, *SYNCS])
