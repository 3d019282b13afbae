"""What leaders do with their members: list, add, import, export, edit and remove them."""

from collections.abc import Sequence

from autoredeem.bot.features.members.add import add, add_form
from autoredeem.bot.features.members.edit import edit, edit_form
from autoredeem.bot.features.members.export import export
from autoredeem.bot.features.members.file_import import import_file
from autoredeem.bot.features.members.member_details import member
from autoredeem.bot.features.members.member_list import members, search_form
from autoredeem.bot.features.members.missing_states import set_missing, states_form
from autoredeem.bot.features.members.remove import remove, remove_yes
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS: Sequence[Handler | FormHandler] = (
    Handler("members", members, Right.MANAGER),
    FormHandler("members-search", search_form),
    Handler("member", member, Right.MANAGER),
    FormHandler("member-form", edit_form),
    Handler("member-edit", edit, Right.MANAGER),
    FormHandler("members-add-form", add_form),
    Handler("members-add", add, Right.MANAGER),
    Handler("members-import", import_file, Right.MANAGER),
    Handler("members-export", export, Right.MANAGER),
    FormHandler("members-state-form", states_form),
    Handler("members-state", set_missing, Right.MANAGER),
    Handler("members-remove", remove, Right.MANAGER),
    Handler("members-remove-yes", remove_yes, Right.MANAGER),
)
