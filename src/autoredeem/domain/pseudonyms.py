"""Who stands in audit trails for users whose data was deleted: still told apart, for a while.

A pseudonym is a negative number, as no user's id is one: the day of its making (since 1970), then
nine random digits. So it says by itself when it is over, and nothing has to be kept of it.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from autoredeem.domain.ids import UserId

LIFETIME = timedelta(days=30)
"""How long a pseudonym stands in trails before NOBODY does."""

_RANDOM = 10**9
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def new_pseudonym(at: datetime, random: Random) -> UserId:
    """Return a pseudonym that is made at a time."""
    return UserId(_first_of(at) - random.randrange(_RANDOM))


def latest_expired(at: datetime) -> UserId:
    """Return the least number of a pseudonym that is over: all from it to -_RANDOM are."""
    return UserId(_first_of(at - LIFETIME) + 1)


def is_pseudonym(user: UserId) -> bool:
    """Whether it is one, and no user's id."""
    return user <= -_RANDOM


def mark_of(pseudonym: UserId) -> str:
    """Return the few characters that tell one from others."""
    return f"{-pseudonym % _RANDOM:09d}"[:4]


def _first_of(at: datetime) -> int:
    return -(at - _BEGINNING).days * _RANDOM
