"""What `autoredeem doctor` does when it runs."""

import json
from collections.abc import Collection, Coroutine, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from autoredeem.app import page_headers, store_options
from autoredeem.cli.common import run, settings_from
from autoredeem.cli.doctor_feeds import feed_findings
from autoredeem.cli.on_store import write_out
from autoredeem.codes.sources import Feed
from autoredeem.domain.errors import InvalidSetting
from autoredeem.game.titles import TITLES
from autoredeem.observe.clock import SystemClock
from autoredeem.observe.log import logging_to
from autoredeem.observe.redaction import redactor
from autoredeem.observe.tasks import task_group
from autoredeem.runtime.diagnostics import Installation, diagnose, unreadable_settings
from autoredeem.runtime.discord_diagnostics import API
from autoredeem.runtime.findings import Finding, Level
from autoredeem.settings import Settings

DISCORD_API = API
"""Where Discord is asked; tests ask elsewhere."""


def examine(config: Path | None, title: str) -> list[Finding]:
    """Check everything that the settings name, and the settings themselves."""
    try:
        settings = settings_from(config)
    except InvalidSetting as error:
        return unreadable_settings(str(error))
    # Whatever is worth a line of the log on the way is among the findings.
    with logging_to(_nowhere, "critical"):
        diagnosed = diagnose(_installation(settings, title), SystemClock())
        findings = run(_everything(diagnosed, settings.feeds_of(title)))
    redacted = redactor(settings.secrets())
    return [replace(finding, found=redacted(finding.found)) for finding in findings]


async def _everything(
    diagnosed: Coroutine[Any, Any, list[Finding]], feeds: Sequence[Feed]
) -> list[Finding]:
    async with task_group() as tasks:
        of_feeds = tasks.create_task(feed_findings(feeds, SystemClock().now()))
        of_all_else = tasks.create_task(diagnosed)
    return [*of_all_else.result(), *of_feeds.result()]


def fails(findings: Collection[Finding]) -> bool:
    """Whether anything has to be mended."""
    return any(finding.level is Level.FAIL for finding in findings)


def show(title: str, findings: Collection[Finding], *, as_json: bool) -> None:
    """Write the findings to standard output, a line each or as one JSON object."""
    if as_json:
        content = {"title": title, "findings": [asdict(finding) for finding in findings]}
        write_out(json.dumps(content) + "\n")
    else:
        write_out("".join(f"{_line(finding)}\n" for finding in findings))


def _line(finding: Finding) -> str:
    advice = f". What to do: {finding.advice}" if finding.advice else ""
    return f"{finding.level.upper():<4}  {finding.subject}: {finding.found}{advice}"


def _installation(settings: Settings, title: str) -> Installation:
    game = settings.titles.of(title)
    return Installation(
        title=title,
        store_url=SecretStr(settings.url_of_store()),
        store_from=_store_from(settings),
        store_options=store_options(settings),
        game_url=SecretStr(game.url or TITLES[title].url),
        salt=game.salt,
        game_page=page_headers(game, title),
        discord_token=settings.discord_token,
        discord_api=DISCORD_API,
        message_content=settings.discord.message_content,
    )


def _store_from(settings: Settings) -> str:
    if settings.store_url:
        return "from AUTOREDEEM_STORE_URL"
    return "from MONGO_URI" if settings.mongo_uri else "not set: a file in your data folder is used"


def _nowhere(_line: str) -> None:
    """Write nothing."""
