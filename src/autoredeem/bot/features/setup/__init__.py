"""The panel that leads to everything, a guild's settings, its channels, the audit trail."""

from autoredeem.bot.features.setup.audit_trail import audit, audit_by, audit_of
from autoredeem.bot.features.setup.guild_settings import (
    choose_channel,
    choose_enrolling,
    choose_language,
    choose_role,
    choose_state,
    state_form,
    switch,
    switch_sharing,
)
from autoredeem.bot.features.setup.id_channel import (
    choose_id_channel,
    id_channel,
    leave_id_channel,
    post_card,
)
from autoredeem.bot.features.setup.panel import panel, settings
from autoredeem.bot.features.setup.titles import ask_for_titles, choose_titles
from autoredeem.bot.features.setup.watched_channels import (
    choose_senders,
    resume,
    unwatch,
    watch,
    watched_channel,
    watched_channels,
)
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS = (
    Handler("panel", panel, Right.ANYONE, for_all=True, across=True),
    Handler("settings", settings, Right.MANAGER, for_all=True),
    Handler("choose-title", ask_for_titles, Right.MANAGER, for_all=True, across=True),
    Handler("set-title", choose_titles, Right.MANAGER, for_all=True, across=True),
    Handler("set-channel", choose_channel, Right.MANAGER),
    Handler("set-role", choose_role, Right.MANAGER),
    Handler("set-state", choose_state, Right.MANAGER),
    FormHandler("state-form", state_form),
    Handler("set-enrolling", choose_enrolling, Right.MANAGER),
    Handler("set-language", choose_language, Right.MANAGER),
    Handler("switch", switch, Right.MANAGER),
    Handler("watch", watched_channels, Right.MANAGER),
    Handler("watched", watched_channel, Right.MANAGER),
    Handler("watch-add", watch, Right.MANAGER),
    Handler("watch-remove", unwatch, Right.MANAGER),
    Handler("watch-resume", resume, Right.MANAGER),
    Handler("watch-senders", choose_senders, Right.MANAGER),
    Handler("ids", id_channel, Right.MANAGER),
    Handler("ids-set", choose_id_channel, Right.MANAGER),
    Handler("ids-off", leave_id_channel, Right.MANAGER),
    Handler("ids-card", post_card, Right.MANAGER),
    Handler("set-sharing", switch_sharing, Right.MANAGER),
    Handler("audit", audit, Right.MANAGER),
    Handler("audit-by", audit_by, Right.MANAGER),
    Handler("audit-of", audit_of, Right.MANAGER),
)
