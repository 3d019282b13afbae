"""The alliance of the evening: its players in the game, its people in Discord, its codes."""

from dataclasses import dataclass

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.simulator import Code, Player, World
from support.bot_play import RULES, Play
from support.discord_server import MANAGE_GUILD, Person, Upload

STATE, OTHER_STATE = State(245), State(301)
BOBS, CARLAS = 31_180_017, 31_180_018
"""Accounts of players who enroll themselves."""

MEMBERS = (
    "Aurora",
    "Frostbite",
    "Борис",
    "Надежда",
    "فاطمة",
    "أبو سيف",
    "**Dragon**",
    "@everyone",
    "Χιόνη",
    "Blizzard_99",
    "Ice-Queen",
    "Yeti",
    "Nanook",
    "Ragnar",
    "Pelé",
    "Zoë",
)
FIRST = 31_180_001
WEAK, ELSEWHERE = (FIRST + 3, FIRST + 9), (FIRST + 12,)
"""Whose level is too low for the code of the evening, and who lives in another state."""

CODE, OTHER_CODE, EXPIRED = "SNOWDAY26", "FURNACE30", "AUTUMN25"


@dataclass(frozen=True, slots=True)
class People:
    """Who is there: a leader, two players, one who speaks Russian, and one who speaks Arabic."""

    ann: Person
    bob: Person
    carla: Person
    boris: Person
    fatima: Person


def people(play: Play) -> People:
    """Bring them into the guild."""
    make, guild = play.server.person, play.guild
    return People(
        ann=make(guild=guild, name="ann", permissions=MANAGE_GUILD),
        bob=make(guild=guild, name="bob"),
        carla=make(guild=guild, name="carla"),
        boris=make(guild=guild, name="борис", locale="ru", permissions=MANAGE_GUILD),
        fatima=make(guild=guild, name="فاطمة", locale="ar", permissions=MANAGE_GUILD),
    )


def game() -> World:
    """Return the game in which they play."""
    fids = [*range(FIRST, FIRST + len(MEMBERS)), BOBS, CARLAS]
    players = [
        Player(fid, OTHER_STATE if fid in ELSEWHERE else STATE, level=8 if fid in WEAK else 27)
        for fid in fids
    ]
    codes = [Code(CODE, level=10), Code(OTHER_CODE, level=10), Code(EXPIRED, expired=True)]
    held = {CODE: [FIRST + 1, FIRST + 7]}
    return World(players, codes, RULES, held=held)


def members() -> list[Member]:
    """Give the members as they are enrolled."""
    named = enumerate(MEMBERS)
    return [Member(Fid(FIRST + number), STATE, name) for number, name in named]


def member_file() -> Upload:
    """Return the members as a table, as it comes out of a spreadsheet; one line is wrong."""
    lines = [f"{FIRST + number},{name},{STATE}" for number, name in enumerate(MEMBERS)]
    table = "\n".join(["fid,nickname,state", *lines, "3118000x,Typo,245"])
    return Upload("members.csv", f"{table}\n".encode())
