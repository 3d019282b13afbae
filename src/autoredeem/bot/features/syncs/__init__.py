"""What managers do with lists of players that are kept elsewhere: follow them, and what follows."""

from collections.abc import Sequence

from autoredeem.bot.features.syncs.changes import show_changes
from autoredeem.bot.features.syncs.follow import follow, follow_form
from autoredeem.bot.features.syncs.one_list import accept, read_now, set_enrolling, show_list, stop
from autoredeem.bot.features.syncs.overview import list_syncs
from autoredeem.bot.features.syncs.people import confirm_leaving, enrol_newcomers
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS: Sequence[Handler | FormHandler] = (
    Handler("syncs", list_syncs, Right.MANAGER),
    FormHandler("sync-form", follow_form),
    Handler("sync-add", follow, Right.MANAGER),
    Handler("sync", show_list, Right.MANAGER),
    Handler("sync-read", read_now, Right.MANAGER),
    Handler("sync-enrols", set_enrolling, Right.MANAGER),
    Handler("sync-accept", accept, Right.MANAGER),
    Handler("sync-newcomers", enrol_newcomers, Right.MANAGER),
    Handler("sync-left", confirm_leaving, Right.MANAGER),
    Handler("sync-changes", show_changes, Right.MANAGER),
    Handler("sync-stop", stop, Right.MANAGER),
)
