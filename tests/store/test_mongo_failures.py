"""Whatever goes wrong outside comes out as one of two errors of ours, never as the driver's."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager, suppress

import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st
from pymongo import errors
from pymongo.errors import PyMongoError

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid, State
from autoredeem.observe.redaction import redactor, secrets_in
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.interface import Store
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.failures import PASSING, in_our_words
from autoredeem.store.records import Claim, RunRecord, RunStatus
from benchmarks.mongod import Mongod
from support.deadlines import opened
from support.facts import ANN, CODE, GUILD, NOW, attempt, members, settlement
from support.mongod import fail_command

IMPATIENT = StoreOptions(find_server=0.7, command=0.4)


def without_waits() -> AbstractContextManager[None]:
    """Let the store be asked again at once."""
    return stamina.set_testing(True, attempts=2)


async def at_last(store: Store) -> Mapping[Fid, bool]:
    """Ask until a short deadline has sufficed: a busy machine may miss one with nothing wrong."""
    while True:
        with suppress(StoreUnavailable):
            return await store.batch_check_members(GUILD, CODE, [ANN])


async def read_members(store: Store) -> None:
    async for _ in store.members(GUILD):
        pass


RUN = RunRecord(GUILD, CODE, RunStatus.OPEN, NOW, NOW)
VERBS: dict[str, Callable[[Store], Awaitable[object]]] = {
    "batch_check_members": lambda store: store.batch_check_members(GUILD, CODE, [ANN]),
    "settle": lambda store: store.settle([settlement()]),
    "note_attempts": lambda store: store.note_attempts([attempt()]),
    "attempts": lambda store: store.attempts(GUILD, CODE),
    "enrol": lambda store: store.enrol(GUILD, members([ANN]), by="someone", at=NOW),
    "members": read_members,
    "remove": lambda store: store.remove(GUILD, [ANN]),
    "set_states": lambda store: store.set_states(GUILD, {ANN: State(1)}, at=NOW),
    "guilds_of": lambda store: store.guilds_of([ANN]),
    "add_codes": lambda store: store.add_codes([CODE], at=NOW),
    "codes": lambda store: store.codes(),
    "judge": lambda store: store.judge({CODE: Standing(Life.ALIVE)}, at=NOW),
    "remove_codes": lambda store: store.remove_codes([CODE]),
    "unpost_codes": lambda store: store.unpost_codes(GUILD, [CODE]),
    "set_sharing": lambda store: store.set_sharing(GUILD, [CODE], due=NOW),
    "share_due": lambda store: store.share_due(at=NOW),
    "want_runs": lambda store: store.want_runs([(GUILD, CODE)], at=NOW),
    "claim_runs": lambda store: store.claim_runs(Claim("me", 1, 60)),
    "keep_runs": lambda store: store.keep_runs("me", [RUN.key]),
    "save_runs": lambda store: store.save_runs([RUN]),
    "release_runs": lambda store: store.release_runs("me", [RUN.key], due_in=0),
    "runs": lambda store: store.runs(),
    "hold_lease": lambda store: store.hold_lease("address", "me", seconds=60),
    "release_lease": lambda store: store.release_lease("address", "me"),
}
COMMANDS = ("find", "insert", "update", "delete", "findAndModify", "createIndexes")


@pytest.mark.parametrize("verb", VERBS)
async def test_every_verb_says_in_our_words_that_the_store_said_no(
    mongodb_url: str, mongod_uri: str, verb: str
) -> None:
    async with open_store(mongodb_url) as store:
        async with fail_command(mongod_uri, *COMMANDS, error_code=13):
            with pytest.raises(StoreRefused, match="lacks a right"):
                await VERBS[verb](store)
        await VERBS[verb](store)


@pytest.mark.parametrize("verb", ["batch_check_members", "settle", "judge"])
async def test_a_broken_connection_is_unavailable_until_it_holds(
    mongodb_url: str, mongod_uri: str, verb: str
) -> None:
    async with open_store(mongodb_url) as store:
        async with fail_command(mongod_uri, *COMMANDS, close_connection=True):
            with without_waits(), pytest.raises(StoreUnavailable):
                await VERBS[verb](store)
        await VERBS[verb](store)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (18, StoreRefused),  # a wrong password
        (8000, StoreRefused),  # a quota of a hosted cluster
        (14031, StoreRefused),  # a full disk
        (2, StoreRefused),
        (91, StoreUnavailable),  # shutting down
        (189, StoreUnavailable),  # stepped down
        (10107, StoreUnavailable),  # not the primary
        (262, StoreUnavailable),  # a time limit
    ],
)
async def test_what_the_server_answers_decides_whether_asking_again_may_help(
    mongodb_url: str, mongod_uri: str, code: int, kind: type[Exception]
) -> None:
    async with (
        open_store(mongodb_url) as store,
        fail_command(mongod_uri, "find", error_code=code),
    ):
        with without_waits(), pytest.raises(kind) as caught:
            await store.batch_check_members(GUILD, CODE, [ANN])
    assert "127.0.0.1" in str(caught.value)


async def test_a_write_that_no_majority_has_confirmed_is_not_a_success(
    mongodb_url: str, mongod_uri: str
) -> None:
    concern = {"code": 64, "errmsg": "waiting for replication timed out"}
    async with (
        open_store(mongodb_url) as store,
        fail_command(mongod_uri, "insert", writeConcernError=concern),
    ):
        with pytest.raises(StoreUnavailable, match="waiting for replication"):
            await store.settle([settlement()])


async def test_one_failure_is_made_good_by_asking_again(mongodb_url: str, mongod_uri: str) -> None:
    async with (
        open_store(mongodb_url) as store,
        fail_command(mongod_uri, "find", error_code=50, times=1),
    ):
        assert await store.batch_check_members(GUILD, CODE, [ANN]) == {ANN: False}


async def test_a_slow_answer_is_waited_for_no_longer_than_allowed(
    mongodb_url: str, mongod_uri: str
) -> None:
    async with (
        opened(mongodb_url, IMPATIENT) as store,
        fail_command(mongod_uri, "find", block_ms=1_000),
    ):
        with pytest.raises(StoreUnavailable):
            await store.codes()


async def test_a_frozen_server_is_unavailable_until_it_goes_on(own_mongod: Mongod) -> None:
    async with open_store(own_mongod.uri) as store:
        await store.settle([settlement()])
    async with opened(own_mongod.uri, IMPATIENT) as store:
        # when
        own_mongod.freeze()
        with pytest.raises(StoreUnavailable):
            await store.batch_check_members(GUILD, CODE, [ANN])
        own_mongod.thaw()
        # then
        assert await at_last(store) == {ANN: True}


async def test_a_killed_server_is_unavailable_and_the_store_can_be_closed(
    own_mongod: Mongod,
) -> None:
    async with opened(own_mongod.uri, IMPATIENT) as store:
        own_mongod.kill()
        with pytest.raises(StoreUnavailable):
            await store.codes()


async def test_a_driver_that_misses_its_deadline_is_not_waited_for(mongodb_url: str) -> None:
    # given a command without a deadline of the driver's
    connection = Connection(mongodb_url, "wos", StoreOptions(command=0.01))
    try:
        await connection.connect()
        # when it never ends, then
        with pytest.raises(StoreUnavailable, match="no answer in time"):
            async with connection._command():
                await asyncio.Event().wait()
    finally:
        await connection.close()


server_errors = st.builds(
    lambda kind, code, text: kind(text, code, {"errmsg": text, "code": code}),
    st.sampled_from([errors.OperationFailure, errors.WriteError, errors.WTimeoutError]),
    st.sampled_from(sorted(PASSING)) | st.integers(0, 20_000),
    st.text(max_size=300),
)
write_errors = st.lists(
    st.fixed_dictionaries(
        {"index": st.integers(0, 9), "code": st.integers(0, 200), "errmsg": st.text(max_size=20)}
    )
)
bulk_errors = st.builds(
    lambda writes, concerns: errors.BulkWriteError(
        {"writeErrors": writes, "writeConcernErrors": concerns}
    ),
    write_errors,
    write_errors.filter(bool),
)
other_errors = st.builds(
    lambda kind, text: kind(text),
    st.sampled_from(
        [
            *(errors.AutoReconnect, errors.NetworkTimeout, errors.ServerSelectionTimeoutError),
            *(errors.NotPrimaryError, errors.WaitQueueTimeoutError, errors.ConfigurationError),
            *(errors.InvalidOperation, errors.ProtocolError, errors.PyMongoError),
        ]
    ),
    st.text(max_size=300),
)


@given(server_errors | bulk_errors | other_errors)
def test_every_error_of_the_driver_has_one_short_line_in_our_words(error: PyMongoError) -> None:
    ours = in_our_words(error, "host:1")
    assert str(ours).startswith("MongoDB at host:1 ")
    assert len(str(ours)) < 400
    assert str(ours).isprintable()


@pytest.mark.parametrize("kind", [errors.OperationFailure, errors.AutoReconnect])
@pytest.mark.parametrize("length", [0, *range(180, 201)])
def test_a_server_that_repeats_the_password_shows_it_to_nobody(
    kind: Callable[[str], PyMongoError], length: int
) -> None:
    redacted = redactor(secrets_in("mongodb://someone:hush-hush@host/facts"))

    ours = in_our_words(kind(f"{'-' * length}hush-hush is no password"), "host:1", redacted)

    assert "hush" not in str(ours)
    assert length or "*** is no password" in str(ours)


@given(bulk_errors)
def test_asking_again_helps_a_bulk_write_only_if_all_its_troubles_pass(
    error: errors.BulkWriteError,
) -> None:
    details = [*error.details["writeErrors"], *error.details["writeConcernErrors"]]
    all_pass = all(one["code"] in PASSING for one in details)
    assert isinstance(in_our_words(error, "host"), StoreUnavailable) is all_pass
