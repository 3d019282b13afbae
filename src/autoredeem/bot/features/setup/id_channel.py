"""The ID channel: players write their ids there; a card with a button is for those who don't."""

from collections.abc import Sequence
from dataclasses import replace

from autoredeem.bot.features.setup.watched_channels import problem_lines, watched_for
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, ChannelMenu, Row, Tone
from autoredeem.bot.kit.channels import Refusal
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.games import card_in_game
from autoredeem.bot.kit.handlers import PostFailed, Rejection, Request
from autoredeem.bot.kit.inputs import channel_chosen
from autoredeem.bot.words import Say
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import ChannelId, MessageId
from autoredeem.domain.sources import WatchedChannel, WatchPurpose


async def id_channel(request: Request) -> Card:
    """Show which channel is read for ids, and what is missing."""
    return _settings_card(request, await _chosen(request))


async def choose_id_channel(request: Request) -> Card:
    """Have a channel read for ids from now on, in place of the one before; or none.

    Raises Rejection for a foreign channel, and for one that is watched for codes.
    """
    channel = await channel_chosen(request)
    if channel is None:
        return await leave_id_channel(request)
    async with request.bot.locks.watching(request.guild_id):
        if channel in {one.channel for one in await watched_for(request, WatchPurpose.CODES)}:
            raise Rejection("ids-is-for-codes", channel=f"<#{channel}>")
        before = await _chosen(request)
        if before is None or before.channel != channel:
            await _replace(request, before, channel)
    request.bot.watches_changed(request.title, request.guild_id)
    return await id_channel(request)


async def leave_id_channel(request: Request) -> Card:
    """Read no channel for ids any more."""
    async with request.bot.locks.watching(request.guild_id):
        before = await _chosen(request)
        if before:
            await request.services.store.unwatch_channels(request.guild_id, [before.channel])
            await request.audit("ids-off", channel=str(before.channel))
    request.bot.watches_changed(request.title, request.guild_id)
    return await id_channel(request)


async def post_card(request: Request) -> Card:
    """Post the card with the button in the channel, and pin it; the one before goes.

    Raises Rejection where no channel is chosen, or it takes no message.
    """
    async with request.bot.locks.watching(request.guild_id):
        chosen = await _chosen(request)
        if chosen is None:
            raise Rejection("ids-none-chosen")
        say = request.bot.words.say(
            request.settings.language or request.guild_locale, request.title
        )
        try:
            card = players_card(say, reads=request.bot.content.granted)
            if request.several:
                card = card_in_game(say, request.title, card)
            posted = await request.post_pinned(chosen.channel, card, chosen.card)
        except PostFailed:
            raise Rejection("error-lookup") from None
        if isinstance(posted, Refusal):
            gone = posted is Refusal.GONE
            key = "ids-channel-gone" if gone else "channel-forbidden"
            raise Rejection(key, channel=f"<#{chosen.channel}>")
        now = replace(chosen, card=posted.message)
        await request.services.store.watch_channels([now])
        await request.audit("ids-card", channel=str(chosen.channel))
    note = "ids-card-pinned" if posted.pinned else "ids-card-posted"
    return _settings_card(request, now, request.say(note))


def players_card(say: Say, *, reads: bool) -> Card:
    """Return the card for players: what to write, where that is read, and the button."""
    row = [Button(say("ids-button-enroll"), custom_id("enroll-form"), ButtonStyle.MAIN)]
    return Card(
        say("ids-card-title"), say("ids-card-text" if reads else "ids-card-button-only"), rows=[row]
    )


async def _chosen(request: Request) -> WatchedChannel | None:
    return next(iter(await watched_for(request, WatchPurpose.IDS)), None)


async def _replace(request: Request, before: WatchedChannel | None, channel: ChannelId) -> None:
    # The interaction's id says when it was, as those of messages do.
    now, user = MessageId(int(request.id)), request.person.user
    added = WatchedChannel(
        request.guild_id, channel, user, request.at, seen=now, purpose=WatchPurpose.IDS
    )
    await request.services.store.watch_channels([added])
    if before:
        await request.services.store.unwatch_channels(request.guild_id, [before.channel])
    await request.audit("ids-on", channel=str(channel))


def _settings_card(request: Request, chosen: WatchedChannel | None, note: str = "") -> Card:
    say = request.say
    lines = [say("ids-how"), _line(say, chosen)]
    problems = _problem_lines(request, chosen) if chosen else ()
    row = [Button(say("button-back"), custom_id("settings", more=1))]
    if chosen:
        style = ButtonStyle.PLAIN if chosen.card else ButtonStyle.MAIN
        row.append(Button(say("ids-button-card"), custom_id("ids-card"), style))
        row.append(Button(say("ids-button-off"), custom_id("ids-off"), ButtonStyle.DANGER))
    menu = ChannelMenu(custom_id("ids-set"), say("ids-hint"), chosen.channel if chosen else None)
    rows: list[Row] = [menu, row]
    text = "\n".join([*lines, *problems, *([note] if note else [])])
    return Card(say("ids-title"), text, tone=Tone.WARNING if problems else Tone.PLAIN, rows=rows)


def _line(say: Say, chosen: WatchedChannel | None) -> str:
    return say("ids-line", channel=f"<#{chosen.channel}>") if chosen else say("ids-line-off")


def _problem_lines(request: Request, chosen: WatchedChannel) -> Sequence[str]:
    lines = list(problem_lines(request, [chosen]))
    if request.settings.enrolling is Enrolling.MANAGERS:
        lines.append(f"⚠️ {request.say('ids-managers-only')}")
    return lines
