"""Which games a guild plays: one or several, each with settings, members and codes of its own."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from autoredeem.bot.features.setup.panel import settings
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.games import in_game
from autoredeem.bot.kit.handlers import BY, Rejection, Request
from autoredeem.bot.kit.permissions import is_manager
from autoredeem.bot.kit.services import settings_of, titles_played_by
from autoredeem.domain.guilds import Action, GuildChanges
from autoredeem.store.records import RunStatus

BETWEEN = " "
"""Between the names of several titles that a button carries: one of a single title has none."""


async def ask_for_titles(request: Request) -> Card:
    """Set the games that a guild plays; ask first where that stops one of them."""
    titles = _titles_given(request)
    stopped = _stopped(request, titles)
    if not stopped:
        return await choose_titles(request)
    say, lines = request.say, []
    for title in stopped:
        store = request.bot.titles[title].store
        runs = await store.runs_in([request.guild_id], RunStatus.OPEN)
        lines.append(say("change-title.stops", game=say(f"title-{title}"), count=len(runs)))
    names = say.listing(say(f"title-{title}") for title in titles)
    added = [say(f"title-{title}") for title in titles if title not in request.played]
    if added:
        lines.append(say("change-title.keeps", other=say.listing(added)))
    else:
        lines.append(say("change-title.stays"))
    row = [
        Button(
            say("button-yes-change"),
            custom_id("set-title", game=BETWEEN.join(titles)),
            ButtonStyle.DANGER,
        ),
        Button(say("button-cancel"), custom_id("settings")),
    ]
    text = "\n".join(lines)
    title = say("change-title" if added else "only-title", game=names)
    return Card(title, text, tone=Tone.WARNING, rows=[row])


async def choose_titles(request: Request) -> Card:
    """Play these games from now on. What others have stays with them, and they are switched off.

    Those that are added come first, each by a write of its own: so at no moment is none played.
    """
    titles = _titles_given(request)
    for title in _stopped(request, titles):
        # It is asked again: what one game's managers do is not for those of another.
        if not is_manager(request.person, request.played[title]):
            raise Rejection("error-needs-manager")
    added = [title for title in titles if title not in request.played]
    first = len(added) == len(titles)
    for number, title in enumerate(added):
        await _add(request, title, beside=number > 0 or not first)
    for title in _stopped(request, titles):
        await _stop(request, title)
        if not added:
            await _note(request, titles[0], "set-no-title", title)
    request.bot.cache.invalidate(request.guild_id)
    return await _settings_card(request, (added or titles)[0])


def _titles_given(request: Request) -> Sequence[str]:
    """Return the titles that were chosen or carried. Raises Rejection for any other, and none."""
    given = request.selected or request.params.get("game", "").split(BETWEEN)
    if any(title not in request.bot.titles for title in given):
        raise Rejection("error-no-such-title")
    return [title for title in request.bot.titles if title in given]


def _stopped(request: Request, titles: Collection[str]) -> Sequence[str]:
    return [title for title in request.played if title not in titles]


async def _add(request: Request, title: str, *, beside: bool) -> None:
    """Have the guild play one more; what is the guild's own choice in one is taken over at first.

    Nobody who can add a game becomes less in it: the role of managers is the same.
    """
    store = request.bot.titles[title].store
    before = await settings_of(store, request.guild_id)
    changes: GuildChanges = {"chosen_at": request.at, "beside": beside}
    if before.left_at:
        # Whoever chooses something here has the bot here.
        changes["left_at"] = None
    if beside and before.chosen_at is None:
        own = request.settings
        changes |= {
            "manager_role": before.manager_role or own.manager_role,
            "enrolling": own.enrolling,
            "language": own.language,
        }
    await store.change_guilds({request.guild_id: changes}, by=BY, at=request.at)
    await _note(request, title, "set-title", title)


async def _stop(request: Request, title: str) -> None:
    """Play a game no more, switch it off, and stop its open runs; nothing of it is deleted."""
    services, guild_id = request.bot.titles[title], request.guild_id
    changes: GuildChanges = {"chosen_at": None, "beside": False, "enabled": False}
    await services.store.change_guilds({guild_id: changes}, by=BY, at=request.at)
    runs = await services.store.runs_in([guild_id], RunStatus.OPEN)
    await services.engine.stop([run.key for run in runs])


async def _note(request: Request, title: str, kind: str, game: str) -> None:
    """Write into a title's trail which game was chosen, or is played no more."""
    user, details = request.person.user, {"game": game}
    id_ = f"{request.id}-{kind}-{game}"
    line = Action(id_, request.guild_id, request.at, user, kind, details)
    await request.bot.titles[title].store.note_actions([line])


async def _settings_card(request: Request, title: str) -> Card:
    """Show the settings for a title, as everything is now: others choose as well."""
    played = await titles_played_by(request.bot.titles, request.guild_id)
    first, chosen = played.first
    shown = title if title in played.titles else first
    there = replace(
        request,
        title=shown,
        settings=played.titles.get(shown, chosen),
        played=played.titles,
        say=request.bot.words.say(request.say.language, shown),
    )
    return in_game(there, await settings(there))
