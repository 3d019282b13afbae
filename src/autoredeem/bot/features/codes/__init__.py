"""What managers do with codes: add, list, share, redeem and retry them, and see the results."""

from collections.abc import Sequence

from autoredeem.bot.features.codes.add import add, add_form, take
from autoredeem.bot.features.codes.catch_up import catch_up
from autoredeem.bot.features.codes.code_list import list_codes
from autoredeem.bot.features.codes.code_results import code_results
from autoredeem.bot.features.codes.mend import copy_ids, set_states, states_form
from autoredeem.bot.features.codes.redeem import (
    redeem,
    redeem_chosen,
    redeem_form,
    redeem_message,
    retry,
)
from autoredeem.bot.features.codes.remove import remove
from autoredeem.bot.features.codes.share import ask_to_share, share
from autoredeem.bot.features.codes.try_again import try_again
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS: Sequence[Handler | FormHandler] = (
    Handler("codes", list_codes, Right.MANAGER),
    Handler("codes-add", add, Right.MANAGER),
    FormHandler("codes-add-form", add_form),
    Handler("codes-take", take, Right.MANAGER),
    Handler("code", code_results, Right.MANAGER),
    Handler("code-retry", retry, Right.MANAGER),
    Handler("code-again", try_again, Right.MANAGER),
    Handler("catch-up", catch_up, Right.MANAGER),
    Handler("code-states", set_states, Right.MANAGER),
    FormHandler("code-states-form", states_form),
    Handler("code-ids", copy_ids, Right.MANAGER),
    Handler("code-share", ask_to_share, Right.MANAGER),
    Handler("codes-share", share, Right.MANAGER),
    Handler("code-remove", remove, Right.MANAGER),
    Handler("redeem", redeem, Right.MANAGER),
    FormHandler("redeem-form", redeem_form),
    Handler("redeem-message", redeem_message, Right.MANAGER),
    Handler("redeem-chosen", redeem_chosen, Right.MANAGER),
)
