"""`autoredeem run` that reaches the tests' Discord, and edits its boards sooner.

It says on standard error what is imported while the loop runs: that reads files, and holds the loop
meanwhile.

Started as a program: `run_on_discord.py PORT AUTHORITY`, a port on loopback and a file with the
certificate (PEM) of who vouches for the server.
"""

import asyncio
import ssl
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from random import Random

from autoredeem.bot import bot as bot_module
from autoredeem.bot.kit.pace import Pace
from autoredeem.bot.kit.services import BotServices
from autoredeem.cli import main
from autoredeem.engine import Process
from support.discord_server.tls import Connector

REAL_BOT = bot_module.Bot
PACE = Pace(tick=0.05, edits=0.5, again=0.5, elsewhere=0.5, first=0.2, longest=1.0, acts=100_000)
IMPORTED = "imported on the loop: "


def lead_to(port: int, authority: str) -> None:
    """Connect every bot of this process to that port."""
    trusting = ssl.create_default_context(cafile=authority)
    to_loopback = partial(Connector, port, trusting)

    def hurried(
        token: str, services: BotServices, process: Process, random: Random
    ) -> bot_module.Bot:
        return REAL_BOT(token, replace(services, pace=PACE), process, random, to_loopback)

    vars(bot_module)["Bot"] = hurried


def tell_of_import(event: str, arguments: Sequence[object]) -> None:
    """Write what is imported on a loop's thread; Python calls this for whatever it does."""
    if event == "import" and asyncio._get_running_loop():
        sys.stderr.write(f"{IMPORTED}{arguments[0]}\n")


if __name__ == "__main__":
    lead_to(int(sys.argv[1]), sys.argv[2])
    sys.addaudithook(tell_of_import)
    main(["run"])
