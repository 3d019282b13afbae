"""How often messages are edited and connections tried again, in seconds; tests take less."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """`tick` between two boards (five a second, over all guilds) and `edits` of one board.

    In watched channels, a `tick` lies between two guilds' turns, two pages, two reactions; what is
    read there is saved, and what became of codes is asked, every `edits`.

    A board that Discord did not take is tried again after `again`. Runs that another process
    works on are read every `elsewhere`. A trouble that may pass by itself is reported to
    operators when it has gone on for `lasts`. Whoever waits for an answer is told after `apology`
    that it is still to come; whoever types waits no longer than `suggestion` for a store. A lost
    connection is tried again after `first`, then twice that each time, up to `longest`. One
    person may do `acts` things at once, and then `acts_a_minute`.

    Whose accounts fail is looked for every `looks`, and `settles` after a run has ended: so that
    many are told together.
    """

    tick: float = 0.2
    edits: float = 5.0
    again: float = 60.0
    elsewhere: float = 5.0
    lasts: float = 120.0
    apology: float = 5.0
    suggestion: float = 1.5
    first: float = 2.0
    longest: float = 300.0
    looks: float = 3_600.0
    settles: float = 60.0
    acts: int = 30
    acts_a_minute: int = 30
