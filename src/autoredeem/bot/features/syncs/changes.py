"""The history of a list as a file."""

from collections.abc import Iterable, Iterator, Sequence

from autoredeem.bot.features.members.export import BYTE_ORDER_MARK
from autoredeem.bot.features.syncs.format import list_name
from autoredeem.bot.features.syncs.resolve import sync_given
from autoredeem.bot.kit.cards import Attachment, Button, Card
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import read_or_none
from autoredeem.domain.numbers import parse_number
from autoredeem.domain.synchronisation import RosterChange
from autoredeem.observe.cooperative import in_parts
from autoredeem.roster.export import lines_of

MOST_READINGS = 10**9
MOST_OF_A_KIND = 20_000


async def show_changes(request: Request) -> Card:
    """Return a card with the file of all that a list changed, or what it did since a reading."""
    say, sync = request.say, await sync_given(request)
    after = read_or_none(_parse_reading, request.params.get("after", "")) or 0
    changes = await request.services.store.changes_in(
        request.guild_id, sync.key, after=after, most=MOST_OF_A_KIND
    )
    if not changes:
        raise Rejection("sync-no-changes")
    pieces = ["".join(some).encode() async for some in in_parts(lines_of(_rows(changes)))]
    file = Attachment("changes.csv", b"".join([BYTE_ORDER_MARK.encode(), *pieces]))
    row = [Button(say("button-back"), custom_id("sync", key=sync.key))]
    text = say("sync-changes", count=len(changes), list=list_name(say, sync))
    return Card(say("sync-changes-title"), text, rows=[row], file=file)


def _rows(changes: Iterable[RosterChange]) -> Iterator[Sequence[object]]:
    yield "at", "change", "fid", "nickname", "before", "after"
    for one in changes:
        at = one.at.isoformat(timespec="seconds")
        yield at, str(one.kind), one.fid, one.nickname, one.before, one.after


def _parse_reading(text: str) -> int:
    return parse_number(text, "a reading", MOST_READINGS)
