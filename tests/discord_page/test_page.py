"""A page needs nothing else, runs nothing, and can't be changed by what is in a message."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from support.discord_page import Names, Section, command_list, message, modal, page, proposals
from support.discord_page.reading import read, shown
from support.frozen_payloads import COMMANDS, SETTINGS, STATE_MODAL, a_message

NAMES = Names(users={1: "<b>Ann"}, roles={2: '"><script>'}, channels={3: "results"})
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</div></body></html><h1>mine</h1>",
    "&lt;script&gt;",
    "`<script>`",
    "```\n</pre><script>alert(1)</script>\n```",
    "[<b>x](https://x.test/\"onmouseover='alert(1)')",
    'https://x.test/"><script>alert(1)</script>',
    "</style><script>",
    '<@1> <@&2> </x"><script>:1>',
    "\u202e<!-- ",
]


def poisoned(payload: Any, text: str) -> Any:  # noqa: ANN401 - whatever a payload is made of
    """Put a text wherever a payload has one, but where Discord itself writes it."""
    if isinstance(payload, dict):
        kept = {"timestamp", "id"}
        return {
            key: value if key in kept or key == "type" else poisoned(value, text)
            for key, value in payload.items()
        }
    if isinstance(payload, list):
        return [poisoned(one, text) for one in payload]
    return text if isinstance(payload, str) else payload


def whole(payload: Any, text: str) -> str:  # noqa: ANN401 - as above
    """Give a page with a text at every place at which one may stand."""
    seen = [
        message(payload, NAMES, used=(text, text)),
        modal(poisoned(STATE_MODAL, text), NAMES),
        command_list(poisoned(COMMANDS, text), "ru"),
        proposals(text, [{"name": text, "value": text}]),
    ]
    return page(text, text, [Section("one", text, text, seen)])


def test_no_message_becomes_html() -> None:
    for text in HOSTILE:
        payload = poisoned(
            a_message(content=text, attachments=[{"filename": text, "size": 1}]), text
        )
        made = read(whole({**poisoned(SETTINGS, text), **payload}, text))
        assert not {"script", "img", "iframe"} & set(made.elements)
        assert (made.elements["body"], made.elements["style"], made.elements["meta"]) == (1, 1, 3)
        assert not [name for name, _ in made.attributes if name.startswith("on")]


def test_what_was_said_is_read_on_the_page_as_it_was_said() -> None:
    text = "<script>alert(1)</script>"
    assert text in shown(message(a_message(content=text), NAMES))
    assert text in shown(proposals(text, []))


@given(st.text(max_size=40))
def test_any_text_leaves_the_page_whole(text: str) -> None:
    made = read(whole(poisoned(SETTINGS, text), text))
    assert made.elements["section"] == 1
    assert {value[:8] for name, value in made.attributes if name == "href"} <= {"#one", "https://"}


def test_a_page_loads_nothing() -> None:
    made = page("t", "a", [Section("one", "One", "First", [message(SETTINGS, NAMES)])])
    found = read(made)
    assert not {"link", "script", "img", "iframe", "object"} & set(found.elements)
    assert "url(" not in made
    assert "@import" not in made
    assert any(value.startswith("default-src 'none'") for _, value in found.attributes)
