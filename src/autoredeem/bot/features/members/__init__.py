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
from autoredeem.bot.kit.handlers import Act, FormAct

ACTS: Sequence[Act | FormAct] = (
    Act("members", members),
    FormAct("members-search", search_form),
    Act("member", member),
    FormAct("member-form", edit_form),
    Act("member-edit", edit),
    FormAct("members-add-form", add_form),
    Act("members-add", add),
    Act("members-import", import_file),
    Act("members-export", export),
    FormAct("members-state-form", states_form),
    Act("members-state", set_missing),
    Act("members-remove", remove),
    Act("members-remove-yes", remove_yes),
)
