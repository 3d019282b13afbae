"""What members need from somebody: counted, listed and given, by what the game said of players."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import FORGOTTEN_AFTER, KnownPlayer, Need
from autoredeem.domain.players import Member, MemberSort
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import MemberQuery
from support.facts import GUILD, NOW, OTHER_GUILD
from support.mongod import raw_database
from support.store_model import MemoryStore

LATER = NOW + timedelta(days=1)
ONE, TWO = State(1), State(2)
FINE, WRONG, LACKING, PROVEN, MOVED, MISSING = map(Fid, range(101, 107))
EVERYONE = (
    Member(FINE, ONE),
    Member(WRONG, ONE, "Wrong"),
    Member(LACKING),
    Member(PROVEN),
    Member(MOVED),
    Member(MISSING, ONE),
)
SAID = (
    KnownPlayer(WRONG, refused=((ONE, NOW),)),
    KnownPlayer(PROVEN, TWO, NOW),
    KnownPlayer(MOVED, TWO, NOW, refused=((TWO, LATER),)),
    KnownPlayer(MISSING, missing_at=NOW),
    KnownPlayer(Fid(999), refused=((ONE, NOW),)),
)
NEEDS = {
    WRONG: Need.WRONG_STATE,
    LACKING: Need.NO_STATE,
    MOVED: Need.WRONG_STATE,
    MISSING: Need.NO_SUCH_PLAYER,
}


async def needs_in(store: Store, guild_id: GuildId = GUILD) -> Mapping[Fid, Need]:
    """Return who is given as having which need."""
    return {
        one.fid: need
        for need in Need
        async for batch in store.members(guild_id, need)
        for one in batch
    }


async def _fill(store: Store) -> None:
    await store.enrol(GUILD, EVERYONE, by="test", at=NOW)
    await store.note_players(SAID)


async def test_who_needs_what_is_known_from_what_the_game_said(store: Store) -> None:
    await _fill(store)

    assert await needs_in(store) == NEEDS
    counts = {Need.WRONG_STATE: 2, Need.NO_STATE: 1, Need.NO_SUCH_PLAYER: 1}
    assert await store.count_needs(GUILD) == counts


async def test_a_page_is_of_those_who_have_the_need(store: Store) -> None:
    await _fill(store)

    query = MemberQuery(sort=MemberSort.ID, need=Need.WRONG_STATE)
    page = await store.member_page(GUILD, query)
    searched = await store.member_page(GUILD, MemberQuery("wro", need=Need.WRONG_STATE))

    assert [one.fid for one in page.members] == [WRONG, MOVED]
    assert (page.found, page.total) == (2, 6)
    assert [one.fid for one in searched.members] == [WRONG]


async def test_another_state_mends_what_was_wrong_until_it_is_refused_too(store: Store) -> None:
    await _fill(store)

    await store.set_states(GUILD, {WRONG: TWO, LACKING: TWO}, at=LATER)
    mended = await needs_in(store)
    await store.note_players([KnownPlayer(WRONG, refused=((TWO, LATER),))])

    assert mended.keys() == {MOVED, MISSING}
    assert (await needs_in(store))[WRONG] is Need.WRONG_STATE


async def test_a_state_that_the_game_accepts_ends_every_need(store: Store) -> None:
    await _fill(store)

    await store.note_players([KnownPlayer(fid, TWO, LATER + LATER.resolution) for fid in NEEDS])

    assert not await needs_in(store)
    assert not await store.count_needs(GUILD)


async def test_what_members_of_another_guild_need_is_not_counted(store: Store) -> None:
    await _fill(store)
    await store.enrol(OTHER_GUILD, [Member(WRONG, TWO)], by="test", at=NOW)

    assert not await needs_in(store, OTHER_GUILD)
    assert not await store.count_needs(OTHER_GUILD)


fids = st.integers(1, 30).map(Fid)
states = st.sampled_from([ONE, TWO, State(3)])
times = st.sampled_from(
    [NOW, LATER, NOW + FORGOTTEN_AFTER, LATER + FORGOTTEN_AFTER, LATER + 2 * FORGOTTEN_AFTER]
)
said = st.one_of(
    st.builds(KnownPlayer, fids, states, times),
    st.builds(lambda fid, state, at: KnownPlayer(fid, refused=((state, at),)), fids, states, times),
    st.builds(lambda fid, at: KnownPlayer(fid, missing_at=at), fids, times),
)
enrolled = st.builds(Member, fids, st.none() | states)

GUILDS = count(GUILD + 1_000_000)
"""Each example has a guild of its own: opening a store for each takes long."""

OFFSETS = count(1)


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    everyone=st.lists(enrolled, max_size=30, unique_by=lambda one: one.fid),
    answers=st.lists(st.lists(said, max_size=20), max_size=4),
)
async def test_whatever_the_game_said_each_store_knows_who_needs_what(
    store: Store, everyone: list[Member], answers: Sequence[list[KnownPlayer]]
) -> None:
    model, guild_id, offset = MemoryStore(), GuildId(next(GUILDS)), 100 * next(OFFSETS)
    for each in (model, store):
        members = [Member(Fid(one.fid + offset), one.state) for one in everyone]
        await each.enrol(guild_id, members, by="test", at=NOW)
        for some in answers:
            await each.note_players([_moved(one, offset) for one in some])

    assert await store.count_needs(guild_id) == await model.count_needs(guild_id)
    for need in Need:
        query = MemberQuery(sort=MemberSort.ID, size=50, need=need)
        page = await model.member_page(guild_id, query)
        assert await store.member_page(guild_id, query) == page
        given_too = [one async for batch in store.members(guild_id, need) for one in batch]
        assert sorted(given_too, key=lambda one: one.fid) == page.members


def _moved(one: KnownPlayer, offset: int) -> KnownPlayer:
    """Return what is said, of a player whom no other example has."""
    return KnownPlayer(Fid(one.fid + offset), one.state, one.proven_at, one.refused, one.missing_at)


async def test_more_than_one_batch_is_given_whole(store: Store) -> None:
    members = [Member(Fid(1_000 + number)) for number in range(2_500)]
    await store.enrol(GUILD, members, by="test", at=NOW)

    assert len(await needs_in(store)) == len(members)


async def test_members_of_an_earlier_program_have_needs_too(mongodb_url: str) -> None:
    rows: list[dict[str, object]] = [
        {"guild_id": str(GUILD), "fid": str(WRONG), "nickname": "a", "state": "1"},
        {"guild_id": GUILD, "fid": LACKING, "nickname": "b", "state": ""},
        {"guild_id": GUILD, "fid": str(FINE), "nickname": "c", "state": 1.0},
        {"guild_id": GUILD, "fid": "nobody", "nickname": "d"},
    ]
    async with raw_database(mongodb_url) as database, open_store(mongodb_url) as store:
        await database.get_collection("auto_redeem_members").insert_many(rows)
        await store.note_players(SAID)

        assert await needs_in(store) == {WRONG: Need.WRONG_STATE, LACKING: Need.NO_STATE}
        assert await store.count_needs(GUILD) == {Need.WRONG_STATE: 1, Need.NO_STATE: 1}
