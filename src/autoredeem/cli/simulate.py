"""`autoredeem simulate`: the game's API on this machine, to try everything without the game."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autoredeem.cli.common import DONE, TitleOption, and_more, naming, run, stopping
from autoredeem.cli.shells import SHELL, Shell
from autoredeem.domain.errors import FileTrouble, InvalidInput
from autoredeem.domain.text import shorten
from autoredeem.game.titles import setting
from autoredeem.observe.clock import Clock, SystemClock

if TYPE_CHECKING:
    from structlog.stdlib import BoundLogger

    from autoredeem.simulator import Player, Reply, World

MOST_PLAYERS = 100_000
TRIED = 5
"""Players whom the commands shown enrol, where anyone exists."""

DEFAULT_CODES = ["WELCOME", "OVER=expired"]
MOST_LINES = 20
"""Lines a second for single requests; of those beyond only the number is shown."""


class WindowKind(StrEnum):
    """How the minute of the rate limit moves."""

    SLIDING = "sliding"
    FIXED = "fixed"


HostOption = Annotated[str, typer.Option("--host", help="The address to listen on.")]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65_535, help="The port to listen on; 0 is any free one.")
]
SaltOption = Annotated[
    str | None,
    typer.Option("--salt", metavar="TEXT", help="The salt to ask for instead of its own."),
]
PlayersOption = Annotated[
    str | None,
    typer.Option(
        "--players", metavar="FILE|N", help="Who exists: as members import reads it, or N made up."
    ),
]
OpenOption = Annotated[
    bool, typer.Option("--open", help="Anyone else exists too, in whichever state a request names.")
]
CodeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--code",
        metavar="NAME[=RULE,...]",
        help="A gift code: alive, expired, limited:N, level:N, spending:N, vip:N, family:NAME.",
    ),
]
LimitOption = Annotated[
    int, typer.Option("--limit", min=1, help="Requests a minute from one address.")
]
WindowOption = Annotated[WindowKind, typer.Option("--window", help="How that minute moves.")]
GapOption = Annotated[
    float,
    typer.Option("--player-gap", min=0, max=60, help="Seconds between requests for one player."),
]
FaultOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fault",
        metavar="KIND[,FIELD=VALUE...]",
        help="What goes wrong, such as too_frequent,after=3,times=2; an unknown KIND lists all.",
    ),
]


def simulate(
    *,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8765,
    salt: SaltOption = None,
    players: PlayersOption = None,
    open_: OpenOption = False,
    code: CodeOption = None,
    limit: LimitOption = 30,
    window: WindowOption = WindowKind.SLIDING,
    player_gap: GapOption = 3.0,
    fault: FaultOption = None,
    title: TitleOption = "wos",
) -> int:
    """Serve a make-believe game until Ctrl-C, and show how to point autoredeem at it.

    Without --players anyone exists. It never asks the real game anything.
    """
    from autoredeem.simulator import SIMULATOR_SALT, Rules, World  # noqa: PLC0415 - see `_serve`
    from autoredeem.simulator.parsers import read_code, read_fault  # noqa: PLC0415

    if salt == "":
        raise InvalidInput("--salt: it is empty; leave it out for the simulator's own")
    with naming("--code"):
        codes = [read_code(text) for text in code or DEFAULT_CODES]
    with naming("--fault"):
        faults = [read_fault(text) for text in fault or []]
    fixed_from = 0.0 if window is WindowKind.FIXED else None
    world = World(
        _players_from(players),
        codes,
        Rules(limit=limit, fixed_from=fixed_from, player_gap=player_gap),
        salt=salt or SIMULATOR_SALT,
        anyone=open_ or players is None,
    )
    world.script(*faults)
    _serve(world, host, port, lambda url: _guide(world, url, salt, players, title))
    typer.echo("\n".join(_summary(world)), err=True)
    return DONE


def _serve(world: "World", host: str, port: int, guide: Callable[[str], Iterable[str]]) -> None:
    """Serve until a signal says to stop, and show every request."""
    # Before the loop runs, and not for --help: a server, and what it stands on.
    from structlog.stdlib import get_logger  # noqa: PLC0415

    from autoredeem.observe.log import logging_to  # noqa: PLC0415
    from autoredeem.simulator import serve  # noqa: PLC0415

    clock = SystemClock()
    lines = RequestLines(get_logger(), clock)
    # The lines are what it is there for, and it counts itself what would be too many.
    with logging_to(lambda line: typer.echo(line, err=True), "info", burst=sys.maxsize):
        served = serve(world, clock, host=host, port=port, watch=lines.watch)
        run(_until_stopped(served, guide))
        lines.show_rest()


async def _until_stopped(
    served: AbstractAsyncContextManager[str], guide: Callable[[str], Iterable[str]]
) -> None:
    stopped = asyncio.Event()
    with stopping(stopped.set):
        async with served as url:
            typer.echo("\n".join(guide(url)))
            await stopped.wait()


class RequestLines:
    """Shows each request that was answered, or how many there were when they are too many."""

    def __init__(self, log: "BoundLogger", clock: Clock) -> None:
        self._log = log
        self._clock = clock
        self._second = 0
        self._shown = 0
        self._left_out = 0

    def watch(self, form: Mapping[str, str], reply: "Reply") -> None:
        """Show a request and its reply, or count them."""
        second = int(self._clock.monotonic())
        if second != self._second:
            self.show_rest()
            self._second, self._shown = second, 0
        if self._shown < MOST_LINES:
            self._shown += 1
            fid, code = shorten(form.get("fid", "")), shorten(form.get("cdk", ""))
            concerns = f"player {fid}, code {code}: " if fid or code else ""
            self._log.info(f"{concerns}{reply.name}")
        else:
            self._left_out += 1

    def show_rest(self) -> None:
        """Show how many were left out since the last line."""
        if self._left_out:
            self._log.info(and_more(self._left_out, "in the same second"))
            self._left_out = 0


def _guide(
    world: "World",
    url: str,
    salt: str | None,
    players: str | None,
    title: str,
    shell: Shell = SHELL,
) -> Iterator[str]:
    """Yield where it listens, as lines that a shell takes: settings, then commands to try."""
    from autoredeem.simulator import AS_THE_GAME, SIMULATOR_SALT  # noqa: PLC0415 - loaded already

    rules = world.rules
    yield f"# The simulated game listens on {url} (Ctrl-C ends it)."
    yield "# In another terminal, point autoredeem at it, with a store of its own:"
    yield shell.setting(setting(title, "URL"), url)
    if salt is None:
        yield shell.setting(setting(title, "SALT"), SIMULATOR_SALT)
    else:
        yield f"# {setting(title, 'SALT')} is the text that was given as --salt"
    if rules.limit != AS_THE_GAME.limit:
        yield shell.setting(setting(title, "REQUESTS_PER_MINUTE"), f"{rules.limit}")
    if rules.player_gap != AS_THE_GAME.player_gap:
        yield shell.setting(setting(title, "PLAYER_GAP"), f"{rules.player_gap:g}")
    yield shell.setting("AUTOREDEEM_STORE_URL", "sqlite:///simulated.db")
    yield "# Then enroll members and redeem a code:"
    rest = "--guild 1" if title == "wos" else f"--guild 1 --title {title}"
    yield f"{_enrolling(players, shell)} {rest}"
    yield f"autoredeem redeem {next(iter(world.codes))} {rest}"


def _enrolling(players: str | None, shell: Shell) -> str:
    from autoredeem.simulator.parsers import FIRST_FID, STATE  # noqa: PLC0415 - loaded already

    if players and not players.isdecimal():
        return f"autoredeem members import {shell.quoted(players)}"
    fids = range(FIRST_FID, FIRST_FID + int(players or TRIED))
    return f"{shell.players(fids, STATE)} autoredeem members import -"


def _summary(world: "World") -> Iterator[str]:
    counters, rules = world.counters, world.rules
    yield f"Requests answered: {counters.requests:,}"
    for answer, count in counters.by_answer.most_common():
        yield f"  {count:>9,}  {answer}"
    yield (
        f"At most {counters.most_in_window:,} came within {rules.window:g} s, {rules.limit:,} are"
        f" allowed; over the limit: {counters.over_limit:,}, badly signed:"
        f" {counters.bad_signature:,}"
    )
    for code, count in world.holdings.counts().items():
        yield f"{code}: {count:,} hold it"


def _players_from(text: str | None) -> "list[Player]":
    """Read `--players`. Raises InvalidInput that names it, or FileTrouble."""
    from autoredeem.simulator.parsers import make_up_players, read_players  # noqa: PLC0415

    if text is None:
        return []
    if text.isdecimal():
        if len(text) > len(str(MOST_PLAYERS)) or not 1 <= int(text) <= MOST_PLAYERS:
            raise InvalidInput(f"--players: {shorten(text)} is not from 1 to {MOST_PLAYERS:,}")
        return make_up_players(int(text))
    try:
        content = Path(text).read_bytes()
    except OSError as error:
        raise FileTrouble(f"{shorten(text, 200)} can't be read: {error.strerror}") from None
    with naming("--players"):
        return read_players(content)
