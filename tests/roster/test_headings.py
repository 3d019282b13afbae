"""What headings, labels and keys mean."""

import pytest

from autoredeem.roster.heading_words import PHRASES, Field
from autoredeem.roster.headings import meaning_of


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Player_ID", Field.FID),
        ("playerId", Field.FID),
        ("Player (ID)", Field.FID),
        ("Your in-game ID", Field.FID),
        ("GOVERNOR ID", Field.FID),
        ("Farm ID", Field.FID),
        ("İSİM", Field.NICKNAME),
        ("chief-name", Field.NICKNAME),
        ("Kingdom #", Field.STATE),
        ("Server No.", Field.STATE),
        ("Furnace Lv", Field.LEVEL),
        ("FC Level", Field.LEVEL),
        ("Discord ID", Field.OTHER),
        ("Alliance ID", Field.OTHER),
        ("Total Power", Field.OTHER),
        ("#", Field.OTHER),
    ],
)
def test_a_heading_is_known_however_it_is_written(heading: str, field: Field) -> None:
    meaning = meaning_of(heading)

    assert meaning is not None
    assert meaning.field is field


@pytest.mark.parametrize("heading", ["", "Colour", "Vela", "310000011", "x" * 500])
def test_what_nobody_knows_has_no_meaning(heading: str) -> None:
    assert meaning_of(heading) is None


def test_each_phrase_means_what_its_list_says() -> None:
    phrases = {
        phrase.strip(): field
        for field, lists in PHRASES.items()
        for text in lists
        for line in text.strip().splitlines()
        for phrase in line.split(" / ")
    }

    wrong = {one: field for one, field in phrases.items() if not _means(one, field)}
    assert wrong.keys() <= _IN_TWO_LISTS


_IN_TWO_LISTS: set[str] = set()


def _means(phrase: str, field: Field) -> bool:
    meaning = meaning_of(phrase)
    return meaning is not None and meaning.field is field
