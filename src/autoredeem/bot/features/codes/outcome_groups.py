"""Who got a code in a guild, who did not and why: pure, from what the store says of each member."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import ENTAILS, Attempt, Fate, Outcome, Redemption, ends_part

GOT, TO_ASK, NO_STATE = "got", "to-ask", "no-state"

VIEWS = (
    GOT,
    TO_ASK,
    NO_STATE,
    *(outcome.value for outcome, entails in ENTAILS.items() if entails.fate is not Fate.SETTLED),
)
"""Groups of members; old messages carry their numbers, so new ones go to the end."""


@dataclass(frozen=True, slots=True)
class Part:
    """A member's part: how it ended, when, and the game's own words if those say more."""

    member: Member
    how: Outcome | None = None
    at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """All members of a guild, in their groups."""

    groups: Mapping[str, list[Part]] = field(default_factory=lambda: {one: [] for one in VIEWS})

    def add(
        self,
        members: Iterable[Member],
        redemptions: Mapping[Fid, Redemption],
        attempts: Mapping[Fid, Attempt],
    ) -> None:
        """Put members into their groups."""
        for member in members:
            redemption, attempt = redemptions.get(member.fid), attempts.get(member.fid)
            view, part = _part_of(member, redemption, attempt)
            self.groups[view].append(part)

    @property
    def total(self) -> int:
        """How many members there are."""
        return sum(map(len, self.groups.values()))

    @property
    def failed(self) -> Iterator[tuple[Outcome, list[Part]]]:
        """Those whose part ended without the code, by reason, the largest group first."""
        groups = [(one, self.groups[one.value]) for one in Outcome if one.value in self.groups]
        return iter(sorted((one for one in groups if one[1]), key=lambda one: -len(one[1])))


def _part_of(
    member: Member, redemption: Redemption | None, attempt: Attempt | None
) -> tuple[str, Part]:
    if redemption:
        return GOT, Part(member, redemption.how, redemption.at)
    if member.state is None:
        return NO_STATE, Part(member)
    if attempt is None or not _ended(member, attempt):
        return TO_ASK, Part(member)
    words = attempt.message if attempt.outcome is Outcome.UNKNOWN else ""
    return attempt.outcome.value, Part(member, attempt.outcome, attempt.at, words)


def _ended(member: Member, attempt: Attempt) -> bool:
    """Say whether an answer was the last: a refused state is, until it is mended."""
    if attempt.outcome is Outcome.WRONG_STATE:
        return member.state == attempt.state
    return ends_part(attempt.outcome, attempt.tries)
