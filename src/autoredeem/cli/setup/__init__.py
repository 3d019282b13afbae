"""`autoredeem setup`: asks for what a first start needs, and writes it into `.env`."""

from autoredeem.cli.common import DONE


def setup() -> int:
    """Ask for game, store, salt, token and feeds, try each, and write `.env` into this folder.

    What is set already is kept by Enter. Nothing is written before the end, so Ctrl-C changes
    nothing. The salt is tried with a request or two that redeem nothing.
    """
    # Here and not above: --help must not wait for drivers and clients, nor may the loop.
    from autoredeem.cli.setup.interview import set_up  # noqa: PLC0415

    set_up()
    return DONE
