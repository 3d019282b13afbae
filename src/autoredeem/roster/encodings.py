"""From bytes to text, in whatever encoding a member file was saved."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from autoredeem.roster.chunks import begin
from autoredeem.roster.headings import meaning_of

_LOOKED_AT = 65_536
"""Bytes from which the encoding is told."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_BETWEEN_CELLS = re.compile(r"[,;\t|\r\n]+")
_WESTERN = "éèêëàâäáãåæçíìîïñóòôöõøúùûüßœÉÈÊÀÄÁÃÅÆÇÍÑÓÖÕØÚÜ"
_LETTERS = {
    "cp1252": _WESTERN,
    "cp1254": _WESTERN + "ğışĞİŞ",
    "cp1250": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžýáíéúČŘŠŽőűöüä",
}
_FEWEST_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class CodePage:
    """An 8-bit or East Asian encoding, and what its text looks like when it was the right one."""

    name: str
    fits: Callable[[str], bool]


def _mostly(pattern: str) -> Callable[[str], bool]:
    letters = re.compile(pattern)
    in_a_row = re.compile(f"(?:{pattern}){{{_FEWEST_IN_A_ROW},}}")

    def fits(text: str) -> bool:
        high = [one for one in text if one > "\x7f"]
        return bool(in_a_row.search(text)) and all(map(letters.match, high))

    return fits


def _of(letters: str) -> Callable[[str], bool]:
    return lambda text: all(one in letters for one in text if one > "\x7f")


PAGES = (
    CodePage("cp1251", _mostly("[а-яёА-ЯЁіїєґІЇЄҐ№—–«»]")),
    CodePage("cp949", _mostly("[\uac00-\ud7a3]")),
    CodePage("cp932", _mostly("[\u3040-\u30ff\u4e00-\u9fff\uff00-\uff5e。、]")),
    CodePage("gb18030", _mostly("[\u4e00-\u9fff，。：（）]")),
    CodePage("big5", _mostly("[\u4e00-\u9fff，。：（）]")),
    CodePage("cp1256", _mostly("[\u0621-\u064a،]")),
    CodePage("cp874", _mostly("[\u0e01-\u0e5b]")),
    *(CodePage(name, _of(letters)) for name, letters in _LETTERS.items()),
)


def text_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """Return a file's text. What can't be read of it is a replacement character.

    A byte order mark tells the encoding, else the NULs of UTF-16 do; else it is UTF-8, and what is
    none is read in the code page that fits all of the file's beginning, if one does.
    """
    head, rest = begin(chunks, _LOOKED_AT, b"")
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", _unmarked(head))
    )
    stream = chain([head[len(mark) :]], rest)
    if encoding != "utf-8":
        return _decoded(stream, encoding, "replace")
    return _mended(_decoded(stream, encoding, "surrogateescape"))


def _unmarked(head: bytes) -> str:
    """Tell UTF-16 without a mark by its NULs: digits, separators and ends of lines have one."""
    pairs = len(head) // 2
    even, odd = head[: 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if pairs > 1 and max(even, odd) * 5 >= pairs and 2 * min(even, odd) < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _decoded(chunks: Iterable[bytes], encoding: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
    for chunk in chunks:
        # A lone surrogate is no character of a text.
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _mended(chunks: Iterator[str]) -> Iterator[str]:
    """Read again, a line's pieces at a time, what was no UTF-8."""
    page: str | None = None
    for chunk in chunks:
        if not _ESCAPED.search(chunk):
            yield chunk
            continue
        lines = chunk.splitlines(keepends=True)
        if page is None:
            page = guess_page([_raw(line) for line in lines if _ESCAPED.search(line)])
        read_as = page
        yield "".join(
            _raw(line).decode(read_as, errors="replace") if _ESCAPED.search(line) else line
            for line in lines
        )


def _raw(line: str) -> bytes:
    return line.encode(errors="surrogateescape")


def guess_page(lines: list[bytes]) -> str:
    """Return the code page of lines that are no UTF-8; `ascii` if none fits, or several do.

    The surest sign is a heading that somebody knows.
    """
    content = b"\n".join(lines)
    read: dict[str, str] = {}
    for page in PAGES:
        try:
            read[page.name] = content.decode(page.name)
        except UnicodeDecodeError:
            continue
    known = {name: _known_headings(text) for name, text in read.items()}
    most = max(known.values(), default=0)
    likely = [name for name, count in known.items() if count == most]
    fitting = [page.name for page in PAGES if page.name in likely and page.fits(read[page.name])]
    if len({read[name] for name in fitting}) == 1:
        return fitting[0]
    return likely[0] if most else "ascii"


def _known_headings(text: str) -> int:
    cells = _BETWEEN_CELLS.split("\n".join(text.split("\n")[:3]))
    return sum(bool(meaning_of(cell.strip())) for cell in cells if not cell.isascii())
