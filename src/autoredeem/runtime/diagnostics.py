"""Everything that the program stands on, checked at once: settings, store, game, Discord."""

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pydantic import SecretStr

from autoredeem.game.client import open_game
from autoredeem.game.titles import setting
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import task_group
from autoredeem.runtime.discord_diagnostics import API, discord_finding
from autoredeem.runtime.findings import Finding, Level
from autoredeem.runtime.game_diagnostics import CLOCK, GAME, game_findings
from autoredeem.runtime.store_diagnostics import store_findings
from autoredeem.store import StoreOptions

SALT, SETTINGS = "salt", "settings"

GAME_WITHIN = 15.0
"""Seconds that the game gets to answer a request."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What is set: the parts that are checked.

    `store_from` says how `store_url` was set. `game_page` are the headers that say from which page
    a request to the game comes. `message_content` says whether messages are to be read.
    """

    title: str
    store_url: SecretStr
    store_from: str
    store_options: StoreOptions
    game_url: SecretStr
    salt: SecretStr | None
    game_page: Mapping[str, str]
    discord_token: SecretStr | None = None
    discord_api: str = API
    message_content: bool = False


def diagnose(installation: Installation, clock: Clock) -> Coroutine[Any, Any, list[Finding]]:
    """Diagnose everything, side by side; a part that fails hides no other's findings.

    It sends a request to the game or two, which redeem nothing, and asks Discord who the bot is. It
    takes 30 s at most. The call imports the store's driver and reads the disk: make it before
    the loop runs.
    """
    store = store_findings(
        installation.store_url.get_secret_value(),
        installation.title,
        installation.store_options,
        clock,
    )
    return _diagnose(installation, store, clock)


def unreadable_settings(reasons: str) -> list[Finding]:
    """Return the findings where the settings can't be read, for a line of `reasons` each."""
    advice = "correct it in the environment, in .env or in the file that --config names"
    wrong = [Finding(Level.FAIL, SETTINGS, reason, advice) for reason in reasons.splitlines()]
    unseen = "not looked at, as the settings can't be read"
    rest = Finding(Level.WARN, "store, game, clock and Discord", unseen, "mend the settings first")
    return [*wrong, rest]


async def _diagnose(
    installation: Installation, store: Coroutine[Any, Any, list[Finding]], clock: Clock
) -> list[Finding]:
    async with task_group() as tasks:
        of_store = tasks.create_task(store)
        of_game = tasks.create_task(_of_game(installation, clock))
        of_discord = tasks.create_task(
            discord_finding(
                installation.discord_token,
                installation.discord_api,
                message_content=installation.message_content,
            )
        )
    parts = _of_settings(installation), of_store.result(), of_game.result()
    return [*chain(*parts), of_discord.result()]


def _of_settings(installation: Installation) -> list[Finding]:
    read = f"they can be read; the store's URL is {installation.store_from}"
    name = setting(installation.title, "SALT")
    if installation.salt:
        salt = Finding(Level.OK, SALT, f"{name} is set")
    else:
        advice = (
            "autoredeem setup asks for it: the secret text that ends every signed request;"
            " autoredeem ships none"
        )
        salt = Finding(Level.FAIL, SALT, f"{name} is not set", advice)
    return [Finding(Level.OK, SETTINGS, read), salt]


async def _of_game(installation: Installation, clock: Clock) -> list[Finding]:
    if installation.salt is None:
        unseen = "not asked: without a salt no request can be signed"
        advice = f"set {setting(installation.title, 'SALT')} first"
        return [
            Finding(Level.WARN, GAME, unseen, advice),
            Finding(Level.OK, CLOCK, "can't be compared, as the game was not asked"),
        ]
    url, salt = installation.game_url.get_secret_value(), installation.salt.get_secret_value()
    page = installation.game_page
    async with open_game(url, salt, clock, page=page, deadline=GAME_WITHIN) as game:
        return await game_findings(game, url, installation.title, clock)
