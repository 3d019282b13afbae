"""Answers and the figures that count them, written by the verbs that there are."""

from typing import Protocol

from autoredeem.store.interface import Codes, Entries, Players, Runs
from autoredeem.store.records import Answers, RunsToSave


class Parts(Entries, Players, Codes, Runs, Protocol):
    """The ports of a store that answers go to."""


async def record_in_order(store: Parts, answers: Answers, runs: RunsToSave) -> None:
    """Write each part by its own verb, so that no figure counts what is not written."""
    settled = await store.settle(answers.settlements)
    await store.note_attempts(answers.attempts)
    await store.note_players(answers.players)
    await store.judge(answers.standings, at=answers.at)
    await store.save_runs(await runs(settled))
