"""What a guild knows of a code. Never what only another guild knows, but for its verdict."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from autoredeem.bot.features.runs.format import why_dead
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import code_given
from autoredeem.bot.words import key_of
from autoredeem.domain.codes import Life, Standing, best_spelling, code_key
from autoredeem.domain.guilds import Posting
from autoredeem.store.records import CodeRecord, RunRecord


@dataclass(frozen=True, slots=True)
class Known:
    """A code that the guild knows, in the spelling that is worth showing.

    `posting` says that it was posted here, `run` is its run here.
    """

    code: str
    standing: Standing
    shared: bool
    posting: Posting | None
    run: RunRecord | None

    @property
    def dead(self) -> bool:
        """Whether it is worth no request."""
        return self.standing.life is Life.DEAD

    @property
    def can_be_shared(self) -> bool:
        """Whether the guild may give it to all: one that it posted, and kept to itself."""
        return self.posting is not None and not self.shared and not self.dead


@dataclass(frozen=True, slots=True)
class Sorted:
    """Codes that were asked for: `new` to the guild, known `here`, or `dead`, and why.

    `unshared` are those of the new and the known ones that are not for all guilds. `today` counts
    what was posted here this day (UTC).
    """

    new: Sequence[str]
    here: Sequence[str]
    dead: Mapping[str, Standing]
    unshared: frozenset[str]
    today: int


async def known_code(request: Request) -> Known:
    """Find the code that is meant. Raises Sorry where the guild knows of none such."""
    wanted = code_given(request)
    store, key = request.services.store, (request.guild_id, code_key(wanted))
    records, postings, runs = await asyncio.gather(
        store.codes([key[1]]), store.postings(request.guild_id), store.runs(among=[key])
    )
    posted = {one.code: one for one in postings if code_key(one.code) == key[1]}
    seen = {one.code: one for one in records if one.shared or one.code in posted}
    run = runs[0] if runs else None
    spellings = [*posted, *seen, *([run.code] if run else [])]
    if not spellings:
        raise Rejection("codes-unknown", code=request.say.code(wanted))
    standings = {one.code: one.standing for one in records}
    code = best_spelling(wanted, {one: standings.get(one, Standing()) for one in spellings})
    code = code if code in spellings else spellings[-1]
    shared = code in seen and seen[code].shared
    return Known(code, standings.get(code, Standing()), shared, posted.get(code), run)


async def sort_out(request: Request, codes: Collection[str]) -> Sorted:
    """Ask what is known of codes, in two questions."""
    store = request.services.store
    keys = {code_key(code) for code in codes}
    records, postings = await asyncio.gather(store.codes(keys), store.postings(request.guild_id))
    posted = {one.code for one in postings}
    known = {one.code: one for one in records}
    shared = {one.code for one in records if one.shared}
    standings = {code: _standing_of(code, known) for code in codes}
    dead = {code: one for code, one in standings.items() if one.life is Life.DEAD}
    living = [code for code in codes if code not in dead]
    return Sorted(
        new=[code for code in living if code not in posted | shared],
        here=[code for code in living if code in posted | shared],
        dead=dead,
        unshared=frozenset(living) - shared,
        today=sum(one.at.date() == request.at.date() for one in postings),
    )


def life_of(request: Request, standing: Standing) -> str:
    """Say how a code is, and why it is dead."""
    if standing.reason:
        return why_dead(request.say, standing.reason)
    return request.say(key_of("life", standing.life))


def refuse_dead(request: Request, known: Known) -> None:
    """Raise Sorry if a code is dead, with the reason."""
    if known.dead:
        why = life_of(request, known.standing)
        raise Rejection("codes-is-dead", code=request.say.code(known.code), why=why)


def _standing_of(code: str, known: Mapping[str, CodeRecord]) -> Standing:
    """Give the standing of a code in the spelling that would be sent."""
    alike = {one: known[one].standing for one in known if code_key(one) == code_key(code)}
    return alike.get(best_spelling(code, alike), Standing())
