"""Whoever can mend an account that fails is told once for each cause, as they chose to be."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

import discord
import pytest

from autoredeem.bot.services.notifier import Notifier
from autoredeem.bot.services.notifier.letters import MOST_MENTIONED
from autoredeem.bot.services.notifier.service import MOST_CONCURRENT
from autoredeem.bot.services.posted_before import NONCE_HOLDS
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import ChannelId, Fid, GuildId, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store
from support.bot_play import CLOCK, PACE, STATE, Play, becomes, playing_bot
from support.discord_server import DiscordServer, Guild, Message, Person
from support.discord_server.places import READ_HISTORY
from support.facts import NOW
from support.interactions import press, submit
from support.mortal_store import Dying, KilledError
from support.rosters import enrolled, have

ANN, BOB, CAT = Fid(101), Fid(102), Fid(103)
WRONG = State(999)
A_DAY, LONG = timedelta(days=1, minutes=1), NONCE_HOLDS + timedelta(minutes=1)
TITLE = "An account of yours needs you"


class Later(SystemClock):
    """A clock that is ahead by so much."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        """Return a later time."""
        return super().now() + self._ahead


async def refused(play: Play, *fids: Fid, state: State = WRONG) -> None:
    """Let the game have said that players live in another state."""
    known = [KnownPlayer(fid, refused=((state, CLOCK.now()),)) for fid in fids]
    await play.store.note_players(known)


async def failing(play: Play, *fids: Fid) -> None:
    """Let the player own accounts that the game doesn't find."""
    await have(play, *(Member(fid, WRONG) for fid in fids))
    await refused(play, *fids)


async def process(
    play: Play, later: timedelta = timedelta(), store: Store | None = None
) -> Notifier:
    """Return a process that tells people, at another time or with another store."""
    client = connection(play)
    await becomes(lambda: client.get_guild(play.guild.id) is not None and client.is_ready())
    titles = {"wos": replace(play.services, store=store or play.store)}
    services = replace(play.bot._services, titles=titles, clock=Later(later))
    notifier = Notifier(services)
    notifier.connected(client)
    return notifier


async def tell(play: Play, later: timedelta = timedelta()) -> Notifier:
    """Let a process tell whatever is to be told, once."""
    notifier = await process(play, later)
    await notifier.tell_all()
    return notifier


def connection(play: Play) -> discord.Client:
    client = play.bot._connection._client
    assert client
    return client


def told(play: Play, title: str = TITLE) -> list[Message]:
    """Return what people were told in the channel."""
    return [one for one in play.server.messages(play.results) if title in one.text]


def direct(play: Play, person: Person) -> list[Message]:
    """Return what a person was told directly."""
    return play.server.messages(play.server.world.conversation(person.user))


def pings(*people: Person) -> frozenset[str]:
    return frozenset(f"<@{one.id}>" for one in people)


async def choose_way(play: Play, way: ContactWay, person: Person | None = None) -> None:
    user = UserId((person or play.player).id)
    await play.store.set_contact_ways({(play.guild_id, user): way})


async def test_an_owner_is_mentioned_in_the_channel_with_a_way_to_mend_it(any_play: Play) -> None:
    play = any_play
    await failing(play, ANN)
    await tell(play)

    (message,) = told(play)
    assert message.pings == pings(play.player)
    assert "one of the two is wrong" in message.text
    assert "`101`" not in message.text

    card = await press(play.player, message, "Correct my account")
    assert "`101` · state `999`: wrong state" in card.text
    form = await (await play.player.press(card, "Correct 101")).form()
    done = await submit(play.player, form, {"State (in Kingshot: kingdom)": "245"})
    assert "State changed" in done.text
    entries = await play.store.members_among(play.guild_id, [ANN])
    assert entries[ANN].state == STATE


async def test_the_bot_tells_after_a_run_that_failed(
    discord_server: DiscordServer, store_url: str
) -> None:
    pace = replace(PACE, settles=0.05)
    async with playing_bot(discord_server, {"wos": store_url}, pace=pace) as play:
        await play.set_up(enabled=True)
        await have(play, Member(ANN, WRONG), Member(BOB, STATE))
        await play.store.add_codes(["ALIVE"], at=CLOCK.now())
        play.services.rollout.poll()
        message = await play.server.message_in(play.results, lambda one: TITLE in one.text)
        assert message.pings == pings(play.player)


async def test_a_cause_is_told_once(play: Play) -> None:
    await failing(play, ANN)
    await tell(play)
    await tell(play)
    await tell(play, A_DAY)
    assert len(told(play)) == 1


async def test_another_wrong_state_is_another_cause(play: Play) -> None:
    await failing(play, ANN)
    await tell(play)
    await play.store.set_states(play.guild_id, {ANN: State(998)}, at=CLOCK.now())
    await refused(play, ANN, state=State(998))
    await tell(play, A_DAY)
    assert len(told(play)) == 2


async def test_nobody_is_told_twice_within_a_day(play: Play) -> None:
    await failing(play, ANN)
    await tell(play)
    await failing(play, BOB)
    await tell(play)
    assert len(told(play)) == 1

    await tell(play, A_DAY)
    assert len(told(play)) == 2


async def test_a_person_with_ten_accounts_is_told_once(play: Play) -> None:
    fids = [Fid(number) for number in range(101, 111)]
    await failing(play, *fids)
    await enrolled(play, Member(Fid(150), STATE))
    await tell(play)
    (message,) = told(play)
    assert message.content == f"<@{play.player.id}>"
    assert await play.store.untold() == []


async def test_all_whom_it_concerns_are_in_one_message(play: Play) -> None:
    people = [play.server.person(guild=play.guild) for _ in range(3)]
    owners = zip((ANN, BOB, CAT), people, strict=True)
    await enrolled(play, *(Member(fid, WRONG, owner=UserId(one.id)) for fid, one in owners))
    await refused(play, ANN, BOB, CAT)
    await tell(play)
    (message,) = told(play)
    assert message.pings == pings(*people)


async def test_a_thousand_are_told_in_as_few_messages_as_discord_takes(play: Play) -> None:
    users = [UserId(10**18 + number) for number in range(1_000)]
    fids = [Fid(20_000_000 + number) for number in range(1_000)]
    members = [Member(fid, WRONG, owner=user) for fid, user in zip(fids, users, strict=True)]
    await enrolled(play, *members, Member(ANN, STATE))
    await refused(play, *fids)
    play.gate.verbs.clear()
    await tell(play)
    messages = told(play)
    assert len(messages) == -(-1_000 // MOST_MENTIONED)
    assert sum(len(one.pings) for one in messages) == 1_000
    assert max(len(one.content) for one in messages) <= 2_000
    assert play.gate.verbs["save_notifications"] == 1 + 2 * -(-len(messages) // MOST_CONCURRENT)
    assert max(play.gate.verbs.values()) <= play.gate.verbs["save_notifications"]
    assert await play.store.untold() == []


async def test_a_player_whom_the_game_does_not_know_is_told_too(play: Play) -> None:
    await have(play, Member(ANN, STATE))
    await play.store.note_players([KnownPlayer(ANN, missing_at=CLOCK.now())])
    await tell(play)
    assert len(told(play)) == 1


async def test_whoever_mended_it_meanwhile_is_not_told(play: Play) -> None:
    await failing(play, ANN)
    await play.store.note_failures([owed(play, ANN)])
    await play.store.note_players([KnownPlayer(ANN, WRONG, CLOCK.now())])
    await tell(play)
    assert told(play) == []
    assert await play.store.untold() == []


def owed(play: Play, fid: Fid) -> Notification:
    user, cause = UserId(play.player.id), f"{Outcome.WRONG_STATE}:{WRONG}"
    return Notification(play.guild_id, fid, cause, user, CLOCK.now())


async def risen(play: Play, level: int = 30) -> None:
    """Let an account's level be above the one at which it was refused a code that works."""
    await have(play, Member(ANN, STATE, level=level))
    await play.store.add_codes(["HIGH"], at=NOW)
    alive = Standing(Life.ALIVE, due=CLOCK.now() + timedelta(hours=1))
    await play.store.judge({"HIGH": alive}, at=NOW)
    low = Outcome.LEVEL_TOO_LOW
    answer = Attempt(play.guild_id, "HIGH", ANN, low, "", STATE, 1, CLOCK.now(), STATE, 29)
    await play.store.note_attempts([answer])


async def test_whose_level_rose_above_the_gate_is_told(any_play: Play) -> None:
    await risen(any_play)
    await tell(any_play)
    (message,) = told(any_play)
    assert "can be tried again" in message.text
    assert "one of the two is wrong" not in message.text


async def test_whose_level_is_still_too_low_is_not_told(play: Play) -> None:
    await risen(play, level=29)
    await tell(play)
    assert told(play) == []


async def test_who_has_the_code_by_now_is_not_told_of_its_gate(play: Play) -> None:
    await risen(play)
    got = Settlement(play.guild_id, "HIGH", ANN, Outcome.REDEEMED, CLOCK.now())
    await play.store.settle([got])
    await tell(play)
    assert told(play) == []


async def test_who_chose_a_direct_message_gets_one(any_play: Play) -> None:
    play = any_play
    await failing(play, ANN, BOB)
    await choose_way(play, ContactWay.DIRECT)
    await tell(play)
    assert told(play) == []
    (message,) = direct(play, play.player)
    assert "On North, this concerns `101`, `102`." in message.text
    assert message.buttons == ["Go to the server"]
    await tell(play, A_DAY)
    assert len(direct(play, play.player)) == 1


async def test_who_accepts_no_direct_message_is_told_nothing_and_that_is_remembered(
    play: Play,
) -> None:
    await failing(play, ANN)
    await choose_way(play, ContactWay.DIRECT)
    play.server.forbid(play.server.world.conversation(play.player.user), 50007)
    await tell(play)
    assert told(play) == []
    person = play.guild_id, UserId(play.player.id)
    assert await play.store.contact_ways([person]) == {person: ContactWay.REFUSED}
    assert await play.store.untold() == []

    calls = len(play.server.called("POST", "/messages"))
    await failing(play, BOB)
    await tell(play, A_DAY)
    assert len(play.server.called("POST", "/messages")) == calls


async def test_who_chose_nothing_is_told_nothing(play: Play) -> None:
    await failing(play, ANN)
    await choose_way(play, ContactWay.NOTHING)
    await tell(play)
    assert told(play) == []
    assert direct(play, play.player) == []
    assert await play.store.untold() == []


async def test_managers_get_one_line_for_those_whom_nobody_owns(any_play: Play) -> None:
    play = any_play
    await enrolled(play, Member(ANN, WRONG), Member(BOB, WRONG), Member(CAT, STATE))
    await refused(play, ANN, BOB)
    await tell(play)
    (message,) = play.server.messages(play.results)
    assert message.text.startswith("2 members need attention")
    assert not message.pings
    assert [part["custom_id"] for part in message.components[0]["components"]] == ["needs"]


def lines(play: Play) -> list[str]:
    """Return the first lines of what managers were told."""
    texts = (one.text for one in play.server.messages(play.results))
    return [text.partition("\n")[0] for text in texts if "attention" in text]


async def test_managers_are_told_when_more_need_them_and_not_when_fewer_do(play: Play) -> None:
    await enrolled(play, *(Member(fid, WRONG) for fid in (ANN, BOB, CAT)))
    await refused(play, ANN, BOB)
    await tell(play)
    await play.store.remove(play.guild_id, [ANN])
    await tell(play, A_DAY)
    assert lines(play) == ["2 members need attention"]

    await refused(play, CAT)
    await tell(play, timedelta(hours=1))
    assert lines(play) == ["2 members need attention"]

    await tell(play, A_DAY)
    assert lines(play) == ["2 members need attention", "2 members need attention"]


async def test_a_guild_whose_members_all_live_elsewhere_is_left_to_its_board(play: Play) -> None:
    fids = [Fid(number) for number in range(101, 107)]
    await failing(play, *fids)
    await tell(play)
    assert play.server.messages(play.results) == []


async def test_where_there_is_no_channel_it_is_told_once_there_is_one(play: Play) -> None:
    await play.set_up(channel=None)
    await failing(play, ANN)
    await tell(play)
    await play.set_up()
    await tell(play)
    assert len(told(play)) == 1


async def test_a_channel_that_takes_no_message_is_tried_again_later(play: Play) -> None:
    await failing(play, ANN)
    await play.set_up(channel=ChannelId(12345))
    await tell(play)
    (row,) = await play.store.untold()
    assert not row.batch
    await play.set_up()
    await tell(play)
    assert len(told(play)) == 1


async def test_a_guild_that_is_blocked_is_told_nothing(play: Play) -> None:
    await failing(play, ANN)
    await play.set_up(blocked_at=NOW)
    await tell(play)
    assert play.server.messages(play.results) == []


@pytest.fixture
def south(discord_server: DiscordServer) -> Guild:
    """Make another guild before the bot is started."""
    return discord_server.guild("South", channels=("general", "results"))


async def test_who_is_in_two_guilds_is_told_in_one_of_them_a_day(south: Guild, play: Play) -> None:
    await failing(play, ANN)
    other, channel = GuildId(south.id), south.channel("results")
    chosen: GuildChanges = {"channel": ChannelId(channel.id), "enabled": True}
    await play.store.change_guilds({other: chosen}, by="test", at=NOW)
    mine = Member(ANN, WRONG, owner=UserId(play.player.id))
    await play.store.enrol(other, [mine], by="test", at=NOW)
    await tell(play)
    assert len([*told(play), *play.server.messages(channel)]) == 1
    await tell(play, A_DAY)
    assert len([*told(play), *play.server.messages(channel)]) == 2


async def killed(play: Play, steps: int, *, done: bool) -> None:
    """Let a process begin, and die at its n-th step; one that is done before it is none."""
    dying = cast("Store", Dying(play.store, steps, done=done))
    notifier = await process(play, store=dying)
    with pytest.raises(KilledError):
        await notifier.tell_all()


STEPS = range(1, 12)
"""A pass has so many steps, of which any may be the last."""


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("steps", STEPS)
async def test_whenever_a_process_is_killed_everybody_is_told_once(
    play: Play, steps: int, *, done: bool
) -> None:
    friend = play.server.person(guild=play.guild)
    await failing(play, ANN)
    theirs = Member(BOB, WRONG, owner=UserId(friend.id))
    await enrolled(play, theirs, Member(CAT, WRONG))
    await refused(play, BOB, CAT)
    await choose_way(play, ContactWay.DIRECT, friend)
    await killed(play, steps, done=done)
    await tell(play)
    await tell(play, A_DAY)
    assert len(told(play)) == 1
    assert lines(play) == ["1 member needs attention"]
    assert len(direct(play, friend)) == 1
    assert await play.store.untold() == []


async def sent_but_not_noted(play: Play) -> None:
    """Let a process tell the owner of ANN, and die before it notes that."""
    await failing(play, ANN)
    await tell(play)
    (message,) = told(play)
    name = str(message.body["nonce"])
    begun = replace(owed(play, ANN), batch=name, begun_at=CLOCK.now())
    await play.store.save_notifications([begun])


async def test_a_message_whose_nonce_is_forgotten_is_found_in_its_channel(any_play: Play) -> None:
    await sent_but_not_noted(any_play)
    any_play.results.nonces.clear()
    await tell(any_play, LONG)
    assert len(told(any_play)) == 1
    assert await any_play.store.untold() == []


async def test_one_that_was_not_sent_long_ago_is_sent_now(play: Play) -> None:
    await failing(play, ANN)
    begun = replace(owed(play, ANN), batch="p123", begun_at=CLOCK.now() - LONG)
    await play.store.note_failures([begun])
    await tell(play)
    assert len(told(play)) == 1


async def test_where_nobody_can_know_it_is_not_told_again_and_counted(play: Play) -> None:
    await sent_but_not_noted(play)
    play.results.nonces.clear()
    play.results.denied = READ_HISTORY
    await play.server.channel_changed(play.results)
    channel = connection(play).get_channel(play.results.id)
    assert isinstance(channel, discord.TextChannel)
    await becomes(lambda: not channel.permissions_for(channel.guild.me).read_message_history)
    notifier = await tell(play, LONG)
    assert notifier.not_known == 1
    assert len(told(play)) == 1
    assert await play.store.untold() == []


async def test_what_discord_does_not_take_for_now_is_sent_later(play: Play) -> None:
    await failing(play, ANN)
    play.server.answer("POST", "/messages", 503, times=6)
    notifier = await process(play)
    assert await notifier.tell_all()
    while await notifier.tell_all():
        pass
    assert len(told(play)) == 1
    assert await play.store.untold() == []
