"""How much one person may do in a short time: far more than anybody does by hand."""

import structlog

from autoredeem.bot.kit.pace import Pace
from autoredeem.domain.ids import UserId
from autoredeem.observe.rate_limit import A_MINUTE, RateLimit

log = structlog.get_logger(__name__)


class PersonLimit:
    """Lets a person do some things at once, and then one after the other, wherever that is.

    What it refuses is logged once a minute at most, all of it together.
    """

    def __init__(self, pace: Pace) -> None:
        self._limit: RateLimit[UserId] = RateLimit(pace.acts, pace.acts_a_minute)
        self._quiet_until = float("-inf")

    def allows(self, person: UserId, now: float) -> bool:
        """Whether a person may do one thing more; `now` is in monotonic seconds."""
        if self._limit.lets_through(person, now):
            return True
        if now >= self._quiet_until:
            self._quiet_until = now + A_MINUTE
            refused = self._limit.left_out()
            log.info(
                "People did too much at once", people=len(refused), times=sum(refused.values())
            )
        return False
