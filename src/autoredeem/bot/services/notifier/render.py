"""The cards that tell people, and managers, that accounts get no codes until they are mended."""

from collections.abc import Iterator, Sequence

from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Link, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.services.notifier.letters import Kind, Letter
from autoredeem.bot.words import Say
from autoredeem.domain.ids import ChannelId, GuildId
from autoredeem.domain.notifications import Notification
from autoredeem.domain.redemptions import Outcome

FOR_MANAGERS = "needs"
"""The custom id of the button that leads managers to the members that need them."""

MEND = "my-failures"
"""The name of the handler that shows people what they can mend."""


def people_card(say: Say, letter: Letter) -> Card:
    """Return the card for a channel: it mentions everyone whom it concerns, and nobody else."""
    mend = Button(say("notify-button-mend"), custom_id(MEND), ButtonStyle.MAIN)
    way = Button(say("notify-button-way"), custom_id("contact-way"))
    return Card(
        say("notify-title"),
        "\n".join(_lines(say, letter.notifications)),
        tone=Tone.WARNING,
        rows=[[mend, way]],
        above=" ".join(f"<@{user}>" for user in letter.users),
        mentions=letter.users,
    )


def direct_card(say: Say, letter: Letter, server: str, channel: ChannelId | None) -> Card:
    """Return the card for a direct message, with a link to the guild: buttons do nothing there."""
    fids = sorted({one.fid for one in letter.notifications})
    accounts = say.some(fids, lambda fid: say.code(str(fid)))
    lines = [say("notify-direct", server=say.name(server, 100), accounts=accounts)]
    lines += [*_lines(say, letter.notifications), say("notify-direct-how")]
    link = Link(say("notify-button-open"), address_of(letter.guild_id, channel))
    return Card(say("notify-title"), "\n".join(lines), tone=Tone.WARNING, rows=[[link]])


def managers_card(say: Say, count: int) -> Card:
    """Return the one line for managers: so many members need one of them."""
    show = Button(say("notify-button-show"), custom_id(FOR_MANAGERS), ButtonStyle.MAIN)
    title = say("notify-managers-title", count=count)
    return Card(title, say("notify-managers"), tone=Tone.WARNING, rows=[[show]])


def address_of(guild_id: GuildId, channel: ChannelId | None) -> str:
    """Return the address of a guild, or of its channel, in Discord."""
    place = f"https://discord.com/channels/{guild_id}"
    return f"{place}/{channel}" if channel else place


def marks_of(letter: Letter) -> Sequence[str]:
    """Return all of what a letter that was sent has in it: by these it is found again."""
    if letter.kind is Kind.MANAGERS:
        return [custom_id(FOR_MANAGERS)]
    if letter.kind is Kind.DIRECT:
        return [address_of(letter.guild_id, None)]
    return [custom_id(MEND), f"<@{letter.users[0]}>"]


def _lines(say: Say, notifications: Sequence[Notification]) -> Iterator[str]:
    """Yield what is wrong, each once, and what helps."""
    risen = [one for one in notifications if one.cause.startswith(Outcome.LEVEL_TOO_LOW)]
    if len(risen) < len(notifications):
        yield say("notify-wrong")
    if risen:
        yield say("notify-risen")
