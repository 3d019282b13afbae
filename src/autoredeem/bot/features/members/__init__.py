"""What managers do with members: list, add, mend, remove them; decide over claims and opt-outs."""

from collections.abc import Sequence

from autoredeem.bot.features.members.add import add, add_form, mend, mend_form
from autoredeem.bot.features.members.alliance_details import show_alliance
from autoredeem.bot.features.members.alliance_list import list_alliances
from autoredeem.bot.features.members.alliance_moves import move_form, move_members, move_one
from autoredeem.bot.features.members.alliance_settings import (
    alliance_form,
    choose_alliance_channel,
    choose_alliance_role,
    delete_alliance,
    save_alliance,
)
from autoredeem.bot.features.members.ask_players import ask, ask_now
from autoredeem.bot.features.members.block_list import allow, lift, list_opt_outs
from autoredeem.bot.features.members.claims import list_claims, undo_claims
from autoredeem.bot.features.members.edit import edit, edit_form
from autoredeem.bot.features.members.enrolment_preview import check_import, confirm_import
from autoredeem.bot.features.members.export import export
from autoredeem.bot.features.members.file_import import import_file, import_form
from autoredeem.bot.features.members.member_details import show_member
from autoredeem.bot.features.members.member_filter import choose_filter
from autoredeem.bot.features.members.member_list import list_members, page_form, search_form
from autoredeem.bot.features.members.mended_states import set_states, states_form
from autoredeem.bot.features.members.missing_states import missing_states_form, set_missing_states
from autoredeem.bot.features.members.need_ids import confirm_removal_in_need, copy_ids
from autoredeem.bot.features.members.needs import show_needs
from autoredeem.bot.features.members.remove import confirm_removal, remove
from autoredeem.bot.features.members.search_states import search, span_form, start, stop
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS: Sequence[Handler | FormHandler] = (
    Handler("members", list_members, Right.ALLIANCE),
    FormHandler("members-search", search_form),
    FormHandler("members-page", page_form),
    Handler("members-filter", choose_filter, Right.ALLIANCE),
    Handler("member", show_member, Right.ALLIANCE),
    FormHandler("member-form", edit_form),
    Handler("member-edit", edit, Right.ALLIANCE),
    FormHandler("members-add-form", add_form),
    Handler("members-add", add, Right.ALLIANCE),
    FormHandler("members-mend-form", mend_form),
    Handler("members-mend", mend, Right.MANAGER),
    FormHandler("members-import-form", import_form),
    Handler("members-import", import_file, Right.ALLIANCE),
    Handler("members-import-yes", confirm_import, Right.ALLIANCE),
    Handler("members-check", check_import, Right.MANAGER),
    Handler("members-export", export, Right.ALLIANCE),
    FormHandler("members-state-form", missing_states_form),
    Handler("members-state", set_missing_states, Right.MANAGER),
    Handler("members-remove", confirm_removal, Right.ALLIANCE),
    Handler("members-remove-yes", remove, Right.ALLIANCE),
    Handler("alliances", list_alliances, Right.ALLIANCE),
    Handler("alliance", show_alliance, Right.ALLIANCE),
    FormHandler("alliance-form", alliance_form),
    Handler("alliance-save", save_alliance, Right.MANAGER),
    Handler("alliance-channel", choose_alliance_channel, Right.MANAGER),
    Handler("alliance-role", choose_alliance_role, Right.MANAGER),
    Handler("alliance-delete", delete_alliance, Right.MANAGER),
    FormHandler("alliance-move-form", move_form),
    Handler("alliance-move", move_members, Right.ALLIANCE),
    Handler("alliance-put", move_one, Right.ALLIANCE),
    Handler("needs", show_needs, Right.MANAGER),
    FormHandler("needs-states-form", states_form),
    Handler("needs-states", set_states, Right.MANAGER),
    Handler("needs-ask", ask, Right.MANAGER),
    Handler("needs-ask-yes", ask_now, Right.MANAGER),
    Handler("needs-search", search, Right.MANAGER),
    FormHandler("needs-span-form", span_form),
    Handler("needs-search-yes", start, Right.MANAGER),
    Handler("needs-search-stop", stop, Right.MANAGER),
    Handler("needs-ids", copy_ids, Right.MANAGER),
    Handler("needs-remove", confirm_removal_in_need, Right.MANAGER),
    Handler("claims", list_claims, Right.MANAGER),
    Handler("claim-undo", undo_claims, Right.MANAGER),
    Handler("opt-outs", list_opt_outs, Right.MANAGER),
    Handler("opt-out-lift", lift, Right.MANAGER),
    Handler("opt-out-allow", allow, Right.MANAGER),
)
