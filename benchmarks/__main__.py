"""`python -m benchmarks`, from the project's folder."""

from benchmarks.commands import main

main()
