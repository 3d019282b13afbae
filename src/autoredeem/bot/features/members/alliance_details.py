"""One alliance: what was chosen for it, and the ways to its members."""

from collections.abc import Iterator

from autoredeem.bot.features.members.alliance_lookup import alliance_given
from autoredeem.bot.features.members.list_state import View, encoded_size
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, ChannelMenu, RoleMenu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.domain.alliances import Alliance

MOST_OF_NAME = 45
"""What a name may take of the 100 characters of a button, beside the rest of the form."""


async def show_alliance(request: Request) -> Card:
    """Show the alliance that was chosen."""
    return await alliance_card(request, await alliance_given(request))


async def alliance_card(request: Request, one: Alliance, news: str = "") -> Card:
    """Return the card of an alliance, below what has just changed."""
    counts = await request.services.store.alliance_counts(request.guild_id)
    lines = [*([news, ""] if news else []), *_facts(request, one, counts.get(one.id, 0))]
    return Card(request.say.name(one.name), "\n".join(lines), rows=list(_rows(request, one)))


def _facts(request: Request, one: Alliance, count: int) -> Iterator[str]:
    say, none = request.say, request.say("nothing-chosen")
    yield say("alliance-members", count=count)
    yield say("alliance-state", state=say.code(str(one.state)) if one.state else none)
    yield say("settings-channel", channel=f"<#{one.channel}>" if one.channel else none)
    yield say("alliance-role", role=f"<@&{one.manager_role}>" if one.manager_role else none)
    yield say("alliance-priority", priority=one.priority)


def _rows(request: Request, one: Alliance) -> Iterator[Row]:
    say = request.say
    if request.scope is None:
        channel, role = (custom_id(f"alliance-{part}", a=one.id) for part in ("channel", "role"))
        yield ChannelMenu(channel, say("hint-channel"), one.channel)
        yield RoleMenu(role, say("hint-alliance-role"), one.manager_role)
    yield [
        Button(say("button-members"), _members(one), ButtonStyle.MAIN),
        Button(say("button-move-here"), custom_id("alliance-move-form", a=one.id)),
        Button(say("button-add"), custom_id("members-add-form", a=one.id)),
        Button(say("button-import"), custom_id("members-import-form", a=one.id)),
    ]
    row = [Button(say("button-back"), custom_id("alliances"))]
    if request.scope is None:
        delete = custom_id("alliance-delete", a=one.id)
        row.insert(0, Button(say("button-remove"), delete, ButtonStyle.DANGER))
        row.insert(0, Button(say("button-edit"), _form_id(one)))
    yield row


def _members(one: Alliance) -> str:
    return custom_id("members", **View(alliance=one.id).params())


def _form_id(one: Alliance) -> str:
    """Return the custom id of the form, with the values that it opens with.

    A name that a button can't carry is left out: the form then changes it only if it is typed.
    """
    known = {
        "a": str(one.id),
        "state": str(one.state or ""),
        "first": str(one.priority or ""),
        "name": one.name if encoded_size(one.name) <= MOST_OF_NAME else "",
    }
    return custom_id("alliance-form", **{name: value for name, value in known.items() if value})
