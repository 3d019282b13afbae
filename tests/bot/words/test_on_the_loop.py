"""Messages formatted on the loop."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from autoredeem.bot.words import Words, command_words
from support.catalogues import everything_said
from support.nets import long_steps
from support.words import WORDS

READING = {"open", "os.listdir", "os.scandir"}
TESTS = Path(__file__).parents[2]


async def test_formatting_messages_never_blocks_the_loop() -> None:
    assert await _format_everything(WORDS) > 1_000


@pytest.mark.server
def test_after_loading_no_file_is_opened_on_the_loop() -> None:
    """In a process of its own, which has not read anything before.

    Python itself tells of each file that is opened, whoever opens it.
    """
    done = subprocess.run(
        [sys.executable, __file__],
        env={"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 1_000


async def _format_everything(words: Words) -> int:
    said = 0
    for language in words.catalogues:
        for _ in everything_said(words, language):
            said += 1
            await asyncio.sleep(0)
        say = words.say(language)
        shown = [say.name("@everyone"), say.plain("أ"), say.code("1"), say.listing(["1", "2"])]
        lasted = [say.duration(seconds) for seconds in (4, 125, 4_200, 200_000)]
        said += len([*shown, *lasted])
    command_words(words, "members", "add")
    return said


def _main() -> None:
    read: list[object] = []

    def listen(event: str, args: tuple[object, ...]) -> None:
        if event in READING and asyncio._get_running_loop() is not None:
            read.append((event, *args))

    sys.addaudithook(listen)
    with long_steps() as found:
        said = asyncio.run(_format_everything(WORDS))
    assert not [*read, *found], [*read, *found]
    print(said)  # noqa: T201 - for the test that started this process


if __name__ == "__main__":
    _main()
