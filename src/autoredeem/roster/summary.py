"""How a file was read, in English: which column was what, and what was only taken to be so."""

from collections.abc import Iterator

from autoredeem.domain.text import shorten
from autoredeem.roster.entries import Taken
from autoredeem.roster.heading_words import Field

_CALLED = {
    Field.FID: "player id",
    Field.NICKNAME: "name",
    Field.STATE: "state",
    Field.LEVEL: "level",
}


def taken_lines(taken: Taken) -> Iterator[str]:
    """Return what a reader of the file may want to check, a line each; nothing for a plain list."""
    if taken.columns:
        columns = (f"{_CALLED[one]} from {shorten(name)}" for one, name in taken.columns.items())
        yield f"Columns: {', '.join(columns)}"
    if taken.left_alone:
        yield f"Not understood, and left alone: {', '.join(map(shorten, taken.left_alone))}"
    if taken.example:
        fid, state = taken.example
        many = "1 number was" if taken.states == 1 else f"{taken.states:,} numbers were"
        yield f"{many} taken as the state of the id beside it, such as {state} for {fid}"
    for name, count in taken.alliances.items():
        many = "1 player stays" if count == 1 else f"{count:,} players stay"
        yield f"there is no alliance {shorten(name)}: {many} out of it"
    if taken.levels:
        many = "1 number was" if taken.levels == 1 else f"{taken.levels:,} numbers were"
        yield f"{many} taken as the level of the id beside it"
