"""Autocompletion: answered from the cache, at once, and with nothing of another guild's."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.kit.guild_cache import (
    MOST_CODES,
    MOST_GUILDS,
    MOST_MEMBERS,
    MOST_SUGGESTED,
    CachedGuild,
    GuildCache,
    codes_like,
    members_like,
)
from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import GuildSettings, Posting
from autoredeem.domain.ids import Fid, GuildId, RoleId
from autoredeem.domain.players import Member
from autoredeem.store.records import CodeRecord
from support.bot_play import Play, becomes, playing_bot
from support.bot_runs import enrol, stranger
from support.discord_server import DiscordServer, Person
from support.facts import NOW, OTHER_GUILD
from support.interactions import choose, command, press
from support.rosters import enrolled

NOBODY = GuildSettings(GuildId(1))


async def typed(person: Person, name: str, **options: str) -> list[str]:
    """Type into a command's option. Return what is suggested for it."""
    choices = await (await person.autocomplete(name, **options)).choices()
    return [choice["name"] for choice in choices]


async def fill_cache(play: Play, person: Person | None = None) -> None:
    """Have the guild read anew, and wait until it is in the cache."""
    person = person or play.leader
    guild_id = guild_of(person)
    await typed(person, "redeem", code="")
    await becomes(lambda: play.bot._services.cache.get(guild_id) is not None)


def guild_of(person: Person) -> GuildId:
    assert person.standing.guild
    return GuildId(person.standing.guild.id)


def reads(play: Play) -> list[GuildId]:
    """Return the guilds that are read from the store, as they are."""
    real, read = play.gate._store.visible_codes, list[GuildId]()

    async def visible_codes(guild_id: GuildId) -> Sequence[CodeRecord]:
        read.append(guild_id)
        return await real(guild_id)

    play.gate._store.visible_codes = visible_codes  # type: ignore[method-assign]
    return read


async def test_the_first_key_is_answered_with_what_is_read_for_it(play: Play) -> None:
    await enrol(play, [101], nickname="Ann")
    await play.store.add_codes(["ALIVE"], at=NOW)
    assert await typed(play.leader, "members show", id="") == ["101 Ann"]
    assert await typed(play.leader, "redeem", code="al") == ["ALIVE"]
    assert await typed(play.leader, "members show", id="an") == ["101 Ann"]


async def test_every_key_is_answered_before_the_store_has_answered_one(play: Play) -> None:
    await play.store.add_codes(["ALIVE"], at=NOW)
    await fill_cache(play)
    other = await stranger(play)
    read = reads(play)
    play.gate.close()
    for _ in range(10):
        assert await typed(play.leader, "redeem", code="ali") == ["ALIVE"]
        assert await typed(other, "redeem", code="ali") == []
    other_id = guild_of(other)
    play.gate.open()
    await becomes(lambda: play.bot._services.cache.get(other_id) is not None)
    assert await typed(other, "redeem", code="ali") == ["ALIVE"]
    assert read == [other_id]


async def test_for_a_hundred_who_type_at_once_a_guild_is_read_once(play: Play) -> None:
    read = reads(play)
    play.gate.close()
    replies = await asyncio.gather(
        *(play.leader.autocomplete("redeem", code="a") for _ in range(100))
    )
    assert [await reply.choices() for reply in replies] == [[]] * 100
    play.gate.open()
    await becomes(lambda: play.bot._services.cache.get(play.guild_id) is not None)
    assert read == [play.guild_id]


async def test_the_bot_ends_while_the_store_still_has_not_answered(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with asyncio.timeout(60), playing_bot(discord_server, urls) as play:
        play.gate._store.guilds = never  # type: ignore[method-assign,assignment]
        assert await typed(play.leader, "redeem", code="") == []
        await becomes(lambda: bool(play.bot._autocompleter._reading))


async def test_players_are_suggested_no_code_that_their_guild_has_for_itself(play: Play) -> None:
    await play.store.add_codes(["SECRET"], at=NOW, shared=False)
    await play.store.post_codes([Posting(play.guild_id, "SECRET", "test", NOW)])
    await play.store.add_codes(["ALIVE"], at=NOW)
    await fill_cache(play)
    assert set(await typed(play.leader, "redeem", code="")) == {"ALIVE", "SECRET"}
    assert await typed(play.player, "redeem", code="") == ["ALIVE"]
    assert await typed(play.player, "redeem", code="sec") == []


async def test_players_are_suggested_no_members(play: Play) -> None:
    await enrol(play, [101], nickname="Ann")
    await play.store.add_codes(["ALIVE"], at=NOW)
    await fill_cache(play)
    assert await typed(play.leader, "members show", id="1") == ["101 Ann"]
    assert await typed(play.player, "members show", id="1") == []
    assert await typed(play.player, "members edit", id="ann") == []


async def test_whoever_has_the_role_that_is_chosen_later_is_suggested_members(play: Play) -> None:
    await enrol(play, [101], nickname="Ann")
    role = play.guild.role("Leaders")
    officer = play.server.person(guild=play.guild, roles=[role])
    await fill_cache(play)
    assert await typed(officer, "members show", id="1") == []
    panel = await command(play.leader, "autoredeem")
    panel = await press(play.leader, panel, "Settings")
    await choose(play.leader, panel, "Manager role", role)
    assert await typed(officer, "members show", id="1") == ["101 Ann"]


async def test_another_guilds_codes_and_members_are_never_suggested(play: Play) -> None:
    await enrol(play, [101], nickname="Ann")
    await play.store.add_codes(["SECRET"], at=NOW, shared=False)
    await play.store.post_codes([Posting(play.guild_id, "SECRET", "someone", NOW)])
    await play.store.add_codes(["THEIRS"], at=NOW, shared=False)
    await play.store.post_codes([Posting(OTHER_GUILD, "THEIRS", "someone else", NOW)])
    await play.store.add_codes(["ALIVE"], at=NOW)
    other = await stranger(play)
    await fill_cache(play)
    await fill_cache(play, other)
    assert set(await typed(play.leader, "redeem", code="")) == {"ALIVE", "SECRET"}
    assert await typed(other, "redeem", code="") == ["ALIVE"]
    assert await typed(other, "members show", id="") == []


async def test_what_has_changed_is_suggested_from_then_on(play: Play) -> None:
    await fill_cache(play)
    await command(play.leader, "codes add", codes="SECOND")
    await fill_cache(play)
    assert await typed(play.leader, "codes history", code="sec") == ["SECOND"]


async def test_what_changes_while_it_is_read_is_not_cached_as_it_was(play: Play) -> None:
    play.gate.close()
    assert await typed(play.leader, "redeem", code="") == []
    play.bot._services.cache.invalidate(play.guild_id)
    play.gate.open()
    await becomes(lambda: not play.bot._autocompleter._reading)
    assert play.bot._services.cache.get(play.guild_id) is None
    await fill_cache(play)


async def test_a_store_that_is_gone_suggests_nothing_and_is_asked_again(play: Play) -> None:
    real = play.gate._store.guilds

    async def gone(*_: object) -> object:
        raise StoreUnavailable("the server is gone")

    play.gate._store.guilds = gone  # type: ignore[method-assign,assignment]
    assert await typed(play.leader, "redeem", code="") == []
    await becomes(lambda: not play.bot._autocompleter._reading)
    play.gate._store.guilds = real  # type: ignore[method-assign]
    await fill_cache(play)


async def test_a_guild_that_has_chosen_nothing_is_suggested_nothing(empty_play: Play) -> None:
    play = empty_play
    await play.store.add_codes(["ALIVE"], at=NOW)
    for _ in range(3):
        assert await typed(play.leader, "redeem", code="") == []
        await becomes(lambda: not play.bot._autocompleter._reading)


def test_the_cache_holds_the_latest_guilds_and_a_little_of_each() -> None:
    cache = GuildCache()
    members = [Member(Fid(number)) for number in range(1, 2 * MOST_MEMBERS)]
    codes = [f"CODE{number}" for number in range(2 * MOST_CODES)]
    known = {"wos": CachedGuild(NOBODY, codes, codes[1:], members)}
    for guild in range(1, MOST_GUILDS + 101):
        cache.put(GuildId(guild), known)
        cache.set_language(GuildId(guild), "ru")
    kept = [guild for guild in range(1, MOST_GUILDS + 101) if cache.get(GuildId(guild))]
    assert kept == list(range(101, MOST_GUILDS + 101))
    assert [bool(cache.language(GuildId(guild))) for guild in (100, 101)] == [False, True]
    found = cache.get(GuildId(101))
    assert found
    one = found["wos"]
    assert (len(one.codes), len(one.members)) == (MOST_CODES, MOST_MEMBERS)
    assert one.codes[0] == "CODE0", "the newest are kept"
    assert (len(one.shared), one.shared[0]) == (MOST_CODES, "CODE1")


def test_a_guild_that_is_cached_again_stays_the_longest() -> None:
    cache = GuildCache()
    for guild in [*range(1, MOST_GUILDS + 1), 1, MOST_GUILDS + 1]:
        cache.put(GuildId(guild), {"wos": CachedGuild(NOBODY)})
    assert cache.get(GuildId(1))
    assert cache.get(GuildId(2)) is None


@given(st.lists(st.text("abAB_1", min_size=1, max_size=6), max_size=60), st.text("abAB_1"))
def test_codes_are_found_by_any_part_in_any_case_and_never_too_many(
    codes: list[str], part: str
) -> None:
    found = codes_like(codes, part)
    fits = [code for code in codes if part.casefold() in code.casefold()]
    assert found == fits[:MOST_SUGGESTED]


@pytest.mark.parametrize(
    ("part", "found"),
    [("", [101, 211, 102]), ("1", [101, 102]), ("11", []), (" 10 ", [101, 102]),
     ("ANN", [101, 211]), ("\N{MATHEMATICAL BOLD SMALL A}nn", [101, 211]), ("Łu", [102])],
)  # fmt: skip
def test_members_are_found_by_the_begin_of_the_id_or_any_part_of_the_name(
    part: str, found: list[int]
) -> None:
    names = {102: "łukasz", 211: "Joanna", 101: "Ann"}
    members = [Member(Fid(fid), nickname=name) for fid, name in names.items()]
    assert [one.fid for one in members_like(members, part)] == found


async def many(play: Play) -> None:
    """Enrol more than are cached; the last is called otherwise."""
    crowd = [Member(Fid(1_000 + n), nickname="Player") for n in range(MOST_MEMBERS + 100)]
    last = Member(Fid(99_000), nickname="\N{MATHEMATICAL BOLD SCRIPT CAPITAL Z}oe the last")
    await enrolled(play, *crowd, last)


async def test_of_a_guild_larger_than_the_cache_everybody_is_suggested(play: Play) -> None:
    await many(play)
    for part in ("zoe", "99", "the last"):
        assert await typed(play.leader, "members show", id=part) == ["99000 𝓩oe the last"]
    assert len(await typed(play.leader, "members show", id="")) == MOST_SUGGESTED


async def test_where_the_store_does_not_answer_those_in_memory_are_suggested(play: Play) -> None:
    await many(play)
    await fill_cache(play)
    play.gate.close()
    assert await typed(play.leader, "members show", id="1000") == ["1000 Player"]
    play.gate.open()
    assert await typed(play.leader, "members show", id="zoe") == ["99000 𝓩oe the last"]


async def test_who_manages_an_alliance_is_suggested_its_members_alone(play: Play) -> None:
    role = play.guild.role("Leaders")
    reds = Alliance(play.guild_id, AllianceId(1), "Reds", manager_role=RoleId(role.id))
    await play.store.add_alliances([reds])
    ours, theirs = Member(Fid(101), nickname="Ann", alliance=reds.id), Member(Fid(102))
    await enrolled(play, ours, theirs)
    officer = play.server.person(guild=play.guild, roles=[role])
    assert await typed(officer, "members show", id="10") == ["101 Ann"]
    assert await typed(play.player, "members show", id="10") == []
