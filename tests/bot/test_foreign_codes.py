"""However many codes other guilds keep to themselves, this guild neither sees nor reads them."""

from collections.abc import Collection, Sequence

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.store.records import CodeRecord
from support.bot_play import Play, becomes, playing_bot
from support.discord_server import DiscordServer
from support.facts import NOW
from support.interactions import command

FOREIGN = 10_000
OWN, SHARED = "OWN26", "SHARED26"


async def fill(play: Play) -> None:
    """Post codes in twenty other guilds, a code here, and share one."""
    for guild in range(20):
        part = [f"FOREIGN{number}" for number in range(guild, FOREIGN, 20)]
        await play.store.add_codes(part, at=NOW, shared=False)
        posted = [Posting(GuildId(guild + 1), code, "test", NOW) for code in part]
        await play.store.post_codes(posted)
        await play.store.judge(dict.fromkeys(part, Standing(Life.ALIVE)), at=NOW)
    await play.store.add_codes([OWN], at=NOW, shared=False)
    await play.store.post_codes([Posting(play.guild_id, OWN, "test", NOW)])
    await play.store.add_codes([SHARED], at=NOW)


def records_read(play: Play) -> list[int]:
    """Return how many codes each answer to a handler has, as they are read."""
    store, counts = play.gate._store, list[int]()
    codes, visible = store.codes, store.visible_codes

    async def counted(keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        found = await codes(keys)
        counts.append(len(found))
        return found

    async def counted_visible(guild_id: GuildId) -> Sequence[CodeRecord]:
        found = await visible(guild_id)
        counts.append(len(found))
        return found

    store.codes, store.visible_codes = counted, counted_visible  # type: ignore[method-assign]
    return counts


async def test_a_guild_neither_sees_nor_reads_what_others_keep_to_themselves(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up()
        await fill(play)
        read = records_read(play)
        await command(play.player, "enroll", id="31180101")

        cards = [
            await command(play.player, "me"),
            await command(play.leader, "codes list"),
            await command(play.leader, "runs"),
            await command(play.leader, "codes history", code=OWN),
        ]
        await (await play.leader.autocomplete("redeem", code="")).choices()
        await becomes(lambda: play.bot._services.cache.get(play.guild_id) is not None)
        offered = await (await play.leader.autocomplete("redeem", code="26")).choices()
        foreign = await (await play.leader.autocomplete("redeem", code="FOREIGN")).choices()

        assert "FOREIGN" not in "".join(card.text for card in cards)
        assert OWN in cards[1].text
        assert {choice["name"] for choice in offered} == {OWN, SHARED}
        assert foreign == []
        assert len(read) >= len(cards)
        assert max(read) <= 2
