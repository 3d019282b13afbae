"""What tests look at in the catalogues: which forms a message has, and which it needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel import Locale
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from autoredeem.bot.words import Words
from autoredeem.bot.words.catalogue import Entry, entries_of, patterns_of, sources

CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
COUNTS = (*range(1_000), 1_000, 1_000_000)
"""Integers in which each plural category of each language occurs."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place in a message where a plural form is chosen."""

    key: str
    counted: str
    variants: Mapping[str, ast.Pattern]
    around: ast.Pattern


def read(language: str) -> dict[str, Entry]:
    """Return a language's messages and terms."""
    return entries_of(sources(language))


def plural_choices(entries: Mapping[str, Entry]) -> Iterator[Choice]:
    """Yield every choice of a plural form."""
    for key, pattern in patterns_of(entries):
        for select in _selects(pattern):
            named = {
                one.key.name: one.value
                for one in select.variants
                if isinstance(one.key, ast.Identifier)
            }
            if (named.keys() - {"other"}) & CATEGORIES:
                yield Choice(key, _counted(select), named, pattern)


def categories_of(language: str) -> dict[str, list[int]]:
    """Return the plural categories that counts of a language fall into, by the CLDR."""
    found: dict[str, list[int]] = {}
    for count in COUNTS:
        found.setdefault(Locale.parse(language).plural_form(count), []).append(count)
    return found


def mentions(pattern: ast.Pattern, variable: str) -> bool:
    """Whether a pattern shows a variable, outside of what it chooses by."""
    shown = _Shown()
    shown.visit(pattern)
    return variable in shown.variables


def everything_said(words: Words, language: str) -> Iterator[tuple[str, str]]:
    """Yield each message of a language, for all games and some counts: keys and texts."""
    for title in ("wos", "kingshot"):
        say = words.say(language, title)
        for key, phrase in say.catalogue.phrases.items():
            for count in (0, 1, 2, 5, 11, 100, 1_234):
                values = dict.fromkeys(phrase.takes - {"title"}, count)
                yield key, say(key, **values)


class _Selects(Visitor):
    def __init__(self) -> None:
        self.found: list[ast.SelectExpression] = []

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - Fluent's
        self.found.append(node)
        self.generic_visit(node)


class _Shown(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - Fluent's
        """Visit nothing in it: each of its variants is asked about for itself."""

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's
        self.variables.add(node.id.name)


def _selects(pattern: ast.Pattern) -> list[ast.SelectExpression]:
    visitor = _Selects()
    visitor.visit(pattern)
    return visitor.found


def _counted(select: ast.SelectExpression) -> str:
    assert isinstance(select.selector, ast.VariableReference), "choose by a plain number"
    return select.selector.id.name
