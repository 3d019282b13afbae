"""The older bot's database becomes ours: all of it, nothing of its own changed, ever again."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest

from autoredeem.adoption.older_bot import adopt, adopt_news
from autoredeem.adoption.report import Report
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import KnownPlayer, Need
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import open_store
from autoredeem.store.factory import older_bot_at
from autoredeem.store.older_bot import OlderBot
from support.deadlines import PATIENT
from support.facts import NOW, opt_out
from support.mongod import raw_database
from support.older_bot_rows import (
    BLANKS,
    CODE,
    GROUPED,
    GUILD,
    OTHER_CODE,
    OTHER_GUILD,
    PLAYERS,
    SETTLED,
    SINGLE,
    STATE,
    everything_in,
    fill,
    rows,
)

HERE, THERE = GuildId(GUILD), GuildId(OTHER_GUILD)
FIDS = [Fid(fid) for fid in PLAYERS]

TAKEN = {"members": 118, "states": 300, "ledger rows": 439}
"""30 with blanks and 88 grouped; 120 that no key finds, and of the other code 80 under their keys
and 200 for the guild where the players are; 39 of older codes."""


@pytest.fixture
async def url(mongodb_url: str) -> str:
    """Return the address of a database that the older bot filled."""
    async with raw_database(mongodb_url) as database:
        await fill(database)
    return mongodb_url


@asynccontextmanager
async def older_bot(url: str) -> AsyncIterator[OlderBot]:
    opening = older_bot_at(url, "wos", PATIENT)
    assert opening
    async with opening as rows:
        yield rows


async def adopted(url: str, *, dry_run: bool = False) -> Report:
    async with older_bot(url) as rows:
        return await adopt(rows, NOW, dry_run=dry_run)


async def opened_and_adopted(url: str) -> Report:
    async with open_store(url, "wos", PATIENT):
        return await adopted(url)


async def contents(url: str) -> dict[str, dict[str, dict[str, Any]]]:
    async with raw_database(url) as database:
        return await everything_in(database)


def test_the_fixture_has_the_documents_that_were_tried() -> None:
    assert sum(map(len, rows().values())) == 1_071


async def test_whoever_has_a_code_is_known_to_have_it_by_one_question(url: str) -> None:
    async with open_store(url, "wos", PATIENT) as store:
        before = await store.batch_check_members(HERE, CODE, FIDS)
        assert sum(before.values()) == 120
        # when
        report = await adopted(url)
        # then
        checked = await store.batch_check_members(HERE, CODE, FIDS)
        assert {fid for fid, has_it in checked.items() if has_it} == set(SETTLED)
        assert checked.queries == 1
        assert report.taken == TAKEN


async def test_a_settlement_of_another_guild_holds_where_the_player_is_enrolled(url: str) -> None:
    await opened_and_adopted(url)
    async with open_store(url, "wos", PATIENT) as store:
        for guild in (HERE, THERE):
            checked = await store.batch_check_members(guild, OTHER_CODE, FIDS)
            assert sum(checked.values()) == 200


async def test_all_members_are_listed_counted_given_states_and_removed(url: str) -> None:
    await opened_and_adopted(url)
    async with open_store(url, "wos", PATIENT) as store:
        members = {one.fid: one async for batch in store.members(HERE) for one in batch}
        assert members.keys() == set(FIDS)
        assert members[Fid(BLANKS[0])].nickname == "Player 7"
        assert (members[FIDS[-1]].nickname, members[FIDS[-1]].level) == ("Grouped 400000387", 12)
        entries = [one async for batch in store.entries([HERE]) for one in batch]
        assert sorted(one.fid for one in entries) == FIDS
        # but for two whom the older bot says twice where they are found, and a negative number
        assert await store.count_members(HERE) == len(FIDS) + 2 + 1
        # when
        blanks = [Fid(fid) for fid in BLANKS]
        assert await store.set_states(HERE, dict.fromkeys(blanks, State(9)), at=NOW) == set(blanks)
        found = await store.members_among(HERE, blanks)
        assert {one.state for one in found.values()} == {9}
        states = {one.fid: one.state async for page in store.entries([HERE]) for one in page}
        assert {states[fid] for fid in blanks} == {9}
        # then
        assert await store.remove(HERE, blanks) == set(blanks)
        left = {one.fid async for batch in store.members(HERE) for one in batch}
        assert left == set(FIDS) - set(blanks)


async def test_a_state_that_the_older_bot_knew_is_asked_for_where_nobody_says_another(
    url: str,
) -> None:
    await opened_and_adopted(url)
    async with open_store(url, "wos", PATIENT) as store:
        known = await store.players(FIDS)
        assert known.keys() == set(SINGLE)
        assert {one.state_to_ask(None) for one in known.values()} == {STATE}
        assert {one.state_to_ask(State(9)) for one in known.values()} == {9}
        assert await store.count_needs(HERE) == {Need.NO_STATE: len(GROUPED)}
        # when the game refuses one, accepts another, and a leader says a third
        ann, bob, cat = FIDS[:3]
        await store.note_players([KnownPlayer(ann, refused=((State(STATE), NOW),))])
        await store.note_players([KnownPlayer(bob, State(8), NOW)])
        await store.note_players([KnownPlayer(cat, refused=((State(9), NOW),))])
        await store.set_states(HERE, {cat: State(9)}, at=NOW)
        # then
        known = await store.players([ann, bob, cat])
        asked = [known[ann].state_to_ask(State(7)), known[bob].state_to_ask(State(7))]
        assert asked == [7, 8]
        assert await store.count_needs(HERE) == {
            Need.NO_STATE: len(GROUPED),
            Need.WRONG_STATE: 2,
        }


async def test_nothing_of_the_older_bots_is_changed_or_removed(url: str) -> None:
    before = await contents(url)
    await opened_and_adopted(url)
    after = await contents(url)
    for name, documents in before.items():
        # Opening a store writes the field by which codes are found.
        own = {"code_key"} if name == "gift_codes" else set[str]()
        kept = {one: _without(own, after[name][one]) for one in documents}
        assert kept == documents


async def test_done_twice_it_comes_to_the_same(url: str) -> None:
    await opened_and_adopted(url)
    once = await contents(url)
    again = await adopted(url)
    assert again.taken == {}
    assert again.left["members: adopted before"] == 118
    assert await contents(url) == once


async def test_a_dry_run_says_the_same_and_writes_nothing(url: str) -> None:
    before = await contents(url)
    imagined = await adopted(url, dry_run=True)
    assert await contents(url) == before
    done = await opened_and_adopted(url)
    assert imagined == done


async def test_what_is_written_meanwhile_is_not_read_as_the_older_bots(
    emptied_mongodb_url: str,
) -> None:
    """More rows than one answer holds: the others are read when ours stand beside them."""
    by_fields = [
        {"guild_id": GUILD, "code": CODE, "fid": str(400_000_000 + n), "status": "success"}
        for n in range(2_500)
    ]
    async with raw_database(emptied_mongodb_url) as database:
        await database.get_collection("auto_redeemed_codes").insert_many(by_fields)
    report = await opened_and_adopted(emptied_mongodb_url)
    assert (report.taken, report.left) == ({"ledger rows": 2_500}, {})
    again = await adopted(emptied_mongodb_url)
    assert again.left == {"settlements: another row of the ledger says the same": 2_500}


async def test_what_is_left_is_counted_by_reason_with_examples(url: str) -> None:
    report = await opened_and_adopted(url)
    assert report.left == {
        "members: found where they are": 270,
        "members: another row says the same one": 2,
        "members: no player's id": 7,
        "ledger rows: found where they are": 240,
        "settlements: a status that is no success": 40,
    }
    examples = report.examples["members: no player's id"]
    assert len(examples) == 5
    assert "fid 'None'" in examples[0]
    # and every row is in the report, but for copies: 118 members, 160 by fields or as typed, ...
    own = sum(report.left.values()) + 118 + 160 + 40 + 39
    assert own == 300 + 7 + 2 + 88 + 400 + 40 + 79


class Killed(Exception):
    """The process ends here."""


class Mortal:
    """The older bot's rows in a process that is killed before or after its n-th write."""

    WRITES = ("add_members", "keep_adopted", "note_states", "settle", "finish")

    def __init__(
        self, rows: OlderBot, last: int, *, done: bool, error: Exception | None = None
    ) -> None:
        self._rows, self._last, self._done, self._count = rows, last, done, count(1)
        self._error = error or Killed()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any verb
        verb = getattr(self._rows, name)
        return self._dying(verb) if name in self.WRITES else verb

    def _dying(self, verb: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def write(*given: object, **named: object) -> None:
            dies = next(self._count) == self._last
            if dies and not self._done:
                raise self._error
            await verb(*given, **named)
            if dies:
                raise self._error

        return write


async def test_killed_at_any_write_and_run_again_it_comes_to_the_same(url: str) -> None:
    """In between it is opened anew each time, as a process would."""
    async with open_store(url, "wos", PATIENT), older_bot(url) as rows:
        last = 0
        for last in count(1):
            try:
                for done in (False, True):
                    mortal: Any = Mortal(rows, last, done=done)
                    with pytest.raises(Killed):
                        await adopt(mortal, NOW)
                    assert done or await rows.has_news()
            except pytest.fail.Exception:
                break
        assert last == 7
        assert not await rows.has_news()
    killed = await contents(url)
    async with raw_database(url) as database:
        for name in await database.list_collection_names():
            await database.get_collection(name).delete_many({})
        await fill(database)
    await opened_and_adopted(url)
    assert _names(await contents(url)) == _names(killed)


async def test_a_member_who_was_adopted_and_removed_stays_removed(url: str) -> None:
    await opened_and_adopted(url)
    gone = [Fid(BLANKS[0]), Fid(GROUPED[0])]
    async with open_store(url, "wos", PATIENT) as store:
        await store.remove(HERE, gone)
        # when
        report = await adopted(url)
        # then
        assert await store.members_among(HERE, gone) == {}
        assert report.left["members: adopted before, and removed since"] == 2


async def test_a_member_who_stands_there_in_blanks_as_well_stays_removed(url: str) -> None:
    async with raw_database(url) as database:
        blanks = {"guild_id": GUILD, "fid": f"{SINGLE[0]} "}
        await database.get_collection("auto_redeem_members").insert_one(blanks)
    await opened_and_adopted(url)
    async with open_store(url, "wos", PATIENT) as store:
        await store.remove(HERE, [Fid(SINGLE[0])])
        # when
        await adopted(url)
        # then
        assert await store.members_among(HERE, [Fid(SINGLE[0])]) == {}


async def test_who_never_wants_to_be_enrolled_is_not(url: str) -> None:
    async with open_store(url, "wos", PATIENT) as store:
        await store.opt_out([opt_out(Fid(BLANKS[0]), guild_id=HERE)])
        report = await adopted(url)
        assert report.left["members: never want to be enrolled"] == 1
        assert await store.members_among(HERE, [Fid(BLANKS[0])]) == {}


async def test_a_guild_that_is_forgotten_does_not_come_back(url: str) -> None:
    await opened_and_adopted(url)
    async with open_store(url, "wos", PATIENT) as store:
        await store.forget_guilds([HERE, THERE])
    report = await adopted(url)
    assert report.taken == {}
    left = await contents(url)
    for name in ("auto_redeem_members", "auto_redeemed_codes", "giftcode_redemptions"):
        assert left[name] == {}
    assert not any("adoption:" in name for name in left["autoredeem_meta"])


async def test_what_was_adopted_is_no_witness_and_the_older_bot_can_read_it(url: str) -> None:
    await opened_and_adopted(url)
    async with open_store(url, "wos", PATIENT) as store:
        assert await store.witnesses(CODE, most=9) == []
        [by_fields] = await store.redemptions(HERE, [CODE], [Fid(SETTLED[4])])
        assert (by_fields.how, by_fields.code) == (Outcome.ALREADY_REDEEMED, CODE)
    ledger = (await contents(url))["auto_redeemed_codes"]
    row = ledger[repr(f"{GUILD}:{CODE.upper()}:{SETTLED[200]}")]
    at = "2025-04-01T12:00:00.000000+00:00"
    assert {name: row[name] for name in ("guild_id", "code", "fid", "status", "redeemed_at")} == {
        "guild_id": GUILD,
        "code": CODE,
        "fid": str(SETTLED[200]),
        "status": "success",
        "redeemed_at": at,
    }


NEWS: Sequence[tuple[str, Mapping[str, object]]] = [
    (
        "auto_redeemed_codes",
        {"guild_id": GUILD, "code": "New", "fid": str(PLAYERS[300]), "status": "success"},
    ),
    ("auto_redeem_members", {"guild_id": GUILD, "fid": " 401000000 "}),
    (
        "giftcode_redemptions",
        {"_id": f"{GUILD}:Late", "redemptions": [{"fid": "400000001", "status": "success"}]},
    ),
    ("alliance_members", {"_id": str(GROUPED[0]), "kid": 12}),
]


@pytest.mark.parametrize(("name", "row"), NEWS, ids=[name for name, _ in NEWS])
async def test_what_the_older_bot_adds_later_is_adopted_at_the_next_start(
    url: str, name: str, row: Mapping[str, object]
) -> None:
    await opened_and_adopted(url)
    async with older_bot(url) as rows:
        assert await adopt_news(rows, NOW) is None
        # when
        async with raw_database(url) as database:
            await database.get_collection(name).insert_one(dict(row))
        report = await adopt_news(rows, NOW)
        # then
        assert report
        assert sum(report.taken.values()) == 1
        assert await adopt_news(rows, NOW) is None


async def test_a_code_that_the_older_bot_added_since_has_all_looked_at_again(url: str) -> None:
    await opened_and_adopted(url)
    async with raw_database(url) as database:
        await database.get_collection("gift_codes").insert_one({"_id": "Fresh"})
        key = f"{GUILD}:Fresh:{PLAYERS[300]}"
        await database.get_collection("auto_redeemed_codes").insert_one({"_id": key})
    async with open_store(url, "wos", PATIENT) as store, older_bot(url) as rows:
        report = await adopt_news(rows, NOW)
        assert report
        assert report.taken == {"ledger rows": 1}
        checked = await store.batch_check_members(HERE, "Fresh", [Fid(PLAYERS[300])])
        assert checked == {PLAYERS[300]: True}


async def test_the_other_game_has_rows_of_its_own(url: str) -> None:
    opening = older_bot_at(url, "kingshot", PATIENT)
    assert opening
    async with open_store(url, "kingshot", PATIENT), opening as rows:
        assert (await adopt(rows, NOW)).is_empty


async def test_a_server_that_goes_away_is_said_and_it_goes_on_later(url: str) -> None:
    async with open_store(url, "wos", PATIENT), older_bot(url) as rows:
        gone: Any = Mortal(rows, 2, done=False, error=StoreUnavailable("gone"))
        with pytest.raises(StoreUnavailable):
            await adopt_news(gone, NOW)
        report = await adopt_news(rows, NOW)
    assert report
    assert report.taken == {name: count for name, count in TAKEN.items() if name != "members"}


def _without(names: set[str], document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}


def _names(found: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> object:
    """Return what does not differ between two databases: ids that a driver gave do."""
    return {
        name: {
            one: _without({"_id", "members", "ledger"}, row)
            for one, row in documents.items()
            if not one.startswith("ObjectId")
        }
        for name, documents in found.items()
    }
