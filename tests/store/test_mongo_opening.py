"""What a URL of MongoDB leads to: a store, or one clear line that gives no password away."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymongo import MongoClient

from autoredeem.domain.errors import InvalidSetting, StoreRefused, StoreUnavailable
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.schema import VERSION
from autoredeem.store.records import Again, Claim
from benchmarks.mongod import Mongod, free_port
from support.facts import ANN, CODE, GUILD, NOW, members, settlement
from support.mongod import drop_half_open_sockets, raw_database, running
from support.raw_rows import PASSING

PASSWORD = "p@ss:w0rd/?%"  # noqa: S105 - of a server that lives for a few tests
IMPATIENT = StoreOptions(find_server=0.7)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mongod]:
    """Give a standalone server with users: one who may write, one who may only read."""
    folder: Path = tmp_path_factory.mktemp("guarded")
    with running(Mongod(folder, ["--auth"], replicated=False)) as mongod:
        with MongoClient[dict[str, Any]](mongod.uri) as client:
            client.admin.command("createUser", "root", pwd=PASSWORD, roles=["root"])
        with MongoClient[dict[str, Any]](mongod.uri, username="root", password=PASSWORD) as client:
            client.facts.command("createUser", "writer", pwd=PASSWORD, roles=["readWrite"])
            client.facts.command("createUser", "reader", pwd=PASSWORD, roles=["read"])
        yield mongod


@pytest.fixture
def deserted() -> Iterator[str]:
    """Give a host and port where nobody listens."""
    yield f"127.0.0.1:{free_port()}"
    drop_half_open_sockets()


def url_for(mongod: Mongod, user: str, password: str = PASSWORD) -> str:
    return f"mongodb://{user}:{quote(password, safe='')}@127.0.0.1:{mongod.port}/facts"


@pytest.mark.server
async def test_a_standalone_server_and_a_user_who_may_write_are_enough(guarded: Mongod) -> None:
    async with open_store(url_for(guarded, "writer")) as store:
        await store.enrol(GUILD, members([ANN]), by="someone", at=NOW)
        await store.settle([settlement(ANN)])
        assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: True}


@pytest.mark.parametrize(
    ("user", "password", "message"),
    [
        ("writer", "wr0ng/word", "the user or the password in AUTOREDEEM_STORE_URL is wrong"),
        ("nobody", PASSWORD, "the user or the password in AUTOREDEEM_STORE_URL is wrong"),
        ("reader", PASSWORD, "the user in AUTOREDEEM_STORE_URL lacks a right"),
    ],
)
@pytest.mark.server
async def test_who_may_not_is_refused_with_the_reason(
    guarded: Mongod, user: str, password: str, message: str
) -> None:
    with pytest.raises(StoreRefused) as caught:
        async with open_store(url_for(guarded, user, password)):
            pass
    assert str(caught.value).startswith(f"MongoDB at 127.0.0.1:{guarded.port} refused: {message}")
    assert password not in str(caught.value)


@pytest.mark.server
async def test_no_user_where_one_is_needed_is_refused(guarded: Mongod) -> None:
    with pytest.raises(StoreRefused, match="or the URL names no user"):
        async with open_store(guarded.uri):
            pass


async def test_a_server_that_is_not_there_is_unavailable(deserted: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        async with open_store(f"mongodb://me:secret@{deserted}/", options=IMPATIENT):
            pass
    assert str(caught.value).startswith(
        f"MongoDB at {deserted} can't be asked: no server found: {deserted}: "
    )
    assert "secret" not in str(caught.value)


async def test_a_service_that_can_not_be_looked_up_is_unavailable() -> None:
    # an address is not the name of a service: the driver gives up before it asks a name server
    with pytest.raises(StoreUnavailable, match="can't be asked: this name"):
        async with open_store("mongodb+srv://127.0.0.1/facts", options=IMPATIENT):
            pass


async def test_a_newer_schema_is_refused(mongodb_url: str) -> None:
    async with raw_database(mongodb_url) as database:
        await database.get_collection("autoredeem_meta").insert_one(
            {"_id": "schema", "version": VERSION + 1}
        )
    with pytest.raises(
        StoreRefused, match=f"schema {VERSION + 1}, this autoredeem knows {VERSION}"
    ):
        async with open_store(mongodb_url):
            pass


async def test_a_database_of_an_earlier_version_is_taken_over_as_it_is(mongodb_url: str) -> None:
    stamp = "2024-01-01T12:00:00.250000+00:00"
    run = {
        "_id": f"{GUILD}:{CODE.upper()}",
        "guild_id": GUILD,
        "code": CODE,
        "status": "open",
        "opened_at": stamp,
        "updated_at": stamp,
        "failed": {},
        "owner": "gone",
        "fence": 3,
        "due": datetime(2024, 1, 1, tzinfo=UTC),
    }
    async with raw_database(mongodb_url) as database:
        await database.get_collection("autoredeem_meta").insert_one({"_id": "schema", "version": 2})
        await database.get_collection("redeem_runs").insert_one(run)
        # when
        async with open_store(mongodb_url) as store:
            [taken] = await store.claim_runs(Claim("me", 1, 3600.0))
        # then
        assert (taken.owner, taken.fence, taken.stop, taken.again) == ("me", 4, False, Again.NO)
        meta = await database.get_collection("autoredeem_meta").find_one()
        assert meta == {"_id": "schema", "version": VERSION, "before": [2]}


async def test_opening_makes_what_is_missing_once(mongodb_url: str) -> None:
    for _ in range(2):
        async with open_store(mongodb_url):
            pass
    async with raw_database(mongodb_url) as database:
        indexes = await database.get_collection("auto_redeem_members").index_information()
        assert indexes["guild_id_1_fid_1"]["unique"]
        assert indexes.keys() == {
            *("_id_", "guild_id_1_fid_1", "fid_1_guild_id_1", "owner_1_guild_id_1"),
            *("guild_id_1_updated_at_1", "guild_id_1_alliance_1", "guild_id_1_name_key_1"),
        }
        await database.get_collection("auto_redeemed_codes").insert_one({})
        ledger = await database.get_collection("auto_redeemed_codes").index_information()
        assert ledger.keys() == {"_id_"}


async def test_an_upgrade_changes_no_row_and_keeps_the_version_that_there_was(
    mongodb_url: str,
) -> None:
    frozen = Path(__file__).parents[1] / "frozen" / "mongodb.json"
    written = json.loads(await asyncio.to_thread(frozen.read_text, "utf-8"))
    rows = {name: about["rows"] for name, about in written.items() if name not in PASSING}
    async with raw_database(mongodb_url) as database:
        for name, documents in rows.items():
            await database[name].insert_many(documents)
        await database.autoredeem_meta.insert_one({"_id": "schema", "version": VERSION - 1})
        # when
        async with open_store(mongodb_url):
            pass
        # then
        for name, documents in rows.items():
            assert await database[name].find().sort("_id").to_list() == documents, name
        meta = await database.autoredeem_meta.find_one()
        assert meta == {"_id": "schema", "version": VERSION, "before": [VERSION - 1]}


async def test_codes_of_the_older_bot_get_the_field_by_which_codes_are_found(
    mongodb_url: str,
) -> None:
    names = [f"Old{number}" for number in range(1_100)]
    strange: list[dict[str, Any]] = [{"_id": 7}, {"_id": "no code"}]
    async with raw_database(mongodb_url) as database:
        codes = database["gift_codes"]
        await codes.insert_many([{"_id": name, "date": "2024-01-01"} for name in names] + strange)
        for _ in range(2):
            async with open_store(mongodb_url) as store:
                assert [one.code for one in await store.codes(["OLD7"])] == ["Old7"]
                assert len(await store.codes()) == len(names)
        assert await codes.find_one({"_id": "Old7"}) == {
            "_id": "Old7",
            "date": "2024-01-01",
            "code_key": "OLD7",
        }
        assert await codes.count_documents({"code_key": None}) == 0
        # and what it adds while this program runs is found all the same
        async with open_store(mongodb_url) as store:
            await codes.insert_one({"_id": "Later"})
            assert [one.code for one in await store.codes(["LATER"])] == ["Later"]


async def test_another_title_has_collections_of_its_own(mongodb_url: str) -> None:
    async with open_store(mongodb_url, "kingshot") as store:
        await store.settle([settlement(ANN)])
        await store.add_codes([CODE], at=NOW)
    async with raw_database(mongodb_url) as database:
        names = await database.list_collection_names()
    assert {"kingshot_auto_redeemed_codes", "kingshot_gift_codes"} <= set(names)
    assert all(name.startswith("kingshot_") for name in names)


async def test_the_options_name_the_database_where_the_url_has_none(mongod_uri: str) -> None:
    named = StoreOptions(database="test_named_by_options")
    async with open_store(mongod_uri, options=named) as store:
        await store.add_codes([CODE], at=NOW)
    async with raw_database(mongod_uri.replace("/?", "/test_named_by_options?")) as database:
        assert await database.get_collection("gift_codes").count_documents({"_id": CODE}) == 1
        await database.client.drop_database(database)


@pytest.mark.parametrize(
    "url",
    [
        "mongodb://",
        "mongodb://host:port/",
        "mongodb://host/?timeoutMS=soon",
        "mongodb://host/?nosuchoption=1",
        "mongodb://host/?readPreference",
        "mongodb://host/a b",
        "mongodb://me:se/cret@host/",
        "mongodb://me:1234/cret@host",
        "mongodb://me:12?cret=1@host",
        "mongodb://me:se@cret@host/",
        "mongodb://me:se:cret@host/",
        "mongodb://me:se%cret@host/",
        "mongodb+srv://host:1234/",
        "mongodb://host/?tlsCAFile=/no/such/cret",
    ],
)
def test_a_url_that_can_not_be_one_is_refused_at_once(url: str) -> None:
    with pytest.raises(InvalidSetting, match=r"^AUTOREDEEM_STORE_URL: ") as caught:
        open_store(url)
    assert "cret" not in str(caught.value)


@given(st.text("Q@:/?#%&;=,[]. 1", min_size=1), st.booleans())
def test_no_part_of_a_password_is_ever_taken_for_a_host(password: str, well_formed: bool) -> None:  # noqa: FBT001 - drawn
    written = quote(f"Q{password}Q", safe="") if well_formed else f"Q{password}Q"
    try:
        connection = Connection(f"mongodb://me:{written}@host/facts", "wos", StoreOptions())
    except InvalidSetting as error:
        assert not well_formed
        assert "Q" not in str(error)
    else:
        assert connection.hosts == "host"
