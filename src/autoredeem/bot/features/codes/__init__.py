"""What leaders do with codes."""

from collections.abc import Sequence

from autoredeem.bot.features.codes.add import add, add_form
from autoredeem.bot.features.codes.code_list import codes
from autoredeem.bot.features.codes.code_results import history
from autoredeem.bot.features.codes.redeem import (
    redeem,
    redeem_chosen,
    redeem_form,
    redeem_message,
    retry,
)
from autoredeem.bot.features.codes.share import share
from autoredeem.bot.kit.handlers import Act, FormAct

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
