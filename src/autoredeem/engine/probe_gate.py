"""One spelling of a code while runs of it are open: its standing, and the gate before a probe."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Listing
from autoredeem.engine.runs import OF_THE_PLAYER, Ended, Run, Typed


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """The choice for one slot: whom to ask, in whose name, for which state.

    `typed` is what the entry said of the member, `turn` the code's when it was chosen.
    """

    run: Run
    fid: Fid
    state: State
    typed: Typed
    turn: int = 0

    @property
    def subject(self) -> tuple[str, Fid]:
        """(key of the issue, fid): what is never in flight twice."""
        return code_key(self.run.issue), self.fid


class ProbeGate:
    """What all open runs of one spelling share.

    While the code is unproven, or may be used up, one request at a time finds out, the probe: one
    run is admitted to send it, and the others wait. Players who got "used up" wait for a second
    player's answer. While the code is doubted or awaits its witnesses, only looks are let through.
    `buried` says that a verdict of death is recorded: then runs may end by it. `listing` is what
    feeds say of the code.
    """

    def __init__(self, standing: Standing, listing: Listing) -> None:
        self.standing = standing
        self.listing = listing
        self.buried = standing.life is Life.DEAD
        self._resting = False
        self._recorded = True
        self._paid: Ticket | None = None
        self._runs: dict[Run, None] = {}
        self._prober: Run | None = None
        self._probe: Ticket | None = None
        self._kept_out: OrderedDict[Run, None] = OrderedDict()
        self._doubters: list[Ticket] = []
        self._ended: dict[Fid, Ended] = {}

    @property
    def dead(self) -> bool:
        """Whether no request for the code may leave any more."""
        return self.standing.life is Life.DEAD

    @property
    def runs(self) -> Collection[Run]:
        """All open runs of the spelling, and looks."""
        return self._runs

    @property
    def rests(self) -> bool:
        """Whether it is known, and recorded, that nobody is to be asked for a while."""
        return self._recorded and self._resting

    @property
    def waits(self) -> bool:
        """Whether it is known, and recorded, that runs may ask nobody for now."""
        return self._recorded and self._keeps_all_out

    def add(self, run: Run, standing: Standing, listing: Listing, *, rests: bool) -> None:
        """Take a run in. `standing` and `listing` are what the store knows of the code.

        `rests` says that it is doubted, and that nobody is to be asked yet.
        """
        self._runs[run] = None
        self.listing = listing
        known = self.standing
        given_up = known.awaits_witnesses and not standing.awaits_witnesses
        if standing.turn > known.turn or (standing.turn == known.turn and given_up):
            self.standing, self._recorded = standing, True
            self.buried = standing.life is Life.DEAD
        if standing == self.standing:
            self._resting = rests

    def remove(self, run: Run) -> None:
        """Take a run out, and whatever waits in its name."""
        self._runs.pop(run, None)
        self._kept_out.pop(run, None)
        self._doubters = [ticket for ticket in self._doubters if ticket.run is not run]
        self.pass_over(run)

    def admits(self, run: Run) -> bool:
        """Whether a run may send; else it waits for another request's verdict.

        While a probe is needed, the run that is admitted is the one that sends it.
        """
        if self._keeps_all_out and not run.looks:
            return False
        if self._keeps_out(run):
            self._kept_out[run] = None
            return False
        if self.standing.needs_probe:
            self._prober = run
        return True

    def next_admitted(self) -> Run | None:
        """Return the next of the runs that waited, if it may send now; it waits no more."""
        if self.dead or not self._kept_out or self._keeps_out(next(iter(self._kept_out))):
            return None
        return self._kept_out.popitem(last=False)[0]

    def pass_over(self, run: Run) -> None:
        """Admit another, as the run has nobody to ask after all."""
        if self._prober is run:
            self._prober = None

    def sends(self, ticket: Ticket) -> None:
        """Note that a request leaves; while a probe is needed, it is the probe."""
        if self.standing.needs_probe:
            self._prober, self._probe = None, ticket

    def not_sent(self, ticket: Ticket) -> None:
        """Note that a request did not leave after all, or is answered."""
        if self._probe is ticket:
            self._probe = None

    def answered(self, ticket: Ticket, outcome: Outcome, at: datetime) -> Standing | None:
        """Apply what an answer says of the code; return its standing if that changed.

        What was asked before the code died and was revived says nothing of it any more.
        """
        self.not_sent(ticket)
        before = self.standing
        if ticket.turn != before.turn:
            return None
        listed = self.listing.until is not None and at < self.listing.until
        self.standing = before.after(
            outcome, ticket.fid, at, listed=listed, is_witness=ticket.run.looks
        )
        if not self.standing.needs_probe:
            self._prober = None
        if self.standing == before:
            return None
        if self.standing.paid_to == ticket.fid:
            self._paid = ticket
        self._resting, self._recorded = self.standing.rests(at), False
        return self.standing

    @property
    def paid_before(self) -> Sequence[Ticket]:
        """Return the first of the two who were paid again, where that was just now."""
        return [self._paid] if self._paid else []

    def record(self, standing: Standing) -> None:
        """Note that a standing is recorded."""
        self._recorded = self._recorded or standing == self.standing

    def keeps_in_doubt(self, ticket: Ticket, outcome: Outcome) -> bool:
        """Whether a player got "used up" and now waits for a second player's answer."""
        if outcome is not Outcome.USED_UP or self.standing.doubted_by is None:
            return False
        self._doubters.append(ticket)
        return True

    def out_of_doubt(self) -> Sequence[Ticket]:
        """Return who waited for a second player's answer, once it has shown the code alive."""
        alive = self.standing.life is Life.ALIVE and self.standing.doubted_by is None
        return self._take_doubters() if alive else ()

    def beyond_doubt(self) -> Sequence[Ticket]:
        """Return who got "used up" when nobody else is left to confirm it: it is true then."""
        if self.standing.doubted_by is None or not self._doubters:
            return ()
        waiting = sum(ticket.fid in ticket.run.pending for ticket in self._doubters)
        left = sum(len(run.pending) for run in self._runs)
        return self._take_doubters() if left == waiting else ()

    def bury(self) -> Sequence[Ticket]:
        """Allow runs to end, as the verdict of death is recorded; return who got "used up"."""
        self.buried = True
        return self._take_doubters()

    def end(self, fid: Fid, ended: Ended) -> None:
        """Remember what the game proved of a player, so that no other guild asks it again.

        What it said of the player alone is not only for this code.
        """
        if ended.outcome not in OF_THE_PLAYER:
            self._ended[fid] = ended

    def proved(self, run: Run, fid: Fid) -> Ended | None:
        """Return what is proved of a player already, if the run heeds it."""
        known = self._ended.get(fid)
        return known if known and run.heeds(known.outcome, known.at) else None

    def give_another_go(self, fids: Iterable[Fid]) -> None:
        """Forget what is proved of players: they are asked again."""
        for fid in fids:
            self._ended.pop(fid, None)

    @property
    def _keeps_all_out(self) -> bool:
        return self._resting or self.standing.awaits_witnesses

    def _keeps_out(self, run: Run) -> bool:
        taken = self._probe is not None or self._prober not in (None, run)
        return self.standing.needs_probe and taken

    def _take_doubters(self) -> Sequence[Ticket]:
        doubters, self._doubters = self._doubters, []
        return doubters
