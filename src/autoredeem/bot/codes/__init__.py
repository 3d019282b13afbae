"""What leaders do with codes."""

from collections.abc import Sequence

from autoredeem.bot.acts import Act, FormAct
from autoredeem.bot.codes.adding import add, add_form
from autoredeem.bot.codes.history import history
from autoredeem.bot.codes.listing import codes
from autoredeem.bot.codes.redeeming import (
    redeem,
    redeem_chosen,
    redeem_form,
    redeem_message,
    retry,
)
from autoredeem.bot.codes.sharing import share

ACTS: Sequence[Act | FormAct] = (
    Act("codes", codes),
    Act("codes-add", add),
    FormAct("codes-add-form", add_form),
    Act("code", history),
    Act("code-retry", retry),
    Act("code-share", share),
    Act("redeem", redeem),
    FormAct("redeem-form", redeem_form),
    Act("redeem-message", redeem_message),
    Act("redeem-chosen", redeem_chosen),
)
