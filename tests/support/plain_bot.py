"""The plainest bot that there is: discord.py alone, with a command tree, to try the server with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import discord
from discord import app_commands

from support.discord_server import DiscordServer

Interaction = discord.Interaction["PlainBot"]


class PlainBot(discord.Client):
    """A client whose commands are given by a test. `did` has what happened, in order."""

    def __init__(self, server: DiscordServer, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True),
            connector=server.connector(),
            guild_ready_timeout=0.05,
        )
        self.tree = app_commands.CommandTree(self)
        self.happened: list[str] = []
        self.on_part: Callable[[Interaction], Awaitable[object]] | None = None

    async def setup_hook(self) -> None:
        """Register the commands, before the gateway."""
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once, without the 5 s that a real Discord wants."""

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        """Keep what happened."""
        self.happened.append(event)
        super().dispatch(event, *args, **kwargs)

    async def until(self, event: str) -> None:
        """Wait until something has happened since the bot was made."""
        if event not in self.happened:
            await self.wait_for(event, timeout=60)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Pass to the test what no command answers."""
        kinds = {discord.InteractionType.component, discord.InteractionType.modal_submit}
        if interaction.type in kinds and self.on_part is not None:
            await self.on_part(interaction)


@asynccontextmanager
async def running(bot: PlainBot, token: str) -> AsyncIterator[PlainBot]:
    """Run a bot until the block ends; gives it when it is connected."""
    async with asyncio.TaskGroup() as tasks, bot:
        tasks.create_task(bot.start(token))
        await bot.until("connect")
        yield bot
