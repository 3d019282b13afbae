"""The panel that leads to everything, what a guild's leaders choose, and the audit trail."""

from autoredeem.bot.features.setup.audit_trail import audit
from autoredeem.bot.features.setup.panel import panel, settings
from autoredeem.bot.features.setup.settings import (
    choose_channel,
    choose_enrolling,
    choose_language,
    choose_role,
    choose_state,
    choose_title,
    state_form,
    switch,
)
from autoredeem.bot.kit.handlers import Act, FormAct
from autoredeem.bot.kit.permissions import Right

ACTS = (
    Act("panel", panel, Right.ANYONE, for_all=True),
    Act("settings", settings, for_all=True),
    Act("set-title", choose_title, for_all=True),
    Act("set-channel", choose_channel),
    Act("set-role", choose_role),
    Act("set-state", choose_state),
    FormAct("state-form", state_form),
    Act("set-enrolling", choose_enrolling),
    Act("set-language", choose_language),
    Act("switch", switch),
    Act("audit", audit),
)
