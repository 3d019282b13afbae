"""What is told of accounts that fail, to whom, and in which messages. Pure, time passed in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import islice

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import NOBODY, GuildId, UserId
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.observe.cooperative import Slices, in_parts
from autoredeem.store.batches import batched

ONE_A = timedelta(days=1)
"""Nobody is told more than once in that time, nor are a guild's managers."""

MOST_MENTIONED = 80
"""People in one message: so many mentions have room in the 2,000 characters that Discord takes."""

Person = tuple[GuildId, UserId]


class Kind(StrEnum):
    """Who is told, and where. The values stand before the names of batches, which are stored."""

    PEOPLE = "p"
    """People, by mentions in the channel for results."""
    DIRECT = "d"
    """One person, in a direct message."""
    MANAGERS = "m"
    """A guild's managers, in one line in the channel for results."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, and all that it tells. `name` is its batch: Discord's nonce for it, too."""

    guild_id: GuildId
    kind: Kind
    notifications: Sequence[Notification]

    @property
    def name(self) -> str:
        """What the store, and Discord, know it by."""
        return self.notifications[0].batch

    @property
    def begun_at(self) -> datetime | None:
        """When it was begun; None where it was not yet."""
        return self.notifications[0].begun_at

    @property
    def users(self) -> Sequence[UserId]:
        """Who is told by it: nobody of these where it is for managers."""
        return sorted({one.user for one in self.notifications} - {NOBODY})

    def begun(self, title: str, at: datetime) -> "Letter":
        """Return it as one that is begun at a time, under a name of at most 25 characters."""
        first = min(one.key for one in self.notifications)
        digest = sha256(f"{title} {at.isoformat()} {first}".encode()).hexdigest()
        name = f"{self.kind}{digest}"[:25]
        begun = [replace(one, batch=name, begun_at=at) for one in self.notifications]
        return replace(self, notifications=begun)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when letters are written.

    `guilds` are those that can be told anything. `ways` are how people chose to be told, `lately`
    who was told something within a day, in whatever guild and of whatever game. `several` are the
    guilds that play more than one.
    """

    guilds: Mapping[GuildId, GuildSettings]
    ways: Mapping[Person, ContactWay]
    lately: Collection[Person]
    several: frozenset[GuildId] = frozenset()

    def way_of(self, person: Person) -> ContactWay:
        """Return how a person wants to be told: where nothing is chosen, in the channel."""
        return self.ways.get(person, ContactWay.CHANNEL)


def begun_letters(begun: Iterable[Notification]) -> Sequence[Letter]:
    """Return the letters that were begun, by this process or another, and not noted as told."""
    batches: defaultdict[str, list[Notification]] = defaultdict(list)
    for one in begun:
        batches[one.batch].append(one)
    return [
        Letter(some[0].guild_id, Kind(name[0]), sorted(some, key=lambda one: one.key))
        for name, some in batches.items()
    ]


async def new_letters(
    waiting: Sequence[Notification], busy: Collection[Person], known: Known, *, most: int
) -> Sequence[Letter]:
    """Return the letters that are to be begun, so many at most: none of them two to one person.

    Who was told something lately, or is just being told (`busy`), waits for another day; all that
    came meanwhile is told together then. Long lists are gone through in parts.
    """
    slices, taken = Slices(), {*busy, *known.lately}
    users = {user for _, user in taken}
    owed: defaultdict[Person, list[Notification]] = defaultdict(list)
    async for part in in_parts(waiting, slices):
        for one in part:
            waits = one.recipient in taken if one.for_managers else one.user in users
            if not waits and one.guild_id in known.guilds:
                owed[one.recipient].append(one)
    by_place: defaultdict[tuple[GuildId, Kind], list[Person]] = defaultdict(list)
    served: set[UserId] = set()
    async for people in in_parts(owed, slices):
        for person in people:
            guild_id, user = person
            kind = _kind_of(person, known)
            if kind and (user == NOBODY or user not in served):
                served.add(user)
                by_place[guild_id, kind].append(person)
    return list(islice(_letters(by_place, owed), most))


def unwanted(waiting: Iterable[Notification], known: Known) -> Sequence[Notification]:
    """Return what is for people who want to be told nothing, or can't be."""
    return [one for one in waiting if not (one.for_managers or known.way_of(one.recipient).reaches)]


def _letters(
    by_place: Mapping[tuple[GuildId, Kind], Sequence[Person]],
    owed: Mapping[Person, Sequence[Notification]],
) -> Iterator[Letter]:
    for (guild_id, kind), people in by_place.items():
        for some in batched(people, MOST_MENTIONED if kind is Kind.PEOPLE else 1):
            yield Letter(guild_id, kind, [one for person in some for one in owed[person]])


def _kind_of(person: Person, known: Known) -> Kind | None:
    """Return how somebody can be told; None where that is not possible now, or not wanted."""
    guild_id, user = person
    if user != NOBODY and known.way_of(person) is ContactWay.DIRECT:
        return Kind.DIRECT
    if known.guilds[guild_id].channel is None or not known.way_of(person).reaches:
        return None
    return Kind.MANAGERS if user == NOBODY else Kind.PEOPLE
