"""What players do for themselves: enrol, see their accounts, opt out, have their data deleted."""

from autoredeem.bot.features.players.contact import contact_way
from autoredeem.bot.features.players.enroll import enroll, enroll_form, enroll_mend_form, mend
from autoredeem.bot.features.players.me import me, my_state, my_state_form
from autoredeem.bot.features.players.naming import name_account, name_form
from autoredeem.bot.features.players.opt_out import opt_in, opt_out
from autoredeem.bot.features.players.own_failures import (
    account_form,
    mend_account,
    own_failures,
)
from autoredeem.bot.features.players.privacy import delete_data, show_data
from autoredeem.bot.features.players.retry import retry
from autoredeem.bot.features.players.unenroll import unenroll
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS = (
    Handler("enroll", enroll, Right.ANYONE),
    FormHandler("enroll-form", enroll_form),
    Handler("enroll-mend", mend, Right.ANYONE),
    FormHandler("enroll-mend-form", enroll_mend_form),
    Handler("unenroll", unenroll, Right.ANYONE),
    Handler("me", me, Right.ANYONE, across=True),
    Handler("my-state", my_state, Right.ANYONE),
    FormHandler("my-state-form", my_state_form),
    Handler("my-failures", own_failures, Right.ANYONE),
    Handler("my-account", mend_account, Right.ANYONE),
    FormHandler("my-account-form", account_form),
    Handler("my-name", name_account, Right.ANYONE),
    FormHandler("my-name-form", name_form),
    Handler("my-retry", retry, Right.ANYONE),
    Handler("contact-way", contact_way, Right.ANYONE),
    Handler("my-data", show_data, Right.ANYONE, for_all=True, always=True, across=True),
    Handler("forget-me", delete_data, Right.ANYONE, for_all=True, always=True, across=True),
    Handler("never", opt_out, Right.ANYONE, for_all=True, always=True, across=True),
    Handler("never-mind", opt_in, Right.ANYONE, for_all=True, always=True, across=True),
)
