"""The card that announces a code: from where, until when, for how many; and to be copied."""

from collections.abc import Iterator
from datetime import datetime

from autoredeem.bot.features.runs.format import page_link
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.words import Say, key_of, moment
from autoredeem.domain.codes import spelling_of
from autoredeem.domain.redemptions import Figures
from autoredeem.store.records import CodeRecord


def announcement_card(say: Say, record: CodeRecord, figures: Figures | None, now: datetime) -> Card:
    """Return the card for everyone in the channel; `figures` of the guild's run, if known."""
    again = record.standing.edition > 1
    title = "announce-title-again" if again else "announce-title"
    enroll = Button(say("announce-button-enroll"), custom_id("enroll-form"), ButtonStyle.MAIN)
    return Card(
        say(title, code=say.plain(record.code)),
        "\n".join(_lines(say, record, figures, now)),
        tone=Tone.GOOD,
        rows=[[enroll, page_link(say)]],
    )


def copyable(issue: str) -> str:
    """Return the block that has nothing but the code: by it an announcement is found again."""
    return f"```\n{spelling_of(issue)}\n```"


def _lines(say: Say, record: CodeRecord, figures: Figures | None, now: datetime) -> Iterator[str]:
    works, expires = say("announce-works"), record.listing.expires
    if expires and expires > now:
        works = say("announce-works-until", when=moment(expires), day=moment(expires, "f"))
    yield f"{works} {say(key_of('announce-from', record.source))}"
    if record.standing.edition > 1:
        yield say("announce-again")
    if figures and figures.members:
        yield _for_whom(say, figures)
    yield say("announce-copy")
    yield copyable(record.code)


def _for_whom(say: Say, figures: Figures) -> str:
    """Return for how many it is redeemed, or that those who are enrolled have it."""
    count = figures.members - figures.settled_before - figures.no_state
    return say("announce-for", count=count) if count > 0 else say("announce-have-it")
