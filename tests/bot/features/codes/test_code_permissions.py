"""Codes and runs are for managers of the guild alone, and each guild sees but its own."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autoredeem.bot.features.codes import HANDLERS as CODES
from autoredeem.bot.features.codes.outcome_groups import GROUPS
from autoredeem.bot.features.runs import HANDLERS as RUNS
from autoredeem.bot.kit.handlers import Handler
from autoredeem.bot.kit.permissions import Right
from autoredeem.domain.guilds import Posting
from autoredeem.domain.redemptions import Outcome
from support.bot_play import Play
from support.bot_runs import done_of, enrol
from support.facts import NOW, OTHER_GUILD, attempt, settlement
from support.interactions import command, forge, shown

NAMES = [handler.name for handler in (*CODES, *RUNS) if isinstance(handler, Handler)]
FORGED = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
VALUES = st.sampled_from(["ALIVE", "alive", "SECRET", "1", "-1", "99999", "-", "all", "%"]) | FORGED


@pytest.mark.parametrize("name", NAMES)
async def test_nobody_but_managers_does_anything_with_codes(play: Play, name: str) -> None:
    await enrol(play)
    await command(play.leader, "codes add", codes="ALIVE")
    old = await command(play.player, "autoredeem")
    for way in (f"{name}?code=ALIVE&codes=SECOND&text=SECOND1&share=1", name):
        assert "Only for managers" in (await forge(play.player, old, way, "ALIVE")).text
    assert [one.code for one in await play.store.codes()] == ["ALIVE"]
    assert not await play.store.runs()
    assert await done_of(play) == ["codes-added"]


@pytest.mark.parametrize(
    ("name", "options"),
    [("codes list", {}), ("codes add", {"codes": "ALIVE"}), ("codes history", {"code": "ALIVE"}),
     ("redeem", {"code": "ALIVE"}), ("runs", {})],
)  # fmt: skip
async def test_commands_for_managers_are_refused_to_players(
    play: Play, name: str, options: dict[str, str]
) -> None:
    assert "Only for managers" in (await command(play.player, name, **options)).text
    assert not await play.store.codes()


async def test_a_message_is_redeemed_by_managers_alone(play: Play) -> None:
    written = await play.leader.say("code: ALIVE")
    seen = await shown(await play.player.message_command("Redeem this code", written))
    assert "Only for managers" in seen.text


@pytest.mark.parametrize("name", ["code", "code-retry", "code-share", "run", "run-stop", "run-go"])
async def test_what_another_guild_keeps_to_itself_is_not_there_whatever_is_forged(
    play: Play, name: str
) -> None:
    await enrol(play)
    await play.store.add_codes(["SECRET"], at=NOW, shared=False)
    await play.store.post_codes([Posting(OTHER_GUILD, "SECRET", "someone else", NOW)])
    await play.store.settle([settlement(code="SECRET", guild_id=OTHER_GUILD)])
    await play.store.note_attempts([attempt(code="SECRET", guild_id=OTHER_GUILD)])
    old = await command(play.leader, "codes list")
    seen = await forge(play.leader, old, f"{name}?code=secret")
    assert "SECRET" not in seen.text
    assert "This server doesn’t know" in seen.text or "There is no run of" in seen.text
    assert not (await play.store.codes())[0].shared
    assert not await done_of(play)


async def test_choosing_another_guilds_code_is_but_typing_it(play: Play) -> None:
    await enrol(play)
    await play.store.add_codes(["SECRET"], at=NOW, shared=False)
    await play.store.post_codes([Posting(OTHER_GUILD, "SECRET", "someone else", NOW)])
    old = await command(play.leader, "codes list")
    await forge(play.leader, old, "redeem-chosen", "SECRET", "no code", "")
    (posting,) = await play.store.postings(play.guild_id)
    assert posting.code == "SECRET"
    assert [one.by for one in await play.store.postings(OTHER_GUILD)] == ["someone else"]
    assert not (await play.store.codes())[0].shared


async def test_a_code_that_was_not_added_here_cannot_be_shared_from_here(play: Play) -> None:
    await enrol(play)
    await play.store.add_codes(["ALIVE"], at=NOW, shared=True)
    await play.services.engine.want([(play.guild_id, "SECOND")])
    old = await command(play.leader, "codes list")
    for code in ("ALIVE", "SECOND"):
        seen = await forge(play.leader, old, f"code-share?code={code}")
        assert "Only codes that were added on this server" in seen.text
    assert not await done_of(play)


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.sampled_from(NAMES),
    st.dictionaries(st.sampled_from(["code", "codes", "show", "page", "share", "text"]), VALUES),
    st.lists(VALUES, max_size=3),
)
async def test_whatever_is_forged_it_is_answered(
    play: Play, name: str, carried: dict[str, str], chosen: list[str]
) -> None:
    pairs = "&".join(f"{key}={value}" for key, value in carried.items())
    source = await (await play.leader.forge("panel")).message()
    await forge(play.leader, source, f"{name}?{pairs}", *chosen)


def test_every_handler_here_is_for_managers_of_a_guild_that_is_set_up() -> None:
    handlers = [one for one in (*CODES, *RUNS) if isinstance(one, Handler)]
    assert {(one.right, one.for_all) for one in handlers} == {(Right.MANAGER, False)}


def test_every_outcome_that_gives_nothing_has_a_group_of_its_own() -> None:
    settled = {Outcome.REDEEMED, Outcome.ALREADY_REDEEMED, Outcome.SAME_TYPE_REDEEMED}
    assert {one.value for one in set(Outcome) - settled} == set(GROUPS[3:])
