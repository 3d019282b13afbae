"""A guild's members grouped by the outcome of a code: pure, from what the store has of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import ENTAILS, Attempt, Fate, Outcome, Redemption, ends_part

GOT, TO_ASK, NO_STATE = "got", "to-ask", "no-state"

GROUPS = (
    GOT,
    TO_ASK,
    NO_STATE,
    *(outcome.value for outcome, entails in ENTAILS.items() if entails.fate is not Fate.SETTLED),
)
"""Groups of members; old messages carry their numbers, so new ones go to the end."""


@dataclass(frozen=True, slots=True)
class MemberOutcome:
    """A member's outcome, when it was, and the game's own answer where its meaning is unknown."""

    member: Member
    outcome: Outcome | None = None
    at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeGroups:
    """All members of a guild, in their groups."""

    groups: Mapping[str, list[MemberOutcome]] = field(
        default_factory=lambda: {one: [] for one in GROUPS}
    )

    def add(
        self,
        members: Iterable[Member],
        redemptions: Mapping[Fid, Redemption],
        attempts: Mapping[Fid, Attempt],
    ) -> None:
        """Add members to their groups."""
        for member in members:
            redemption, attempt = redemptions.get(member.fid), attempts.get(member.fid)
            group, outcome = _grouped(member, redemption, attempt)
            self.groups[group].append(outcome)

    @property
    def total(self) -> int:
        """How many members there are."""
        return sum(map(len, self.groups.values()))

    @property
    def failed(self) -> Iterator[tuple[Outcome, list[MemberOutcome]]]:
        """Those who finally failed, by outcome, the largest group first."""
        groups = [(one, self.groups[one.value]) for one in Outcome if one.value in self.groups]
        return iter(sorted((one for one in groups if one[1]), key=lambda one: -len(one[1])))


def _grouped(
    member: Member, redemption: Redemption | None, attempt: Attempt | None
) -> tuple[str, MemberOutcome]:
    if redemption:
        return GOT, MemberOutcome(member, redemption.how, redemption.at)
    if member.state is None:
        return NO_STATE, MemberOutcome(member)
    if attempt is None or not _is_final(member, attempt):
        return TO_ASK, MemberOutcome(member)
    answer = attempt.message if attempt.outcome is Outcome.UNKNOWN else ""
    return attempt.outcome.value, MemberOutcome(member, attempt.outcome, attempt.at, answer)


def _is_final(member: Member, attempt: Attempt) -> bool:
    """Whether an attempt was the last: one with a wrong state is, until that is corrected."""
    if attempt.outcome is Outcome.WRONG_STATE:
        return member.state == attempt.state
    return ends_part(attempt.outcome, attempt.tries)
