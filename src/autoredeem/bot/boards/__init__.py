"""Each guild's one message that tells of its runs.

`tally` is what it has to tell, `composing` how it reads,
`keeping` when it is brought up to date.
"""

from autoredeem.bot.boards.keeping import Boards

__all__ = ["Boards"]
