"""The older bot's database as people bring it: 1,071 documents of ten shapes, nobody's data.

Of 388 members of a guild 300 have a document each and 88 stand in one together. 240 of them have
the code GIFT: 120 under the key that is found, 40 each under a key as typed, by fields alone, and
in the code's history alone. In another guild, where none of them is enrolled, 200 have another.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

from bson import Int64, ObjectId
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure

Document = dict[str, Any]

GUILD, OTHER_GUILD = 700_000_000_000_000_001, 700_000_000_000_000_002
CODE, OTHER_CODE, STATE = "Gift", "Second", 245
PLAYERS: Final = [400_000_000 + number for number in range(388)]
SINGLE, GROUPED = PLAYERS[:300], PLAYERS[300:]
BLANKS: Final = SINGLE[7::10]
SETTLED: Final = PLAYERS[:240]
JUNK: Final = ["None", None, "", 0, -5, "no player"]

ADDED = datetime(2025, 3, 1, 12, tzinfo=UTC)


def member(number: int, fid: int) -> Document:
    """Return a member's document in one of ten shapes."""
    full = {"nickname": f"Player {number}", "furnace_lv": 30, "avatar_image": "https://x/y.png"}
    added = {"added_by": 42, "added_at": ADDED}
    shapes: Sequence[Document] = (
        {"guild_id": GUILD, "fid": str(fid), **full, **added},
        {"guild_id": GUILD, "fid": fid, **full, **added},
        {"guild_id": str(GUILD), "fid": str(fid), **full},
        {"guild_id": str(GUILD), "fid": fid, **full, "added_by": "someone"},
        {"guild_id": Int64(GUILD), "fid": Int64(fid), **full},
        {"guild_id": GUILD, "fid": float(fid), **full},
        {"guild_id": GUILD, "fid": str(fid), "nickname": {"name": "Ann"}, "furnace_lv": None},
        {"guild_id": GUILD, "fid": f" {fid} ", **full, **added},
        {"guild_id": GUILD, "fid": str(fid), "furnace_lv": "30", "added_at": "2025-03-01T12:00:00"},
        {"guild_id": GUILD, "fid": str(fid)},
    )
    return shapes[number % len(shapes)]


def settlement(number: int, guild: int, code: str, fid: int) -> Document:
    """Return a document of the ledger in one of five shapes, of which three are found by key."""
    status = "success" if number % 2 else "already_redeemed"
    key = f"{guild}:{code.upper()}:{fid}"
    typed = {"guild_id": guild, "code": code, "fid": str(fid), "status": status}
    shapes: Sequence[Document] = (
        {"_id": key, **typed, "redeemed_at": "2025-04-01T12:00:00+00:00"},
        {"_id": key, **typed, "guild_id": str(guild), "fid": fid},
        {"_id": key},
        {"_id": f"{guild}:{code}:{fid}", "status": status},
        typed,
    )
    return shapes[number % len(shapes)]


def history(guild: int, code: str, fids: Sequence[int]) -> Document:
    """Return the history of a code: of those who have it, and of one who failed."""
    at = "2025-04-01T12:00:00"
    have = [{"fid": str(fid), "redeemed_at": at, "status": "success"} for fid in fids]
    failed = {"fid": str(PLAYERS[299]), "redeemed_at": at, "status": "failed"}
    return {"_id": f"{guild}:{code}", "redemptions": [*have, failed], "stats": {"total": 9}}


def rows() -> Mapping[str, Sequence[Document]]:
    """Return all documents by collection."""
    ledger = [settlement(n, GUILD, CODE, fid) for n, fid in enumerate(SETTLED[:200])]
    ledger += [settlement(n, OTHER_GUILD, OTHER_CODE, fid) for n, fid in enumerate(SETTLED[:200])]
    old_codes = [history(GUILD, f"OLD{n}", [SINGLE[n]]) for n in range(39)]
    junk: list[Document] = [{"guild_id": GUILD, "fid": fid} for fid in JUNK]
    twice = [{**member(0, SINGLE[0]), "nickname": "Again"}, member(0, SINGLE[1])]
    group = [{"fid": str(fid), "nickname": f"Grouped {fid}", "furnace_lv": 12} for fid in GROUPED]
    found: Mapping[str, Sequence[Document]] = {
        "auto_redeem_members": [
            *(member(number, fid) for number, fid in enumerate(SINGLE)),
            *junk,
            {"guild_id": GUILD},
            *twice,
            {"guild_id": GUILD, "members": group},
        ],
        "auto_redeemed_codes": ledger,
        "giftcode_redemptions": [history(GUILD, CODE, SETTLED[200:]), *old_codes],
        "alliance_members": [{"_id": str(fid), "kid": STATE} for fid in SINGLE],
        "gift_codes": [
            {"_id": name, "validation_status": "validated", "auto_redeem_processed": True}
            for name in (CODE, OTHER_CODE, *(f"OLD{n}" for n in range(15)))
        ],
        "auto_redeem_settings": [{"_id": str(GUILD), "enabled": True}, {"_id": OTHER_GUILD}],
        "auto_redeem_channels": [{"_id": GUILD, "channel_id": 9}, {"_id": "7", "channel_id": "8"}],
    }
    return {
        name: [{"_id": _made(number), **one} for number, one in enumerate(documents)]
        for name, documents in found.items()
    }


def _made(number: int) -> ObjectId:
    """Return an id as a driver gave it in 2024."""
    return ObjectId(f"{0x66000000 + number:08x}{number:016x}")


async def fill(database: AsyncDatabase[Document]) -> None:
    """Write all of them. The one index that forbids some is taken away, if a store made it."""
    with suppress(OperationFailure):
        await database.get_collection("auto_redeem_members").drop_index("guild_id_1_fid_1")
    for name, documents in rows().items():
        await database.get_collection(name).insert_many([dict(one) for one in documents])


async def everything_in(database: AsyncDatabase[Document]) -> dict[str, dict[str, Document]]:
    """Return all documents of a database, by collection and by the text of their `_id`."""
    found = {}
    for name in sorted(await database.list_collection_names()):
        documents = await database.get_collection(name).find().to_list()
        found[name] = {repr(one["_id"]): one for one in documents}
    return found
