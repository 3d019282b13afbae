"""What nobody needs goes; what was settled, and what is known of codes, stays."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.guilds import Posting
from autoredeem.domain.redemptions import Outcome
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord
from support.facts import ANN, BOB, GUILD, NOW, OTHER_GUILD, action, attempt, players, settlement

DEAD = Standing(Life.DEAD, Outcome.EXPIRED)
OLD, UNTIL, SINCE = "Old-1", NOW + timedelta(days=1), NOW + timedelta(days=2)


async def use(store: Store, *codes: str, shared: bool = False) -> None:
    """Leave everything that there can be of codes, in two guilds."""
    await store.add_codes(codes, at=NOW, shared=shared)
    for guild_id in (GUILD, OTHER_GUILD):
        await store.post_codes([Posting(guild_id, code, "Ann", NOW) for code in codes])
        await store.want_runs([(guild_id, code) for code in codes], at=NOW)
        await store.note_attempts([attempt(BOB, guild_id=guild_id, code=code) for code in codes])
        await store.settle([settlement(ANN, guild_id=guild_id, code=code) for code in codes])


async def kept(store: Store, code: str) -> Collection[str]:
    """Return what there is of a code in both guilds."""
    guilds = (GUILD, OTHER_GUILD)
    found = {
        "posted": [p for g in guilds for p in await store.postings(g) if p.code == code],
        "run": await store.runs(among=[(g, code_key(code)) for g in guilds]),
        "refused": [a for g in guilds for a in await store.attempts(g, code)],
        "settled": [r for g in guilds for r in await store.redemptions(g, [code], [ANN])],
    }
    assert {len(rows) for rows in found.values()} <= {0, 2}, "in both or in none"
    return {name for name, rows in found.items() if rows}


ALL = {"posted", "run", "refused", "settled"}


async def test_of_a_code_long_dead_only_stays_who_got_it_and_that_it_was(store: Store) -> None:
    await use(store, OLD)
    await store.judge({OLD: DEAD}, at=NOW)

    assert await store.prune_codes(UNTIL) == 1

    assert await kept(store, OLD) == {"settled"}
    assert await store.codes() == [CodeRecord(OLD, DEAD, NOW, NOW, shared=False)]


async def test_nothing_goes_of_what_is_shared_alive_or_dead_for_less_long(store: Store) -> None:
    await use(store, "Shared", shared=True)
    await use(store, "Alive", "Untried", "Recent")
    dead = {"Shared": DEAD, "Recent": DEAD}
    await store.judge({"Shared": DEAD, "Alive": Standing(Life.ALIVE)}, at=NOW)
    await store.judge({"Recent": DEAD}, at=UNTIL)

    assert await store.prune_codes(UNTIL) == 0

    for code in (*dead, "Alive", "Untried"):
        assert await kept(store, code) == ALL, code


@pytest.mark.parametrize("other", [Standing(), Standing(Life.ALIVE), DEAD])
async def test_nothing_goes_while_another_spelling_is_needed(store: Store, other: Standing) -> None:
    await use(store, OLD)
    await store.add_codes([OLD.upper()], at=NOW, shared=False)
    await store.judge({OLD: DEAD}, at=NOW)
    await store.judge({OLD.upper(): other}, at=SINCE)

    assert await store.prune_codes(UNTIL) == 0
    assert await kept(store, OLD) == ALL

    await store.judge({OLD.upper(): DEAD}, at=SINCE)
    assert await store.prune_codes(SINCE + timedelta(days=1)) == 2
    assert await kept(store, OLD) == {"settled"}


async def test_what_was_pruned_is_not_looked_at_again_and_can_be_posted_anew(store: Store) -> None:
    await use(store, OLD)
    await store.judge({OLD: DEAD}, at=NOW)
    await store.prune_codes(UNTIL)

    await use(store, OLD)

    assert await store.prune_codes(UNTIL) == 0
    assert await kept(store, OLD) == ALL


async def test_thousands_go_at_once(store: Store) -> None:
    codes = [f"Old{number:04}" for number in range(2_100)]
    await store.add_codes(codes, at=NOW, shared=False)
    await store.post_codes([Posting(GUILD, code, "Ann", NOW) for code in codes])
    await store.judge(dict.fromkeys(codes, DEAD), at=NOW)
    crowd = [attempt(fid, code=codes[0]) for fid in players(2_100)]
    await store.note_attempts(crowd)

    assert await store.prune_codes(UNTIL) == 2_100

    assert await store.postings(GUILD) == []
    assert await store.attempts(GUILD, codes[0]) == {}


async def test_a_trail_goes_line_by_line_as_it_grows_old(store: Store) -> None:
    await store.note_actions([action(f"{n}", at=NOW) for n in range(1_100)])
    await store.note_actions([action("later", at=UNTIL), action("there", guild_id=OTHER_GUILD)])

    await store.prune_trails(UNTIL)

    assert [one.id for one in await store.actions(GUILD, limit=10)] == ["later"]
    assert await store.actions(OTHER_GUILD, limit=10) == []


async def test_each_title_is_pruned_by_itself(store_url: str) -> None:
    async with open_store(store_url, "wos") as wos, open_store(store_url, "kingshot") as other:
        for store in (wos, other):
            await use(store, OLD)
            await store.judge({OLD: DEAD}, at=NOW)
            await store.note_actions([action()])

        await wos.prune_codes(UNTIL)
        await wos.prune_trails(UNTIL)

        assert await kept(other, OLD) == ALL
        assert await other.actions(GUILD, limit=1)
