"""However many claimed and blocked accounts there are, Discord takes the cards that list them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from autoredeem.bot.features.members.block_list import list_opt_outs
from autoredeem.bot.features.members.claims import list_claims
from autoredeem.bot.gateway.rendering import render
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.notices import with_notices
from autoredeem.bot.words.language import LANGUAGES
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import Action, OptOut, OptOutStatus
from autoredeem.domain.ids import LARGEST_FID, LARGEST_STATE, Fid, UserId
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.bot_requests import request_from
from support.discord_server.limits import message_findings
from support.facts import GUILD, NOW

ANN = UserId(2**63 - 1)
FIDS = [Fid(LARGEST_FID - number) for number in range(60)]
KINDS = ("claim-undone", "opt-out-lifted", "opt-out-declined", "opt-out-allowed")
LONGEST_CONTENT = 2_000
"""Characters above a card, by Discord's documentation."""


@pytest.fixture(params=["wos", "kingshot"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store in which everything is as long as it can be."""
    async with open_store(f"sqlite:///{tmp_path / 'a.db'}", request.param) as store:
        full = [Member(fid, LARGEST_STATE, "*" * 64, 999, ANN, NOW) for fid in FIDS]
        await store.enrol(GUILD, full, by="1", at=NOW)
        status = [OptOutStatus.STANDING, OptOutStatus.ASKED] * len(FIDS)
        await store.opt_out(
            [
                OptOut(GUILD, Fid(fid - 100), ANN, NOW, number % 3 > 0, status[number])
                for number, fid in enumerate(FIDS)
            ]
        )
        await store.leave_notices(
            [
                Action(f"{kind}-{fid}", GUILD, NOW, ANN, kind, {"id": str(fid)})
                for fid in FIDS
                for kind in KINDS
            ]
        )
        yield store


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["1", "2", "3"])
async def test_the_longest_lists_have_room(store: Store, language: str, page: str) -> None:
    request = request_from([store], ANN, {"page": page}, language=language)

    for card in (await list_claims(request), await list_opt_outs(request)):
        shown = render(card)
        body = {"embeds": [shown.embed.to_dict()], "components": shown.view.to_components()}
        assert not list(message_findings(body))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_first_of_many_notices_stand_above_a_card(store: Store, language: str) -> None:
    card = await with_notices(request_from([store], ANN, language=language), Card("Hello"))

    assert len(card.above) <= LONGEST_CONTENT
    assert len(card.above.splitlines()) == 11


class Silent:
    """A store that can't say what it is to tell."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401 - whatever the port has
        return getattr(self._store, verb)

    async def notices(self, *_: object) -> None:
        raise StoreUnavailable("gone")


async def test_a_store_that_can_not_say_what_to_tell_spoils_no_card(store: Store) -> None:
    request = request_from([cast("Store", Silent(store))], ANN)

    assert await with_notices(request, Card("Hello")) == Card("Hello")
