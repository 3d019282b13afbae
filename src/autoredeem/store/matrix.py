"""Who got which answer, for many codes: packed, and put together as it is read."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.cooperative import Slices
from autoredeem.store.records import Matrix

Cells = defaultdict[Outcome, "array[int]"]
"""Players by outcome, eight bytes each."""


class MatrixParts:
    """What was read so far of codes' answers, by code key. Each part holds the loop briefly."""

    def __init__(self, codes: Collection[str]) -> None:
        self._keys = {code: code_key(code) for code in codes}
        self._settled, self._noted = (
            {key: Cells(_none) for key in self._keys.values()} for _ in range(2)
        )

    @property
    def keys(self) -> Sequence[str]:
        """The codes' keys, each once."""
        return list(self._settled)

    def settle(self, key: str, outcome: Outcome, fids: Iterable[int]) -> None:
        """Add players who are settled."""
        self._settled[key][outcome].extend(fids)

    def note(self, key: str, outcome: Outcome, fids: Iterable[int]) -> None:
        """Add players who got an answer that settled nothing; they may be settled since."""
        self._noted[key][outcome].extend(fids)

    async def joined(self) -> Matrix:
        """Return it all, each player once for a code."""
        slices, by_key = Slices(), dict[str, Mapping[Outcome, Sequence[Fid]]]()
        for key, settled in self._settled.items():
            noted = self._noted[key]
            done = set[int]().union(*settled.values()) if noted else set[int]()
            for outcome, fids in noted.items():
                settled[outcome].extend([fid for fid in fids if fid not in done])
            by_key[key] = {
                outcome: cast("Sequence[Fid]", array("q", sorted(fids)))
                for outcome, fids in settled.items()
                if fids
            }
            await slices.pause()
        return {code: by_key[key] for code, key in self._keys.items()}


def _none() -> "array[int]":
    return array("q")
