"""Guilds round-robin, and of each the most urgent run: no long queue starves another's."""

import heapq
from collections import deque
from itertools import count

from autoredeem.domain.ids import GuildId
from autoredeem.engine.runs import Run


class Ring:
    """Runs that may have someone to ask. Adding and taking cost the same however many there are."""

    def __init__(self) -> None:
        self._guilds: deque[GuildId] = deque()
        self._runs: dict[GuildId, list[tuple[tuple[int, float], int, Run]]] = {}
        self._order = count()
        self._inside: set[Run] = set()

    def __bool__(self) -> bool:
        return bool(self._guilds)

    def __contains__(self, run: Run) -> bool:
        return run in self._inside

    def add(self, run: Run, *, probes: bool = False) -> None:
        """Put a run behind its guild's others that are as urgent, if it is not inside.

        One that `probes` comes before all others of its guild. Its guild comes behind the others.
        """
        if run in self._inside:
            return
        self._inside.add(run)
        waiting = self._runs.setdefault(run.guild_id, [])
        if not waiting:
            self._guilds.append(run.guild_id)
        rank, expires = run.urgency
        heapq.heappush(waiting, ((0 if probes else rank, expires), next(self._order), run))

    def has_guild(self, guild_id: GuildId) -> bool:
        """Whether any run of a guild is inside."""
        return guild_id in self._runs

    def move_first(self, guild_id: GuildId) -> bool:
        """Put a guild before the others; False where it is not inside, or is the first already."""
        if guild_id not in self._runs or self._guilds[0] == guild_id:
            return False
        self._guilds.remove(guild_id)
        self._guilds.appendleft(guild_id)
        return True

    def take(self) -> Run:
        """Take the next run out; its guild goes to the back. Raises IndexError when it is empty."""
        guild_id = self._guilds.popleft()
        waiting = self._runs[guild_id]
        _, _, run = heapq.heappop(waiting)
        self._inside.remove(run)
        if waiting:
            self._guilds.append(guild_id)
        else:
            del self._runs[guild_id]
        return run
