"""What a channel is told when it is not read any more."""

from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.services.channel_watch.registry import MOST_DEAD
from autoredeem.bot.words import Say
from autoredeem.domain.ids import ChannelId


def paused_card(say: Say, channel: ChannelId) -> Card:
    """Return the card that says why a channel is paused, with the button for managers."""
    link = custom_id("watch-resume", id=channel)
    row = [Button(say("watch-button-resume"), link, ButtonStyle.MAIN)]
    text = say("watch-paused-text", count=MOST_DEAD)
    return Card(say("watch-paused-title"), text, tone=Tone.WARNING, rows=[row])
