"""What users are told of what was done to their accounts: at once, or above their next card."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from autoredeem.bot.kit.cards import Card, Tone
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import MOST_NAMED, Say, choose
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import UserId


async def tell(request: Request, notices: Sequence[Action]) -> None:
    """Send each user what is left for them; it stays left for whoever accepts no message."""
    by_user = sorted(notices, key=attrgetter("user"))
    told = {user: list(own) for user, own in groupby(by_user, attrgetter("user"))}
    language = choose(request.settings.language, None)
    say = request.bot.words.say(language, request.title)
    accepted = await asyncio.gather(
        *(request.tell(user, _card(request, say, own)) for user, own in told.items())
    )
    await request.services.store.drop_notices(_ids(told, accepted))


async def with_notices(request: Request, card: Card) -> Card:
    """Return the card below what is left to be told to the person; told once it is shown.

    A store that can't say it keeps it for another card.
    """
    stores = [request.bot.titles[title].store for title in request.played]
    asked = (store.notices(request.guild_id, request.person.user) for store in stores)
    try:
        found = await asyncio.gather(*asked)
    except OutsideError:
        return card
    notices = list(zip(request.played, found, strict=True))
    if not any(found):
        return card

    async def drop() -> None:
        with suppress(OutsideError):
            for store, part in zip(stores, found, strict=True):
                await store.drop_notices([one.id for one in part])

    lines = [
        line
        for title, part in notices
        for line in _lines(request.about(title).say, part, named=request.several)
    ]
    return replace(card, above=_first_few(request.say, lines), after=drop)


def _lines(say: Say, notices: Sequence[Action], *, named: bool = False) -> Sequence[str]:
    """Return what notices say, with the game's name where it is to be `named`."""
    game = f"{say('title-name')}: " if named else ""
    return [f"{game}{say(f'notice-{one.what}', id=say.code(_id_of(one)))}" for one in notices]


def _first_few(say: Say, lines: Sequence[str]) -> str:
    return "\n".join([*lines[:MOST_NAMED], *say.left_out(len(lines) - MOST_NAMED)])


def _card(request: Request, say: Say, notices: Sequence[Action]) -> Card:
    server = say.plain(request.guild_name or str(request.guild_id), 100)
    text = _first_few(say, _lines(say, notices, named=request.several))
    return Card(say("notice-title", server=server), text, tone=Tone.WARNING)


def _ids(told: Mapping[UserId, Sequence[Action]], accepted: Sequence[bool]) -> Sequence[str]:
    return [
        notice.id for own, yes in zip(told.values(), accepted, strict=True) for notice in own if yes
    ]


def _id_of(notice: Action) -> str:
    return str(notice.details.get("id", ""))
