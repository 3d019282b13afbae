"""Members for the bot's tests, and what its lists show of them."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import Message
from support.discord_server.parts import STRING_MENU, find, flat
from support.facts import NOW

NORTH = State(245)


def alliance(count: int) -> list[Member]:
    """Return so many members: player 0001 has the least id and state, and the highest level."""
    return [
        Member(
            Fid(1_000 + number), State(number), f"Player {number:04}", 1 + (count - number) % 900
        )
        for number in range(1, count + 1)
    ]


async def enrolled(play: Play, *members: Member) -> None:
    """Enrol members in the guild."""
    await play.store.enrol(play.guild_id, members, by="test", at=NOW)


async def have(play: Play, *members: Member) -> None:
    """Enrol accounts as the player's own."""
    owner = UserId(play.player.id)
    await enrolled(play, *(replace(one, owner=owner) for one in members))


async def roster(play: Play) -> Mapping[int, Member]:
    """Return all members of the guild."""
    batches = [batch async for batch in play.store.members(play.guild_id)]
    return {one.fid: one for batch in batches for one in batch}


async def trail(play: Play) -> Collection[str]:
    """Return what is in the audit trail, the latest first, as a leader sees it."""
    shown = await (await play.leader.forge("audit")).message()
    return [line.split("> ", 2)[2] for line in shown.text.splitlines() if line.startswith("<t:")]


def offered(message: Message, menu: str) -> list[str]:
    """Return the labels of a menu's lines."""
    return [one["label"] for one in find(message.components, menu, STRING_MENU)["options"]]


def carried(message: Message) -> list[str]:
    """Return what all components carry."""
    return [one["custom_id"] for one in flat(message.components) if "custom_id" in one]
