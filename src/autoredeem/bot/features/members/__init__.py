"""What managers do with members: list, add, edit, remove them; decide over claims and opt-outs."""

from collections.abc import Sequence

from autoredeem.bot.features.members.add import add, add_form, mend, mend_form
from autoredeem.bot.features.members.block_list import allow, lift, list_opt_outs
from autoredeem.bot.features.members.claims import list_claims, undo_claims
from autoredeem.bot.features.members.edit import edit, edit_form
from autoredeem.bot.features.members.enrolment_preview import check_import, confirm_import
from autoredeem.bot.features.members.export import export
from autoredeem.bot.features.members.file_import import import_file, import_form
from autoredeem.bot.features.members.member_details import show_member
from autoredeem.bot.features.members.member_list import list_members, search_form
from autoredeem.bot.features.members.missing_states import set_missing_states, states_form
from autoredeem.bot.features.members.remove import confirm_removal, remove
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS: Sequence[Handler | FormHandler] = (
    Handler("members", list_members, Right.MANAGER),
    FormHandler("members-search", search_form),
    Handler("member", show_member, Right.MANAGER),
    FormHandler("member-form", edit_form),
    Handler("member-edit", edit, Right.MANAGER),
    FormHandler("members-add-form", add_form),
    Handler("members-add", add, Right.MANAGER),
    FormHandler("members-mend-form", mend_form),
    Handler("members-mend", mend, Right.MANAGER),
    FormHandler("members-import-form", import_form),
    Handler("members-import", import_file, Right.MANAGER),
    Handler("members-import-yes", confirm_import, Right.MANAGER),
    Handler("members-check", check_import, Right.MANAGER),
    Handler("members-export", export, Right.MANAGER),
    FormHandler("members-state-form", states_form),
    Handler("members-state", set_missing_states, Right.MANAGER),
    Handler("members-remove", confirm_removal, Right.MANAGER),
    Handler("members-remove-yes", remove, Right.MANAGER),
    Handler("claims", list_claims, Right.MANAGER),
    Handler("claim-undo", undo_claims, Right.MANAGER),
    Handler("opt-outs", list_opt_outs, Right.MANAGER),
    Handler("opt-out-lift", lift, Right.MANAGER),
    Handler("opt-out-allow", allow, Right.MANAGER),
)
