"""The state of a list that a guild follows as one text, as every kind of store keeps it."""

import json
from datetime import UTC, datetime

from autoredeem.domain.synchronisation import SyncState, SyncTrouble


def text_of(state: SyncState) -> str:
    """Return a state as a text of JSON."""
    return json.dumps(
        {
            "readings": state.readings,
            "read_at": _time(state.read_at),
            "players": state.players,
            "told": state.told,
            "tried_at": _time(state.tried_at),
            "trouble": state.trouble,
            "strange": state.strange,
            "accepted": state.accepted,
            "newcomers": state.newcomers,
            "left": state.left,
            "opens": state.opens,
        }
    )


def state_in(text: str) -> SyncState:
    """Read what `text_of` wrote; a trouble of a newer program is none."""
    said = json.loads(text)
    known = {one.value: one for one in SyncTrouble}
    return SyncState(
        readings=said["readings"],
        read_at=_time_in(said["read_at"]),
        players=said["players"],
        told=said["told"],
        tried_at=_time_in(said["tried_at"]),
        trouble=known.get(said["trouble"]),
        strange=said["strange"],
        accepted=said["accepted"],
        newcomers=said["newcomers"],
        left=said["left"],
        opens=said["opens"],
    )


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _time_in(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
