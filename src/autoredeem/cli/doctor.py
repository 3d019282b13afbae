"""`autoredeem doctor`: is everything as it should be, and what to do if not."""

from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    ConfigOption,
    JsonOption,
    TitleOption,
)


def doctor(
    *, title: TitleOption = "wos", json_: JsonOption = False, config: ConfigOption = None
) -> int:
    """Check settings, store, game, clock and Discord, and feeds: a line each, with what to do.

    The game gets a request or two, which redeem nothing; Discord is asked who the bot is, and each
    feed what it lists.
    Exit status 1 if anything fails.
    """
    # Here and not above: --help must not wait for drivers and clients, nor may the loop.
    from autoredeem.cli.doctor_run import examine, fails, show  # noqa: PLC0415

    findings = examine(config, title)
    show(title, findings, as_json=json_)
    return NOT_DONE if fails(findings) else DONE
