"""Messages whose codes are known: written ones, and such as chance puts together."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

SHARED = Path(__file__).parents[3] / "shared" / "cases" / "announcements.json"
"""Cases from public reports, which aren't part of this repository."""

_WRITTEN = Path(__file__).parents[1] / "domain" / "announcements"


class Message(NamedTuple):
    """A message, and the codes that a person would take from it."""

    name: str
    text: str
    codes: list[str]
    today: date | None = None


def written(file: str) -> list[Message]:
    """Return the messages of a file: "== what it is: CODE CODE @day", and the text below.

    "nothing" stands for no code; the day, if it matters, is that on which it is read.
    """
    text = (_WRITTEN / f"{file}.txt").read_text(encoding="utf-8")
    return [_message(block) for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]]


def _message(block: str) -> Message:
    head, _, text = block.partition("\n")
    name, _, codes = head.rpartition(": ")
    codes, _, day = codes.partition(" @")
    today = date.fromisoformat(day) if day else None
    return Message(name, text.rstrip("\n"), [] if codes == "nothing" else codes.split(), today)


def shared() -> list[Message]:
    """Return the cases from public reports, in an order of their own."""
    cases = json.loads(SHARED.read_text(encoding="utf-8"))
    return [Message(case["id"], case["text"], case["codes"]) for case in cases]


def _items(spelt: str) -> list[str]:
    return spelt.strip().replace("\n", "|").split("|")


_LABELS = _items(
    """
Gift Code|Code|New gift code|Gift code for today|Redeem code|Promo code
Gift code (one per account)|Geschenkcode|Neuer Code|Code cadeau|Nouveau code cadeau
Código de regalo|Nuevo código|Código ativo|Codice regalo|Nuovo codice|Kod prezentowy
Hediye kodu|Yeni hediye kodumuz|Kode hadiah|Mã quà tặng|Cadeaucode|Cod cadou|Промокод
Подарочный код|Код на сегодня|Подарунковий код|رمز الهدية|كود جديد|کد هدیه|गिफ्ट कोड
쿠폰 번호|기프트 코드|ギフトコード|シリアルコード|礼包码|禮包碼|兑换码|โค้ดของขวัญ
"""
)

_ENDED = _items(
    """
expired|no longer works|abgelaufen|expiré|caducado|ya no funciona|scaduto|nie działa
geçersiz|süresi doldu|истёк|не работает|не працює|منتهي|만료됨|期限切れ|已过期|已失效
đã hết hạn|หมดอายุแล้ว|verlopen
"""
)

_HEADINGS = _items(
    """
Expired codes|Expired|Inactive codes|Abgelaufene Codes|Codes expirés|Códigos caducados
Códigos expirados|Codici scaduti|Wygasłe kody|Süresi dolan kodlar|Просроченные коды
Неактивные|الأكواد المنتهية|만료된 쿠폰|期限切れ|已过期|Mã hết hạn|Kode kadaluarsa
Verlopen codes
"""
)

_NOISE = """
Redeem it in Avatar > Settings > Gift Code
Rewards: 1000Gems, 10KXP, 5xGoldKey, 2x 1h Speedup
Needs TC30 or FC5, all kingdoms K1001-K1500
Thanks to R4 Frosty and S1042!
https://wos-giftcode.centurygame.com/
Valid until: 31.12.2026 23:59 UTC
Gültig bis 24.12.2026
Valable jusqu'au 31/12/2026
Son kullanma: 30.11.2026
Срок действия: до 5 декабря
有効期限：2026年9月24日 23:59（UTC）
유효 기간: ~ 2026년 9월 30일 23:59
صالح حتى 30 مارس
Join us on Facebook, Discord and YouTube!
Bear trap 1 at 14:00 UTC, please open rally
Update v1.33.9 fixes iOS17 crashes and T12 troops
**ATTENTION CHIEFS**
Good luck and have fun ❤️
@everyone <@&1234567890> :gift: #kingshot
Each account may redeem it once.
Dear Governors, thank you for your support!
""".strip().split("\n")

_WORDS = _items("SNOW|FROST|WINTER|MOON|BEAR|HERO|STAR|POLAR|NIGHT|FEST|DAY|LOVE|FIRE|GOLD|WOLF")


def made(chance: Random) -> Message:
    """Return a message that chance puts together of codes that are known and of what is none."""
    count = chance.choice([0, 1, 1, 1, 2, 3, 5])
    codes = list(dict.fromkeys(_code(chance) for _ in range(count)))
    gone = [
        code for code in {_code(chance) for _ in range(chance.randint(1, 3))} if code not in codes
    ]
    way = chance.choice(_WAYS)
    lines = [*way(chance, codes, gone)] if codes else [*_none(chance, gone)]
    before = [chance.choice(_NOISE) for _ in range(chance.randint(0, 2))]
    after = ["", *(chance.choice(_NOISE) for _ in range(chance.randint(0, 2)))]
    text = "\n".join([*before, *lines, *after])
    return Message(way.__name__, text, codes)


def _code(chance: Random) -> str:
    word = chance.choice(_WORDS)
    number = f"{chance.randint(0, 9999):04}"
    return chance.choice(
        [
            f"WOS{number}",
            f"KS{number}",
            f"{word}{chance.randint(20, 29)}",
            f"{word}{chance.choice(_WORDS)}{chance.choice(_WORDS)}",
            f"{word.title()}{chance.choice(_WORDS).title()}{chance.randint(2026, 2028)}",
            f"WOS{word.title()}",
            "".join(chance.choice("abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ") for _ in range(7))
            + f"{chance.randint(2, 9)}K",
        ]
    )


def _mark(chance: Random, code: str) -> str:
    return chance.choice(
        ["{}", "**{}**", "`{}`", "{}", "__{}__", "「{}」", "\u200e{}\u200f"]
    ).format(code)


def _labelled(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    del gone
    for code in codes:
        colon = chance.choice([": ", ":", " : ", "：", " → "])
        yield f"{chance.choice(_LABELS)}{colon}{_mark(chance, code)}"


def _in_one_line(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    del gone
    between = chance.choice([", ", " / ", " & ", " | ", "、"])
    yield f"{chance.choice(_LABELS)}: {between.join(codes)}"


def _below(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    yield f"{chance.choice(_LABELS)}{chance.choice([':', '', ' 👇'])}"
    bullet = chance.choice(["- ", "• ", "* ", "", "▶ "])
    yield from (f"{bullet}{_mark(chance, code)}" for code in codes)
    if chance.random() < 0.5:
        yield from ["", f"{chance.choice(_HEADINGS)}:", *(f"{bullet}{code}" for code in gone)]


def _with_states(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    lines = [f"{code} - 500 Gems" for code in codes]
    lines += [f"{code} ({chance.choice(_ENDED)})" for code in gone]
    chance.shuffle(lines)
    yield from ["Codes:", *lines]


def _table(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    bar = chance.choice([" | ", "\t"])
    yield bar.join(["Code", "Rewards", "Status"])
    rows = [bar.join([code, "1000 Gems", "Active"]) for code in codes]
    yield from [*rows, *(bar.join([code, "5 Keys", chance.choice(_ENDED)]) for code in gone)]
    yield ""


def _json(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    rows = [{"code": code, "status": "active", "expires": "2027-01-01"} for code in codes]
    rows += [{"code": code, "status": "expired", "expires": "2025-01-01"} for code in gone]
    yield json.dumps(rows, indent=chance.choice([None, 2]))


def _struck(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    yield f"{chance.choice(_LABELS)}:"
    yield from (f"~~{code}~~" for code in gone)
    yield from codes


def _spoken(chance: Random, codes: list[str], gone: list[str]) -> Iterator[str]:
    del gone
    for code in codes:
        yield chance.choice(
            [
                "use code {} before tomorrow",
                "The new gift code is {}, enjoy!",
                "did anyone try the code {} yet?",
                "Yeni kod: {} herkes kullansın",
                "Le code est {}, profitez-en",
                "Новый код {}, успейте активировать",
                "새로운 코드 {}를 입력하세요",
                "最新礼包码 {} 快来领取",
            ]
        ).format(code)


def _none(chance: Random, gone: list[str]) -> Iterator[str]:
    yield from (f"code {code} {chance.choice(_ENDED)}" for code in gone[: chance.randint(0, 2)])


_WAYS = [_labelled, _in_one_line, _below, _with_states, _table, _json, _struck, _spoken]
