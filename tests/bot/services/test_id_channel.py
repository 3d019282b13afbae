"""Ids in a channel: whoever writes one is enrolled as by /enroll, and is answered once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from autoredeem.bot.features.players.accounts import MOST_ACCOUNTS
from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.bot.services.channel_watch.id_taker import (
    MESSAGES_AT_ONCE,
    MOST_OF_A_MESSAGE,
    REPLIES_AT_ONCE,
)
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.sources import WatchPurpose
from autoredeem.store import open_store
from support.bot_play import STATE, Play, becomes
from support.bot_runs import done_of
from support.discord_server import DiscordServer, Message
from support.facts import NOW, opt_out
from support.rosters import roster
from support.watch_play import WatchPlay, another_guild, news_guild, watching

ANN, BOB = Fid(31_180_101), Fid(31_180_102)
IDS: dict[str, Any] = {"purpose": WatchPurpose.IDS}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'wos.db'}"


def replies(watch: WatchPlay, message: Message) -> Sequence[Message]:
    """Return the bot's answers to a message."""
    return [
        one
        for one in watch.news.messages.values()
        if (one.body.get("message_reference") or {}).get("message_id") == message.id
    ]


async def entry_of(play: Play, fid: Fid) -> Member | None:
    """Return the guild's entry of a player."""
    return (await roster(play)).get(fid)


async def test_whoever_writes_an_id_is_enrolled_and_gets_the_codes_that_are_out(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with watching(discord_server, store_url, watched=IDS) as watch:
        await watch.play.store.add_codes(["SNOW26"], at=NOW)
        message = await watch.player.say("Hi! My id is 31180101")
        await watch.shows(message, "✅")
        assert replies(watch, message) == []
        owned = Member(ANN, STATE, owner=UserId(watch.player.id))
        assert await entry_of(watch.play, ANN) == owned
        assert [run.code for run in await watch.play.store.runs()] == ["SNOW26"]
        assert await done_of(watch.play) == ["enrolled"]


async def test_state_name_and_level_are_taken_as_they_are_written(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        await watch.shows(await watch.player.say("31180101, Annabel, 30, 301"), "✅")
        owner = UserId(watch.player.id)
        wanted = Member(ANN, State(301), "Annabel", 30, owner)
        assert await entry_of(watch.play, ANN) == wanted
        await watch.shows(await watch.player.say("31180101 302"), "✅")
        assert await entry_of(watch.play, ANN) == Member(ANN, State(302), "Annabel", 30, owner)


async def test_several_accounts_in_a_message_are_its_writer_s_each_with_its_line_in_the_trail(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        await watch.shows(await watch.player.say("Mine:\n31180101 245\n31180102 301"), "✅")
        owner = UserId(watch.player.id)
        assert await entry_of(watch.play, ANN) == Member(ANN, State(245), owner=owner)
        assert await entry_of(watch.play, BOB) == Member(BOB, State(301), owner=owner)
        lines = await watch.play.store.actions(watch.play.guild_id, limit=9)
        assert {line.details["id"] for line in lines} == {str(ANN), str(BOB)}


async def test_more_accounts_than_a_few_enroll_nobody(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        before = await roster(watch.play)
        many = "\n".join(str(ANN + number) for number in range(MOST_OF_A_MESSAGE + 1))
        message = await watch.player.say(many)
        await watch.shows(message, "❓")
        assert "at most 5 accounts" in replies(watch, message)[0].text
        assert await roster(watch.play) == before


async def test_talk_bots_and_the_bot_s_own_messages_are_passed_over(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        hook = discord_server.webhook(watch.news, "Helper")
        quiet = [
            await watch.player.say("hello, I have 2 accounts"),
            await watch.player.say("look", embeds=[{"type": "rich", "description": "31180101"}]),
            await hook.say("31180101"),
        ]
        await watch.shows(await watch.player.say("31180102"), "✅")
        for message in quiet:
            await watch.shows(message)
            assert replies(watch, message) == []
        assert await entry_of(watch.play, ANN) is None


async def test_codes_are_not_looked_for_among_ids(discord_server: DiscordServer, url: str) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        message = await watch.leader.say("Code: SNOW26")
        await watch.shows(await watch.player.say("31180101"), "✅")
        await watch.shows(message)
        assert await watch.codes("SNOW26") == []


async def test_what_is_wrong_is_said_in_a_sentence_that_pings_nobody(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        short = await watch.player.say("<@&1> 12345")
        await watch.shows(short, "❓")
        (reply,) = replies(watch, short)
        assert "too short for a player ID" in reply.text
        assert reply.pings == frozenset()
        assert reply.body["allowed_mentions"] == {"parse": [], "replied_user": False}
        await watch.play.set_up(enabled=True, state=None)
        stateless = await watch.player.say("31180101")
        await watch.shows(stateless, "❓")
        assert "write your state behind the player ID" in replies(watch, stateless)[0].text
        assert await entry_of(watch.play, ANN) is None


async def test_sentences_are_in_the_guild_s_language(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        await watch.play.store.change_guilds(
            {watch.play.guild_id: {"language": "ru"}}, by="test", at=NOW
        )
        message = await watch.player.say("12345")
        await watch.shows(message, "❓")
        assert "слишком коротк" in replies(watch, message)[0].text


async def test_the_rules_of_enroll_hold(discord_server: DiscordServer, url: str) -> None:
    limits = GuildLimits(members=12)
    async with watching(discord_server, url, watched=IDS, limits=limits) as watch:
        play, other = watch.play, UserId(999)
        theirs = [Member(ANN, STATE, owner=other)]
        await play.store.enrol(play.guild_id, theirs, by="test", at=NOW)
        await play.store.opt_out([opt_out(BOB, guild_id=play.guild_id, by=other)])
        for typed, why in (
            ("31180101", "belongs to someone else"),
            ("31180102", "block list"),
        ):
            message = await watch.player.say(typed)
            await watch.shows(message, "❌")
            assert why in replies(watch, message)[0].text
        await watch.shows(await watch.player.say("31180103"), "✅")
        full = await watch.player.say("31180104")
        await watch.shows(full, "❌")
        assert "Member limit reached (12)" in replies(watch, full)[0].text
        assert (await entry_of(play, ANN)) == theirs[0]


async def test_where_managers_enroll_a_member_is_refused_and_a_manager_is_not(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        await watch.play.store.change_guilds(
            {watch.play.guild_id: {"enrolling": Enrolling.MANAGERS}}, by="test", at=NOW
        )
        message = await watch.player.say("31180101")
        await watch.shows(message, "❌")
        assert "only managers enroll accounts" in replies(watch, message)[0].text
        await watch.shows(await watch.leader.say("31180101"), "✅")


async def test_one_person_has_no_more_accounts_than_by_enroll(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        owner = UserId(watch.player.id)
        owned = [Member(Fid(BOB + number), STATE, owner=owner) for number in range(MOST_ACCOUNTS)]
        await watch.play.store.enrol(watch.play.guild_id, owned, by="test", at=NOW)
        message = await watch.player.say("31180101")
        await watch.shows(message, "❌")
        assert "Limit reached" in replies(watch, message)[0].text


async def test_an_entry_of_managers_is_claimed_and_their_state_and_name_stay(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        theirs = [Member(ANN, State(7), "Annie")]
        await watch.play.store.enrol(watch.play.guild_id, theirs, by="test", at=NOW)
        message = await watch.player.say("31180101, Zoe, 30, 301")
        await watch.shows(message, "✅")
        assert "The state that managers typed stays" in replies(watch, message)[0].text
        found = await entry_of(watch.play, ANN)
        assert found
        assert (found.state, found.nickname, found.level) == (State(7), "Annie", 30)
        assert (found.owner, await done_of(watch.play)) == (watch.player.id, ["claimed"])


async def test_of_several_accounts_those_that_are_right_are_enrolled_and_it_is_said_how_many(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        message = await watch.player.say("31180101\n31180102, 245, 246")
        await watch.shows(message, "❓")
        (reply,) = replies(watch, message)
        assert reply.text.startswith("Enrolled: 1 of 2. ")
        assert await entry_of(watch.play, ANN)


async def test_an_edit_is_read_as_a_new_message_once(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        message = await watch.player.say("12345")
        await watch.shows(message, "❓")
        await watch.player.edit(message, embeds=[{"type": "rich", "title": "a preview"}])
        await watch.player.edit(message, content="31180101")
        await watch.shows(message, "✅")
        assert len(replies(watch, message)) == 1
        assert await done_of(watch.play) == ["enrolled"]


async def test_talk_that_is_edited_into_an_id_is_read(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        message = await watch.player.say("wait")
        await watch.read(message)
        await watch.player.edit(message, content="31180101")
        await watch.shows(message, "✅")


async def test_what_was_written_while_the_bot_was_off_is_read_once_when_it_is_back(
    discord_server: DiscordServer, store_url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, store_url, guild=guild, watched=IDS) as watch:
        player = watch.player
        await watch.shows(await player.say("hello 31180109"), "✅")
    missed, wrong = await player.say("31180101"), await player.say("12345")
    async with watching(discord_server, store_url, guild=guild, watched=False) as watch:
        await watch.shows(missed, "✅")
        await watch.shows(wrong, "❓")
        owned = Member(ANN, STATE, owner=UserId(player.id))
        assert await entry_of(watch.play, ANN) == owned
        await watch.read(wrong)
    calls = len(discord_server.calls)
    async with watching(discord_server, store_url, guild=guild, watched=False) as watch:
        await watch.shows(await watch.player.say("31180102"), "✅")
        # An answer of an earlier process is changed by an edit.
        await player.edit(wrong, content="31180103")
        await watch.shows(wrong, "✅")
    again = discord_server.calls[calls:]
    assert not [one for one in again if f"/{missed.id}/reactions" in one.path]
    assert len(replies(watch, wrong)) == 1


async def test_a_message_that_was_answered_and_not_noted_as_read_is_answered_once(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, url, guild=guild, watched=IDS) as watch:
        before, player = await watch.watched(), watch.player
        message = await player.say("12345")
        await watch.shows(message, "❓")
        guild_id = watch.play.guild_id
    # As if the process had been killed before it noted what it had read.
    async with open_store(url) as store:
        await store.unwatch_channels(guild_id, [before.channel])
        await store.watch_channels([before])
    watch.news.nonces.clear()
    async with watching(discord_server, url, guild=guild, watched=False) as watch:
        await watch.shows(await player.say("31180101"), "✅")
        assert len(replies(watch, message)) == 1
        await player.edit(message, content="31180102")
        await watch.shows(message, "✅")


async def test_while_the_store_fails_a_message_waits_and_is_answered_once(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        await watch.read(await watch.player.say("nothing"))
        watch.play.gate.close()
        message = await watch.player.say("31180101")
        wrong = await watch.player.say("12345")
        await discord_server.heartbeat(1)
        await watch.shows(message)
        watch.play.gate.open()
        await watch.shows(message, "✅")
        await watch.shows(wrong, "❓")
        assert len(replies(watch, wrong)) == 1


async def test_a_flood_of_one_person_s_is_passed_over_and_others_are_read(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        flood = [await watch.player.say(f"1234{n % 10}") for n in range(MESSAGES_AT_ONCE + 5)]
        message = await watch.leader.say("31180101")
        await watch.shows(message, "✅")
        for one in flood[:MESSAGES_AT_ONCE]:
            await watch.shows(one, "❓")
        for one in flood[MESSAGES_AT_ONCE:]:
            await watch.shows(one)


async def test_a_guild_s_flood_gets_reactions_and_no_more_sentences_than_a_few(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        flood = []
        for _ in range(REPLIES_AT_ONCE // MESSAGES_AT_ONCE + 2):
            person = discord_server.person(guild=watch.play.guild).at(watch.news)
            flood += [await person.say("12345") for _ in range(MESSAGES_AT_ONCE)]
        for one in flood:
            await watch.shows(one, "❓")
        assert sum(len(replies(watch, one)) for one in flood) == REPLIES_AT_ONCE


async def test_a_guild_s_ids_are_its_own(discord_server: DiscordServer, url: str) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        _, other = await another_guild(watch)
        message = await other.say("31180101")
        await watch.shows(await watch.player.say("31180102"), "✅")
        await watch.shows(message)
        assert ANN not in await roster(watch.play)


async def test_a_sentence_that_discord_refuses_keeps_no_reaction_back(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS) as watch:
        fault = discord_server.answer("POST", "/messages$", 403, {"code": 50013}, times=1)
        await watch.shows(await watch.player.say("12345"), "❓")
        await becomes(lambda: not fault.times)


async def test_the_game_is_asked_about_who_writes_and_what_it_refuses_is_said(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS, proofs=True) as watch:
        await becomes(lambda: watch.play.services.engine.sends)
        right = await watch.player.say("31180101 245")
        await watch.shows(right, "✅")
        assert replies(watch, right) == []
        wrong = await watch.player.say("31180102 999")
        await watch.shows(wrong, "❓")
        (reply,) = replies(watch, wrong)
        assert "knows no player `31180102` in state `999`: one of the two is wrong" in reply.text
        assert (await watch.play.store.players([ANN]))[ANN].proven == STATE
        assert await entry_of(watch.play, BOB) is not None, "it is enrolled all the same"


async def test_what_is_beyond_the_bounds_is_checked_with_the_next_code(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=IDS, proofs=True) as watch:
        await becomes(lambda: watch.play.services.engine.sends)
        message = await watch.player.say("31180101\n31180102\n31180103\n31180104")
        await watch.shows(message, "✅")
        (reply,) = replies(watch, message)
        assert "next code" in reply.text
