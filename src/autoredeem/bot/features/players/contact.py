"""*How to tell me*: how a person wants to be told of accounts of theirs that get no codes."""

from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import Say
from autoredeem.domain.notifications import ContactWay

CHOICES = (ContactWay.CHANNEL, ContactWay.DIRECT, ContactWay.NOTHING)


async def contact_way(request: Request) -> Card:
    """Show how the person is told in this guild, or choose it anew (`way`)."""
    store, person = request.services.store, (request.guild_id, request.person.user)
    chosen = next((one for one in CHOICES if one == request.params.get("way")), None)
    if chosen:
        await store.set_contact_ways({person: chosen})
    now = chosen or (await store.contact_ways([person])).get(person, ContactWay.CHANNEL)
    say = request.say
    lines = [_now(say, now), say("contact-about")]
    row = [
        Button(
            _label(say, one),
            custom_id("contact-way", way=one.value),
            ButtonStyle.MAIN if one is now else ButtonStyle.PLAIN,
        )
        for one in CHOICES
    ]
    back = Button(say("button-my-accounts"), custom_id("me"))
    tone = Tone.GOOD if chosen else Tone.PLAIN
    return Card(say("contact-title"), "\n".join(lines), tone=tone, rows=[row, [back]])


def contact_button(say: Say) -> Button:
    """Return the button that leads there."""
    return Button(say("notify-button-way"), custom_id("contact-way"))


def _now(say: Say, way: ContactWay) -> str:
    match way:
        case ContactWay.CHANNEL:
            return say("contact-now-channel")
        case ContactWay.DIRECT:
            return say("contact-now-direct")
        case ContactWay.NOTHING:
            return say("contact-now-nothing")
        case ContactWay.REFUSED:
            return say("contact-now-refused")


def _label(say: Say, way: ContactWay) -> str:
    match way:
        case ContactWay.DIRECT:
            return say("contact-button-direct")
        case ContactWay.NOTHING:
            return say("contact-button-nothing")
        case _:
            return say("contact-button-channel")
