"""Times as Discord draws `<t:seconds:style>`, in English and UTC."""

from datetime import UTC, datetime, timedelta

_STYLES = {
    "t": "{at:%H:%M}",
    "T": "{at:%H:%M:%S}",
    "d": "{at:%d/%m/%Y}",
    "D": "{at.day} {at:%B %Y}",
    "f": "{at.day} {at:%B %Y} {at:%H:%M}",
    "F": "{at:%A}, {at.day} {at:%B %Y} {at:%H:%M}",
}
_STEPS = (
    (timedelta(days=365), "year"),
    (timedelta(days=30), "month"),
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


def moment(seconds: int, style: str, now: datetime, shift: timedelta) -> str | None:
    """Return a time as Discord's client has it in `style` ("" is "f"); None for what is no time."""
    try:
        at = datetime.fromtimestamp(seconds, UTC) + shift
    except (ValueError, OverflowError, OSError):
        return None
    if style == "R":
        return _relative(at - now)
    wanted = _STYLES.get(style or "f")
    return wanted and wanted.format(at=at)


def _relative(apart: timedelta) -> str:
    size = abs(apart)
    said = "a few seconds"
    for step, name in _STEPS:
        if count := round(size / step) if size >= step else 0:
            said = f"{count} {name}{'s' if count > 1 else ''}"
            break
    return f"in {said}" if apart > timedelta() else f"{said} ago"
