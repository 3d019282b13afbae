"""The card of a board: it fits into a message, and names nothing that isn't there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.kit.cards import Card
from autoredeem.bot.services.progress_board.render import MOST_LINES, MOST_SUMMARIES, board_card
from autoredeem.bot.services.progress_board.state import BoardRun
from autoredeem.bot.words import Say
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import ENTAILS, Fate, Figures, Outcome
from autoredeem.engine import RunEnd
from autoredeem.engine.events import EveryoneWaits, Trouble
from autoredeem.store.records import RunRecord, RunStatus
from support.facts import GUILD, NOW
from support.words import WORDS

EMBED, FIELD, ROWS, ROW = 6_000, 1_024, 5, 5
"""Characters of an embed and of a field, rows, and buttons in one, by Discord's documentation."""

KEYS = [key for key in WORDS.catalogues["en"].phrases if re.fullmatch(r"command-[a-z-]+", key)]
TAPPED = replace(WORDS, mentions=dict.fromkeys(KEYS, f"</members remove:{2**63}>"))
VOICES = st.sampled_from(
    [TAPPED.say(tag, title) for tag in WORDS.languages for title in ("wos", "kingshot")]
)
FAILING = [one for one, entails in ENTAILS.items() if entails.fate is not Fate.SETTLED]
FAILED = st.dictionaries(st.sampled_from(FAILING), st.integers(1, 10**6))
ENDS = st.none() | st.sampled_from([RunEnd.COMPLETE, RunEnd.STOPPED, RunEnd.HALTED, RunEnd.WAITING])


class Busy:
    """An engine that makes everyone wait, and knows how long a run takes."""

    trouble: Trouble | None = EveryoneWaits(Outcome.THROTTLED, 90.0, "")

    def estimate(self, guild_id: GuildId, code: str) -> float | None:
        """Take as long for each run."""
        del guild_id, code
        return 10.0**6


@st.composite
def runs(draw: st.DrawFn) -> Sequence[BoardRun]:
    """Return runs of codes of 64 characters, of which some have ended."""
    found = []
    for number in range(draw(st.integers(1, MOST_LINES + MOST_SUMMARIES + 2))):
        failed, none, rest = draw(FAILED), draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))
        figures = Figures(sum(failed.values()) + none + rest, failed=failed, no_state=none)
        code = f"{number:_>64}"
        record = RunRecord(GUILD, code, RunStatus.OPEN, NOW, NOW, figures, owner="us")
        dead = draw(st.none() | st.just(Outcome.EXPIRED))
        end = RunEnd.DEAD_CODE if dead else draw(ENDS)
        found.append(BoardRun(replace(record, reason=dead), end))
    return found


def card_of(say: Say, shown: Sequence[BoardRun]) -> Card:
    return board_card(say, shown, Busy(), NOW)


def labels(card: Card) -> list[str]:
    return [one.label for row in card.rows if isinstance(row, Sequence) for one in row]


@given(VOICES, runs())
def test_a_board_fits_into_one_message_in_every_language(say: Say, shown: list[BoardRun]) -> None:
    card = card_of(say, shown)
    assert all(0 < len(one.value) <= FIELD for one in card.fields)
    texts = [
        card.title,
        card.text,
        *(text for one in card.fields for text in (one.name, one.value)),
    ]
    assert sum(map(len, texts)) <= EMBED
    assert len(card.rows) <= ROWS
    assert all(len(row) <= ROW for row in card.rows if isinstance(row, Sequence))
    assert all(len(label) <= 80 for label in labels(card))


@given(runs())
def test_whatever_button_a_board_names_is_on_it(shown: list[BoardRun]) -> None:
    card = card_of(WORDS.say("en"), shown)
    text = "\n".join([card.text, *(one.value for one in card.fields)])
    named = set(re.findall("[Pp]ress “([^”]+)”", text))
    assert named <= {label.partition(":")[0] for label in labels(card)}


def test_a_time_on_a_board_is_discord_s_own_and_counts_by_itself() -> None:
    record = RunRecord(GUILD, "ALIVE", RunStatus.OPEN, NOW, NOW, Figures(9), owner="us")
    card = card_of(WORDS.say("en"), [BoardRun(record)])
    assert f"<t:{int((NOW + timedelta(seconds=10**6)).timestamp())}:R>" in card.text
    assert f"<t:{int((NOW + timedelta(seconds=90)).timestamp())}:R>" in card.text
    assert not re.search(r"\b\d+ (s|min|h)\b", card.text)
