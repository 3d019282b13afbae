"""What `autoredeem setup` asks, in which order, and what it makes of the answers."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import typer
from pydantic import SecretStr

from autoredeem.cli.common import settings_from
from autoredeem.cli.setup import checks, texts
from autoredeem.cli.setup.dialogue import Dialogue
from autoredeem.codes.sources import PRESETS
from autoredeem.domain.errors import UserError
from autoredeem.game.titles import TITLES, setting, titles_named
from autoredeem.observe.log import logging_to
from autoredeem.observe.redaction import redactor
from autoredeem.runtime.findings import Finding, Level
from autoredeem.settings import DOTENV, Settings, TitleSettings
from autoredeem.settings.env_file import change_env_file, with_values
from autoredeem.settings.loading import is_in_environment, parse_setting
from autoredeem.settings.tree import variable

STORE_URL = variable(["store_url"])
DISCORD_TOKEN = variable(["discord_token"])
FEED_PRESETS = variable(["feed_presets"])
NONE = "none"
"""Typed instead of a secret, it takes back what is set."""


def set_up() -> None:
    """Ask, and write what was answered; whoever stops before the end has changed nothing."""
    talk = Dialogue()
    try:
        # Whatever is worth a line of the log on the way is among the findings.
        with logging_to(_nowhere, "critical"):
            interview = Interview(talk, settings_from(None))
            interview.hold()
    except (typer.Abort, KeyboardInterrupt):
        talk.say("\nNothing was written.")
        raise typer.Abort from None
    interview.write(Path(DOTENV))


class Interview:
    """One conversation: the settings as they would be, and which variables would change."""

    def __init__(self, talk: Dialogue, settings: Settings) -> None:
        self._talk = talk
        self._before = self._settings = settings
        self._values: dict[str, str] = {}
        self._invitation = ""

    def hold(self) -> None:
        """Ask everything."""
        self._talk.say(texts.WELCOME)
        titles = self._ask_games()
        self._ask_store(titles[0])
        for title in titles:
            self._ask_salt(title)
        self._ask_token()
        self._ask_feeds(titles)

    def write(self, file: Path) -> None:
        """Write what was answered, and say what to do next."""
        names = ", ".join(self._values)
        if self._values:
            change_env_file(file, self._values)
            private = ", which only you can read" if os.name == "posix" else ""
            self._talk.say(f"\nWritten to {file.absolute()}{private}: {names}")
        else:
            self._talk.say("\nAll of it was set already: nothing was written.")
        self._talk.say(
            texts.next_steps(self._invitation, discord=bool(self._settings.discord_token))
        )

    # One question each

    def _ask_games(self) -> Sequence[str]:
        has_salt = [title for title in TITLES if self._settings.titles.of(title).salt]
        usual = "both" if len(has_salt) > 1 else (*has_salt, *TITLES)[0]
        self._talk.say(texts.GAMES)
        while True:
            typed = self._talk.ask("Game: wos, kingshot or both", usual)
            named = [*TITLES] if typed.lower() == "both" else sorted(titles_named(typed))
            if named:
                return named
            self._talk.say("  Allowed are wos (Whiteout Survival), kingshot and both.")

    def _ask_store(self, title: str) -> None:
        def take() -> None:
            shown = redactor(self._settings.secrets())(self._settings.url_of_store())
            typed = self._talk.ask("Store", shown)
            if typed != shown:
                self._put(STORE_URL, typed, store_url=SecretStr(typed))

        self._talk.say(texts.STORE)
        self._settle(STORE_URL, take, lambda: checks.check_store(self._settings, title))

    def _ask_salt(self, title: str) -> None:
        def take() -> None:
            typed = self._talk.ask_secret(f"Salt of {game}{_keeps(self._of(title).salt)}")
            if typed:
                salt = None if typed == NONE else SecretStr(typed)
                chosen = self._of(title).model_copy(update={"salt": salt})
                titles = self._settings.titles.model_copy(update={title: chosen})
                self._put(name, "" if salt is None else typed, titles=titles)

        def check() -> Sequence[Finding]:
            if self._of(title).salt is None:
                return [texts.no_salt(title)]
            self._talk.say("  Asking the game; it may take some seconds ...")
            return checks.check_salt(self._settings, title)

        game, name = TITLES[title].display_name, setting(title, "SALT")
        self._talk.say(texts.salt(game))
        self._settle(name, take, check)

    def _ask_token(self) -> None:
        def take() -> None:
            typed = self._talk.ask_secret(f"Token{_keeps(self._settings.discord_token)}")
            if typed:
                value = "" if typed == NONE else typed
                token = parse_setting("discord_token", typed) if value else None
                self._put(DISCORD_TOKEN, value, discord_token=token)

        def check() -> Sequence[Finding]:
            diagnosis = checks.check_discord(self._settings)
            self._invitation = diagnosis.invitation
            if diagnosis.in_no_server:
                # It is not to be in any yet: the invitation comes at the end.
                return [Finding(Level.OK, diagnosis.finding.subject, diagnosis.finding.found)]
            return [diagnosis.finding]

        self._talk.say(texts.BOT)
        self._settle(DISCORD_TOKEN, take, check)

    def _ask_feeds(self, titles: Sequence[str]) -> None:
        def take() -> None:
            before = self._settings.feed_presets
            others = [name for name in before if PRESETS[name].title not in titles]
            ours = [feed for feed in PRESETS.values() if feed.title in titles]
            asked = [f.name for f in ours if self._agrees_to(f.name, default=f.name in before)]
            if {*others, *asked} != {*before}:
                names = (*others, *asked)
                self._put(FEED_PRESETS, ",".join(names), feed_presets=names)

        self._talk.say(texts.FEEDS)
        self._settle(FEED_PRESETS, take, lambda: checks.check_feeds(self._settings))

    # What all of them share

    def _settle(
        self, name: str, take: Callable[[], None], check: Callable[[], Sequence[Finding]]
    ) -> None:
        """Take an answer, try it, and take another one until it is good, or kept as it is."""
        fixed = is_in_environment(name)
        if fixed:
            self._talk.say(f"  {name} is set in the environment, which outranks {DOTENV}.")
        while True:
            try:
                if not fixed:
                    take()
                good = self._show(check())
            except UserError as error:
                self._talk.say(f"  {error}")
                good = False
            if good or fixed or not self._talk.agree("Try again? (n keeps it)", default=True):
                return

    def _show(self, findings: Sequence[Finding]) -> bool:
        redacted = redactor(self._settings.secrets())
        for finding in findings:
            self._talk.say(f"  {finding.level}: {finding.subject}: {redacted(finding.found)}")
            if finding.advice:
                self._talk.say(f"        {finding.advice}")
        return all(finding.level is Level.OK for finding in findings)

    def _put(self, name: str, value: str, **changed: object) -> None:
        """Note what a variable is to be, and read the settings as if it were so.

        Raises InvalidSetting for what the file can't hold.
        """
        # What the file can't hold is said here, and not at the end.
        with_values("", {name: value})
        self._values[name] = value
        self._settings = self._settings.model_copy(update=changed)
        if self._settings == self._before:
            self._values.clear()

    def _of(self, title: str) -> TitleSettings:
        return self._settings.titles.of(title)

    def _agrees_to(self, feed: str, *, default: bool) -> bool:
        about = PRESETS[feed]
        minutes = about.every.total_seconds() / 60
        question = f"Ask {about.owner}, every {minutes:.0f} minutes?"
        return self._talk.agree(question, default=default)


def _keeps(secret: SecretStr | None) -> str:
    """Return what Enter does, where a secret is asked for."""
    return f" (Enter keeps what is set, {NONE} takes it back)" if secret else " (Enter: none)"


def _nowhere(_line: str) -> None:
    """Write nothing."""
