"""*Ask them*: one message in a channel to all who need somebody, with a button to answer by."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.features.members.needs import all_in_need, need_given, needs_card
from autoredeem.bot.features.runs.format import fitting
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, ChannelMenu, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.games import card_in_game
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.bot.kit.handlers import PostFailed, Rejection, Request
from autoredeem.bot.kit.inputs import channel_chosen, read_or_none
from autoredeem.bot.words import Say, choose, key_of
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import ChannelId, UserId, parse_channel_id
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member

MOST_MENTIONED = 80
"""Owners whom a message wakes: their mentions have room above a card."""

MOST_LISTED, LONGEST_LIST = 50, 3_000
"""Accounts that are named in the message, and the characters that they may take."""

ASKED = "needs-asked"
"""The line of the trail that says that they were asked."""

RESTS = timedelta(days=1)
"""From one message to the next."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is asked: all members who need somebody, and those of their owners who are known."""

    members: Sequence[Member]
    owners: Sequence[UserId]

    @property
    def mentioned(self) -> Sequence[UserId]:
        """Whom the message wakes."""
        return self.owners[:MOST_MENTIONED]


async def ask(request: Request) -> Card:
    """Show whom a message would ask, and where; another channel can be chosen."""
    need, asked = need_given(request), await _read(request)
    if not asked.members:
        return await needs_card(request, need)
    say = request.say
    channel = await channel_chosen(request) or request.settings.channel
    lines = [say("needs-ask-how", count=len(asked.members))]
    lines.append(say("needs-ask-mentions", count=len(asked.mentioned)))
    lines.append(
        say("needs-ask-where", channel=f"<#{channel}>") if channel else say("needs-ask-choose")
    )
    obstacle = await _obstacle(request)
    if obstacle:
        lines.append(say(obstacle))
    buttons = [Button(say("button-cancel"), custom_id("needs", need=need.value))]
    if channel and not obstacle:
        yes = custom_id("needs-ask-yes", need=need.value, channel=channel)
        buttons.insert(0, Button(say("button-needs-ask-yes"), yes, ButtonStyle.GOOD))
    rows: list[Row] = [
        ChannelMenu(custom_id("needs-ask", need=need.value), say("hint-needs-channel"), channel),
        buttons,
    ]
    return Card(say("needs-ask-title"), "\n".join(lines), tone=Tone.WARNING, rows=rows)


async def ask_now(request: Request) -> Card:
    """Post the message, once a day at the most, and show the list again.

    Raises Rejection where the channel takes none, or they were asked already.
    """
    need = need_given(request)
    channel = await _channel_of(request)
    async with request.bot.locks.asking(request.guild_id):
        if obstacle := await _obstacle(request):
            raise Rejection(obstacle)
        asked = await _read(request)
        if asked.members:
            await _post(request, channel, asked)
            await request.audit("needs-asked", count=len(asked.members), channel=str(channel))
    if not asked.members:
        return await needs_card(request, need)
    say = request.say
    note = say("needs-asked", count=len(asked.members), channel=f"<#{channel}>")
    return await needs_card(request, need, [note])


async def _read(request: Request) -> _Asked:
    each = await asyncio.gather(*(all_in_need(request, need) for need in Need))
    members = list(chain.from_iterable(each))
    return _Asked(members, list(dict.fromkeys(one.owner for one in members if one.owner)))


async def _obstacle(request: Request) -> str | None:
    """Return the message that says why nobody can be asked now; None where they can."""
    if request.settings.enrolling is Enrolling.MANAGERS:
        return "needs-ask-managers-only"
    since = request.at - RESTS
    store = request.services.store
    lately = await store.count_of_guild(request.guild_id, {ASKED}, since=since)
    return "needs-asked-lately" if lately else None


async def _channel_of(request: Request) -> ChannelId:
    """Return the channel that a button carries. Raises Rejection where it takes no message."""
    channel = read_or_none(parse_channel_id, request.params.get("channel", ""))
    if channel is None:
        raise Rejection("error-old-message")
    try:
        refusal = await request.directory.refusal_of(channel)
    except LookupFailed:
        raise Rejection("error-lookup") from None
    if refusal:
        raise Rejection(key_of("needs-channel", refusal), channel=f"<#{channel}>")
    return channel


async def _post(request: Request, channel: ChannelId, asked: _Asked) -> None:
    """Post the message in the guild's language. Raises Rejection where that fails."""
    say = request.bot.words.say(choose(request.settings.language, None), request.title)
    try:
        card = _message(say, asked)
        refusal = await request.post(
            channel, card_in_game(say, request.title, card) if request.several else card
        )
    except PostFailed:
        raise Rejection("error-lookup") from None
    if refusal:
        raise Rejection(key_of("needs-channel", refusal), channel=f"<#{channel}>")


def _message(say: Say, asked: _Asked) -> Card:
    shown = fitting([_account(say, one) for one in asked.members[:MOST_LISTED]], LONGEST_LIST)
    text = [say("needs-message"), "", *shown, *say.left_out(len(asked.members) - len(shown))]
    answer = Button(say("button-needs-answer"), custom_id("enroll-form", asked=1), ButtonStyle.MAIN)
    return Card(
        say("needs-message-title", count=len(asked.members)),
        "\n".join(text),
        tone=Tone.WARNING,
        above=" ".join(f"<@{user}>" for user in asked.mentioned),
        mentions=asked.mentioned,
        rows=[[answer]],
    )


def _account(say: Say, one: Member) -> str:
    return say("needs-account", name=say.name(one.nickname, NAME), id=say.code(str(one.fid)))
