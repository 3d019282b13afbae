"""Who the bot is, where the gateway is, and what guilds there are."""

from support.discord_server.gateway import MESSAGE_CONTENT
from support.discord_server.places import member as written_member
from support.discord_server.tls import GATEWAY
from support.discord_server.wire import Payload, unknown
from support.discord_server.world import Call, World

LIMITED_CONTENT = 1 << 19
"""The flag of an application in few guilds that may read messages."""


def me(world: World, _: Call) -> Payload:
    """Return the bot's user."""
    return {**world.bot.payload(), "mfa_enabled": False, "locale": "en-US", "verified": True}


def application(world: World, _: Call) -> Payload:
    """Return the bot's application."""
    flags = LIMITED_CONTENT if world.gateway.allowed & MESSAGE_CONTENT else 0
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": world.owner.payload(),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def gateway(_: World, __: Call) -> Payload:
    """Return where the gateway is."""
    starts = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return {"url": f"wss://{GATEWAY}", "shards": 1, "session_start_limit": starts}


def guild(world: World, call: Call) -> Payload:
    """Return a guild that the bot is in."""
    found = world.guilds.get(int(call.places["guild_id"]))
    if found is None or not found.has_bot:
        raise unknown("Guild", 10004)
    return found.payload()


def member(world: World, call: Call) -> Payload:
    """Return a member of a guild that the bot is in."""
    found = world.guilds.get(int(call.places["guild_id"]))
    number = int(call.places["user_id"])
    if found is None or not found.has_bot:
        raise unknown("Guild", 10004)
    if number not in found.members:
        raise unknown("Member", 10007)
    user = world.users[number]
    return {**written_member(user, found.members[number]), "user": user.payload()}


def role(world: World, call: Call) -> Payload:
    """Return a role of a guild that the bot is in."""
    found = world.guilds.get(int(call.places["guild_id"]))
    if found is None or not found.has_bot:
        raise unknown("Guild", 10004)
    if int(call.places["role_id"]) not in found.roles:
        raise unknown("Role", 10011)
    return found.roles[int(call.places["role_id"])].payload()


def leave(world: World, call: Call) -> None:
    """Take the bot out of a guild."""
    found = world.guilds.get(int(call.places["guild_id"]))
    if found is None or not found.has_bot:
        raise unknown("Guild", 10004)
    found.has_bot = False
    world.gateway.dispatch("GUILD_DELETE", {"id": str(found.id)}, 1)


def user(world: World, call: Call) -> Payload:
    """Return a user."""
    found = world.users.get(int(call.places["user_id"]))
    if found is None:
        raise unknown("User", 10013)
    return found.payload()


HANDLERS = {
    ("GET", "/users/@me"): me,
    ("GET", "/users/{user_id}"): user,
    ("GET", "/oauth2/applications/@me"): application,
    ("GET", "/applications/@me"): application,
    ("GET", "/gateway/bot"): gateway,
    ("GET", "/guilds/{guild_id}"): guild,
    ("GET", "/guilds/{guild_id}/members/{user_id}"): member,
    ("GET", "/guilds/{guild_id}/roles/{role_id}"): role,
    ("DELETE", "/users/@me/guilds/{guild_id}"): leave,
}
