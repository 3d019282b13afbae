"""`autoredeem run`: the program that serves for months."""

from autoredeem.cli.common import ConfigOption, settings_from


def run(*, config: ConfigOption = None) -> int:
    """Run the Discord bot and all runs, for every title with a salt, until a signal says to stop.

    Works on all runs that are open in the store, whoever opened them, and watches its own loop.
    Without AUTOREDEEM_DISCORD_TOKEN it does so without Discord.
    """
    # Here and not above: --help must not wait for drivers and clients, nor may the loop.
    from autoredeem.cli.run_serve import serve  # noqa: PLC0415

    return serve(settings_from(config))
