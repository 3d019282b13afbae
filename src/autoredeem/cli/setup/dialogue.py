"""Questions to a person at a terminal, one at a time."""

import sys

import typer

from autoredeem.domain.text import trim


class Dialogue:
    """What is said and asked. Whoever presses Ctrl-C ends it with typer's Abort."""

    def say(self, text: str = "") -> None:
        """Say something."""
        typer.echo(text)

    def ask(self, question: str, default: str) -> str:
        """Ask for a text; Enter is the default."""
        return trim(str(typer.prompt(question, default=default, show_default=bool(default))))

    def ask_secret(self, question: str) -> str:
        """Ask for a text that is not shown while it is typed; Enter is nothing."""
        hidden = sys.stdin.isatty()
        typed = typer.prompt(question, default="", show_default=False, hide_input=hidden)
        return trim(str(typed))

    def agree(self, question: str, *, default: bool) -> bool:
        """Ask for yes or no."""
        return typer.confirm(question, default=default)


def agrees_to_set_up() -> bool:
    """Whether a person wants to be asked for the settings now."""
    return typer.confirm("Nothing is set up yet: no game has a salt. Set it up now?", default=True)


def at_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
