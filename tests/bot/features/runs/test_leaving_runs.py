"""Whoever leaves is not asked any more: the runs of the guilds concerned are refreshed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import cast

import pytest

from autoredeem.bot.features.members.remove import remove
from autoredeem.bot.features.players.opt_out import opt_out
from autoredeem.bot.features.players.privacy import delete_data
from autoredeem.bot.features.players.unenroll import unenroll
from autoredeem.bot.kit.handlers import Request
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import Claim
from support.bot_requests import Wanted, request_from
from support.facts import CODE, GUILD, NOW, OTHER_GUILD, THIRD_GUILD

Handle = Callable[[Request], Awaitable[object]]

ANN = UserId(7)
GUILDS = [GUILD, OTHER_GUILD, THIRD_GUILD]
HERE, EVERYWHERE = [(GUILD, CODE)], [(GUILD, CODE), (OTHER_GUILD, CODE)]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store in which a code is redeemed in three guilds; Ann has accounts in two."""
    async with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        for guild, fid in zip(GUILDS, (101, 102, 103), strict=True):
            owner = None if guild == THIRD_GUILD else ANN
            entry = Member(Fid(fid), State(7), owner=owner)
            await store.enrol(guild, [entry], by="test", at=NOW)
        await store.want_runs([(guild, CODE) for guild in GUILDS], at=NOW)
        await store.claim_runs(Claim("me", 9, 3600))
        yield store


def wanted(request: Request) -> list[tuple[int, str]]:
    engine = cast("Wanted", request.services.engine)
    assert not any(engine.anew)
    return sorted(engine.runs)


async def test_an_account_that_is_unenrolled_takes_part_no_more(store: Store) -> None:
    request = request_from([store], ANN, {"id": "101", "sure": "1"})

    await unenroll(request)

    assert wanted(request) == HERE


async def test_members_whom_a_manager_removes_take_part_no_more(store: Store) -> None:
    request = request_from([store], ANN, {"ids": "101"})

    await remove(request)

    assert wanted(request) == HERE


async def test_an_account_that_is_opted_out_takes_part_no_more(store: Store) -> None:
    request = request_from([store], ANN, {"id": "101", "sure": "1"})

    await opt_out(request)

    assert wanted(request) == HERE


async def test_whoever_opts_out_takes_part_no_more_anywhere(
    store: Store,
) -> None:
    request = request_from([store], ANN, {"sure": "1"})

    await opt_out(request)

    assert wanted(request) == EVERYWHERE


async def test_whoever_has_their_data_deleted_takes_part_no_more_anywhere(store: Store) -> None:
    request = request_from([store], ANN, {"sure": "1"})

    await delete_data(request)

    assert wanted(request) == EVERYWHERE


@pytest.mark.parametrize("handle", [unenroll, opt_out, delete_data])
async def test_being_asked_for_confirmation_changes_no_run(store: Store, handle: Handle) -> None:
    request = request_from([store], ANN, {"id": "101"})

    await handle(request)

    assert wanted(request) == []
