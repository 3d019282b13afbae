"""What is to stand where: a guild's board, and one for each of its alliances with a channel."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.services import TitleServices
from autoredeem.bot.services.progress_board.alliance_figures import read_figures
from autoredeem.bot.services.progress_board.render import board_card
from autoredeem.bot.services.progress_board.state import BoardRun, BoardState, Place
from autoredeem.bot.words import Say
from autoredeem.domain.alliances import NO_ALLIANCE, AllianceId, in_order
from autoredeem.domain.ids import ChannelId
from autoredeem.domain.redemptions import Figures


@dataclass(frozen=True, slots=True)
class View:
    """A card, where it is to be shown, and in which channel."""

    place: Place
    channel: ChannelId
    card: Card


async def views_of(
    services: TitleServices, state: BoardState, say: Say, channel: ChannelId | None, now: datetime
) -> AsyncIterator[View]:
    """Yield a guild's board, if it has a channel, then those of its alliances.

    One question a kind for all alliances, and only of runs of which there is news since. Theirs
    change with their counts alone. Raises OutsideError where the store fails.
    """
    own = state.place_of(NO_ALLIANCE)
    if channel and state.is_worth_a_message(own):
        card = board_card(say, state.runs.values(), services.engine, now)
        yield View(own, channel, card)
    alliances = in_order(await services.store.alliances([state.guild_id]))
    with_channel = {one.id: one.channel for one in alliances if one.channel}
    places = {one: state.place_of(one) for one in with_channel}
    if not any(map(state.is_worth_a_message, places.values())):
        return
    await _read_figures(services, state, with_channel)
    for one in alliances:
        place, where = places.get(one.id), with_channel.get(one.id)
        if place and where and state.is_worth_a_message(place):
            runs = _runs_of(state, one.id)
            if any(place.board or _is_news(run.record.figures) for run in runs):
                card = board_card(say, runs, None, now, alliance=one.name)
                yield View(place, where, card)


async def _read_figures(
    services: TitleServices, state: BoardState, among: Collection[AllianceId]
) -> None:
    """Read the figures of runs that changed since they were read."""
    known = {key: run for key, (run, _) in state.figures.items()}
    changed = {key: run for key, run in state.runs.items() if known.get(key) != run}
    if changed:
        runs = list(changed.values())
        found = await read_figures(services.store, state.guild_id, runs, among)
        read = zip(changed.items(), found, strict=True)
        state.figures |= {key: (run, figures) for (key, run), figures in read}


def _runs_of(state: BoardState, alliance: AllianceId) -> list[BoardRun]:
    """Return the runs as they are for an alliance; none of them where it has no members."""
    return [
        replace(run, record=replace(run.record, figures=figures[alliance]))
        for run, figures in state.figures.values()
        if alliance in figures
    ]


def _is_news(figures: Figures) -> bool:
    """Whether somebody got an answer, or is to get one: not where all had the code before."""
    return bool(figures.redeemed or figures.already or figures.failed or figures.to_ask)
