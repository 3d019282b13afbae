"""One spelling of a code while runs of it are open: its standing, and the gate before a probe."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.runs import OF_THE_PLAYER, Ended, Run, Typed


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """The choice for one slot: whom to ask, in whose name, for which state.

    `typed` is what the entry said of the member.
    """

    run: Run
    fid: Fid
    state: State
    typed: Typed

    @property
    def subject(self) -> tuple[str, Fid]:
        """(code key, fid): what is never in flight twice."""
        return self.run.key, self.fid


class ProbeGate:
    """What all open runs of one spelling share.

    While the code is unproven, or may be used up, one request at a time finds out, the probe: one
    run is admitted to send it, and the others wait. Players who got "used up" wait for a second
    player's answer. `buried` says that a verdict of death is recorded: then runs may end by it.
    """

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.buried = False
        self._runs: dict[GuildId, Run] = {}
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
        """All open runs of the spelling."""
        return self._runs.values()

    def add(self, run: Run, standing: Standing) -> None:
        """Take a run in; `standing` is what the store knows of the code."""
        self._runs[run.guild_id] = run
        self.buried = self.buried or standing.life is Life.DEAD

    def remove(self, run: Run) -> None:
        """Take a run out, and whatever waits in its name."""
        self._runs.pop(run.guild_id, None)
        self._kept_out.pop(run, None)
        self._doubters = [ticket for ticket in self._doubters if ticket.run is not run]
        self.pass_over(run)

    def admits(self, run: Run) -> bool:
        """Whether a run may send; else it waits for another request's verdict.

        While a probe is needed, the run that is admitted is the one that sends it.
        """
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

    def answered(self, ticket: Ticket, outcome: Outcome) -> Standing | None:
        """Apply what an answer says of the code; return its standing if that changed."""
        before = self.standing
        self.standing = before.after(outcome, ticket.fid)
        self.not_sent(ticket)
        if not self.standing.needs_probe:
            self._prober = None
        return self.standing if self.standing != before else None

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
        left = sum(len(run.pending) for run in self._runs.values())
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

    def _keeps_out(self, run: Run) -> bool:
        taken = self._probe is not None or self._prober not in (None, run)
        return self.standing.needs_probe and taken

    def _take_doubters(self) -> Sequence[Ticket]:
        doubters, self._doubters = self._doubters, []
        return doubters
