"""Every line of an old audit trail can be told, and no other kind is written."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from autoredeem import bot
from autoredeem.bot.words.language import LANGUAGES
from autoredeem.roster import oversight, proofs
from frozen.trail import KINDS
from support.words import WORDS

ON_THE_PAGE = {
    *("audit-title", "audit-empty", "audit-nobody", "audit-forgotten-user", "audit-operator"),
}
KIND_OF = {
    "audit": (0, [""]),
    "audit_entries": (2, [""]),
    "take_away": (3, [""]),
    "_note": (2, [""]),
    "_set_blocked": (1, [""]),
    "_save": (1, ["set-"]),
    "_change_watched": (1, [""]),
    "_line_of": (1, [""]),
    "_noted": (0, ["set-", "set-no-"]),
}
"""What is called to write a line: which argument is its kind, and what may come before that."""

MADE_IN = {"audit", "audit_entries", "_note", "_set_blocked", "_line_of", "_cursor"}
"""Which functions make a line: the last only looks for one, all others write it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_words_for_just_its_details(language: str) -> None:
    # These words are strict: one detail more or less is an error.
    say = WORDS.say(language, "wos")
    told = {f"audit-{kind}": say(f"audit-{kind}", **KINDS[kind]) for kind in KINDS}
    keys = {key for key in WORDS.catalogues[language].phrases if key.startswith("audit-")}
    assert told.keys() == keys - ON_THE_PAGE


def test_the_bot_writes_the_kinds_of_the_list_and_no_other() -> None:
    found = list(_functions())
    written = {kind for one in found for kind in _kinds_in(one)}
    assert written == KINDS.keys()
    assert {one.name for one in found if _calls(one, "Action")} == MADE_IN


WRITERS = (str(oversight.__file__), str(proofs.__file__))
"""What writes lines beside the bot."""


def _functions() -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for path in [*Path(bot.__file__).parent.rglob("*.py"), *map(Path, WRITERS)]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def _kinds_in(function: ast.AST) -> Iterator[str]:
    for name, (place, before) in KIND_OF.items():
        for call in _calls(function, name):
            # A kind that is put together is one of those that another call names.
            kind = call.args[place]
            put_together = isinstance(kind, ast.JoinedStr | ast.Starred)
            for part in [] if put_together else ast.walk(kind):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield from (one + part.value for one in before)


def _calls(function: ast.AST, name: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and name in {getattr(node.func, "id", None), getattr(node.func, "attr", None)}
    ]
