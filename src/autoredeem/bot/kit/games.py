"""Which game something is about, in guilds that play several; others see nothing of it."""

import asyncio
import re
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from autoredeem.bot.kit.cards import Button, Card, Form, Link, Row, Tone
from autoredeem.bot.kit.custom_ids import about_title, custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.inputs import each_in
from autoredeem.bot.words import Say
from autoredeem.domain.codes import code_key, parse_code
from autoredeem.domain.ids import parse_fid
from autoredeem.game.titles import titles_named
from autoredeem.store.interface import Store

T = TypeVar("T")

LONGEST_CARD_TITLE, LONGEST_FORM_TITLE = 256, 45
"""Characters of titles, by Discord's documentation."""

MOST_LOOKED_UP = 1_000
"""Ids that are looked up to learn which game they are of: one question to each store."""

_BETWEEN = re.compile(r"[^\w-]+")

IDS = ("id", "ids")
CODES = ("code", "codes")
TEXT = "text"
"""Parameters of commands by which it can be found out which game they are about."""


def in_game(request: Request, card: Card) -> Card:
    """Return a card that names the game, and whose buttons carry it, where a guild plays several.

    What is about another game already stays.
    """
    return card_in_game(request.say, request.title, card) if request.several else card


def card_in_game(say: Say, title: str, card: Card) -> Card:
    """Return a card that names a game, and whose buttons carry it."""
    named = _with_game(say, title, card.title, LONGEST_CARD_TITLE)
    return replace(card_about(title, card), title=named)


def card_about(title: str, card: Card) -> Card:
    """Return a card whose buttons carry a game, but for those that carry one already."""
    return replace(card, rows=[_row_about(title, row) for row in card.rows])


def form_in_game(say: Say, title: str, form: Form) -> Form:
    """Return a form that names a game, and carries it."""
    named = _with_game(say, title, form.title, LONGEST_FORM_TITLE)
    return replace(form, title=named, custom_id=about_title(form.custom_id, title))


def which_game_card(
    say: Say, titles: Collection[str], handler: str, params: Mapping[str, str]
) -> Card:
    """Ask which game it is about: a button for each leads to a handler."""
    made = custom_id(handler, **params)
    row = [Button(say(f"title-{one}"), about_title(made, one)) for one in titles]
    return Card(say("which-game"), say("which-game.text"), tone=Tone.WARNING, rows=[row])


async def title_found_out(request: Request, titles: Collection[str], *, own: bool) -> str:
    """Return which of some titles a command is about, by the ids or codes in it.

    Where it has none and is about the person's `own` accounts, by those. Empty where that can't be
    found out: they are known in none, or not in one alone. A question or two to each title's store.
    """
    params, found = request.params, frozenset[str]()
    if ids := _first_of(params, IDS):
        fids, _ = each_in(re.findall(r"\d+", ids), parse_fid)
        asked = fids[:MOST_LOOKED_UP]
        found = await _where(
            request,
            titles,
            lambda store: store.members_among(request.guild_id, asked),
            lambda known: bool(asked) and known.keys() >= set(asked),
        )
    elif text := params.get(TEXT):
        found = titles_named(text) & set(titles)
        if len(found) != 1:
            found = await _where_codes(request, titles, text, least=1)
    elif codes := _first_of(params, CODES):
        found = await _where_codes(request, titles, codes)
    elif own:
        found = await _where(
            request,
            titles,
            lambda store: store.owned_by(request.person.user),
            lambda owned: request.guild_id in owned,
        )
    return next(iter(found)) if len(found) == 1 else ""


async def _where_codes(
    request: Request, titles: Collection[str], text: str, least: int = 0
) -> frozenset[str]:
    """Return the titles in which a guild sees all the codes in a text, or at `least` so many."""
    codes, _ = each_in(_BETWEEN.split(text), parse_code)
    wanted = frozenset(map(code_key, codes))
    return await _where(
        request,
        titles,
        lambda store: store.visible_codes(request.guild_id),
        lambda seen: (
            len(wanted & {code_key(one.code) for one in seen}) >= max(1, least or len(wanted))
        ),
    )


async def _where(
    request: Request,
    titles: Collection[str],
    ask: Callable[[Store], Coroutine[None, None, T]],
    holds: Callable[[T], bool],
) -> frozenset[str]:
    """Return the titles of which something holds that their stores are asked, all at once."""
    stores = [request.bot.titles[one].store for one in titles]
    answers = await asyncio.gather(*map(ask, stores))
    return frozenset(one for one, told in zip(titles, answers, strict=True) if holds(told))


def _first_of(params: Mapping[str, str], names: Sequence[str]) -> str:
    return next((params[name] for name in names if params.get(name)), "")


def _with_game(say: Say, title: str, named: str, most: int) -> str:
    game = f" · {say(f'title-{title}')}"
    return named[: most - len(game)] + game


def _row_about(title: str, row: Row) -> Row:
    if isinstance(row, Sequence):
        return [_button_about(title, one) for one in row]
    return replace(row, custom_id=about_title(row.custom_id, title))


def _button_about(title: str, button: Button | Link) -> Button | Link:
    if isinstance(button, Link):
        return button
    return replace(button, custom_id=about_title(button.custom_id, title))
