"""Each guild's one message that shows the progress of its runs, and one for each alliance.

`state` is what a board shows, `alliance_figures` counts it by alliance, `render` makes the card,
`service` posts, edits and replaces it.
"""

from autoredeem.bot.services.progress_board.service import ProgressBoards

__all__ = ["ProgressBoards"]
