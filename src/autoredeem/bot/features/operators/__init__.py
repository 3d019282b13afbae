"""What operators see and do: how all is doing, what guilds spend, and blocking one."""

from autoredeem.bot.features.operators.guilds import block, leave, show_guild, unblock
from autoredeem.bot.features.operators.spending import guild_form, spending
from autoredeem.bot.features.operators.status_page import status_page
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS = (
    Handler("operator", status_page, Right.OPERATOR, for_all=True, across=True),
    Handler("operator-guilds", spending, Right.OPERATOR, for_all=True, across=True),
    Handler("operator-guild", show_guild, Right.OPERATOR, for_all=True, across=True),
    FormHandler("operator-guild-form", guild_form),
    Handler("operator-block", block, Right.OPERATOR, for_all=True, across=True),
    Handler("operator-unblock", unblock, Right.OPERATOR, for_all=True, across=True),
    Handler("operator-leave", leave, Right.OPERATOR, for_all=True, across=True),
)
