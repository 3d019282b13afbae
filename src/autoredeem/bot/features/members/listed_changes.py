"""What lists that a guild follows said of a member over time."""

from collections.abc import Iterator, Sequence

from autoredeem.bot.words import Say, key_of, moment
from autoredeem.domain.synchronisation import RosterChange

LONGEST_NAME = 30


def change_lines(say: Say, changes: Sequence[RosterChange]) -> Iterator[str]:
    """Yield a line for each change of a member in a list, in the order given."""
    for one in changes:
        before, after = (say.name(text, LONGEST_NAME) for text in (one.before, one.after))
        key = key_of("member-listed", one.kind)
        yield say(key, when=moment(one.at), before=before, after=after)
