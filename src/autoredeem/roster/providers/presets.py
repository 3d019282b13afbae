"""Sites that keep lists of players, each off until the operator has a key of its owner."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from autoredeem.roster.providers.http import Site
from autoredeem.roster.providers.json_players import Fields

FREQUENCY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Preset:
    """A site, and the header in which it wants the key, with what stands before it there."""

    site: Site
    header: str
    before: str = ""

    def with_key(self, key: str) -> Site:
        """Return the site, asked with a key."""
        return replace(self.site, headers={self.header: f"{self.before}{key}"})


PRESETS: Mapping[str, Preset] = {
    "mightpulse": Preset(
        Site(
            name="mightpulse",
            title="kingshot",
            url="https://api.mightpulse.com/v1/alliances/{kid}/{tag}?include=info,roster",
            player_url="https://api.mightpulse.com/v1/players/{fid}?include=base",
            every=FREQUENCY,
            per_minute=60,
            per_day=5_000,
            fields=Fields(fid="governor_id|fid"),
            group_hint="KID/TAG",
        ),
        header="Authorization",
        before="Bearer ",
    ),
    "wosatlas": Preset(
        Site(
            name="wosatlas",
            title="wos",
            url="https://api.wosatlas.com/v1/alliances/{group}/members",
            player_url="https://api.wosatlas.com/v1/players/search?playerName={fid}",
            every=FREQUENCY,
            per_minute=120,
            fields=Fields(fid="fid|uid"),
            group_hint="AID",
        ),
        header="X-Api-Key",
    ),
}
"""Their addresses, limits and fields, as their owners give them."""
