import logging
import threading

import structlog

from autoredeem.observe.log import logging_to


def test_a_line_an_event_with_its_details_written_by_another_thread() -> None:
    lines: list[str] = []
    writers: set[int] = set()

    def write(line: str) -> None:
        lines.append(line)
        writers.add(threading.get_ident())

    with logging_to(write, "info"):
        structlog.get_logger("test").info("Something happened", count=3, why="no reason")
    [line] = lines
    assert line.endswith("info     Something happened  count=3 why='no reason'")
    assert threading.get_ident() not in writers


def test_what_is_below_the_level_is_left_out() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "warning"):
        structlog.get_logger("test").info("too quiet")
        structlog.get_logger("test").warning("loud enough")
        logging.getLogger("a.library").warning("a library's %s", "warning")
    assert [line.split()[-2:] for line in lines] == [["loud", "enough"], ["library's", "warning"]]


def test_leaving_takes_everything_back() -> None:
    handlers, level = logging.getLogger().handlers[:], logging.getLogger().level
    with logging_to(lambda _line: None, "debug"):
        assert logging.getLogger().handlers != handlers
    assert logging.getLogger().handlers == handlers
    assert logging.getLogger().level == level


def test_libraries_say_nothing_below_info() -> None:
    lines: list[str] = []
    with logging_to(lines.append, "debug"):
        logging.getLogger("aiosqlite").debug("INSERT … %s", "what people typed")
        logging.getLogger("autoredeem.store").debug("ours")
    assert lines == ["ours"]
