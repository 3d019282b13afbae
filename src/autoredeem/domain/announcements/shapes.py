"""What a piece of a line looks like: a code, a word, or the shorthand of games."""

import re
from enum import IntEnum
from functools import lru_cache

from autoredeem.domain.announcements.prose import NEVER, is_word
from autoredeem.domain.codes import LONGEST_CODE


class Shape(IntEnum):
    """How much a piece looks like a code, by itself."""

    NONE = 0
    WORD = 1
    """A common word, or an amount in capitals: a code only where one has to come."""
    PLAIN = 2
    """Small letters, perhaps behind a capital one, as an uncommon word or a name has them."""
    CAPITALS = 3
    """Capital letters, no common word."""
    ODD = 4
    """A capital letter inside, or digits behind letters: gogoWOS, snowday26, Frosty2000."""
    MIXED = 5
    """Capital letters and digits, as nothing else has them: WOS0818, wm6B7MM4u."""


_SHORTEST = 3
_LONGEST_PLAIN = 32
"""Of a longer mixture of letters and digits, a key or a hash."""

_UNITS = """
    xp vip gems? diamonds? crystals? keys? gold golden coins? silver meat bread wood coal iron
    stone food steel shards? chests? tokens? points? power stamina speed ups? speedups? troops?
    hero heroes mythic epic rare legendary essence gear recruit recruitment pet charm fc fire
    truegold energy shields? teleports? tickets? box boxes packs? exp res resources? rss hours?
    hrs? hr h minutes? mins? m seconds? secs? days? d weeks? w years? y st nd rd th am pm utc
    gmt px fps kb mb gb k b t usd eur tl x players? members? kills? likes? followers? subs views
    for off and of medals? rewards? stars? uhr cet cest est edt pst gb
"""
"""Of what games give and people count."""

_GOODS = "xp exp gems? gold keys? coins? food wood iron coal meat bread stone points? power"
"""Of what an amount may also stand behind."""

_MONTHS = """
    jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)?
    oct(?:ober)? nov(?:ember)? dec(?:ember)?
"""


def _any(spelt: str) -> str:
    return f"(?:{'|'.join(spelt.split())})"


_AMOUNT = re.compile(
    rf"\d+x(?:\d+)?[a-z]*|x\d+(?:[kmb]|{_any(_UNITS)})*|\d+(?:[kmb](?=[A-Z]|$))?{_any(_UNITS)}*|{_any(_GOODS)}x?\d+[kmb]?"
    r"|(?:\d+[dhms]){1,4}(?:\d{2})?|\d+v\d+",
    re.IGNORECASE,
)
_LARGE_AMOUNT = re.compile(r"\d+[kKmM][A-Z][A-Za-z]+")
"""Of whatever: 10KGems, 5MWood."""

_DATE = re.compile(
    rf"\d{{1,2}}{_any(_MONTHS)}\d{{0,4}}|{_any(_MONTHS)}\d{{1,2}}|\d+t\d*z?|q[1-4]",
    re.IGNORECASE,
)

_NUMBERED = re.compile(r"([a-z]+)(\d+)([a-z]*)")
_LEVELS = frozenset(
    """
    lv lvl level day week season gen tier phase part top round stage chapter fc fcs tc tg svs
    kvk furnace step page group team ver version rank slot wave act utc gmt vip hq sg st wg bt
    trap bear rally galaxy win macos pc ps mp mk fps gtx http sha md utf ipv usb type class
    grade hero march troop legion lane squad building ios ipados
    """.split()
)
"""What is counted up to 99; what has a level may follow: Lv6Chest."""

_PLACES = frozenset(
    """
    day days state server kingdom realm world id uid fid no kid kb iphone galaxys rtx covid android
    windows ldplayer bluestacks nox
    """.split()
)
"""What has any number, and perhaps a make behind it: iPhone15Pro."""

_LONGEST_SHORT, _LONG = 2, 7
"""Letters of what is surely short for a level (TC, FC), and of an amount that may be a code."""

_MAKES = frozenset(["", "pro", "max", "plus", "ultra", "ti"])
_MOST_OF_LETTER, _MOST_LEVEL = 5, 2
"""Digits behind a letter (T12, S1042), and of a level."""

_NAMES = frozenset(
    """
    iphone ipad ios ipados macos youtube tiktok whatsapp facebook paypal playstore appstore
    discord linkedin github mcdonalds mcdonald svs kvk wos pvp pve hq ign npc afk giftcode ebay
    qrcode google googleplay bluestacks ldplayer centurygames kingshot whiteoutsurvival whiteout
    survival vip captcha openai chatgpt deepl macbook ok okay stove_lv
    """.split()
)

_OF_A_TITLE = re.compile(r"(?:WOS|KS)(?!-\d+$)[A-Za-z0-9_-]{3,}|[A-Za-z]{3,}WOS")
_OF_A_YEAR = re.compile(r"[A-Z][A-Za-z]{3,}(?:20)?(?:2[5-9]|3\d)")


_IN_SMALL_LETTERS = re.compile(r"wos[a-z]{3,}|[a-z]{3,}wos|ks(?![iez])[a-z]{4,}")
"""As no word is: some begin with "ksi", none ends so."""


def is_of_a_title(token: str) -> bool:
    """Whether it is called after one of the games, and so needs nothing more to be likely."""
    return bool(_OF_A_TITLE.fullmatch(token))


def is_of_a_year(token: str) -> bool:
    """Whether it ends with a year, as codes for a holiday do: SANTA26."""
    return bool(_OF_A_YEAR.fullmatch(token))


def is_named_as_codes_are(token: str) -> bool:
    """Whether it is called after a game or ends with a year, and is no name of a person's."""
    return is_of_a_title(token) or (is_of_a_year(token) and not token[1:].islower())


_NICKNAME = re.compile(r"[A-Z][A-Za-z]*[\d_-]*")
_NUMBER_OF = re.compile(r"[A-Z]+-\d+")
"""As tickets are called: WOS-4829."""


@lru_cache(maxsize=4096)
def shape_of(token: str) -> Shape:
    """Return what a run of the letters of codes looks like."""
    low = token.lower()
    if not _SHORTEST <= len(token) <= LONGEST_CODE or low in _NAMES:
        return Shape.NONE
    if not token.isalpha() and _is_of_the_game(token):
        return Shape.WORD if _may_yet_be_one(token) else Shape.NONE
    letters = [one for one in token if one.isalpha()]
    if not letters or (len(letters) > 1 and len({*low} - {*"-_"}) == 1):
        return Shape.NONE
    digits = any(one.isdigit() for one in token)
    inner = any(one.isupper() for one in token[1:])
    if digits:
        return _shape_with_digits(token, letters)
    return _shape_of_letters(low, letters, inner=inner)


def _shape_with_digits(token: str, letters: list[str]) -> Shape:
    if len(token) > _LONGEST_PLAIN:
        return Shape.PLAIN
    capitals = sum(one.isupper() for one in letters)
    as_name = _NICKNAME.fullmatch(token) and len(letters) > 2 * capitals
    odd = not capitals or as_name or "_" in token or _NUMBER_OF.fullmatch(token)
    return Shape.ODD if odd else Shape.MIXED


def _shape_of_letters(low: str, letters: list[str], *, inner: bool) -> Shape:
    parts = [part for part in re.split(r"[_-]", low) if part]
    if low in NEVER or all(is_word(part) for part in parts):
        return Shape.NONE if low in NEVER or not inner else Shape.WORD
    if not inner:
        return Shape.ODD if _IN_SMALL_LETTERS.fullmatch(low) else Shape.PLAIN
    return Shape.CAPITALS if all(one.isupper() for one in letters) else Shape.ODD


def _is_of_the_game(token: str) -> bool:
    """Whether it is an amount, a day, a level or a state; or several: K1001-K1500, 2026-12-31."""
    parts = (part for part in re.split(r"[-_]", token) if part)
    return all(map(_is_shorthand, parts)) or bool(_LARGE_AMOUNT.fullmatch(token))


def _may_yet_be_one(token: str) -> bool:
    """Whether an amount or a level is spelt as a code may be: BEAR28, 500KLIKES."""
    numbered = _NUMBERED.fullmatch(token.lower())
    as_word = numbered is not None and len(numbered[1]) > _LONGEST_SHORT
    return token.isupper() and token.isalnum() and (as_word or len(token) >= _LONG)


def _is_shorthand(part: str) -> bool:
    if part.isdigit() or _AMOUNT.fullmatch(part) or _DATE.fullmatch(part):
        return True
    numbered = _NUMBERED.fullmatch(part.lower())
    if not numbered:
        return False
    name, digits, rest = numbered.groups()
    letter = len(name) == 1 and not rest and len(digits) <= _MOST_OF_LETTER
    level = name in _LEVELS or name == "t"
    return letter or (level and len(digits) <= _MOST_LEVEL) or (name in _PLACES and rest in _MAKES)
