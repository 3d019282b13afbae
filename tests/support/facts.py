"""Facts to put into a store, with good defaults."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from autoredeem.domain.guilds import Action, GuildChanges, GuildSettings, OptOut, OptOutStatus
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Figures, Outcome, Settlement

NOW = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)

GUILD, OTHER_GUILD, THIRD_GUILD = GuildId(900_001), GuildId(900_002), GuildId(2**63 - 1)
"""The last is the largest that fits."""

ANN, BOB, CAT = Fid(10_000_001), Fid(10_000_002), Fid(10_000_003)

ME, YOU = UserId(800_001), UserId(2**63 - 1)

CODE, OTHER_CODE = "Gift-2026", "SPRING"


def players(count: int) -> list[Fid]:
    """Return so many different players."""
    return [Fid(20_000_000 + number) for number in range(count)]


def members(fids: Sequence[Fid], state: State | None = None) -> list[Member]:
    """Return members of whom nothing but perhaps the state is known."""
    return [Member(fid, state) for fid in fids]


def settlement(
    fid: Fid = ANN,
    *,
    guild_id: GuildId = GUILD,
    code: str = CODE,
    how: Outcome = Outcome.REDEEMED,
    at: datetime = NOW,
) -> Settlement:
    """Return a settlement."""
    return Settlement(guild_id, code, fid, how, at)


def attempt(
    fid: Fid = ANN,
    *,
    guild_id: GuildId = GUILD,
    code: str = CODE,
    message: str = "TIMEOUT RETRY.",
    at: datetime = NOW,
) -> Attempt:
    """Return an answer that settled nothing."""
    said = Outcome.TRY_AGAIN
    state, typed, level = State(245), State(246), 30
    return Attempt(guild_id, code, fid, said, message, state, 2, at, typed, level)


def changes_to(*guilds: GuildSettings) -> Mapping[GuildId, GuildChanges]:
    """Return what makes guilds' settings these, whatever they were: all fields."""
    return {
        guild.guild_id: GuildChanges(
            enabled=guild.enabled,
            channel=guild.channel,
            manager_role=guild.manager_role,
            state=guild.state,
            enrolling=guild.enrolling,
            language=guild.language,
            share_found=guild.share_found,
            chosen_at=guild.chosen_at,
            left_at=guild.left_at,
            blocked_at=guild.blocked_at,
            beside=guild.beside,
        )
        for guild in guilds
    }


def opt_out(
    fid: Fid = ANN,
    *,
    guild_id: GuildId = GUILD,
    by: UserId = ME,
    at: datetime = NOW,
    managed: bool | None = None,
    status: OptOutStatus = OptOutStatus.STANDING,
) -> OptOut:
    """Return an opt-out."""
    return OptOut(guild_id, fid, by, at, managed, status)


def action(
    name: str = "1",
    *,
    guild_id: GuildId = GUILD,
    at: datetime = NOW,
    user: UserId = ME,
    what: str = "run.stopped",
) -> Action:
    """Return a line of an audit trail."""
    return Action(name, guild_id, at, user, what, {"code": CODE, "members": 88})


FIGURES = Figures(
    members=88,
    settled_before=13,
    redeemed=4,
    already=5,
    failed={Outcome.LEVEL_TOO_LOW: 6, Outcome.UNKNOWN: 7},
    no_state=8,
    requests=9,
    seconds=10.125,
    check_queries=1,
    check_failed=True,
)
"""A different figure in each field."""
