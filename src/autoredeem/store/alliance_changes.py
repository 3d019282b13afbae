"""What of changes to alliances has come about: the same for every store."""

from collections.abc import Collection, Iterable, Mapping

from autoredeem.domain.alliances import (
    MOST_ALLIANCES,
    Alliance,
    AllianceChanges,
    AllianceKey,
)


def too_many(there: Iterable[Alliance], added: Collection[AllianceKey]) -> frozenset[AllianceKey]:
    """Return which of those that were just added are more than their guild may have."""
    kept: dict[int, int] = {}
    surplus: set[AllianceKey] = set()
    # Those that were there before come first: they stay.
    for one in sorted(there, key=lambda one: (one.key in added, one.id)):
        kept[one.guild_id] = kept.get(one.guild_id, 0) + 1
        if kept[one.guild_id] > MOST_ALLIANCES and one.key in added:
            surplus.add(one.key)
    return frozenset(surplus)


def came_about(
    changes: Mapping[AllianceKey, AllianceChanges], there: Iterable[Alliance]
) -> frozenset[AllianceKey]:
    """Return which alliances have what was to change of them."""
    return frozenset(
        one.key
        for one in there
        if one.key in changes
        and all(getattr(one, name) == value for name, value in changes[one.key].items())
    )
