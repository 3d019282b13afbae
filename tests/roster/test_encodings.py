"""How a file's bytes become text."""

import codecs
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.roster.encodings import text_of


@given(
    st.text(st.characters(codec="utf-8")),
    st.sampled_from(
        [
            (b"", "utf-8"),
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
            (codecs.BOM_UTF32_LE, "utf-32-le"),
        ]
    ),
    st.lists(st.integers(0, 20), max_size=6),
)
def test_every_encoding_with_a_mark_gives_the_same_text(
    text: str, encoding: tuple[bytes, str], cuts: list[int]
) -> None:
    mark, name = encoding
    # NULs are how UTF-16 without a mark is told.
    text = text.removeprefix("\ufeff").replace("\0", "")
    content = mark + text.encode(name)
    places = [0, *sorted(min(cut, len(content)) for cut in cuts), len(content)]

    assert "".join(text_of(content[start:end] for start, end in pairwise(places))) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_nuls(encoding: str) -> None:
    text = "ID\tИмя\r\n310000011\tАврора\r\n"

    assert "".join(text_of([text.encode(encoding)])) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Игрок ID;Имя\n310000011;Аврора\n", "cp1251"),
        ("310000011;Zoë\n45720093;Jörg\n", "cp1252"),
        ("ID;İsim\n310000011;Ayşe\n", "cp1254"),
        ("ID gracza;Imię\n310000011;Łucja\n", "cp1250"),
        ("유저 ID,닉네임\n310000011,홍길동\n", "cp949"),
        ("プレイヤーID,名前\n310000011,さくら\n", "cp932"),
        ("玩家ID,名字\n310000011,小明\n", "gb18030"),
        ("領主ID,暱稱\n310000011,小明\n", "big5"),
        ("معرف اللاعب,الاسم\n310000011,سلمى\n", "cp1256"),
    ],
)
def test_a_code_page_is_told_by_headings_that_are_known_or_by_its_letters(
    text: str, encoding: str
) -> None:
    assert "".join(text_of([text.encode(encoding)])) == text


def test_what_fits_several_code_pages_is_not_guessed() -> None:
    text = "".join(text_of([b"310000011;Mi\xe6a\n45720093;Vela\n"]))

    assert text == "310000011;Mi\ufffda\n45720093;Vela\n"


def test_a_byte_that_is_broken_spoils_its_line_alone() -> None:
    assert "".join(text_of(["1;Zoë\n2;".encode(), b"\x81\n", "3;Jörg\n".encode()])) == (
        "1;Zoë\n2;\ufffd\n3;Jörg\n"
    )


@given(st.binary(), st.integers(1, 50))
def test_no_bytes_at_all_raise(content: bytes, size: int) -> None:
    "".join(text_of(content[at : at + size] for at in range(0, len(content), size)))
