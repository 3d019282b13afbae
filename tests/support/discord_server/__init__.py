"""The tests' own Discord: REST, gateway and files over TLS on loopback, for the real client.

Import the two fixtures in a `conftest.py`; a test then reads like this (nothing is patched, the
client only gets a connector):

    async def test_a_player_enrols(discord_server: DiscordServer) -> None:
        guild = discord_server.guild("North", channels=("general", "results"), roles=("Leaders",))
        client = MyClient(connector=discord_server.connector(), guild_ready_timeout=0.05)
        ...  # start it with discord_server.token
        leader = discord_server.person(guild=guild, roles=[guild.role("Leaders")], locale="ru")
        reply = await leader.command("members add", ids="1, 2", state=7)
        assert (await reply.acknowledged()).type == 5
        message = await reply.message()  # what the person sees, once it was edited in
        reply = await leader.press(message, "Edit")  # a label or a custom_id
        reply = await leader.submit(await reply.form(), name="Ann")  # custom_id, or label
        reply = await leader.choose(message, "Channel", guild.channel("results"))
        reply = await leader.message_command("Redeem this code", await leader.say("CODE1"))
        names = [choice["name"] for choice in await (
            await leader.autocomplete("redeem", code="SN")  # the last option is the typed one
        ).choices()]
        reply = await leader.forge("act|of|another", message)  # what a client would not do
        shown = await discord_server.message_in(guild.channel("results"), lambda m: m.edits > 2)

What it knows can be looked at any time: `calls`, `called("PUT", "/commands")`, `edits`,
`messages(channel)`, `intents`, `gateway.heartbeats`, `gateway.identified`, `world.commands`. A
`Message` stays up to date, and keeps every body it ever had (`seen`), who is woken by it (`pings`)
and its files. Files that people attach are `Upload(name, content)`; what the bot downloads is
`called("GET", "attachments")`. People react to messages and edit them, and webhooks post:

        await leader.react(message, "✅")
        await server.webhook(guild.channel("general"), follows=True).say("Code: SNOW26")

What befalls a bot: `ask_to_reconnect()` (op 7), `invalidate()` (op 9), `drop_connections()`,
`remove_bot(guild)`, `delete_channel(channel)` (404), `forbid(channel)` (403), `limit_rate(method,
path)` (429), `answer(method, path, status)` (anything), `reply.expire()`, `gateway.lets_in`,
`gateway.heartbeat_ms` and `gateway.allowed` (privileged intents) before it connects. A bot that is
started again has the second session: `await session(2)`.

**What Discord refuses, the server refuses**, and the test fails at its end with the reason: the
limits of messages, forms, choices and commands are in code (`limits`, `naming`); where Discord's
OpenAPI document is at hand (beside the repository, or named by AUTOREDEEM_TEST_DISCORD_OPENAPI),
each request's body is held to it as well. A test of a refusal takes it: `take_violations()`.

The server runs in a thread with a loop of its own. So a bot's loop that is held doesn't hold
Discord too (as in life: heartbeats go on arriving, or don't, and both are seen); what a test reads
was true on the server, whatever the bot's loop is busy with; and checking doesn't count as a step
of the bot's. Everything that changes the world does so on that thread, one after the other
(`on_its_thread`). Nothing is waited for by sleeping: a bell is rung after each change, and whoever
waits looks again (`until`, 60 s at most).

Not like the real one: an interaction has no deadline of 3 s (`expire` it); rate limits are never
reached (`limit_rate`); roles and overwrites don't decide what the bot may do (`forbid` does);
everyone is offered every command, whatever its default rights; members are known only from what
they do; threads aren't there.
"""

from support.discord_server.fixtures import discord_certificates, discord_server
from support.discord_server.messages import Message
from support.discord_server.options import Upload
from support.discord_server.people import Person
from support.discord_server.places import ADMINISTRATOR, MANAGE_GUILD, Channel, Guild, Role
from support.discord_server.replies import Form, Reply
from support.discord_server.server import DiscordServer
from support.discord_server.webhooks import Webhook

__all__ = [
    "ADMINISTRATOR",
    "MANAGE_GUILD",
    "Channel",
    "DiscordServer",
    "Form",
    "Guild",
    "Message",
    "Person",
    "Reply",
    "Role",
    "Upload",
    "Webhook",
    "discord_certificates",
    "discord_server",
]
