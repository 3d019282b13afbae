"""However much a card has to show, Discord takes it: in every language, for every game."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.bot.features.players.me import me
from autoredeem.bot.features.players.opt_out import opt_in, opt_out
from autoredeem.bot.features.players.privacy import delete_data, show_data
from autoredeem.bot.features.players.unenroll import unenroll
from autoredeem.bot.gateway.rendering import render
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.words.language import LANGUAGES
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import LARGEST_FID, LARGEST_STATE, Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.bot_requests import request_from
from support.discord_server.limits import message_findings
from support.facts import GUILD, NOW

ANN = UserId(2**63 - 1)
FIDS = [Fid(LARGEST_FID - number) for number in range(30)]
HIM = str(FIDS[0])


@pytest.fixture(params=["wos", "kingshot"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store in which everything is as long as it can be."""
    codes = [f"{number:_>64}" for number in range(10)]
    async with open_store(f"sqlite:///{tmp_path / 'a.db'}", request.param) as store:
        full = [Member(fid, LARGEST_STATE, "*" * 64, 999, ANN) for fid in FIDS]
        await store.enrol(GUILD, full, by="1", at=NOW)
        await store.opt_out([OptOut(GUILD, Fid(fid - 100), ANN, NOW) for fid in FIDS])
        await store.add_codes(codes, at=NOW)
        await store.note_attempts(
            [
                Attempt(GUILD, code, FIDS[0], Outcome.UNKNOWN, "*" * 500, State(1), 10, NOW)
                for code in codes
            ]
        )
        yield store


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_longest_cards_have_room(store: Store, language: str) -> None:
    cards = [
        await me(request_from([store], ANN, language=language)),
        await me(request_from([store], ANN, {"id": HIM}, language=language)),
        await unenroll(request_from([store], ANN, language=language)),
        await unenroll(request_from([store], ANN, {"id": HIM}, language=language)),
        await show_data(request_from([store], ANN, language=language)),
        await delete_data(request_from([store], ANN, language=language)),
        await opt_out(request_from([store], ANN, language=language)),
        await opt_in(request_from([store], ANN, language=language)),
        await opt_out(request_from([store], ANN, {"id": HIM, "sure": "1"}, language=language)),
        await opt_in(request_from([store], ANN, {"all": "1"}, language=language)),
        await delete_data(request_from([store], ANN, {"sure": "1"}, language=language)),
    ]

    for card in cards:
        assert not findings(card)


async def test_what_a_menu_has_no_room_for_is_counted(store: Store) -> None:
    listed = await me(request_from([store], ANN))
    opt_outs = await opt_in(request_from([store], ANN))

    assert listed.text.endswith("… and 5 more")
    assert opt_outs.text.endswith("… and 5 more")


def findings(card: Card) -> list[object]:
    """Return what Discord would refuse in a card."""
    shown = render(card)
    body = {"embeds": [shown.embed.to_dict()], "components": shown.view.to_components()}
    return list(message_findings(body))
