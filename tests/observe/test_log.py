import asyncio
import json
import logging
import re
import threading
from collections.abc import Callable
from datetime import datetime

import pytest
import structlog

from autoredeem.observe import log as log_module
from autoredeem.observe.log import BURST, MOST_WAITING, logging_to
from autoredeem.observe.rendering import Form

log = structlog.get_logger("autoredeem.test")


def test_a_line_an_event_with_its_details_written_by_another_thread() -> None:
    lines: list[str] = []
    writers: set[int] = set()

    def write(line: str) -> None:
        lines.append(line)
        writers.add(threading.get_ident())

    with logging_to(write, "info"):
        structlog.get_logger("autoredeem.test").info("Something happened", count=3, why="no reason")
    [line] = lines
    assert line.endswith("info     Something happened  count=3 why='no reason'")
    assert threading.get_ident() not in writers


def test_what_is_below_the_level_is_left_out() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "warning"):
        structlog.get_logger("autoredeem.test").info("too quiet")
        structlog.get_logger("autoredeem.test").warning("loud enough")
        logging.getLogger("a.library").warning("a library's %s", "warning")
    assert [line.split()[-2:] for line in lines] == [["loud", "enough"], ["library's", "warning"]]
    assert "a.library: a library's warning" in lines[1]


def test_leaving_takes_everything_back() -> None:
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    with logging_to(lambda _line: None, "debug"):
        assert logging.getLogger().handlers != handlers
    assert logging.getLogger().handlers == handlers
    assert logging.getLogger().level == level


def test_libraries_say_nothing_below_warning() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "debug"):
        logging.getLogger("aiosqlite").debug("INSERT … %s", "what people typed")
        logging.getLogger("autoredeem.store").debug("ours")
    [line] = lines
    assert line.endswith("debug    ours")


def test_json_is_an_object_a_line_with_its_time_in_utc() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "info", Form.JSON):
        log.warning("It was\nbroken", count=3, what={"a"})
    [line] = lines
    said = json.loads(line)
    assert datetime.fromisoformat(said.pop("at")).utcoffset() is not None
    assert said == {
        "level": "warning",
        "logger": "autoredeem.test",
        "event": "It was\nbroken",
        "count": 3,
        "what": "{'a'}",
    }


def test_text_for_later_says_the_day_and_stays_one_line_whatever_is_in_it() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "info", Form.TEXT):
        logging.getLogger("a.library").warning("two\nlines and \x1b[2Jmore")
    [line] = lines
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d warning  a\.library: two.lines and ", line)
    assert line.isprintable()


def test_colours_mark_what_is_wrong() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "info", colours=True):
        log.info("fine")
        log.error("broken")
    assert "\x1b" not in lines[0]
    assert "\x1b[31merror   \x1b[0m broken" in lines[1]


@pytest.mark.parametrize("form", Form)
def test_an_exception_is_part_of_its_line(form: Form) -> None:
    lines: list[str] = []
    with logging_to(lines.append, "info", form):
        try:
            raise ValueError("bad day")  # noqa: TRY301 - what is logged
        except ValueError as error:
            log.exception("ours")
            log.error("given", exc_info=error)  # noqa: TRY400 - as libraries do
            logging.getLogger("a.library").exception("theirs")
    assert len(lines) == 3
    assert all("ValueError: bad day" in line and "test_log.py" in line for line in lines)


def test_no_line_shows_a_secret_however_it_is_spelled() -> None:
    secret = 'p"s/wörd'  # noqa: S105 - none is shown
    lines: list[str] = []
    for form in Form:
        with logging_to(lines.append, "info", form, secrets=[secret]):
            log.info(f"with {secret}", detail=secret, url=f"mongodb://me:{secret}@host/x")
            log.info("quoted p%22s/w%C3%B6rd and p%22s%2Fw%C3%B6rd")
            logging.getLogger("a.library").warning("no one told us: mongodb://me:other@host/x")
            try:
                raise ValueError(secret)  # noqa: TRY301 - what is logged
            except ValueError:
                log.exception("failed")
    text = "\n".join(lines)
    assert len(lines) == 4 * len(Form)
    assert text.count("***") >= 7 * len(Form)
    for trace in (secret, "wörd", "w%C3%B6rd", "w\\u00f6rd", "other"):
        assert trace not in text


def test_a_flood_from_one_place_is_told_by_its_number_and_hides_nothing_else() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "info") as figures:
        for number in range(10_000):
            log.warning(f"flood {number}")
        log.error("something else")
    flood = [line for line in lines if "flood" in line]
    assert len(flood) == BURST
    assert any("something else" in line for line in lines)
    assert "9,900 lines more of what " in lines[-1]
    assert "test_log.py" in lines[-1]
    assert (figures.left_out, figures.lost) == (9_900, 0)


def test_an_output_that_takes_nothing_blocks_nobody_and_fills_no_memory() -> None:
    let_go = threading.Event()
    lines: list[str] = []

    def stuck(line: str) -> None:
        let_go.wait(30)
        lines.append(line)

    with logging_to(stuck, "info") as figures:
        for logger in _many_loggers(MOST_WAITING + 500):
            logger("a line")
        assert 490 <= figures.lost <= 500
        let_go.set()
    assert len(lines) == MOST_WAITING + 500 - figures.lost + 1
    assert f"{figures.lost} lines were lost" in lines[-1]


def _many_loggers(count: int) -> list[Callable[[str], None]]:
    """Give loggers of which none is flooded."""
    return [logging.getLogger(f"autoredeem.many.{n // BURST}").warning for n in range(count)]


def test_an_output_that_fails_loses_lines_and_goes_on() -> None:
    lines: list[str] = []

    def full(line: str) -> None:
        if "first" in line:
            raise OSError(28, "No space left on device")
        lines.append(line)

    with logging_to(full, "info") as figures:
        log.info("first")
        log.info("second")
    assert figures.lost == 1
    assert [line.split("  ")[-1].strip() for line in lines[:1]] == ["second"]
    assert "1 lines were lost" in lines[1]


def test_an_output_that_never_takes_anything_does_not_keep_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log_module, "PATIENCE", 0.01)
    never = threading.Event()

    def takes_none(_line: str) -> None:
        never.wait(30)

    with logging_to(takes_none, "info"):
        log.info("into nowhere")
    never.set()


def test_a_flood_does_not_hold_the_loop() -> None:
    async def flood() -> None:
        for _ in range(100):
            for number in range(100):
                log.warning(f"flood {number}", detail="x" * 100)
            await asyncio.sleep(0)

    # The suite's nets are under this.
    lines: list[str] = []
    with logging_to(lines.append, "info"):
        asyncio.run(flood())
    assert len(lines) == BURST + 1
