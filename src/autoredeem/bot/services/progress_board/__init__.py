"""Each guild's one message that tells of its runs.

`tally` is what it has to tell, `composing` how it reads,
`keeping` when it is brought up to date.
"""

from autoredeem.bot.services.progress_board.service import ProgressBoards

__all__ = ["ProgressBoards"]
