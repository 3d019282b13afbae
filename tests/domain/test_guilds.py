"""Which titles a guild plays, by what its leaders chose and when."""

from datetime import timedelta

import pytest

from autoredeem.domain.guilds import GuildSettings, titles_played
from support.facts import GUILD, NOW


def chosen(day: int, *, beside: bool = False) -> GuildSettings:
    """Return the settings of a title that was chosen on a day."""
    return GuildSettings(GUILD, chosen_at=NOW + timedelta(days=day), beside=beside)


NOT_CHOSEN = GuildSettings(GUILD, enabled=True)


@pytest.mark.parametrize(
    ("wos", "kingshot", "played"),
    [
        (NOT_CHOSEN, NOT_CHOSEN, []),
        (chosen(1), NOT_CHOSEN, ["wos"]),
        (NOT_CHOSEN, chosen(1, beside=True), ["kingshot"]),
        (chosen(1), chosen(2), ["kingshot"]),
        (chosen(3), chosen(2), ["wos"]),
        (chosen(1), chosen(2, beside=True), ["wos", "kingshot"]),
        (chosen(3, beside=True), chosen(2), ["kingshot", "wos"]),
        (chosen(3, beside=True), chosen(2, beside=True), ["kingshot", "wos"]),
        (chosen(1, beside=True), chosen(2), ["kingshot"]),
        (chosen(1), chosen(1, beside=True), ["wos", "kingshot"]),
        (chosen(1, beside=True), chosen(1), ["kingshot", "wos"]),
    ],
)
def test_a_guild_plays_what_it_chose_last_and_what_that_was_chosen_beside(
    wos: GuildSettings, kingshot: GuildSettings, played: list[str]
) -> None:
    assert titles_played({"wos": wos, "kingshot": kingshot}) == played
