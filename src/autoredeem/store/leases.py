"""The port of leases."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lease:
    """Who may do a thing alone, for now.

    `fence` grows with each change of hands. `before` is whose lease ran out, or was taken away, in
    the last change; empty when it was given back.
    """

    owner: str
    fence: int
    before: str = ""


class Leases(Protocol):
    """What only one process may do at a time. Leases end by the store's own clock."""

    async def hold_lease(
        self, name: str, owner: str, *, seconds: float, instead_of: str = ""
    ) -> Lease:
        """Take the lease for `seconds` from now, or keep it; gives whose it is now.

        It stays with another owner until that one's time is over, unless it is `instead_of`: one
        who is known to have ended.
        """

    async def release_lease(self, name: str, owner: str) -> None:
        """Give the lease back, if it is the owner's."""
