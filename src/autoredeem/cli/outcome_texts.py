"""What outcomes are called on a terminal, and what to do about each."""

from collections.abc import Mapping

from autoredeem.cli.common import plural
from autoredeem.domain.redemptions import Outcome, RunSummary
from autoredeem.engine.runs import RunEnd
from autoredeem.game.titles import TITLES

ADVICE: Mapping[Outcome, str] = {
    Outcome.EXPIRED: "the code's time is over",
    Outcome.NO_SUCH_CODE: "the game does not know it; capitals and small letters count",
    Outcome.USED_UP: "the code was for a limited number of players",
    Outcome.LEVEL_TOO_LOW: "after a level-up, run it again with --anew",
    Outcome.SPENDING_TOO_LOW: "the code is for players who have bought something",
    Outcome.PLAYER_THROTTLED: "the game kept asking to wait; run it again in ten minutes",
    Outcome.TRY_AGAIN: "the game kept asking to try later; run it again in ten minutes",
    Outcome.WRONG_STATE: "mend the state, then run it again: autoredeem members set-state",
    Outcome.NO_SUCH_PLAYER: "check the player id",
    Outcome.WRONG_SALT: "the salt in the settings is not the game's",
    Outcome.UNKNOWN: "the game answered what nobody knows yet; see the log",
}


WAITS: Mapping[Outcome, str] = {
    Outcome.THROTTLED: "The game is throttled",
    Outcome.UNREACHABLE: "The game is unreachable",
    Outcome.UNKNOWN: "The game answers what nobody knows yet",
    Outcome.REFUSED_AT_THE_DOOR: "The game turns this computer away at the door (see: autoredeem"
    " doctor)",
}
"""Why everyone waits."""


ENDED: Mapping[RunEnd, str] = {
    RunEnd.COMPLETE: "done",
    RunEnd.STOPPED: "stopped",
    RunEnd.WAITING: "waiting for the code",
}
"""How a run ended, where that is not in the line below."""


def words(outcome: Outcome) -> str:
    """Return an outcome's name as people read it."""
    return outcome.value.replace("_", " ")


def duration(seconds: float) -> str:
    """Return a time as people say it: `4 s`, `2 min 5 s`, `1 h 10 min`."""
    whole = round(seconds)
    if whole < 60:  # noqa: PLR2004 - a minute
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:  # noqa: PLR2004 - an hour
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def summary_lines(summary: RunSummary, end: RunEnd) -> list[str]:
    """Return what a run came to, with what to do about what failed."""
    how = ENDED.get(end, "ended")
    took = f"{summary.seconds:.1f} s" if summary.seconds < 10 else duration(summary.seconds)  # noqa: PLR2004
    lines = [
        f"Code {summary.code} in guild {summary.guild} ({summary.title}): {how} after {took}",
        f"  {summary.members:>7,}  members, of whom",
        f"  {summary.settled_before:>7,}  had it before",
        f"  {summary.redeemed:>7,}  redeemed now",
        f"  {summary.already:>7,}  had it already, says the game",
    ]
    for reason, count in sorted(summary.failed.items(), key=lambda item: -item[1]):
        advice = f": {ADVICE[reason]}" if reason in ADVICE else ""
        lines.append(f"  {count:>7,}  failed, {words(reason)}{advice}")
    if summary.may_be_another_titles:
        lines.append(_of_another_title(summary.title))
    lines.append(f"  {summary.unsettled:>7,}  left for later{_of_them_without_state(summary)}")
    lines.append(
        f"  {plural(summary.requests, 'request')} to the game,"
        f" {plural(summary.check_queries, 'query')} for the check"
    )
    if summary.check_failed:
        lines.append("  The check failed for some: they were asked without knowing (see the log)")
    if summary.not_recorded:
        lines.append(f"  {plural(summary.not_recorded, 'outcome')} not recorded: the store failed")
    return lines


def _of_another_title(title: str) -> str:
    others = [other for other in TITLES.values() if other.name != title]
    names = " or ".join(other.display_name for other in others)
    return (
        f"           Nobody's state was right: these may be ids of {names}. If so, enroll them"
        f" there: {' or '.join(f'--title {other.name}' for other in others)}"
    )


def _of_them_without_state(summary: RunSummary) -> str:
    if not summary.no_state:
        return ""
    return f", {summary.no_state:,} without a state: autoredeem members set-state STATE --missing"
