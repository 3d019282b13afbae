from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.announcements import MOST_FOUND, FoundCode, codes_in, read_codes
from autoredeem.domain.codes import parse_code
from support.announcements import SHARED, Message, made, shared, written

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


SETS = "abcdefghijklmnopqrst"
FILES = ["written", "situations", "held_back", *(f"unseen_{one}" for one in SETS)]

KNOWN_MISSES = {
    "for one state and all others": "a state and many words between the word and its colon",
    "already received": "nothing tells of codes but an answer of the game's",
    "chat, wrong spelling, then right": "capitals alone, in a message that doesn't tell of codes",
    "heading with a month": "codes spelt as days of a month, below no colon",
    "a code that looks like an amount": "an amount, where no colon stands before it",
    "rules with a bold word": "bold capitals, in a message that tells of codes; doubtful",
    "who posts codes": "a player's name, in a message that tells of codes; doubtful",
    "attendance list": "a player who is called as codes are; doubtful",
    "de, letters, sentence": "capitals alone, far from the word for code",
    "invite with a colon": "an uncommon word where a code has to come; doubtful",
    "contest": "a player who is called as codes are; doubtful",
    "vague": "a site that is called as codes are; doubtful",
    "doesn't work for some": "that it doesn't work for some is taken as for all",
}
"""What isn't read right, and why."""

WRITTEN = [
    pytest.param(
        message,
        id=message.name,
        marks=pytest.mark.xfail(strict=True, reason=KNOWN_MISSES[message.name])
        if message.name in KNOWN_MISSES
        else (),
    )
    for file in FILES
    for message in written(file)
]


RIGHT = [message for file in FILES for message in written(file) if message.name not in KNOWN_MISSES]

WAYS: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "with breaks of HTML": lambda text: text.replace("\n", "<br>\n"),
    "with other ends of lines": lambda text: text.replace("\n", "\r\n"),
    "with blank lines": lambda text: text.replace("\n", "\n\n"),
    "with other blanks": lambda text: text.replace(" ", "\u00a0"),
    "behind a greeting": lambda text: f"Hello everyone, hope you are well!\n\n{text}",
    "before thanks": lambda text: f"{text}\n\nThank you and have fun!",
    "under a title": lambda text: f"[Announcement]\n{text}",
    "with tags": lambda text: f"{text}\n#WhiteoutSurvival #Kingshot #giftcode",
}

SHAPES = (
    "TGIFISBACK EidMubarak WOS0818 wm6B7MM4u KSDC400K COFFEEPOWER 26FullMoon FE5BY8 gogoWOS gogowos"
)
FRAMES = (Path(__file__).parent / "announcements" / "frames.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("message", WRITTEN)
def test_of_a_written_message_all_codes_and_nothing_else_are_found(message: Message) -> None:
    assert codes_in(message.text, message.today) == message.codes


@pytest.mark.skipif(not SHARED.exists(), reason="the cases from public reports aren't at hand")
def test_of_the_cases_from_public_reports_all_codes_and_nothing_else_are_found() -> None:
    wrong = [case.name for case in shared() if sorted(codes_in(case.text)) != sorted(case.codes)]
    assert wrong == []


def test_of_generated_messages_the_codes_are_found_and_false_ones_are_not_sure() -> None:
    chance = Random(13)
    known = found = false = 0
    for _ in range(_MADE):
        message = made(chance)
        read = read_codes(message.text)
        known += len(message.codes)
        found += len({one.code for one in read} & {*message.codes})
        false += any(one.sure and one.code not in message.codes for one in read)
    assert found >= 0.98 * known
    assert false <= 0.01 * _MADE


_MADE = 3_000


@pytest.mark.parametrize(
    "text",
    [
        "Gift code: WOS0818",
        "Gift code: **SNOWDAY**",
        "Active codes:\n- gogoWOS",
        "Code | Status\nSNOWDAY | active",
        '[{"code": "SNOWDAY"}]',
        "https://kingshot.net/gift-codes/redeem?code=SNOWDAY",
        "use code WOS0818 today",
    ],
)
def test_what_is_announced_as_a_code_and_looks_like_one_is_sure(text: str) -> None:
    assert [found.sure for found in read_codes(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "code: gogowos",
        "New gift code: ALIVE valid until Friday",
        "is KSXMAS26 any good?",
        "WOS0818 20.08.2026",
        "Gift codes are here! **SNOWDAY**",
        "GIFT CODE SNOWDAY IS HERE",
        "HappyNewYear2026",
    ],
)
def test_what_may_also_be_a_word_or_is_announced_by_nothing_is_doubtful(text: str) -> None:
    assert [found.sure for found in read_codes(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "WOS0818 works!",
        "is WOS0818 still valid?",
        "/redeem WOS0818",
        "[new] WOS0818",
        "new: WOS0818",
    ],
)
def test_nothing_is_sure_in_a_message_that_does_not_tell_of_codes(text: str) -> None:
    assert read_codes(text) == [FoundCode("WOS0818", sure=False)]


@pytest.mark.parametrize(
    "text",
    [
        "Your verification code is {}",
        "invite code: {}",
        "Einladungscode: {}",
        "код приглашения: {}",
        "邀请码：{}",
        "Use creator code {} in the store",
        "Password: {}",
        "Gift codes look like this: e.g. {}",
    ],
)
@pytest.mark.parametrize("code", ["WOS0818", "SNOWDAY", "wm6B7MM4u"])
def test_a_code_of_another_kind_or_an_example_is_no_gift_code(text: str, code: str) -> None:
    assert codes_in(text.format(code)) == []


@pytest.mark.parametrize(
    "text",
    [
        "[14:02] {0}: new gift code\n[14:03] {0}: SNOWDAY26",
        "28.11.26, 14:02 - {0}: the code is SNOWDAY26",
        "{0} — Today at 14:02\nnew code SNOWDAY26",
        "{0}: new code?\nMia: SNOWDAY26\n{0}: thanks",
    ],
)
@pytest.mark.parametrize("name", ["Mia99", "Tom_K1204", "KSFan26"])
def test_the_name_of_who_speaks_in_a_chat_is_no_code(text: str, name: str) -> None:
    assert codes_in(text.format(name)) == ["SNOWDAY26"]


@pytest.mark.parametrize("frame", FRAMES)
def test_what_a_code_looks_like_does_not_matter_where_it_is_announced(frame: str) -> None:
    assert [codes_in(frame.format(code)) for code in SHAPES.split()] == [
        [code] for code in SHAPES.split()
    ]


@pytest.mark.parametrize("way", WAYS)
def test_how_a_message_is_dressed_does_not_change_its_codes(way: str) -> None:
    dressed = ((message, WAYS[way](message.text)) for message in RIGHT)
    assert [one.name for one, text in dressed if codes_in(text, one.today) != one.codes] == []


def test_a_code_is_as_sure_as_the_surest_of_its_places() -> None:
    assert read_codes("SNOWDAY26 is out!\nGift code: SNOWDAY26") == [
        FoundCode("SNOWDAY26", sure=True)
    ]


@pytest.mark.parametrize("word", ["RALLY", "CONFIRM", "BEFORE", "SHIELD", "MAINTENANCE"])
@pytest.mark.parametrize("around", ["{}", "**{}**", "Gift codes: press **{}**", "USE CODE {} NOW"])
def test_a_word_in_capitals_is_no_code(word: str, around: str) -> None:
    assert codes_in(around.format(word)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gift code: SNOWDAY, valid until {}",
        "Gift code: SNOWDAY\nExpires: {}",
        "Codes:\nSNOWDAY - {}",
        "Code | Expires\nSNOWDAY | {}",
        '{{"code": "SNOWDAY", "expires": "{}"}}',
    ],
)
@pytest.mark.parametrize("day", ["2026-06-01", "01.06.2026", "June 1, 2026", "1 June 2026"])
def test_a_code_is_over_when_the_day_named_beside_it_is_past(text: str, day: str) -> None:
    assert codes_in(text.format(day), date(2026, 6, 1)) == ["SNOWDAY"]
    assert codes_in(text.format(day), date(2026, 6, 2)) == []
    assert codes_in(text.format(day)) == ["SNOWDAY"]


@pytest.mark.parametrize("day", ["2025-06-01", "31.12.2024", "June 1, 2024"])
def test_a_day_before_this_program_existed_is_past_whatever_today_is(day: str) -> None:
    assert codes_in(f"Gift code: SNOWDAY\nValid until {day}") == []


def test_a_day_that_may_be_written_either_way_round_is_the_later_one() -> None:
    text = "Gift code: SNOWDAY (valid until 03/05/2026)"
    assert codes_in(text, date(2026, 4, 1)) == ["SNOWDAY"]


def test_a_day_without_a_year_is_the_one_nearest_to_today() -> None:
    text = "Gift code: SNOWDAY, until January 5"
    assert codes_in(text, date(2026, 12, 20)) == ["SNOWDAY"]
    assert codes_in(text, date(2026, 1, 20)) == []


@given(
    st.text()
    | st.lists(st.sampled_from(["code: ", "A1B2", "`", "\n", ",", "**", "x.y/"])).map("".join)
)
def test_whatever_the_text_is_what_is_found_are_codes_each_once(text: str) -> None:
    found = codes_in(text)
    assert [parse_code(code) for code in found] == found
    assert len(set(found)) == len(found) <= MOST_FOUND


PARTS = r"""
`|code |**|code:A1B2,|A1B2,|a.a|([|code: |code (|礼包码|-|~~|~~a|{"a":|["a",{|not A1B2C3 |A B |_
expired |SNOWDAY |until 1 May |sorry A1B2C3 |@a|A1B2C3D? no |code = |کد |1hhhours|speedups1|1. A1
""".strip().replace("\n", "|")
CHUNKS = [
    *PARTS.split("|"),
    "\n",
    "x\u0336",
    "\ud800",
    "expired\n",
    "code | b\n",
    "A1B2C3\nexpired\n",
]


@pytest.mark.parametrize("part", CHUNKS)
async def test_no_text_holds_the_loop(part: str) -> None:
    codes_in(part * (10_000 // len(part)))
