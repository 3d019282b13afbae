"""One spelling of a code while runs of it are open: its standing, and the gate before a probe."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.players import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.runs import Run


@dataclass(frozen=True, slots=True, eq=False)
class Ticket:
    """The choice for one slot: whom to ask, in whose name."""

    run: Run
    fid: Fid
    state: State

    @property
    def subject(self) -> tuple[str, Fid]:
        """(code key, fid): what is never in flight twice."""
        return self.run.key, self.fid


@dataclass(slots=True, eq=False)
class ProbeGate:
    """What all open runs of one spelling share.

    While the code is unproven, or may be used up, one request at a time finds out: `prober` is the
    run that may send it, `probing` is that request in flight, `gated` are the runs that wait.
    `doubters` are players who were told "used up" and wait for a second player's answer.
    `buried` says that a verdict of death is recorded: only then may runs end by it.
    """

    standing: Standing
    buried: bool = False
    runs: dict[GuildId, Run] = field(default_factory=dict)
    prober: Run | None = None
    probing: Ticket | None = None
    gated: OrderedDict[Run, None] = field(default_factory=OrderedDict)
    doubters: list[Ticket] = field(default_factory=list)
    _ended: dict[Fid, tuple[State, Outcome]] = field(default_factory=dict)

    @property
    def dead(self) -> bool:
        """Whether no request for the code may leave any more."""
        return self.standing.life is Life.DEAD

    def keeps_out(self, run: Run) -> bool:
        """Whether the run has to wait for another request's verdict."""
        taken = self.probing is not None or self.prober not in (None, run)
        return self.standing.needs_probe and taken

    def may_enter(self, run: Run) -> None:
        """Note that the run is let in; while a probe is needed it is the one that sends it."""
        if self.standing.needs_probe:
            self.prober = run

    def hold(self, ticket: Ticket) -> None:
        """Note that a request leaves; while a probe is needed, it is the probe."""
        if self.standing.needs_probe:
            self.prober, self.probing = None, ticket

    def next_gated(self) -> Run | None:
        """Let out the next run that may take part now."""
        if not self.gated or self.keeps_out(next(iter(self.gated))):
            return None
        return self.gated.popitem(last=False)[0]

    def end(self, ticket: Ticket, outcome: Outcome) -> None:
        """Remember what the game proved of a player, so that no other guild asks it again."""
        self._ended[ticket.fid] = ticket.state, outcome

    def proved(self, fid: Fid, state: State) -> Outcome | None:
        """Return what is proved of a player already; a wrong state only for that same state."""
        known = self._ended.get(fid)
        if known is None or (known[1] is Outcome.WRONG_STATE and known[0] != state):
            return None
        return known[1]

    def give_another_go(self, fids: Iterable[Fid]) -> None:
        """Forget what is proved of players: they are asked again."""
        for fid in fids:
            self._ended.pop(fid, None)

    def nobody_to_confirm(self) -> bool:
        """Whether the only members left are those who were told "used up"."""
        if self.standing.doubted_by is None or not self.doubters:
            return False
        told = sum(ticket.fid in ticket.run.pending for ticket in self.doubters)
        return sum(len(run.pending) for run in self.runs.values()) == told

    def forget(self, run: Run) -> None:
        """Take a run out, and whatever waits in its name."""
        self.runs.pop(run.guild_id, None)
        self.gated.pop(run, None)
        self.doubters = [ticket for ticket in self.doubters if ticket.run is not run]
        if self.prober is run:
            self.prober = None
