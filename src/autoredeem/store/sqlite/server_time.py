"""Times by the store's own clock, which is the machine's, to the millisecond.

Expressions to be put into statements: whoever waits for a lock must not write an old time.
"""

_FORM = "'%Y-%m-%dT%H:%M:%f000+00:00', 'now'"

NOW = f"strftime({_FORM})"
"""Now."""

LATER = f"strftime({_FORM}, ? || ' seconds')"
"""As many seconds from now as the parameter says; NULL if it is NULL."""
