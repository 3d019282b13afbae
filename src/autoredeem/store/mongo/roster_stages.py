"""Stages of pipelines over a guild's roster: each member once, and what each needs."""

from collections.abc import Sequence

from autoredeem.domain.alliances import NO_ALLIANCE
from autoredeem.domain.ids import LARGEST_STATE, GuildId
from autoredeem.domain.known_players import FORGOTTEN_AFTER, Need
from autoredeem.domain.players import LARGEST_LEVEL
from autoredeem.store.mongo.documents import READABLE, Document, forms

_SECONDS = int(FORGOTTEN_AFTER.total_seconds())


def roster_stages(guild_id: GuildId) -> Sequence[Document]:
    """Return stages that give a row for each member: `_id` is the fid, 0 a state that is none."""
    return [{"$match": {"guild_id": {"$in": forms([guild_id])}, **READABLE}}, *_READ]


def _number(field: str, largest: int | None = None) -> Document:
    """Return the expression for a number that old rows may have as text, or not at all: then 0."""
    nothing = {"onError": 0, "onNull": 0}
    number: Document = {"$convert": {"input": f"${field}", "to": "long", **nothing}}
    return number if largest is None else {"$cond": [{"$lte": [number, largest]}, number, 0]}


_KEPT = ("name", "state", "level", "alliance", "owned")

_READ: Sequence[Document] = (
    {
        "$project": {
            "_id": 0,
            "fid": _number("fid"),
            "name": "$name_key",
            "state": _number("state", LARGEST_STATE),
            "level": _number("furnace_lv", LARGEST_LEVEL),
            "alliance": {"$ifNull": ["$alliance", NO_ALLIANCE]},
            "owned": {"$gt": ["$owner", None]},
        }
    },
    {"$match": {"fid": {"$gt": 0}}},
    # Old rows may say one player twice.
    {
        "$group": {
            "_id": "$fid",
            **{name: {"$last": f"${name}"} for name in _KEPT},
        }
    },
    {"$set": {"nameless": {"$eq": ["$name", ""]}}},
)


def need_stages(players: str) -> Sequence[Document]:
    """Return stages that set `need` in a roster's rows, by the rule of `KnownPlayer.need`.

    `players` is the collection of what is known of players. Who needs nothing has a need of None.
    """
    return [
        {"$set": {"key": {"$toString": "$_id"}}},
        {"$lookup": {"from": players, "localField": "key", "foreignField": "_id", "as": "known"}},
        {"$set": {"known": {"$first": "$known"}}},
        {"$set": {"refused": _REFUSED, "proven_in": {"$ifNull": ["$known.state", 0]}}},
        {"$set": {"need": _NEED}},
        {"$unset": ["key", "known", "refused", "proven_in"]},
    ]


def _first_known(*states: object) -> Document:
    """Return the expression for the first of some states that is not 0, else 0."""
    *some, last = states
    cases = [{"case": {"$ne": [state, 0]}, "then": state} for state in some]
    return {"$switch": {"branches": cases, "default": last}}


def _time(text: object) -> Document:
    return {"$dateFromString": {"dateString": text}}


_NOT_VOID: Document = {
    "$filter": {
        "input": {"$ifNull": ["$known.refused", []]},
        "cond": {"$gt": ["$$this.at", {"$ifNull": ["$known.proven_at", None]}]},
    }
}

# As `joined` reads it: what is much older than the latest that was refused is forgotten.
_REFUSED: Document = {
    "$let": {
        "vars": {"kept": _NOT_VOID},
        "in": {
            "$map": {
                "input": {
                    "$filter": {
                        "input": "$$kept",
                        "as": "one",
                        "cond": {
                            "$gt": [
                                _time("$$one.at"),
                                {
                                    "$dateSubtract": {
                                        "startDate": _time({"$max": "$$kept.at"}),
                                        "unit": "second",
                                        "amount": _SECONDS,
                                    }
                                },
                            ]
                        },
                    }
                },
                "in": "$$this.state",
            }
        },
    }
}

_UNPROVEN = [{"$in": ["$proven_in", "$refused"]}, {"$lte": ["$known.proven_at", None]}]
_PROVEN: Document = {"$cond": [{"$or": _UNPROVEN}, 0, "$proven_in"]}

_NEED: Document = {
    "$let": {
        "vars": {"asked": _first_known(_PROVEN, "$state", "$proven_in")},
        "in": {
            "$switch": {
                "branches": [
                    {
                        "case": {
                            "$gt": ["$known.missing_at", {"$ifNull": ["$known.proven_at", None]}]
                        },
                        "then": Need.NO_SUCH_PLAYER.value,
                    },
                    {"case": {"$eq": ["$$asked", 0]}, "then": Need.NO_STATE.value},
                    {"case": {"$in": ["$$asked", "$refused"]}, "then": Need.WRONG_STATE.value},
                ],
                "default": None,
            }
        },
    }
}
