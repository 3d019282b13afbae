"""Gift codes in what people write: an announcement, a message in a chat, the text of an embed.

Nobody marks codes in one way. What stands behind a word such as "code:" or in backticks is one; so
is what mixes capital letters and digits. Where there is none of these, a word in capitals that
stands alone or is set off (bold, quoted) may be one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

from autoredeem.domain.codes import LONGEST_CODE
from autoredeem.domain.text import is_unseen

MOST_FOUND = 25
"""Codes of one message."""

_MOST_READ = 8_000
"""Characters looked at: twice what the longest message has, and no long step of the loop."""

_SHORTEST_ANNOUNCED, _SHORTEST, _SHORTEST_ALONE = 3, 4, 5
"""Characters that a code has at least, where one has to come, anywhere, and where none may be."""

_LONGEST_UNMARKED = 32
"""A longer mixture of letters and digits is a key, a hash or an id."""

_NO_BREAK = "A-Za-z0-9_\\-\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff"
"""What can't stand right before or after a code: its own alphabet, and letters that look like it.

Scripts without blanks between words (Korean particles, Japanese, Chinese) may touch a code.
"""

_TOKEN = rf"(?<![{_NO_BREAK}])[A-Za-z0-9_-]{{1,{LONGEST_CODE + 4}}}(?![{_NO_BREAK}])"
_TOKENS = re.compile(_TOKEN)

_NOISE = re.compile(
    r"https?://\S*|www\.\S*"
    r"|<(?:[@#/]|a?:|t:|id:)[^<>\n]{0,120}>"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,60}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}(?:\.[a-z]{2,24}(?!\w)|\.\w{1,24}/)(?:[/?#]\S*)?"
    r"|(?<!\w)[@#][\w-]+"
    r"|(?<!\w):\w{2,32}:(?!\w)"
)
"""Links, addresses, names of files, mentions, times, tags, emoji: no code is looked for there."""

_LATIN_WORDS = (
    "gift-?codes?|promo-?codes?|codes?|cd-?keys?|cdk|coupons?|vouchers?"
    "|c[oó]digos?|cup[oó]n|cupom|codice|codici|kod[uy]?|kody|kodu|kode|m[aã]"
)
_OTHER_WORDS = (
    "промокод|код|کد|كود|أكواد|اكواد|رموز|رمز|코드|쿠폰|コード|クーポン"
    "|兑换码|兌換碼|礼包码|禮包碼|序号|序號|รหัส|โค้ด"
)
_CODE_WORD = re.compile(
    rf"(?:(?<![A-Za-z])(?:{_LATIN_WORDS})(?![A-Za-z])|(?:{_OTHER_WORDS})[^\W\d_A-Za-z]{{0,4}})"
    r"(?:\s+(?:is|are|here|below|now|ist|lautet|es|est|это|هو|هي)(?!\w)){0,2}",
    re.IGNORECASE,
)
"""A word that says that a code follows, in languages that players write in; with its ending."""

_GAP = re.compile(r"\W*")
_COMMA = re.compile(r"\W*?[,;/|&+،、]\W*|\W+(?:and|or|und|y|et|и|و|및)\s+\W*")
_INLINE = re.compile(r"(?<!`)`{1,3}\s{0,3}([^`\s]{1,80})\s{0,3}`")
_SET_OFF = re.compile(
    r"(?:\*\*|__|\|\||[\"“”„«»「『【'\u2018\u2019\[])\s*([^\W_][\w-]{0,70})\s*(?=\W)"
)
_ALONE = re.compile(rf"(?:\s*\d{{1,2}}[.)])?\W*?({_TOKEN})\W*")

_AMOUNT = re.compile(
    r"\d+(?:[a-z]|x\d*|st|nd|rd|th|[ap]m|hrs?|hours?|mins?|secs?|days?|weeks?|utc|gmt|px|fps|[kmg]b"
    r"|usd|eur|gems?|diamonds?|k\+?)|x\d+|\d+h\d+m?|\d{8}t\d{4,6}z?",
    re.IGNORECASE,
)
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
_DATE = re.compile(rf"\d{{1,2}}(?:{_MONTH})[a-z]*\d{{0,4}}|(?:{_MONTH})\d{{1,2}}", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:lvl?|level|day|week|season|gen|tier|phase|part|top|round|stage|chapter|fc|tg|svs|kvk|covid"
    r"|furnace|step|page|group|team|ver|version|rank|slot|wave|act|utc|gmt)\d{1,3}|vip\d{1,2}"
    r"|(?:state|server|kingdom|id|uid|fid|no)\d+",
    re.IGNORECASE,
)
"""What people write of a game that looks like a code: amounts, dates, levels, states."""

_NO_CODES = (
    "code codes gift gifts giftcode giftcodes redeem redemption new news important attention notice"
    " announcement announcements update updates event events warning reward rewards expired expires"
    " expiry expiring valid hurry free here now today tomorrow limited enjoy good luck happy thanks"
    " everyone alliance state kingdom server kingshot whiteout survival discord facebook youtube"
    " tiktok twitter instagram whatsapp telegram paypal iphone android google playstore appstore"
    " official website link links click enter type copy paste below above soon none null unknown"
    " only please players player game center account settings avatar this that these those with"
    " from into your yours have will been what when where which there their them they active works"
    " working dead invalid tested confirmed reminder hello welcome christmas birthday easter"
    " halloween maintenance season congratulations the and for are was its see get use"
)
"""Words that stand in capitals, alone or behind "code" without being one."""

_WORDS = frozenset(_NO_CODES.split())

Judge = Callable[[str], bool]


def codes_in(text: str) -> list[str]:
    """Give the gift codes that a text seems to hold, each spelling once, in order; at most 25.

    The text may be anything. What is given can be parsed; whether the game knows it is not said.
    """
    lines = [line for line in _readable(text).split("\n") if line.strip()]
    sure = dict.fromkeys(code for line in _marked(lines) for code in line)
    found = sure or dict.fromkeys(code for line in lines for code in _set_off(line))
    return list(islice(found, MOST_FOUND))


def _readable(text: str) -> str:
    """Give plain letters for fancy ones, without what is invisible, and without noise."""
    plain = unicodedata.normalize("NFKC", text[:_MOST_READ])[:_MOST_READ]
    lines = plain.replace("\r\n", "\n").replace("\r", "\n")
    seen = (one for one in lines if one == "\n" or not is_unseen(one))
    return _NOISE.sub(" ", "".join(seen))


def _marked(lines: list[str]) -> Iterator[list[str]]:
    """Give the codes of each line that are marked as such, or that can't be words."""
    listed: Judge | None = None
    for line in lines:
        found = _after_words(line) + _in_backticks(line) + _shaped(line)
        alone = _alone(line)
        if listed and alone and listed(alone):
            found.append(alone)
        yield sorted(dict.fromkeys(found), key=line.find)
        listed = _heading(line) or (listed if alone else None)


def _after_words(line: str) -> list[str]:
    """Give what follows a word such as "code:", and what follows that behind commas."""
    found: list[str] = []
    for word in _CODE_WORD.finditer(line):
        gap = _GAP.match(line, word.end())
        at = gap.end() if gap else word.end()
        announced = gap is not None and any(mark in gap[0] for mark in ":=→➡")
        while token := _TOKENS.match(line, at):
            code, last = _bare(token[0]), not re.search(r"\w", line[token.end() :])
            if not (_is_firm(code) or (announced and last and _is_loose(code))):
                break
            found.append(code)
            if not (comma := _COMMA.match(line, token.end())):
                break
            at = comma.end()
    return found


def _in_backticks(line: str) -> list[str]:
    inside = (_TOKENS.fullmatch(one[1]) for one in _INLINE.finditer(line))
    return [code for one in inside if one and _is_firm(code := _bare(one[0]))]


def _shaped(line: str) -> list[str]:
    """Give what no word looks like: capital letters and digits, mixed."""
    return [code for one in _TOKENS.finditer(line) if _is_shaped(code := _bare(one[0]))]


def _set_off(line: str) -> list[str]:
    """Give words in capitals that stand alone in their line, or are set off in it."""
    wrapped = [_bare(one[1]) for one in _SET_OFF.finditer(line) if _TOKENS.fullmatch(one[1])]
    alone = _alone(line)
    return [code for code in ([alone] if alone else wrapped) if _is_capital(code)]


def _heading(line: str) -> Judge | None:
    """Give who says what is a code in the list below, if a line heads one: "codes:"."""
    for word in _CODE_WORD.finditer(line):
        if not re.search(r"\w", line[word.end() :]):
            return _is_loose
        if line.rstrip().endswith(":"):
            return _is_firm
    return None


def _alone(line: str) -> str | None:
    found = _ALONE.fullmatch(line)
    return _bare(found[1]) or None if found else None


def _bare(token: str) -> str:
    """Give a token without the marks of a list or of underlining around it."""
    return token.strip("_-")


def _is_loose(code: str) -> bool:
    """Say whether it can be a code where one has to come."""
    fits = _SHORTEST_ANNOUNCED <= len(code) <= LONGEST_CODE
    return fits and _has_letter(code) and code.casefold() not in _WORDS


def _is_firm(code: str) -> bool:
    """Say whether it can be a code where one is likely."""
    odd = any(one.isdigit() for one in code) or any(one.isupper() for one in code[1:])
    return len(code) >= _SHORTEST and odd and _is_loose(code) and not _is_of_the_game(code)


def _is_shaped(code: str) -> bool:
    """Say whether it is a code wherever it stands."""
    if not _SHORTEST <= len(code) <= _LONGEST_UNMARKED or not code.isalnum():
        return False
    mixed = any(one.isupper() for one in code) and any(one.isdigit() for one in code)
    return mixed and not _is_of_the_game(code)


def _is_capital(code: str) -> bool:
    """Say whether a word that is set off is written as no word is."""
    if not _SHORTEST_ALONE <= len(code) <= _LONGEST_UNMARKED or code.casefold() in _WORDS:
        return False
    inner = any(one.isupper() for one in code[1:])
    return inner and not _is_of_the_game(code)


def _is_of_the_game(code: str) -> bool:
    return any(one.fullmatch(code) for one in (_AMOUNT, _DATE, _NUMBERED))


def _has_letter(code: str) -> bool:
    return any(one.isalpha() for one in code)
