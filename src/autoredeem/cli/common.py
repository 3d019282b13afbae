"""What every command shares: its options, how it runs, how it fails.

Nothing heavy is imported here or at the top of a command's module: `--help` answers at once.
"""

import asyncio
import codecs
import gc
import io
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from typer.exceptions import Abort, TyperException

from autoredeem.domain.errors import AutoredeemError, InvalidInput, InvalidSetting
from autoredeem.domain.ids import GuildId, parse_guild_id
from autoredeem.domain.text import trim
from autoredeem.game.titles import TitleName
from autoredeem.observe.tasks import CANCEL_AGAIN

if TYPE_CHECKING:
    from autoredeem.settings import Settings

T = TypeVar("T")

DONE, NOT_DONE, USAGE, INTERRUPTED = 0, 1, 2, 130
SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
)
"""What asks a command to end; the last is Windows' Ctrl+Break."""

TitleOption = Annotated[
    TitleName,
    typer.Option(
        "--title", help="The game: wos (Whiteout Survival) or kingshot.", case_sensitive=False
    ),
]
GuildOption = Annotated[
    str, typer.Option("--guild", metavar="ID", help="The Discord server's id.", show_default=False)
]
CodeArgument = Annotated[
    str, typer.Argument(metavar="CODE", help="The gift code, spelled as the game wants it.")
]
ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Settings as TOML; the environment outranks it."),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="One JSON object on standard output, nothing else there.")
]


@contextmanager
def naming(option: str) -> Iterator[None]:
    """Put an option's name before what is wrong with it."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(f"{option}: {error}") from None


def guild_from(text: str) -> GuildId:
    """Read `--guild`. Raises InvalidInput that names the option."""
    with naming("--guild"):
        return parse_guild_id(text)


def each_once(parse: Callable[[str], T], texts: Iterable[str]) -> list[T]:
    """Read several arguments, each once, in order. Raises InvalidInput for the first wrong one."""
    return list(dict.fromkeys(map(parse, texts)))


def plural(count: int, noun: str) -> str:
    """Count a noun: `1 member`, `2 members`, `2 queries`."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"


def and_more(count: int, of: str) -> str:
    """Return what is said of those that a list leaves out: `… and 1,200 more problems`."""
    return f"… and {count:,} more {of}"


def settings_from(config: Path | None) -> "Settings":
    """Read the settings, when a command runs and not before."""
    from autoredeem.settings import load_settings  # noqa: PLC0415 - pydantic, not for --help

    return load_settings(config)


def write_any_letter() -> None:
    """Let standard output and error take every letter, whatever the system's encoding is.

    What is no terminal gets UTF-8: Windows would give pipes and files one of its old encodings, in
    which hardly any name can be written.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def run(main: Coroutine[object, object, T]) -> T:
    """Run a command's coroutine to its end on a loop of its own."""
    # With this, TLS writes the names of servers: Python would import it only then, on the loop.
    codecs.lookup("idna")
    # What is imported by now stays: the collector need not hold the loop to walk over it.
    gc.freeze()
    return asyncio.run(main)


STOPPING = "Stopping: what is in flight finishes. Once more to end at once."


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


@contextmanager
def stopping(stop: Callable[[], None], say: Callable[[str], None] = _say) -> Iterator[None]:
    """Call `stop` at the first of SIGNALS; end the command at once at a second."""
    loop = asyncio.get_running_loop()
    main = asyncio.current_task()
    seen = False

    def asked() -> None:
        nonlocal seen
        if not seen:
            seen = True
            say(STOPPING)
            stop()
        else:
            end()

    def end() -> None:
        # Once is not enough: whoever is cancelled may let others finish, and is cancelled there.
        if main and not main.done():
            main.cancel()
            loop.call_later(CANCEL_AGAIN, end)

    # A loop's own way to hear signals is not there on Windows: this one is everywhere.
    def heard(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(asked)

    before = {number: signal.signal(number, heard) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_command(app: typer.Typer, program: str, arguments: Sequence[str]) -> int:
    """Run one command of a program, none is `--help`; return its exit status.

    What went wrong is said on standard error.
    """
    try:
        given = [_without_marks(one) for one in arguments] or ["--help"]
        status = app(given, prog_name=program, standalone_mode=False)
    except AutoredeemError as error:
        return _fail(error)
    except TyperException as error:
        # Without a message, it has shown the command's help already.
        if message := error.format_message():
            sys.stderr.write(f"autoredeem: {message} (see --help)\n")
        return error.exit_code
    except (Abort, asyncio.CancelledError):
        return INTERRUPTED
    return status if isinstance(status, int) else DONE


def _without_marks(argument: str) -> str:
    """Take off an argument the marks that copying leaves around it, and around an option's value.

    What is within stays: names, in files too, may be made of anything.
    """
    option, equals, value = argument.partition("=")
    if option.startswith("--") and equals:
        return f"{trim(option)}={_without_marks(value)}"
    bare = trim(argument).strip("\ufe0f")
    return argument if len(bare) == len(argument) else trim(bare)


def _fail(error: AutoredeemError) -> int:
    for line in str(error).splitlines():
        sys.stderr.write(f"autoredeem: {line}\n")
    return USAGE if isinstance(error, InvalidInput | InvalidSetting) else NOT_DONE
