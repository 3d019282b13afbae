"""*Alliances*: which there are, with how many members."""

from collections.abc import Iterator, Mapping, Sequence

from autoredeem.bot.features.members.alliance_lookup import alliances_of
from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.features.members.list_state import View
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Choice, Menu, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import Say
from autoredeem.domain.alliances import MOST_ALLIANCES, NO_ALLIANCE, Alliance, AllianceId


async def list_alliances(request: Request) -> Card:
    """Show the alliances that the person may manage."""
    alliances = await alliances_of(request)
    counts = await request.services.store.alliance_counts(request.guild_id)
    say = request.say
    lines = list(_lines(request, alliances, counts)) or [say("alliances-none")]
    rows = list(_rows(request, alliances))
    return Card(say("alliances-title"), "\n".join(lines), rows=rows)


def alliance_choices(
    say: Say, alliances: Sequence[Alliance], chosen: AllianceId | None = None
) -> Sequence[Choice]:
    """Return alliances as lines of a menu."""
    return [
        Choice(say.plain(one.name, NAME), str(one.id), selected=one.id == chosen)
        for one in alliances[:MOST_ALLIANCES]
    ]


def _lines(
    request: Request, alliances: Sequence[Alliance], counts: Mapping[AllianceId | None, int]
) -> Iterator[str]:
    say = request.say
    for one in alliances:
        yield say("alliances-line", name=say.name(one.name, NAME), count=counts.get(one.id, 0))
    if alliances and request.scope is None:
        yield say("alliances-alone", count=counts.get(None, 0))


def _rows(request: Request, alliances: Sequence[Alliance]) -> Iterator[Row]:
    say = request.say
    if alliances:
        choices = alliance_choices(say, alliances)
        yield Menu(custom_id("alliance"), say("hint-alliance"), choices)
    row = [Button(say("button-back"), custom_id("members"))]
    if request.scope is None:
        if alliances:
            alone = custom_id("members", **View(alliance=NO_ALLIANCE).params())
            row.insert(0, Button(say("button-alone"), alone))
        enabled = len(alliances) < MOST_ALLIANCES
        label, form = say("button-new-alliance"), custom_id("alliance-form")
        row.insert(0, Button(label, form, ButtonStyle.MAIN, enabled=enabled))
    yield row
