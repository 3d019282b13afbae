"""Which game a command is about, in guilds that play several: named, found out, or asked."""

from collections.abc import Sequence
from dataclasses import replace

from autoredeem.bot.gateway.interactions import Invocation
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.confirmations import Confirmations, Place
from autoredeem.bot.kit.custom_ids import fits
from autoredeem.bot.kit.games import title_found_out, which_game_card
from autoredeem.bot.kit.handlers import Handler, Rejection, Request
from autoredeem.bot.kit.permissions import Right, may
from autoredeem.bot.kit.scope import scope_of
from autoredeem.bot.kit.services import BotServices
from autoredeem.domain.ids import GuildId, UserId

KEPT = "which-game"
"""In a handler's place, of what is kept until somebody has said which game it is about.

What is kept no more leads nowhere, as other old messages do.
"""


class GameChoice:
    """Gives each command its game. What no button can carry is kept while somebody is asked."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._kept: Confirmations[Invocation] = Confirmations()

    async def choose(
        self, request: Request, invocation: Invocation, handler: Handler
    ) -> Request | Card:
        """Return the request about its game, or a card that asks which game that is.

        Raises Rejection for a game that the guild does not play, and what the store raises.
        """
        _check_played(request, invocation, handler)
        if not (request.several and invocation.typed) or request.named or handler.across:
            return request
        titles = await self._titles_for(request, handler)
        title, own = "".join(titles[:1]), handler.right is Right.ANYONE
        if len(titles) > 1:
            title = await title_found_out(request, titles, own=own)
        if titles and not title:
            return self._ask(request, invocation, titles)
        return request.about(title) if title else request

    def resumed(
        self, guild_id: GuildId, user: UserId, invocation: Invocation | None
    ) -> Invocation | None:
        """Return what was kept until its game was known; anything else as it is."""
        if invocation is None or invocation.handler != KEPT:
            return invocation
        question, now = invocation.params.get("question", ""), self._services.clock.now()
        kept = self._kept.get(_place(guild_id, user), question, at=now)
        if kept is None:
            return invocation
        return replace(kept, title=invocation.title, in_place=invocation.in_place, typed=False)

    async def _titles_for(self, request: Request, handler: Handler) -> Sequence[str]:
        """Return those of the guild's titles in which the person has the right."""
        person, operators = request.person, self._services.operators
        allowed = {
            title: may(person, handler.right, settings, operators)
            for title, settings in request.played.items()
        }
        if handler.right is Right.ALLIANCE:
            for title in [title for title, may_do in allowed.items() if not may_do]:
                allowed[title] = bool(await scope_of(request.about(title)))
        return [title for title, may_do in allowed.items() if may_do]

    def _ask(self, request: Request, invocation: Invocation, titles: Sequence[str]) -> Card:
        """Ask which game it is about. The buttons carry what was wanted, or it is kept a while."""
        name, params = invocation.handler, invocation.params
        if invocation.file or not fits(name, params):
            size = sum(map(len, params.values()))
            place = _place(request.guild_id, request.person.user)
            self._kept.put(place, request.id, invocation, size, at=request.at)
            name, params = KEPT, {"question": request.id}
        return which_game_card(request.say, titles, name, params)


def _check_played(request: Request, invocation: Invocation, handler: Handler) -> None:
    """Raise Rejection where a game was named that the guild does not play."""
    title = invocation.title
    if title and request.title and not (request.named or handler.across):
        if title not in request.bot.titles:
            raise Rejection("error-no-such-title")
        raise Rejection("error-not-played", game=request.say(f"title-{title}"))


def _place(guild_id: GuildId, user: UserId) -> Place:
    return guild_id, str(user)
