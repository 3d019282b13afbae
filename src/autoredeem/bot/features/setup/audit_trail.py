"""The audit trail: who did what, when, in this guild."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from autoredeem.bot.features.setup.trail_subjects import KINDS, Subject
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, PersonMenu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.inputs import read_or_none
from autoredeem.bot.words import key_of, moment
from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import COMMAND_LINE, NOBODY, UserId, parse_user_id
from autoredeem.domain.pseudonyms import is_pseudonym, mark_of

PAGE_SIZE = 10
MENTIONS = {"channel": "<#{}>", "role": "<@&{}>"}
ANY = "-"


@dataclass(frozen=True, slots=True)
class _Filter:
    """Whose lines are shown, and of which subject; None: of any."""

    by: UserId | None = None
    subject: Subject | None = None

    def params(self) -> Mapping[str, object]:
        """Return what buttons carry of it."""
        carried = {"by": self.by, "of": self.subject}
        return {name: value for name, value in carried.items() if value}


async def audit(request: Request) -> Card:
    """Show the latest actions, or those before one of them, by the filter that is carried."""
    return await _show(request, _filter_in(request))


async def audit_by(request: Request) -> Card:
    """Show the actions of the person who was chosen, or again of everybody."""
    by = read_or_none(parse_user_id, request.picked)
    return await _show(request, replace(_filter_in(request), by=by))


async def audit_of(request: Request) -> Card:
    """Show the actions on the subject that was chosen, or again on all."""
    return await _show(request, replace(_filter_in(request), subject=_subject(request.picked)))


async def _show(request: Request, wanted: _Filter) -> Card:
    say, before = request.say, _cursor(request)
    found = await request.services.store.actions(
        request.guild_id,
        limit=PAGE_SIZE + 1,
        before=before,
        by=wanted.by,
        kinds=wanted.subject and KINDS[wanted.subject],
    )
    shown = found[:PAGE_SIZE]
    nothing = say("trail-none-such" if wanted.params() else "audit-empty")
    text = "\n".join(_line(request, one) for one in shown) or nothing
    row = [Button(say("button-back"), custom_id("panel"))]
    if before:
        row.append(Button(say("button-newest"), custom_id("audit", **wanted.params())))
    if len(found) > PAGE_SIZE:
        last = shown[-1]
        older = custom_id("audit", at=last.at.timestamp(), id=last.id, **wanted.params())
        row.append(Button(say("button-older"), older, ButtonStyle.MAIN))
    return Card(say("audit-title"), text, rows=[*_menus(request, wanted), row])


def _menus(request: Request, wanted: _Filter) -> Sequence[Row]:
    say = request.say
    choices = [Choice(say("trail-all"), ANY, selected=wanted.subject is None)]
    choices += [
        Choice(say(key_of("trail", one)), one.value, selected=one is wanted.subject)
        for one in Subject
    ]
    who, what = (
        custom_id("audit-by", **replace(wanted, by=None).params()),
        custom_id("audit-of", **replace(wanted, subject=None).params()),
    )
    return [
        PersonMenu(who, say("hint-trail-who"), wanted.by),
        Menu(what, say("hint-trail-what"), choices),
    ]


def _filter_in(request: Request) -> _Filter:
    """Read the filter that a button or a menu carries; it may be anything."""
    by = read_or_none(parse_user_id, request.params.get("by", ""))
    return _Filter(by, _subject(request.params.get("of", "")))


def _subject(text: str) -> Subject | None:
    return next((one for one in Subject if one.value == text), None)


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
