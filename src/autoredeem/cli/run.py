"""`autoredeem run`: the program that serves for months."""

from autoredeem.cli.common import ConfigOption, settings_from
from autoredeem.cli.setup import setup
from autoredeem.cli.setup.dialogue import agrees_to_set_up, at_terminal


def run(*, config: ConfigOption = None) -> int:
    """Run the Discord bot and all runs, for every title with a salt, until a signal says to stop.

    Works on all runs that are open in the store, whoever opened them, and watches its own loop.
    Without AUTOREDEEM_DISCORD_TOKEN it does so without Discord. Where nothing is set yet, it offers
    `autoredeem setup`.
    """
    settings = settings_from(config)
    if not (settings.has_a_salt or config) and at_terminal() and agrees_to_set_up():
        setup()
        settings = settings_from(config)
    # Here and not above: --help must not wait for drivers and clients, nor may the loop.
    from autoredeem.cli.run_serve import serve  # noqa: PLC0415

    return serve(settings)
