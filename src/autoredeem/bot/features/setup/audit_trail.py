"""The audit trail: who did what, when, in this guild."""

from datetime import UTC, datetime

from autoredeem.bot.kit.cards import Button, ButtonStyle, Card
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import moment
from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import COMMAND_LINE, NOBODY, UserId
from autoredeem.domain.pseudonyms import is_pseudonym, mark_of

PAGE_SIZE = 10
MENTIONS = {"channel": "<#{}>", "role": "<@&{}>"}


async def audit(request: Request) -> Card:
    """Show the latest actions, or those before one of them."""
    say = request.say
    before = _cursor(request)
    found = await request.services.store.actions(
        request.guild_id, limit=PAGE_SIZE + 1, before=before
    )
    shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    text = "\n".join(_line(request, one) for one in shown) or say("audit-empty")
    row = [Button(say("button-back"), custom_id("panel"))]
    if before:
        row.append(Button(say("button-newest"), custom_id("audit")))
    if more:
        last = shown[-1]
        older = custom_id("audit", at=last.at.timestamp(), id=last.id)
        row.append(Button(say("button-older"), older, ButtonStyle.MAIN))
    return Card(say("audit-title"), text, rows=[row])


def _cursor(request: Request) -> Action | None:
    """Return the entry before which the page ends; None for the latest page. It may be anything."""
    try:
        at = datetime.fromtimestamp(float(request.params["at"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None
    return Action(request.params.get("id", ""), request.guild_id, at, NOBODY, "")


def _line(request: Request, action: Action) -> str:
    say = request.say
    who = _actor(request, action.user)
    shown = {name: _detail_text(request, name, value) for name, value in action.details.items()}
    return f"{moment(action.at, 'f')} {who} {say(f'audit-{action.what}', **shown)}"


def _actor(request: Request, user: UserId) -> str:
    """Return who acted: a user, or a user whose data was deleted, told apart for a while."""
    if is_pseudonym(user):
        return request.say("audit-forgotten-user", mark=mark_of(user))
    names = {NOBODY: "audit-nobody", COMMAND_LINE: "audit-operator"}
    return request.say(names[user]) if user in names else f"<@{user}>"


def _detail_text(request: Request, name: str, value: str | int) -> str | int:
    """Return a detail as text: escaped, or as a mention or a title's name where it is an id."""
    if isinstance(value, int):
        return value
    mention = MENTIONS.get(name)
    if mention and value.isdecimal():
        return mention.format(value)
    if name == "game" and value in request.bot.titles:
        return request.say(f"title-{value}")
    return request.say.name(value, 60)
