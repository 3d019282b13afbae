"""The tree of errors. What the game answers is never in it: an answer is a value (`Outcome`).

    AutoredeemError          catch at the rim, to show one clear line
    ├── UserError            what was asked for can't be right; the message says what is allowed
    │   ├── InvalidInput     a value that was typed, pasted or imported
    │   ├── InvalidSetting   a setting; the message names it
    │   └── EmptyRoster      nobody is enrolled where members are needed
    ├── OutsideError         what the outside did
    │   ├── StoreUnavailable the store could not be asked; asking again may help
    │   ├── StoreRefused     the store said no: password, schema, a full or read-only disk
    │   ├── FileTrouble      a file or folder that can't be read or written
    │   ├── FeedFailed       what a stranger publishes was not answered as it should be; later again
    │   └── ProviderFailed   a list of players could not be read; nothing is concluded from that
    └── InternalError        what we did: a bug, worth a report

No message ever holds a secret: whoever raises one keeps passwords, tokens and salts out.
"""

from collections.abc import Mapping
from typing import Any


class AutoredeemError(Exception):
    """Anything that autoredeem raises on purpose."""


class UserError(AutoredeemError):
    """What was asked for can't be right."""


class InvalidInput(UserError):
    """A value that was typed, pasted or imported is not of the form that is allowed."""


class InvalidSetting(UserError):
    """A setting is missing or wrong; the message names it and what is allowed."""


class EmptyRoster(UserError):
    """Nobody is enrolled in the guild that was named."""


class OutsideError(AutoredeemError):
    """Something that autoredeem depends on failed."""


class StoreUnavailable(OutsideError):
    """The store could not be asked, or did not answer in time. It is never an answer.

    `known` is the verb's answer as far as it came, in the same shape. For a batch check: the
    members of the batches that did answer, by fid, or where many subjects were asked about, by
    subject and fid. `queries` counts what was spent on it.
    """

    def __init__(
        self, message: str, *, known: Mapping[Any, Any] | None = None, queries: int = 0
    ) -> None:
        super().__init__(message)
        # Ids are parsed with errors from here, so their types can't be named here.
        self.known: Mapping[Any, Any] = known or {}
        self.queries = queries


class StoreRefused(OutsideError):
    """The store was reached and said no; asking again won't help until someone mends it."""


class FileTrouble(OutsideError):
    """A file or a folder that can't be read or written."""


class FeedFailed(OutsideError):
    """A feed did not answer as it should. `wait` is how many seconds it asks to be left alone.

    `status` is that of HTTP, where that is what is wrong, 413 for an answer that is too large. The
    message is in our own words: nothing that the feed sent is in it, and no address.
    """

    def __init__(self, message: str, *, wait: float = 0.0, status: int = 0) -> None:
        super().__init__(message)
        self.wait = wait
        self.status = status


class ProviderFailed(OutsideError):
    """A list of players could not be read. `wait` is how many seconds to leave it alone.

    `trouble` is a `SyncTrouble` by its value. The message holds no address and no secret.
    """

    def __init__(self, trouble: str, message: str, *, wait: float = 0.0) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.wait = wait


class InternalError(AutoredeemError):
    """A bug of ours."""
