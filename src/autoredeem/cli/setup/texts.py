"""What `autoredeem setup` says: for people who do this once, and are no engineers."""

from autoredeem.game.titles import setting
from autoredeem.runtime.findings import Finding, Level

WELCOME = """\
This asks for what autoredeem needs, one thing at a time, and tries each.
Enter takes what stands in brackets, or keeps what is set. Nothing is written
before the end: Ctrl-C changes nothing.
To see it at work first, without any of this: autoredeem demo
"""

GAMES = "1. The game that your players play."

STORE = """
2. The store, where everything is kept: members, codes, who has which.
   A file on this computer does for one bot: sqlite:///path/to/file
   A MongoDB serves several: mongodb://host/database"""

BOT = """
4. The Discord bot. On https://discord.com/developers/applications make an
   application; on its page Bot press Reset Token, and copy the token to here.
   Leave all intents off. What you type is not shown.
   Without a token autoredeem works without Discord, by commands."""

FEEDS = """
5. Where new codes come from by themselves: sites of players, not the
   publisher's. None is asked unless you say so. Any other feed is described by
   settings (docs/operating.md)."""


def salt(game: str) -> str:
    """Return what a game's salt is, and where it comes from."""
    return f"""
3. The salt: the secret text that ends every signed request to
   {game}. It is yours to find and to set, knowingly, as the
   publisher may forbid automation; autoredeem ships none. What you type is not
   shown. It is tried with a request or two that redeem nothing."""


def no_salt(title: str) -> Finding:
    """Return the finding that there is none."""
    found = f"{setting(title, 'SALT')} is not set, and the game can't be asked"
    advice = "autoredeem demo and autoredeem simulate show everything without it"
    return Finding(Level.WARN, "salt", found, advice)


def next_steps(invitation: str, *, discord: bool) -> str:
    """Return what to do now."""
    run = "  autoredeem run       from this folder: it reads .env where it is started"
    doctor = "  autoredeem doctor    looks at all of it again, when something seems wrong"
    if not discord:
        enrol = "  autoredeem members import FILE --guild 1"
        return f"Next:\n{enrol}\n{run}\n{doctor}"
    bring = invitation or "docs/discord.md has its address: the token could not be tried"
    panel = "  /autoredeem          in Discord: choose a channel, switch auto-redeem on"
    return f"Add the bot to your server:\n  {bring}\nNext:\n{run}\n{panel}\n{doctor}"
