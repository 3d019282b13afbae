"""One language's messages, read and compiled."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from autoredeem.domain.errors import InternalError

Entry = ast.Message | ast.Term


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message, or an attribute of one, and the placeholders that it takes."""

    pattern: Pattern
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language's phrases by their keys: `members-added`, or `command-me.description`."""

    language: str
    rtl: bool
    phrases: Mapping[str, Phrase]
    bundle: FluentBundle

    def format(self, phrase: Phrase, values: Mapping[str, Any]) -> tuple[str, list[Exception]]:
        """Return a phrase with its placeholders filled in, and what was wrong with the values."""
        text, wrong = self.bundle.format_pattern(phrase.pattern, dict(values))
        return str(text), wrong


def sources(language: str) -> Iterator[tuple[str, str]]:
    """Yield the name and content of each of a language's files, sorted by name."""
    folder: Traversable = files("autoredeem.bot.words") / language
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".ftl"):
            yield file.name, file.read_text(encoding="utf-8")


def entries_of(named: Iterable[tuple[str, str]]) -> dict[str, Entry]:
    """Return the messages and terms of files, by id (a term's begins with -).

    Raises InternalError if something in them can't be read, or is there twice.
    """
    found: dict[str, Entry] = {}
    for name, content in named:
        for entry in FluentResource(content).body:
            if isinstance(entry, ast.Junk):
                raise InternalError(f"{name} can't be read here: {str(entry.content)[:80]!r}")
            if isinstance(entry, ast.Message | ast.Term):
                key = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
                if found.setdefault(key, entry) is not entry:
                    raise InternalError(f"{name}: {key} is there twice")
    return found


def catalogue_of(language: str, named: Iterable[tuple[str, str]]) -> Catalogue:
    """Return a catalogue of a language's files.

    Raises InternalError if something in them can't be read. All that formatting needs (plural
    rules, how numbers are written) is loaded here: afterwards no file is opened.
    """
    entries = entries_of(named)
    rtl = Locale.parse(language).text_direction == "rtl"
    bundle = FluentBundle([language], use_isolating=rtl)
    bundle.add_resource(ast.Resource(list(entries.values())))
    phrases = {
        key: Phrase(_compiled(bundle, key), frozenset(variables_of(pattern, entries)))
        for key, pattern in patterns_of(entries)
    }
    return Catalogue(language, rtl, phrases, bundle)


def patterns_of(entries: Mapping[str, Entry]) -> Iterator[tuple[str, ast.Pattern]]:
    """Yield the key and pattern of every message and attribute; terms are for messages alone."""
    for key, entry in entries.items():
        if isinstance(entry, ast.Message):
            if entry.value is not None:
                yield key, entry.value
            yield from ((f"{key}.{one.id.name}", one.value) for one in entry.attributes)


def variables_of(pattern: ast.Pattern, entries: Mapping[str, Entry]) -> set[str]:
    """Return the placeholders of a pattern and of the messages that it refers to."""
    seen = _Placeholders()
    seen.visit(pattern)
    found = seen.variables
    for key in seen.refers_to:
        named, _, attribute = key.partition(".")
        if (referred := _pattern(entries.get(named), attribute)) is not None:
            found |= variables_of(referred, entries)
    return found


class _Placeholders(Visitor):
    """Collects variables, and the messages referred to. A term has only what it is called with."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.refers_to: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - Fluent's
        attribute = f".{node.attribute.name}" if node.attribute else ""
        self.refers_to.add(node.id.name + attribute)


def _pattern(entry: Entry | None, attribute: str) -> ast.Pattern | None:
    if entry is None:
        return None
    if not attribute:
        return entry.value
    return next((one.value for one in entry.attributes if one.id.name == attribute), None)


def _compiled(bundle: FluentBundle, key: str) -> Pattern:
    named, _, attribute = key.partition(".")
    message = bundle.get_message(named)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise InternalError(f"{key} has no text")
    return pattern
