"""Each payload is drawn with all that it says, in its place."""

from support.discord_page import Names, command_list, message, modal, proposals
from support.discord_page.reading import read, shown
from support.frozen_payloads import ANN, COMMANDS, SETTINGS, STATE_MODAL, a_message

NAMES = Names(users={1: "Ann"}, roles={2: "Leaders"}, channels={3: "results"})


def test_an_answer_for_one_person_says_so_and_what_was_used() -> None:
    drawn = message(SETTINGS, NAMES, used=("Ann", "/autoredeem"))
    assert shown(drawn).startswith("Ann used /autoredeemA")
    assert "autoredeemAPPToday at 20:00" in shown(drawn)
    assert shown(drawn).endswith("Only you can see this \N{BULLET} Dismiss message")


def test_a_message_for_all_says_nothing_of_that() -> None:
    drawn = message(a_message(author=ANN, content="SNOW2026 is out"), NAMES)
    assert shown(drawn) == "AAnnToday at 20:00SNOW2026 is out"


def test_an_embed_has_its_colour_and_its_fields_in_columns() -> None:
    drawn = message(SETTINGS, NAMES)
    assert '<div class="embed" style="border-color: #5865f2">' in drawn
    assert '<span class="pill">#results</span>' in drawn
    assert drawn.count('class="field-line"') == 2
    assert "<strong>state</strong>" in drawn


def test_a_footer_is_no_markdown() -> None:
    assert '<div class="footer">Page 1 of **2**</div>' in message(SETTINGS, NAMES)


def test_menus_show_what_is_chosen_or_what_they_are_for() -> None:
    said = shown(message(SETTINGS, NAMES))
    assert "Whiteout Survival" in said
    assert "Which game?" not in said
    assert "Kingshot" not in said
    assert "Role of managers" in said


def test_buttons_have_their_colours_and_disabled_ones_are_faded() -> None:
    drawn = message(SETTINGS, NAMES)
    assert '<span class="button green" dir="auto">Switch on</span>' in drawn
    assert '<span class="button red disabled" dir="auto">Remove</span>' in drawn


def test_a_file_is_shown_with_its_size() -> None:
    attached = [{"filename": "members.csv", "size": 2048}]
    assert shown(message(a_message(attachments=attached), NAMES)).endswith("members.csv2.00 KB")


def test_a_promise_is_shown_as_one() -> None:
    assert shown(message(a_message(flags=64 | 128), NAMES)).count("is thinking...") == 1


def test_a_modal_shows_labels_and_hints() -> None:
    drawn = modal(STATE_MODAL, NAMES)
    assert '<div class="label" dir="auto">State (empty: none)</div>' in drawn
    assert '<span class="hint">1042</span>' in drawn
    assert 'class="star"' not in drawn


def test_what_must_be_filled_in_has_a_star() -> None:
    needed = {"type": 18, "label": "State", "component": {"type": 4, "custom_id": "state"}}
    assert 'class="star"' in modal({"title": "x", "components": [needed]}, NAMES)


def test_commands_are_listed_in_the_reader_s_language() -> None:
    assert shown(command_list(COMMANDS, "ru")) == "/коды добавитькодыAdd gift codes/meYour accounts"
    assert shown(command_list(COMMANDS, "en-US")).startswith("/codes addcodes")


def test_proposals_stand_over_what_is_typed() -> None:
    drawn = proposals("/redeem code: SN", [{"name": "SNOW2026 (works)", "value": "SNOW2026"}])
    assert shown(drawn) == "SNOW2026 (works)/redeem code: SN"


def test_each_piece_is_whole() -> None:
    pieces = [
        message(SETTINGS, NAMES),
        modal(STATE_MODAL, NAMES),
        command_list(COMMANDS, "ru"),
        proposals("x", [{"name": "y", "value": "y"}]),
    ]
    assert all(read(piece).elements["div"] for piece in pieces)
