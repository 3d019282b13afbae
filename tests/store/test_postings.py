"""Codes belong to the guilds in which they were posted, until they are shared with all."""

from datetime import datetime, timedelta

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord
from support.facts import CODE, GUILD, NOW, OTHER_CODE, OTHER_GUILD, THIRD_GUILD

DEAD = Standing(Life.DEAD, reason=Outcome.EXPIRED)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
LATER = NOW + HOUR


def posting(code: str = CODE, *, at: datetime = NOW, guild_id: GuildId = GUILD) -> Posting:
    """Return a posting."""
    return Posting(guild_id, code, "Ann \N{SNOWMAN} O'Hara \0 ;--", at)


async def only(store: Store) -> CodeRecord:
    """Give the one code that there is."""
    (record,) = await store.codes()
    return record


async def test_a_posting_is_new_once_in_a_guild(store: Store) -> None:
    await store.add_codes([CODE, OTHER_CODE], at=NOW)

    assert await store.post_codes([posting(), posting()]) == {CODE}
    assert await store.post_codes([posting(), posting(OTHER_CODE)]) == {OTHER_CODE}
    assert await store.post_codes([posting()]) == frozenset()
    assert await store.post_codes([Posting(OTHER_GUILD, CODE, "Bob", LATER)]) == {CODE}


async def test_the_first_posting_in_a_guild_stays(store: Store) -> None:
    await store.post_codes([posting()])

    await store.post_codes([Posting(GUILD, CODE, "Bob", LATER)])

    assert await store.postings(GUILD) == [posting()]


async def test_another_spelling_is_a_posting_of_its_own(store: Store) -> None:
    assert await store.post_codes([posting(), posting(CODE.upper())]) == {CODE, CODE.upper()}


async def test_of_the_spellings_that_are_asked_for_those_are_found_that_were_posted_here(
    store: Store,
) -> None:
    first, second = posting(CODE, at=NOW), posting("SECOND", at=NOW + SECOND)
    await store.post_codes([second, first, posting("ELSEWHERE", guild_id=OTHER_GUILD)])

    assert await store.postings(GUILD, ["SECOND", CODE, "second", "ELSEWHERE"]) == [first, second]
    assert await store.postings(GUILD, [CODE]) == [first]
    assert await store.postings(GUILD, []) == []


async def test_what_was_posted_in_a_guild_since_a_time_is_counted(store: Store) -> None:
    await store.post_codes(
        [posting(f"CODE{n}", at=NOW + n * SECOND) for n in range(3)]
        + [posting("ELSEWHERE", guild_id=OTHER_GUILD, at=NOW + SECOND)]
    )

    assert await store.count_postings(GUILD, since=NOW + SECOND) == 2
    assert await store.count_postings(GUILD, since=NOW + 3 * SECOND) == 0


async def test_postings_are_those_of_a_guild_oldest_first(store: Store) -> None:
    given = [Posting(GUILD, f"Code{days}", "Ann", NOW + timedelta(days=days)) for days in range(3)]
    await store.post_codes([given[2], given[0], Posting(OTHER_GUILD, CODE, "Bob", NOW), given[1]])

    assert await store.postings(GUILD) == given
    assert await store.postings(THIRD_GUILD) == []


async def test_thousands_of_postings_are_made_at_once(store: Store) -> None:
    given = [posting(f"Code{number:04}") for number in range(2_500)]

    assert await store.post_codes(given) == {one.code for one in given}
    assert await store.postings(GUILD) == given
    assert await store.post_codes([]) == frozenset()


async def test_a_code_is_shared_unless_it_is_said_not_to_be(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await store.add_codes([OTHER_CODE], at=LATER, shared=False)

    assert [record.shared for record in await store.codes()] == [True, False]


async def test_a_shared_code_stays_shared(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)

    assert await store.add_codes([CODE], at=LATER, shared=False) == frozenset()
    await store.judge({CODE: Standing(Life.ALIVE)}, at=LATER)

    assert (await only(store)).shared


async def test_sharing_a_known_code_keeps_what_is_known_of_it(store: Store) -> None:
    await store.add_codes([CODE], at=NOW, shared=False)
    await store.judge({CODE: Standing(Life.ALIVE)}, at=NOW)

    assert await store.add_codes([CODE], at=LATER) == frozenset()

    assert await only(store) == CodeRecord(CODE, Standing(Life.ALIVE), NOW, NOW, shared=True)


async def test_judging_shares_nothing(store: Store) -> None:
    await store.add_codes([CODE], at=NOW, shared=False)

    await store.judge(dict.fromkeys([CODE, CODE.upper()], Standing(Life.ALIVE)), at=LATER)

    found = await store.codes([code_key(CODE)])
    assert {record.code: record.shared for record in found} == {CODE: False, CODE.upper(): False}


async def test_what_is_shared_awaits_one_rollout_oldest_first(store: Store) -> None:
    await store.add_codes(["Newer"], at=LATER)
    await store.add_codes(["Older"], at=NOW)
    assert [record.code for record in await store.awaiting_rollout()] == ["Older", "Newer"]

    await store.mark_rolled_out(["Older", "Unknown"], at=LATER)

    assert [record.code for record in await store.awaiting_rollout()] == ["Newer"]
    assert {record.code: record.rolled_out for record in await store.codes()} == {
        "Older": True,
        "Newer": False,
    }


async def test_a_dead_code_awaits_no_rollout(store: Store) -> None:
    await store.add_codes([CODE, CODE.upper()], at=NOW)
    await store.judge({CODE: DEAD}, at=NOW)

    assert [record.code for record in await store.awaiting_rollout()] == [CODE.upper()]


async def test_a_guild_s_own_code_awaits_its_rollout_when_it_is_shared(store: Store) -> None:
    await store.add_codes([CODE], at=NOW, shared=False)
    await store.mark_rolled_out([CODE], at=NOW)
    assert await store.awaiting_rollout() == []

    await store.add_codes([CODE], at=LATER)

    assert [record.code for record in await store.awaiting_rollout()] == [CODE]


async def test_marking_as_rolled_out_again_changes_nothing(store: Store) -> None:
    await store.add_codes([CODE], at=NOW)
    await store.mark_rolled_out([CODE], at=NOW)
    marked = await only(store)

    await store.mark_rolled_out([CODE], at=LATER)
    await store.mark_rolled_out([], at=LATER)
    await store.add_codes([CODE], at=LATER)

    assert await only(store) == marked
    assert marked.rolled_out


async def test_thousands_of_codes_are_shared_and_rolled_out_at_once(store: Store) -> None:
    codes = [f"Code{number:04}" for number in range(2_500)]
    await store.add_codes(codes, at=NOW, shared=False)
    await store.add_codes(codes, at=LATER)
    assert [record.code for record in await store.awaiting_rollout()] == codes

    await store.mark_rolled_out(codes, at=LATER)

    assert await store.awaiting_rollout() == []


async def test_what_a_guild_takes_back_is_its_no_more_and_stays_known(store: Store) -> None:
    await store.add_codes([CODE, OTHER_CODE], at=NOW, shared=False)
    await store.post_codes([posting(), Posting(OTHER_GUILD, CODE, "Bob", NOW)])

    assert await store.unpost_codes(GUILD, [CODE, OTHER_CODE]) == {CODE}
    assert await store.unpost_codes(GUILD, [CODE]) == frozenset()
    assert await store.unpost_codes(GUILD, []) == frozenset()

    assert await store.postings(GUILD) == []
    assert len(await store.postings(OTHER_GUILD)) == 1
    assert [record.code for record in await store.codes()] == [CODE, OTHER_CODE]


async def test_a_code_is_shared_when_its_time_has_come_and_not_before(store: Store) -> None:
    await store.add_codes([CODE, OTHER_CODE], at=NOW, shared=False)
    await store.post_codes([posting(), posting(OTHER_CODE)])
    await store.set_sharing(GUILD, [CODE], due=LATER)
    await store.set_sharing(GUILD, [OTHER_CODE], due=LATER + HOUR)

    assert await store.share_due(at=LATER - SECOND) == LATER
    assert not any(record.shared for record in await store.codes())
    assert [one.share_at for one in await store.postings(GUILD)] == [LATER, LATER + HOUR]

    assert await store.share_due(at=LATER) == LATER + HOUR
    assert [(one.code, one.shared) for one in await store.codes()] == [
        (CODE, True),
        (OTHER_CODE, False),
    ]
    assert [one.share_at for one in await store.postings(GUILD)] == [None, LATER + HOUR]

    assert await store.share_due(at=LATER + HOUR) is None
    assert all(record.shared for record in await store.codes())


async def test_to_share_again_neither_delays_nor_hastens_it(store: Store) -> None:
    await store.post_codes([posting()])
    for due in (LATER, LATER + HOUR, LATER - SECOND):
        await store.set_sharing(GUILD, [CODE], due=due)

    assert [one.share_at for one in await store.postings(GUILD)] == [LATER]


async def test_what_was_taken_back_in_time_is_not_shared(store: Store) -> None:
    await store.add_codes([CODE], at=NOW, shared=False)
    await store.post_codes([posting()])
    await store.set_sharing(GUILD, [CODE, OTHER_CODE], due=LATER)
    await store.set_sharing(OTHER_GUILD, [CODE], due=None)
    await store.set_sharing(GUILD, [CODE], due=None)

    assert await store.share_due(at=LATER) is None
    assert not (await only(store)).shared
    assert await store.postings(GUILD) == [posting()]


async def test_a_code_that_was_forgotten_meanwhile_stays_so(store: Store) -> None:
    await store.add_codes([CODE], at=NOW, shared=False)
    await store.post_codes([posting()])
    await store.set_sharing(GUILD, [CODE], due=NOW)
    await store.remove_codes([CODE])

    assert await store.share_due(at=LATER) is None
    assert await store.codes() == []
