"""What a guild's runs came to for the members of each of its alliances, as the store has it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from autoredeem.bot.services.progress_board.state import BoardRun, FiguresByAlliance
from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.codes import issue_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import ENTAILS, Fate, Figures, Outcome
from autoredeem.engine import RunEnd
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.interface import Store

ALL_ASKED = frozenset({RunEnd.COMPLETE, RunEnd.DEAD_CODE})
"""Ends of runs in which nobody is asked again: whatever was answered last stays."""


class _Part(Enum):
    """How a member stands in a run, unless an answer of the game says why it failed."""

    SETTLED_BEFORE = auto()
    REDEEMED = auto()
    ALREADY = auto()
    NO_STATE = auto()
    TO_ASK = auto()


@dataclass(frozen=True, slots=True)
class _Allied:
    """The members of alliances, each with its own, and whoever of them can't be asked."""

    alliances: Mapping[Fid, AllianceId]
    stateless: Collection[Fid]


async def read_figures(
    store: Store, guild_id: GuildId, runs: Sequence[BoardRun], among: Collection[AllianceId]
) -> Sequence[FiguresByAlliance]:
    """Return each run's figures for these alliances; one without members is left out.

    Members, answers and settlements are read once for all runs. An answer counts until there is a
    later one, though the run may be about to ask again.
    """
    allied = await _read_members(store, guild_id, among)
    issues = [issue_of(run.record.code, run.record.edition) for run in runs]
    matrix = await store.matrix(guild_id, issues)
    since = {
        (guild_id, issue): run.record.opened_at for issue, run in zip(issues, runs, strict=True)
    }
    settled = await store.settled_since(since)
    return [
        await _figures_of(run, allied, matrix[issue], settled[guild_id, issue])
        for issue, run in zip(issues, runs, strict=True)
    ]


async def _read_members(store: Store, guild_id: GuildId, among: Collection[AllianceId]) -> _Allied:
    alliances: dict[Fid, AllianceId] = {}
    unsaid: list[Fid] = []
    async for batch in store.members(guild_id):
        for one in batch:
            if one.alliance is not None and one.alliance in among:
                alliances[one.fid] = one.alliance
                if one.state is None:
                    unsaid.append(one.fid)
    known = await store.players(unsaid)
    return _Allied(
        alliances,
        {fid for fid in unsaid if fid not in known or known[fid].state_to_ask(None) is None},
    )


async def _figures_of(
    run: BoardRun,
    allied: _Allied,
    cells: Mapping[Outcome, Sequence[Fid]],
    new: Mapping[Fid, Outcome],
) -> FiguresByAlliance:
    answers: dict[Fid, Outcome] = {}
    for outcome, fids in cells.items():
        if ENTAILS[outcome].fate is not Fate.AGAIN or run.end in ALL_ASKED:
            async for part in in_parts(fids):
                answers.update((fid, outcome) for fid in part if fid in allied.alliances)
    counts: defaultdict[AllianceId, Counter[_Part | Outcome]] = defaultdict(Counter)
    async for entries in in_parts(allied.alliances.items()):
        for fid, alliance in entries:
            stateless = fid in allied.stateless
            counts[alliance][_part_of(answers.get(fid), new.get(fid), stateless=stateless)] += 1
    checked = Figures(check_failed=run.record.figures.check_failed)
    return {alliance: _counted(checked, count) for alliance, count in counts.items()}


def _part_of(answer: Outcome | None, new: Outcome | None, *, stateless: bool) -> _Part | Outcome:
    """Return how a member stands: `new` is how it was settled since the run was opened."""
    if new is not None:
        return _Part.REDEEMED if new is Outcome.REDEEMED else _Part.ALREADY
    if answer is not None and ENTAILS[answer].fate is Fate.SETTLED:
        return _Part.SETTLED_BEFORE
    if stateless:
        return _Part.NO_STATE
    return _Part.TO_ASK if answer is None else answer


def _counted(figures: Figures, count: Counter[_Part | Outcome]) -> Figures:
    return replace(
        figures,
        members=count.total(),
        settled_before=count[_Part.SETTLED_BEFORE],
        redeemed=count[_Part.REDEEMED],
        already=count[_Part.ALREADY],
        failed={what: number for what, number in count.items() if isinstance(what, Outcome)},
        no_state=count[_Part.NO_STATE],
    )
