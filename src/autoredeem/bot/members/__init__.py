"""What leaders do with their members: list, add, import, export, edit and remove them."""

from collections.abc import Sequence

from autoredeem.bot.acts import Act, FormAct
from autoredeem.bot.members.adding import add, add_form
from autoredeem.bot.members.editing import edit, edit_form
from autoredeem.bot.members.exporting import export
from autoredeem.bot.members.importing import import_file
from autoredeem.bot.members.listing import members, search_form
from autoredeem.bot.members.removing import remove, remove_yes
from autoredeem.bot.members.showing import member
from autoredeem.bot.members.states import set_missing, states_form

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
