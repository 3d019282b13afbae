"""Two who want one account: who is slower by a moment is refused, and has changed nothing."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

from autoredeem.bot.features.players.enroll import enroll
from autoredeem.bot.kit.cards import Button, Card
from autoredeem.bot.kit.handlers import Rejection
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import Enrolled
from support.bot_requests import request_from
from support.facts import GUILD

ANN, BOB = UserId(7), UserId(8)
ACCOUNT = Fid(31_180_101)


class Between:
    """A store before whose every enrolment somebody else enrols the account."""

    def __init__(self, store: Store, quicker: Member) -> None:
        self._store = store
        self._quicker = quicker

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401 - whatever the port has
        return getattr(self._store, verb)

    async def enrol(
        self, guild_id: GuildId, members: Collection[Member], *, by: str, at: datetime
    ) -> Enrolled:
        await self._store.enrol(guild_id, [self._quicker], by="another", at=at)
        return await self._store.enrol(guild_id, members, by=by, at=at)


async def test_whoever_is_slower_changes_nothing_of_the_account(tmp_path: Path) -> None:
    anns = Member(ACCOUNT, State(7), "Ann", owner=ANN)
    async with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        request = request_from(
            [cast("Store", Between(store, anns))], BOB, {"id": "31180101", "state": "66"}
        )

        with pytest.raises(Rejection, match="players-someone-elses"):
            await enroll(request)

        assert await store.members_among(GUILD, [ACCOUNT]) == {ACCOUNT: anns}
        assert not await store.actions(GUILD, limit=9)


async def test_a_store_that_goes_away_while_codes_are_opened_leaves_the_account_enrolled(
    tmp_path: Path,
) -> None:
    async with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        settings = GuildSettings(GUILD, enabled=True, state=State(7))
        request = request_from(
            [cast("Store", Gone(store))], BOB, {"id": "31180101"}, settings=settings
        )

        card = await enroll(request)

        assert "couldn’t start on the codes" in card.text
        assert "enroll?id=31180101&again=1" in [button.custom_id for button in buttons(card)]
        owned = Member(ACCOUNT, State(7), owner=BOB)
        assert await store.members_among(GUILD, [ACCOUNT]) == {ACCOUNT: owned}
        back = request_from([store], BOB, {"id": "31180101", "again": "1"}, settings=settings)
        assert "no gift code right now" in (await enroll(back)).text


def buttons(card: Card) -> list[Button]:
    rows = (row for row in card.rows if isinstance(row, Sequence))
    return [one for row in rows for one in row if isinstance(one, Button)]


class Gone:
    """A store that can't say what guilds chose."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401 - whatever the port has
        return getattr(self._store, verb)

    async def guilds(self, among: Collection[GuildId] | None = None) -> Collection[GuildSettings]:
        raise StoreUnavailable(f"gone: {among}")
