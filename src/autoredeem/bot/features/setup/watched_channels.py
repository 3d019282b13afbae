"""Watched channels: which messages are read for codes, and whose count."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from autoredeem.bot.kit.cards import (
    Button,
    ButtonStyle,
    Card,
    ChannelMenu,
    Choice,
    Menu,
    Row,
)
from autoredeem.bot.kit.channels import Sender
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import channel_chosen, id_given, read_or_none
from autoredeem.bot.words import key_of, moment
from autoredeem.domain.ids import ChannelId, MessageId, parse_channel_id
from autoredeem.domain.numbers import parse_number
from autoredeem.domain.sources import WatchedChannel, WatchPurpose

MOST_WATCHED = 5
"""Channels that a guild may have watched."""

MOST_SENDERS = 25
"""Choices of a menu, by Discord's documentation."""


async def watched_channels(request: Request) -> Card:
    """Show the channels that are watched, and what is missing."""
    say, watched = request.say, await _watched(request)
    shown = (f"{number}. {_line(request, one)}" for number, one in enumerate(watched, 1))
    lines = [say("watch-how"), *shown, *problem_lines(request, watched)]
    rows: list[Row] = []
    if len(watched) < MOST_WATCHED:
        rows.append(ChannelMenu(custom_id("watch-add"), say("watch-hint-add")))
    row = [
        Button(str(number), custom_id("watched", id=one.channel))
        for number, one in enumerate(watched, 1)
    ]
    rows += [row] if row else []
    rows.append([Button(say("button-back"), custom_id("settings", more=1))])
    return Card(say("watch-title"), "\n".join(lines), rows=rows)


async def watched_channel(request: Request) -> Card:
    """Show one channel, and which webhooks and bots count there."""
    return await _channel_card(request, await _given(request))


async def watch(request: Request) -> Card:
    """Watch one more channel from now on. Raises Rejection for a foreign one, or one too many.

    One that is watched for no game yet is from now on for all that the guild plays.
    """
    channel = await channel_chosen(request)
    if channel is None:
        return await watched_channels(request)
    async with request.bot.locks.watching(request.guild_id):
        watched = await _watched(request)
        if channel not in {one.channel for one in watched}:
            if len(watched) >= MOST_WATCHED:
                raise Rejection("watch-too-many", most=MOST_WATCHED)
            if channel in {one.channel for one in await watched_for(request, WatchPurpose.IDS)}:
                raise Rejection("watch-is-for-ids", channel=f"<#{channel}>")
            others = [] if await _titles_watching(request, channel) else _others(request)
            await _add(request, channel)
            for other in others:
                if len(await _watched(other)) < MOST_WATCHED:
                    await _add(other, channel)
    return await watched_channels(request)


async def _add(request: Request, channel: ChannelId) -> None:
    # The interaction's id says when it was, as those of messages do.
    now, user = MessageId(int(request.id)), request.person.user
    added = WatchedChannel(request.guild_id, channel, user, request.at, seen=now)
    await request.services.store.watch_channels([added])
    await request.audit("watch-added", channel=str(channel))
    request.bot.watches_changed(request.title, request.guild_id)


def _others(request: Request) -> Sequence[Request]:
    """Return the same request about the other games whose manager the person is."""
    others = [request.about(title) for title in request.played if title != request.title]
    return [one for one in others if one.manager]


async def _titles_watching(request: Request, channel: ChannelId) -> Sequence[str]:
    """Return the games that a guild plays for which a channel is watched."""
    each = [request.about(title) for title in request.played]
    found = await asyncio.gather(*map(_watched, each))
    return [
        one.title
        for one, watched in zip(each, found, strict=True)
        if channel in {other.channel for other in watched}
    ]


async def unwatch(request: Request) -> Card:
    """Watch a channel no more."""
    async with request.bot.locks.watching(request.guild_id):
        watched = await _given(request)
        await request.services.store.unwatch_channels(request.guild_id, [watched.channel])
        await request.audit("watch-removed", channel=str(watched.channel))
    request.bot.watches_changed(request.title, request.guild_id)
    return await watched_channels(request)


async def resume(request: Request) -> Card:
    """Read a channel again that was paused, from the last message that was read."""

    def resumed(watched: WatchedChannel) -> WatchedChannel:
        return replace(watched, paused_at=None, dead=0)

    return await _change_watched(request, "watch-resumed", resumed)


async def choose_senders(request: Request) -> Card:
    """Set which webhooks and bots count in a channel, of those that have posted there."""
    there = {one.id for one in await _senders(request, await _given(request))}
    chosen = {read_or_none(_parse_sender, one) for one in request.selected} & there

    def trusting(watched: WatchedChannel) -> WatchedChannel:
        return replace(watched, webhooks=frozenset(one for one in chosen if one))

    return await _change_watched(request, "watch-senders", trusting)


async def failing_watches(request: Request) -> frozenset[WatchPurpose]:
    """Return for what a guild's channels are watched that are not read as they should be."""
    watched = await request.services.store.watched_channels([request.guild_id])
    return frozenset(
        one.purpose for one in watched if one.paused_at or problem_lines(request, [one])
    )


async def watched_for(request: Request, purpose: WatchPurpose) -> Sequence[WatchedChannel]:
    """Return the guild's channels that are watched for one purpose."""
    watched = await request.services.store.watched_channels([request.guild_id])
    return [one for one in watched if one.purpose is purpose]


def problem_lines(request: Request, watched: Collection[WatchedChannel]) -> Sequence[str]:
    """Return what keeps channels from being read."""
    say, content, lines = request.say, request.bot.content, []
    if not content.granted:
        lines.append(say("watch-refused" if content.wanted else "watch-not-granted"))
    for one in watched:
        if rights := request.directory.missing_rights(one.channel):
            names = say.listing(say(key_of("watch-right", right)) for right in rights)
            lines.append(say("watch-rights", channel=f"<#{one.channel}>", rights=names))
    return [f"⚠️ {line}" for line in lines]


async def _change_watched(
    request: Request, what: str, changed: Callable[[WatchedChannel], WatchedChannel]
) -> Card:
    async with request.bot.locks.watching(request.guild_id):
        now = changed(await _given(request))
        await request.services.store.watch_channels([now])
        await request.audit(what, channel=str(now.channel))
    request.bot.watches_changed(request.title, request.guild_id)
    return await _channel_card(request, now)


async def _watched(request: Request) -> Sequence[WatchedChannel]:
    return await watched_for(request, WatchPurpose.CODES)


async def _given(request: Request) -> WatchedChannel:
    """Return the watched channel that is carried. Raises Rejection for what is none here."""
    channel = read_or_none(parse_channel_id, id_given(replace(request, selected=())))
    for one in await _watched(request):
        if one.channel == channel:
            return one
    raise Rejection("watch-none-such")


async def _senders(request: Request, watched: WatchedChannel) -> Sequence[Sender]:
    """Return who may be chosen: whoever has posted lately, and who is chosen already."""
    try:
        found = await request.directory.senders_in(watched.channel)
    except LookupFailed:
        found = []
    names = {one.id: one.name for one in found}
    unseen = [Sender(id_, str(id_)) for id_ in sorted(watched.webhooks - names.keys())]
    return [*unseen, *found][:MOST_SENDERS]


async def _channel_card(request: Request, watched: WatchedChannel) -> Card:
    say, senders = request.say, await _senders(request, watched)
    lines = [_line(request, watched), say("watch-whose")]
    if request.several:
        titles = await _titles_watching(request, watched.channel)
        names = say.listing(say(f"title-{title}") for title in titles)
        several = len(titles) > 1
        lines.append(
            say("watch-titles", games=names) if several else say("watch-one-title", game=names)
        )
    rows: list[Row] = []
    if senders:
        link = custom_id("watch-senders", id=watched.channel)
        choices = [
            Choice(say.plain(one.name, 60), str(one.id), selected=one.id in watched.webhooks)
            for one in senders
        ]
        rows.append(Menu(link, say("watch-hint-senders"), choices, least=0, most=len(choices)))
    else:
        lines.append(say("watch-no-senders"))
    lines += problem_lines(request, [watched])
    rows.append(_buttons(request, watched))
    return Card(say("watch-title"), "\n".join(lines), rows=rows)


def _buttons(request: Request, watched: WatchedChannel) -> Sequence[Button]:
    say, channel = request.say, watched.channel
    row = [Button(say("button-back"), custom_id("watch"))]
    link = custom_id("watch-remove", id=channel)
    row.append(Button(say("watch-button-remove"), link, ButtonStyle.DANGER))
    if watched.paused_at:
        again = custom_id("watch-resume", id=channel)
        row.append(Button(say("watch-button-resume"), again, ButtonStyle.MAIN))
    return row


def _line(request: Request, watched: WatchedChannel) -> str:
    say, where = request.say, f"<#{watched.channel}>"
    if watched.paused_at:
        return say("watch-line-paused", channel=where, when=moment(watched.paused_at))
    return say("watch-line", channel=where, count=len(watched.webhooks))


def _parse_sender(text: str) -> int:
    return parse_number(text, "a webhook", 2**63 - 1)
