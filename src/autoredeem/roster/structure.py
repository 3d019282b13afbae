"""JSON, and what people write for it: JavaScript, Python, JSON lines, `ObjectId(…)`, comments.

Values keep their digits as they are typed, and the line on which they stand.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 50
_LONGEST_REST = 200
"""Characters of a text that was cut off within quotes."""

_TOKEN = re.compile(
    r"(?P<blank>[\s\ufeff]+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`)"
    r"|(?P<call>[A-Za-z_]\w*(?:\s+[A-Za-z]\w*)?\()"
    r"|(?P<mark>[\[\]{}(),:;]|=>)"
    r"|(?P<bare>[^\s\[\]{}(),:;\"'`]+)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}


class NotStructured(Exception):
    """The text is of another kind. Never leaves this room."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value: its text, and its line."""

    text: str
    line: int


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    values: list["Value"] = field(default_factory=list)


@dataclass(slots=True)
class Mapped:
    """An object: its keys and values, in order."""

    line: int
    pairs: list[tuple[str, "Value"]] = field(default_factory=list)


Value = Scalar | Items | Mapped


@dataclass(slots=True)
class Parser:
    """Reads values from a text. With `partial` its end may be cut off."""

    text: str
    partial: bool = False
    at: int = 0
    line: int = 1
    cut_off: bool = False
    kind: str = ""
    piece: str = ""
    begun: int = 1

    def values(self) -> Iterator[Value]:
        """Give the values of a text, one after the other. Raises NotStructured."""
        self._next()
        while self.kind:
            if self.piece in ("[", "{", "("):
                yield self._value(0)
            elif self.piece in (",", ";"):
                self._next()
            else:
                raise NotStructured

    def _next(self) -> None:
        self.kind = "blank"
        while self.kind == "blank":
            if self.at >= len(self.text):
                self.kind = self.piece = ""
                return
            found = _TOKEN.match(self.text, self.at)
            if not found:
                if not self.partial and len(self.text) - self.at > _LONGEST_REST:
                    raise NotStructured
                self.at = len(self.text)
                self.kind = self.piece = ""
                return
            self.kind, self.piece, self.begun = found.lastgroup or "", found[0], self.line
            self.line += self.piece.count("\n")
            self.at = found.end()

    def _value(self, depth: int) -> Value:
        if depth > DEEPEST:
            raise NotStructured
        if self.piece in ("[", "("):
            return self._items("]" if self.piece == "[" else ")", depth)
        if self.piece == "{":
            return self._mapped(depth)
        if self.kind == "call":
            inside = self._items(")", depth).values
            return inside[0] if inside else Scalar("", self.begun)
        if self.kind in ("string", "bare"):
            return self._scalar()
        raise NotStructured

    def _scalar(self) -> Scalar:
        text = _unquoted(self.piece) if self.kind == "string" else self.piece
        if self.kind == "bare" and self.at == len(self.text):
            # Perhaps the rest of a number is missing, which would be another player's.
            text, self.cut_off = "", True
        scalar = Scalar(text, self.begun)
        self._next()
        return scalar

    def _items(self, end: str, depth: int) -> Items:
        items = Items(self.begun)
        self._next()
        while self.piece != end or self.kind != "mark":
            if not self.kind:
                self.cut_off = True
                return items
            value = self._value(depth + 1)
            items.values.append(value)
            if self.piece == "," and self.kind == "mark":
                self._next()
            elif self.kind == "bare" and not (_is_number(self.piece) and _is_number(value)):
                raise NotStructured
        self._next()
        return items

    def _mapped(self, depth: int) -> Value:
        mapped, loose = Mapped(self.begun), Items(self.begun)
        self._next()
        while self.piece != "}" or self.kind != "mark":
            if not self.kind:
                self.cut_off = True
                break
            key = self._value(depth + 1)
            if self.kind == "mark" and self.piece in (":", "=>") and isinstance(key, Scalar):
                self._next()
                value = self._value(depth + 1) if self.kind else Scalar("", self.begun)
                mapped.pairs.append((key.text, value))
            else:
                loose.values.append(key)
            if self.kind == "mark" and self.piece in (",", ";"):
                self._next()
            elif self.kind and self.piece != "}":
                raise NotStructured
        else:
            self._next()
        return loose if loose.values and not mapped.pairs else mapped


def _is_number(value: object) -> bool:
    text = value.text if isinstance(value, Scalar) else value
    return isinstance(text, str) and text.isdecimal()


def _unquoted(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    if token.startswith('"'):
        try:
            text: str = json.loads(token, strict=False)
        except ValueError:
            pass
        else:
            return text
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPED.get(code, code)
