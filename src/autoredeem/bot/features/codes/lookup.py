"""Codes as one guild knows them: never what only another guild knows, but for its verdict."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from autoredeem.bot.features.runs.format import doubt_text, why_dead
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import code_given
from autoredeem.bot.words import key_of
from autoredeem.domain.codes import Life, Standing, best_spelling, code_key, issue_of
from autoredeem.domain.guilds import Posting
from autoredeem.store.records import RunRecord


@dataclass(frozen=True, slots=True)
class KnownCode:
    """A code that the guild knows, in the best spelling.

    `posting` says that this guild published it, `run` is its run here.
    """

    code: str
    standing: Standing
    shared: bool
    posting: Posting | None
    run: RunRecord | None

    @property
    def issue(self) -> str:
        """What its present edition is called in the ledger."""
        return issue_of(self.code, self.standing.edition)

    @property
    def dead(self) -> bool:
        """Whether it is worth no request."""
        return self.standing.life is Life.DEAD

    @property
    def can_be_shared(self) -> bool:
        """Whether the guild may share it with all: one that it published for itself alone."""
        return self.is_own and self.shares_at is None and not self.dead

    @property
    def shares_at(self) -> datetime | None:
        """When it becomes shared, where this guild shares it and can still take that back."""
        return None if self.posting is None or self.shared else self.posting.share_at

    def can_be_removed(self, *, operator: bool) -> bool:
        """Whether it may be removed: a guild's own by its managers, a shared one by operators."""
        return self.is_own or (operator and self.shared)

    @property
    def is_own(self) -> bool:
        """Whether this guild published it, and has it for itself alone."""
        return self.posting is not None and not self.shared


async def find_code(request: Request, code: str | None = None) -> KnownCode:
    """Return a code, or the one that a request is about.

    Raises Rejection where the guild knows none such.
    """
    wanted = code or code_given(request)
    store, key = request.services.store, (request.guild_id, code_key(wanted))
    records, runs = await asyncio.gather(store.codes([key[1]]), store.runs(among=[key]))
    # Where a code was removed everywhere, what was posted of it stays.
    alike = {wanted, *(one.code for one in records), *(one.code for one in runs)}
    posted = {one.code: one for one in await store.postings(request.guild_id, alike)}
    seen = {one.code: one for one in records if one.shared or one.code in posted}
    run = runs[0] if runs else None
    spellings = [*posted, *seen, *([run.code] if run else [])]
    if not spellings:
        raise Rejection("codes-unknown", code=request.say.code(wanted))
    standings = {one.code: one.standing for one in records}
    spelling = best_spelling(wanted, {one: standings.get(one, Standing()) for one in spellings})
    spelling = spelling if spelling in spellings else spellings[-1]
    shared = spelling in seen and seen[spelling].shared
    standing = standings.get(spelling, Standing())
    return KnownCode(spelling, standing, shared, posted.get(spelling), run)


def life_text(request: Request, standing: Standing) -> str:
    """Return the text that says whether a code is alive, or why it is dead."""
    if standing.life is Life.DEAD and standing.reason:
        return why_dead(request.say, standing.reason)
    return doubt_text(request.say, standing) or request.say(key_of("life", standing.life))


def reject_dead(request: Request, known: KnownCode) -> None:
    """Raise Rejection if a code is dead, with the reason."""
    if known.dead:
        why = life_text(request, known.standing)
        raise Rejection("codes-is-dead", code=request.say.code(known.code), why=why)
