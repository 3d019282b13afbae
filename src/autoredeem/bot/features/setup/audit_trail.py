"""The audit trail: who did what, when, in this guild."""

from datetime import UTC, datetime

from autoredeem.bot.kit.cards import Button, Card, Look, to
from autoredeem.bot.kit.handlers import Ask
from autoredeem.bot.words import moment
from autoredeem.domain.guilds import NOBODY, Action

A_PAGE = 10
MENTIONS = {"channel": "<#{}>", "role": "<@&{}>"}


async def audit(ask: Ask) -> Card:
    """Show the latest actions, or those before one of them."""
    say = ask.say
    before = _before(ask)
    found = await ask.desk.store.actions(ask.guild_id, limit=A_PAGE + 1, before=before)
    shown, more = found[:A_PAGE], len(found) > A_PAGE
    text = "\n".join(_line(ask, one) for one in shown) or say("audit-empty")
    row = [Button(say("button-back"), to("panel"))]
    if before:
        row.append(Button(say("button-newest"), to("audit")))
    if more:
        last = shown[-1]
        older = to("audit", at=last.at.timestamp(), id=last.id)
        row.append(Button(say("button-older"), older, Look.MAIN))
    return Card(say("audit-title"), text, rows=[row])


def _before(ask: Ask) -> Action | None:
    """Give the place in the trail from which to go on; None: its end. It may be anything."""
    try:
        at = datetime.fromtimestamp(float(ask.given["at"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None
    return Action(ask.given.get("id", ""), ask.guild_id, at, NOBODY, "")


def _line(ask: Ask, action: Action) -> str:
    say = ask.say
    who = f"<@{action.user}>" if action.user != NOBODY else say("audit-nobody")
    shown = {name: _shown(ask, name, value) for name, value in action.details.items()}
    return f"{moment(action.at, 'f')} {who} {say(f'audit-{action.what}', **shown)}"


def _shown(ask: Ask, name: str, value: str | int) -> str | int:
    """Show a detail: what people typed as harmless text, what has a name here by that name."""
    if isinstance(value, int):
        return value
    mention = MENTIONS.get(name)
    if mention and value.isdecimal():
        return mention.format(value)
    if name == "game" and value in ask.desks:
        return ask.say(f"title-{value}")
    return ask.say.name(value, 60)
