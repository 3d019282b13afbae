"""Lists over HTTP, as settings describe them: asked no faster than their owners allow."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote

from autoredeem.domain.errors import FeedFailed, InvalidInput, ProviderFailed
from autoredeem.domain.ids import Fid, State, parse_state
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.synchronisation import ProvidedPlayer, SyncTrouble
from autoredeem.domain.text import fold, shorten
from autoredeem.fetching.request import Fetched, Request, fetch
from autoredeem.observe.clock import Clock
from autoredeem.observe.rate_limit import RateLimit
from autoredeem.observe.threads import in_own_thread
from autoredeem.roster.hints import PlayerHint
from autoredeem.roster.providers.json_players import Fields, player_with, players_in
from autoredeem.roster.providers.provider import LONGEST_GROUP

LARGEST = 2_000_000
"""Bytes of an answer: it is parsed in one step, and an alliance is a hundredth of it."""

LONGEST_WAIT = 60.0
"""Seconds that a reading waits for its turn; a later one is tried then."""

AT_ONCE = 10
"""So many requests may follow each other at once, and no more than a tenth of a minute's."""

DAYS_SHARE = 0.9
"""Of what is allowed in a day so much is used: each start of the program sends some at once."""

ALLOWED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*(/[^\s/?#%]{1,30})?")

TROUBLES: Mapping[int, SyncTrouble] = {
    HTTPStatus.UNAUTHORIZED: SyncTrouble.REFUSED,
    HTTPStatus.PAYMENT_REQUIRED: SyncTrouble.REFUSED,
    HTTPStatus.FORBIDDEN: SyncTrouble.REFUSED,
    HTTPStatus.NOT_FOUND: SyncTrouble.NOT_THERE,
    HTTPStatus.GONE: SyncTrouble.NOT_THERE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: SyncTrouble.TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS: SyncTrouble.LATER,
    HTTPStatus.SERVICE_UNAVAILABLE: SyncTrouble.LATER,
}

REFUSED_RESTS = 3_600.0
"""Seconds for which nobody asks who was turned away: asking on does not mend a key."""

Fetches = Callable[[Request], Awaitable[Fetched]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where lists are, and how they are read. Addresses and headers may hold secrets.

    `url` has `{group}` for a list's name, or `{kid}` and `{tag}` for both parts of `KID/TAG`, or
    neither: then a list's name chooses those whose alliance is called so. `player_url` has `{fid}`.
    So many requests are allowed in a minute and in a day; 0: in a day as many as in its minutes.
    """

    name: str
    title: str
    url: str = field(repr=False)
    every: timedelta
    per_minute: int
    per_day: int = 0
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    fields: Fields = field(default_factory=Fields)
    path: str = ""
    player_url: str = field(default="", repr=False)
    group_hint: str = ""
    digits: range = PLAYER_ID_DIGITS

    @property
    def by_alliance(self) -> bool:
        """Whether one answer has the players of many alliances."""
        return "{" not in self.url


class HttpProvider:
    """A site, and the pace at which it is asked: one pace for all that is asked of it."""

    def __init__(self, site: Site, clock: Clock, ask: Fetches = fetch) -> None:
        self._site = site
        self._clock = clock
        self._ask = ask
        burst = max(1, min(AT_ONCE, site.per_minute // AT_ONCE))
        self._minute = RateLimit[str](burst, site.per_minute - (burst - 1))
        by_day = site.per_day * DAYS_SHARE / 1_440 if site.per_day else site.per_minute
        self._day = RateLimit[str](burst, by_day)
        self._rests_until = 0.0

    @property
    def name(self) -> str:
        """What the operator calls it."""
        return self._site.name

    @property
    def title(self) -> str:
        """The game whose players it knows."""
        return self._site.title

    @property
    def every(self) -> timedelta:
        """How long a reading holds."""
        return self._site.every

    @property
    def group_hint(self) -> str:
        """How a list is named."""
        return self._site.group_hint or ("TAG" if self._site.by_alliance else "ID")

    def parse_group(self, text: str) -> str:
        """Return a list's name: letters, digits and `. _ ~ -`, or a number, `/` and a tag."""
        group = text.strip()
        paired = "{kid}" in self._site.url
        allowed = bool(ALLOWED.fullmatch(group)) and len(group) <= LONGEST_GROUP
        if not allowed or ("/" in group) is not paired or ".." in group:
            raise InvalidInput(f"{shorten(text)} can't name a list: {self.group_hint} is expected")
        if paired:
            state, _, tag = group.partition("/")
            return f"{parse_state(state)}/{tag}"
        return group

    async def mark(self, group: str) -> object:  # noqa: ARG002 - the port's
        """Return nothing: only asking tells."""
        return None

    async def read(self, group: str) -> AsyncGenerator[Sequence[ProvidedPlayer], None]:
        """Yield all players of one answer."""
        state, tag = _state_and_tag(group)
        values = {"group": group, "kid": str(state or ""), "tag": tag}
        body = await self._get(_filled(self._site.url, values), LONGEST_WAIT)
        site = self._site
        players = await in_own_thread(players_in, body, site.fields, site.path, site.digits)
        if site.by_alliance:
            players = [one for one in players if fold(one.alliance) == fold(group)]
        if state:
            players = [one if one.state else one._replace(state=state) for one in players]
        yield players

    async def lookup(self, fid: Fid) -> PlayerHint | None:
        """Ask for one player, if it is allowed at once."""
        if not self._site.player_url:
            return None
        try:
            body = await self._get(_filled(self._site.player_url, {"fid": str(fid)}), 0.0)
        except ProviderFailed as error:
            if error.trouble == SyncTrouble.NOT_THERE:
                return None
            raise
        found = await in_own_thread(player_with, body, fid, self._site.fields)
        return PlayerHint(found.nickname, found.state, found.level) if found else None

    async def _get(self, url: str, patience: float) -> bytes:
        await self._turn(patience)
        request = Request(url, "application/json", self._site.headers, largest=LARGEST)
        try:
            fetched = await self._ask(request)
        except FeedFailed as error:
            raise self._failed(error) from None
        self._rest(fetched.wait)
        return fetched.body or b""

    async def _turn(self, patience: float) -> None:
        """Wait until a request may be sent. Raises ProviderFailed where that takes too long."""
        until = self._clock.monotonic() + patience
        while True:
            now = self._clock.monotonic()
            limits = self._minute.opens_in("", now), self._day.opens_in("", now)
            wait = max(*limits, self._rests_until - now)
            if wait <= 0:
                self._minute.lets_through("", now)
                self._day.lets_through("", now)
                return
            if now + wait > until:
                why = "it was asked as often as is allowed, or asks to be left alone"
                raise ProviderFailed(SyncTrouble.LATER, why, wait=wait)
            await asyncio.sleep(wait)

    def _failed(self, error: FeedFailed) -> ProviderFailed:
        trouble = TROUBLES.get(error.status, SyncTrouble.UNREACHABLE)
        wait = max(error.wait, REFUSED_RESTS) if trouble is SyncTrouble.REFUSED else error.wait
        self._rest(wait)
        return ProviderFailed(trouble, str(error), wait=wait)

    def _rest(self, wait: float) -> None:
        if wait > 0:
            self._rests_until = max(self._rests_until, self._clock.monotonic() + wait)


def _filled(url: str, values: Mapping[str, str]) -> str:
    """Put values into an address, so that none of them leads elsewhere."""
    for name, value in values.items():
        url = url.replace(f"{{{name}}}", quote(value, safe=""))
    return url


def _state_and_tag(group: str) -> tuple[State | None, str]:
    state, slash, tag = group.partition("/")
    return (parse_state(state), tag) if slash else (None, group)
