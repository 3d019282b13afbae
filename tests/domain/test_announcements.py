import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.announcements import MOST_FOUND, codes_in
from autoredeem.domain.codes import parse_code

ANNOUNCED = [
    ("🎁 NEW GIFT CODE 🎁\n\nCode: WOS0818\nExpires: 31 Dec 2026 23:59 UTC", ["WOS0818"]),
    (
        "Chiefs! A new gift code is here: **VFCNY2026**\nSettings > Gift Code > https://a.example/",
        ["VFCNY2026"],
    ),
    ("Codes:\n- OFFICIALSTORE\n• gogoWOS\n3. wos26", ["OFFICIALSTORE", "gogoWOS", "wos26"]),
    ("Active codes: KS0220, SUMMERFUN & VIP777 (tested today)", ["KS0220", "SUMMERFUN", "VIP777"]),
    ("use `gogoWOS` in state 245, lvl FC30 and up, 1500K power, 14:00 UTC-5", ["gogoWOS"]),
    ("```\nKSHALLOWEEN\n```", ["KSHALLOWEEN"]),
    ("||SECRETGIFT|| for you <@123456789> :GIFT_2026: <:Gift2026:99>", ["SECRETGIFT"]),
    ("The gift code is Gift-2026, don't share", ["Gift-2026"]),
    ("code: gogowos", ["gogowos"]),
    ("HappyNewYear2026", ["HappyNewYear2026"]),
    ("𝗖𝗢𝗗𝗘: 𝗪𝗢𝗦𝟬𝟴𝟭𝟴", ["WOS0818"]),
    ("Код: СКОРО!\nПромокод HappyNY26, WINTER и SNSgift", ["HappyNY26", "WINTER", "SNSgift"]),
    ("Код KS0220 — активируйте до 15MAR2026, #подарок #KS2026", ["KS0220"]),
    ("كود جديد: \u200eWOSARAB25\u200e صالح حتى ٣١ ديسمبر", ["WOSARAB25"]),
    ("رموز الهدايا:\n1) SNOWDAY\n2) WOS1001", ["SNOWDAY", "WOS1001"]),
    ("새로운 기프트 코드! 코드: WOSKR777를 입력하세요 (~12월 31일)", ["WOSKR777"]),
    ("礼包码：VFCNY2026（有效期至3月1日）", ["VFCNY2026"]),
    ("新しいコードは「KSXMAS26」です", ["KSXMAS26"]),
    ("¡Nuevo código! FELIZ2026 y también PASCUA26", ["FELIZ2026", "PASCUA26"]),
    ("Yeni hediye kodu: ＫＳ２０２６ＴＲ", ["KS2026TR"]),
]  # fmt: skip

SILENT = [
    "hello everyone, the code is expired",
    "IMPORTANT\nBear trap at 14:00 UTC, be there 15 min before. STATE245 vs State246, VIP12 only",
    "see WOS2026.png, mail X2024@mail.com, discord.gg/ABC123 or https://a.example/?code=WOS1234",
    "<@1234567890> <#99> <@&77> <t:1700000000:R> </redeem code:123456> <a:WOS2026:42> :WOS_2026:",
    "@Chief2026 #WOS2026 31DEC2026 2026-12-31T23:59Z 20261231T2359Z 100K 3DAYS Lv30 T11 S3",
    "КОД2026 and АBC123",
    "A" * 40 + "1",
    "12345678",
    "",
]

SPOKEN = """
hello our alliance the новый подарок от هدية جديدة 새로운 선물 新しい Please redeem Bear Trap 245
today, 14:00 3.12.2026 🎁 <@42> https://example.org/WOS2026 **bold** it's
"""
WORDS = st.sampled_from(SPOKEN.split())
SHAPED = st.from_regex(r"[A-Z]{4,10}[0-9]{4}", fullmatch=True).filter(
    lambda code: not code.startswith(("STATE", "SERVER", "KINGDOM"))
)


@pytest.mark.parametrize(("text", "codes"), ANNOUNCED)
def test_the_codes_of_an_announcement_are_found_in_any_language(
    text: str, codes: list[str]
) -> None:
    assert codes_in(text) == codes


@pytest.mark.parametrize("text", SILENT)
def test_words_links_mentions_emoji_dates_and_levels_are_no_codes(text: str) -> None:
    assert codes_in(text) == []


@given(st.lists(WORDS), SHAPED, st.lists(WORDS), st.sampled_from(" \n"))
def test_a_code_is_found_among_words(
    before: list[str], code: str, after: list[str], blank: str
) -> None:
    assert codes_in(blank.join([*before, code, *after])) == [code]


@given(st.lists(WORDS))
def test_words_alone_hold_no_code(words: list[str]) -> None:
    assert codes_in(" ".join(words)) == []


@given(SHAPED, st.sampled_from(["https://{}", "<@{}>", "<:{}:1>", "a@{}.com", "x.gg/{}", "#{}"]))
def test_what_stands_in_a_link_or_a_mention_is_no_code(code: str, around: str) -> None:
    assert codes_in(around.format(code)) == []


@given(
    st.text()
    | st.lists(st.sampled_from(["code: ", "A1B2", "`", "\n", ",", "**", "x.y/"])).map("".join)
)
def test_whatever_the_text_is_what_is_found_are_codes_each_once(text: str) -> None:
    found = codes_in(text)
    assert [parse_code(code) for code in found] == found
    assert len(set(found)) == len(found) <= MOST_FOUND


@pytest.mark.parametrize(
    "part", ["`", "code ", "**", "code:A1B2,", "A1B2,", "a.a", "\n", "([", "code: "]
)
async def test_no_text_holds_the_loop(part: str) -> None:
    codes_in(part * (10_000 // len(part)))
