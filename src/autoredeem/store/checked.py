"""What a batch check answered."""

from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping
from itertools import chain

from autoredeem.domain.ids import Fid, GuildId

Subject = tuple[GuildId, str]
"""What a check is about: a guild, and an issue of a code in any spelling."""

PART = 50_000
"""A dict that grows is copied in one step: at a million entries that takes tens of milliseconds."""


class Checked(Mapping[Fid, bool]):
    """The answer of a batch check: every fid that was asked for, True if it is settled.

    `queries` is how many asked about some of them, every try counted. The answer is kept in parts,
    as it has to grow beside a heartbeat.
    """

    def __init__(self, queries: int = 0, known: dict[Fid, bool] | None = None) -> None:
        self.queries = queries
        self._parts: list[dict[Fid, bool]] = [{} if known is None else known]

    def ask(self, fids: Iterable[Fid]) -> None:
        """Add players, not settled so far. Nobody may be settled yet."""
        new = dict.fromkeys(fids, False)
        if len(self._parts[-1]) >= PART:
            self._parts.append({})
        *full, last = self._parts
        for part in full:
            if not part.keys().isdisjoint(new):
                new = {fid: False for fid in new if fid not in part}
        last.update(new)

    def settle(self, fids: Collection[Fid]) -> None:
        """Note who is settled; who was not asked about is passed over."""
        for part in self._parts:
            found = part.keys() & fids
            part.update(dict.fromkeys(found, True))
            if len(found) == len(fids):
                return
            fids = {*fids} - found

    def __getitem__(self, fid: Fid) -> bool:
        """Whether a player is settled. Raises KeyError for who was not asked about."""
        for part in self._parts:
            if fid in part:
                return part[fid]
        raise KeyError(fid)

    def __contains__(self, fid: object) -> bool:
        """Whether it is known of a player."""
        return any(fid in part for part in self._parts)

    def __iter__(self) -> Iterator[Fid]:
        """Return those who were asked about."""
        return chain.from_iterable(self._parts)

    def __len__(self) -> int:
        """Count them."""
        return sum(map(len, self._parts))

    def items(self) -> ItemsView[Fid, bool]:
        """Return fids and answers, without searching all parts for each."""
        return _Items(self, self._parts)

    def __repr__(self) -> str:
        """Show what a test that fails is to show."""
        return f"Checked({dict(self)}, queries={self.queries})"


class CheckedMany(Mapping[Subject, Checked]):
    """The answer of a batch check of many subjects: each that was asked for, with its own answer.

    `queries` is what all of it cost: less than the sum, as one asks about several subjects.
    """

    def __init__(self, subjects: Mapping[Subject, Checked], queries: int = 0) -> None:
        self.queries = queries
        self._subjects = subjects

    def __getitem__(self, subject: Subject) -> Checked:
        """Return what is known of a subject. Raises KeyError for what was not asked about."""
        return self._subjects[subject]

    def __iter__(self) -> Iterator[Subject]:
        """Return what was asked about."""
        return iter(self._subjects)

    def __len__(self) -> int:
        """Count the subjects."""
        return len(self._subjects)

    def __repr__(self) -> str:
        """Show what a test that fails is to show."""
        return f"CheckedMany({self._subjects}, queries={self.queries})"


class _Items(ItemsView[Fid, bool]):
    def __init__(self, checked: Checked, parts: Iterable[Mapping[Fid, bool]]) -> None:
        super().__init__(checked)
        self._parts = parts

    def __iter__(self) -> Iterator[tuple[Fid, bool]]:
        return chain.from_iterable(part.items() for part in self._parts)
