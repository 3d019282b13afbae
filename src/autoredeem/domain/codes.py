"""Gift codes and their life over months: untried, alive, dead, and tried again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import ENTAILS, Outcome, Says
from autoredeem.domain.text import shorten, trim, without_marks

LONGEST_CODE = 64
_CODE = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_CODE}}}")
_STRAY = re.compile(r"[^A-Za-z0-9_-]")


def parse_code(text: str) -> str:
    """Read a gift code in the spelling that the game wants, whatever invisible is around or in it.

    Raises InvalidInput with what is wrong, where, and what is allowed.
    """
    code = trim(without_marks(text))
    if _CODE.fullmatch(code):
        return code
    if not code:
        reason = "the code is empty"
    elif stray := _STRAY.search(code):
        reason = f"{shorten(code)} has {_name(stray[0])} at position {stray.start() + 1}"
    else:
        reason = f"{shorten(code)} has {len(code)} characters"
    raise InvalidInput(
        f"{reason}; a gift code is 1 to {LONGEST_CODE} of the letters A-Z and a-z, digits, - and _"
    )


def code_key(code: str) -> str:
    """Return the identity of a code here: two spellings of one code have the same key."""
    return code.upper()


def issue_of(code: str, edition: int) -> str:
    """Return what an edition of a code is called in the ledger: the first as the code itself.

    `~` is in no code, so that the other editions are mistaken for none.
    """
    return code if edition == 1 else f"{code}~{edition}"


def spelling_of(issue: str) -> str:
    """Return the code of which this is an edition."""
    return issue.partition("~")[0]


def edition_of(issue: str) -> int:
    """Return which edition of its code this is."""
    number = issue.partition("~")[2]
    return int(number) if number else 1


def _name(character: str) -> str:
    if character == " ":
        return "a space"
    return shorten(character) if character.isprintable() else "a control character"


class Life(StrEnum):
    """Whether a code is worth a request."""

    UNTRIED = "untried"
    ALIVE = "alive"
    DEAD = "dead"


ABSENT_AGAIN = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 6 * 60, 24 * 60))
"""Since the first "no such code": when a code is asked for again that a source lists."""

SILENT_AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 15, 120))
"""When a code is tried again of which answers said nothing; the last one over and over."""

MOST_SILENT = 3
"""So many answers in a row that say nothing of a code are no accident of one player's."""

LOOK_AGAIN = timedelta(days=1)
"""After which time a code that is alive is looked at again."""

LONGEST_REST = timedelta(days=2)
"""What is due later than so long from now was put off by a clock that has jumped since."""

SILENT = frozenset({Outcome.TRY_AGAIN, Outcome.UNKNOWN})
"""What says nothing, and is not about the player or the address alone."""


def is_due(due: datetime | None, now: datetime) -> bool:
    """Whether the time has come; one that lies too far ahead is none of this clock's."""
    return due is not None and not now < due <= now + LONGEST_REST


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one spelling of a code: a small machine that answers drive forward.

    `reason` says why a code is dead, or doubted. `doubted_by` is the player whose answer was that
    the code is used up; it takes a second player's answer to believe it. `edition` counts how often
    the code was issued. `turn` counts verdicts of death and revivals: what was asked in an earlier
    turn says nothing any more. `asked` counts answers in a row that decided nothing, the first of
    them `asked_at`; a doubted code is not asked about before `due`, and one that is alive is looked
    at then. A revived code first `awaits_witnesses`, who have it, and so does one that paid such a
    player: `paid_to` is the one whom the game paid again. One that `opens` is to be opened, once
    more, wherever it is wanted.
    """

    life: Life = Life.UNTRIED
    reason: Outcome | None = None
    doubted_by: Fid | None = None
    edition: int = 1
    turn: int = 0
    asked: int = 0
    asked_at: datetime | None = None
    due: datetime | None = None
    awaits_witnesses: bool = False
    paid_to: Fid | None = None
    opens: bool = False

    @property
    def needs_probe(self) -> bool:
        """Whether one request at a time has to find out before others are spent."""
        return self.life is Life.UNTRIED or self.doubted_by is not None or self.asked > 0

    @property
    def is_doubted(self) -> bool:
        """Whether answers decided nothing, so often that nobody is asked for a while."""
        return self.asked > 0 and self.due is not None and self.life is not Life.DEAD

    def rests(self, now: datetime) -> bool:
        """Whether nobody is to be asked yet."""
        return self.is_doubted and not is_due(self.due, now)

    def after(
        self,
        outcome: Outcome,
        fid: Fid,
        at: datetime,
        *,
        listed: bool = False,
        is_witness: bool = False,
    ) -> "Standing":
        """Return the standing after `fid` got `outcome`; the same where the answer says no news.

        While a source has it `listed` as not expired, "no such code" is only doubt. A witness is
        known to have the present edition.
        """
        says = ENTAILS[outcome].says
        if self.life is Life.DEAD:
            return self
        if says is Says.NOTHING:
            return self._after_silence(outcome, at) if outcome in SILENT else self
        if says is Says.ALIVE:
            return self._after_success(outcome, fid, at, is_witness=is_witness)
        if says is Says.DOUBTFUL and self.doubted_by in (None, fid):
            return replace(self, doubted_by=fid)
        if outcome is Outcome.NO_SUCH_CODE and listed:
            return self._after_absence(at)
        return Standing(Life.DEAD, outcome, edition=self.edition, turn=self.turn + 1)

    def revived(self, at: datetime) -> "Standing":
        """Return the standing of a dead code that is tried again."""
        return Standing(edition=self.edition, turn=self.turn + 1, due=at, awaits_witnesses=True)

    def without_witnesses(self, at: datetime) -> "Standing":
        """Return the standing of a revived code when nobody is left who has it and can be asked.

        Whoever was paid alone proves that it is alive, and no more.
        """
        if self.paid_to is not None:
            return self._alive(at)
        return replace(self, awaits_witnesses=False, due=at)

    def put_off(self, until: datetime) -> "Standing":
        """Return the standing of a code that nobody can be asked about until then."""
        return replace(self, due=until)

    def _after_success(
        self, outcome: Outcome, fid: Fid, at: datetime, *, is_witness: bool
    ) -> "Standing":
        if is_witness and outcome is Outcome.REDEEMED:
            # Who has this edition is paid for the next one only. One alone may be our own error.
            if self.paid_to in (None, fid):
                return replace(self, paid_to=fid, due=at, awaits_witnesses=True)
            return replace(self._alive(at), edition=self.edition + 1)
        was_seen = self.due is not None and at < self.due <= at + LOOK_AGAIN
        return self if was_seen and not self.needs_probe else self._alive(at)

    def _alive(self, at: datetime) -> "Standing":
        """Return it alive. Runs that rested meanwhile, or ended by its death, are to go on."""
        revived = self.life is Life.UNTRIED and self.turn > 0
        rested = self.is_doubted or self.awaits_witnesses or revived
        due = at + LOOK_AGAIN
        return Standing(Life.ALIVE, edition=self.edition, turn=self.turn, due=due, opens=rested)

    def _after_absence(self, at: datetime) -> "Standing":
        if self.rests(at):
            # It was asked before the answer that made it rest.
            return self
        known = self.reason is Outcome.NO_SUCH_CODE
        asked, since = (self.asked, self.asked_at or at) if known else (0, at)
        if asked == len(ABSENT_AGAIN):
            return Standing(
                Life.DEAD, Outcome.NO_SUCH_CODE, edition=self.edition, turn=self.turn + 1
            )
        # Whoever was kept from asking in time does not ask twice at once.
        due = max(since + ABSENT_AGAIN[asked], at + ABSENT_AGAIN[0])
        return replace(self, reason=Outcome.NO_SUCH_CODE, asked=asked + 1, asked_at=since, due=due)

    def _after_silence(self, outcome: Outcome, at: datetime) -> "Standing":
        if not self.needs_probe or self.rests(at):
            return self
        if self.reason is Outcome.NO_SUCH_CODE:
            # It is asked again soon, and how often it was absent still counts.
            return self.put_off(at + ABSENT_AGAIN[0])
        asked = self.asked + 1
        since = self.asked_at if asked > 1 else at
        silent = replace(self, reason=outcome, asked=asked, asked_at=since, due=None)
        if asked < MOST_SILENT:
            return silent
        wait = SILENT_AGAIN[min(asked - MOST_SILENT, len(SILENT_AGAIN) - 1)]
        return replace(silent, due=at + wait)


def best_spelling(wanted: str, known: Mapping[str, Standing]) -> str:
    """Choose what to send: `wanted`, unless only another spelling of it is known to be alive."""
    alive = [code for code, standing in known.items() if standing.life is Life.ALIVE]
    return alive[0] if alive and wanted not in alive else wanted
