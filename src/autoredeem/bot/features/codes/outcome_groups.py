"""A guild's members grouped by the outcome of a code: pure, from what the store has of each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from autoredeem.domain.ids import Fid
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import (
    ENTAILS,
    Attempt,
    Fate,
    Outcome,
    Redemption,
    ends_part,
    is_lifted,
)

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
    """A member's outcome, when it was, and the game's own answer where its meaning is unknown.

    `level` is what the entry said of the member then.
    """

    member: Member
    outcome: Outcome | None = None
    at: datetime | None = None
    answer: str = ""
    level: int | None = None

    def asked_anew_from(self) -> datetime | None:
        """Return from when the member may be asked anew; None where only a state mends it."""
        if not self.outcome or not self.at or self.outcome is Outcome.WRONG_STATE:
            return None
        lifted = is_lifted(self.outcome, self.level, self.member.level)
        return self.at if lifted else self.at + ENTAILS[self.outcome].rests


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
        players: Mapping[Fid, KnownPlayer],
        now: datetime,
    ) -> None:
        """Add members to their groups; `players` is what the game said of them for any code."""
        for member in members:
            redemption, attempt = redemptions.get(member.fid), attempts.get(member.fid)
            known = players.get(member.fid) or KnownPlayer(member.fid)
            group, outcome = _grouped(member, redemption, attempt, known, now)
            self.groups[group].append(outcome)

    def resting(self, now: datetime) -> Collection[datetime]:
        """Return when each of those who failed and can't be asked anew yet may be."""
        times = (one.asked_anew_from() for _, members in self.failed for one in members)
        return [at for at in times if at and at > now]

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
    member: Member,
    redemption: Redemption | None,
    attempt: Attempt | None,
    known: KnownPlayer,
    now: datetime,
) -> tuple[str, MemberOutcome]:
    if redemption:
        return GOT, MemberOutcome(member, redemption.how, redemption.at)
    if attempt and _is_final(member, attempt, known):
        answer = attempt.message if attempt.outcome is Outcome.UNKNOWN else ""
        said = attempt.outcome, attempt.at, answer, attempt.level
        return attempt.outcome.value, MemberOutcome(member, *said)
    if expected := known.expected(member.state, now):
        return expected[0].value, MemberOutcome(member, *expected)
    askable = known.state_to_ask(member.state) is not None
    return TO_ASK if askable else NO_STATE, MemberOutcome(member)


def _is_final(member: Member, attempt: Attempt, known: KnownPlayer) -> bool:
    """Whether an attempt was the last: one with a wrong state is, until that is corrected."""
    if attempt.outcome is Outcome.WRONG_STATE:
        return known.state_to_ask(member.state) == attempt.state
    return ends_part(attempt.outcome, attempt.tries)
