"""Which bot some tables are of, and how these are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autoredeem.adoption.javascript_bot import read_javascript_bot
from autoredeem.adoption.older_sqlite import read_older_sqlite
from autoredeem.adoption.plan import Choices, Draft, Plan
from autoredeem.adoption.python_bot import read_python_bot
from autoredeem.adoption.tables import Tables
from autoredeem.domain.errors import FileTrouble, InvalidInput

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Kind:
    """A bot: what people call it, which tables only it has, and what reads them."""

    name: str
    marks: frozenset[str]
    read: Callable[[Tables, Draft], None]


KINDS = (
    Kind(
        "the Python bot",
        frozenset({"alliance_list", "alliancesettings", "giftcodecontrol", "user_giftcodes"}),
        read_python_bot,
    ),
    Kind("the JavaScript bot", frozenset({"giftcode_usage"}), read_javascript_bot),
    Kind("the older bot", frozenset({"auto_redeem_members"}), read_older_sqlite),
)

_OURS = frozenset({"ledger", "postings"})


def is_known(tables: Tables) -> bool:
    """Whether some tables are a bot's. Raises FileTrouble for a store of this program."""
    if tables.names >= _OURS:
        raise FileTrouble("this is a store of autoredeem itself: name it by AUTOREDEEM_STORE_URL")
    return bool(_kinds(tables))


def plan_of(tables: Tables, choices: Choices) -> Plan:
    """Read a bot's tables. Raises InvalidInput where they are of two bots, or name no server."""
    first, *others = _kinds(tables)
    if others:
        names = " and ".join(one.name for one in (first, *others))
        raise InvalidInput(f"these are files of {names} in one folder: import them one by one")
    draft = Draft(first.name, choices)
    first.read(tables, draft)
    if unread := sorted(tables.names - tables.read):
        more = f" and {len(unread) - _MOST_NAMED} more" if len(unread) > _MOST_NAMED else ""
        named = ", ".join(unread[:_MOST_NAMED])
        draft.notes.append(f"Nothing here is like its tables {named}{more}: they are left")
    return draft.plan()


def _kinds(tables: Tables) -> Sequence[Kind]:
    found = [one for one in KINDS if one.marks & tables.names]
    # A file with the players alone has no other mark than its columns.
    alone = {"furnace_lv", "alliance"} <= tables.columns("users")
    return found or ([KINDS[0]] if alone else [])
