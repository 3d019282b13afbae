"""`python -m autoredeem` is the command `autoredeem`."""

from autoredeem.cli import main

main()
