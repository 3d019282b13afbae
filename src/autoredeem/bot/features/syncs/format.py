"""How lists that are followed are shown."""

from autoredeem.bot.words import Say, key_of, moment
from autoredeem.domain.synchronisation import Sync

LONGEST_NAME = 60


def list_name(say: Say, sync: Sync) -> str:
    """Return what a list is called: its provider, and its name there, where it has one."""
    provider = say.plain(sync.provider, LONGEST_NAME)
    return f"{provider} · {say.plain(sync.group, LONGEST_NAME)}" if sync.group else provider


def state_line(say: Say, sync: Sync) -> str:
    """Return how reading a list went the last time."""
    state = sync.state
    if state.trouble:
        return f"⚠️ {say(key_of('sync-trouble', state.trouble))}"
    if state.read_at is None:
        return say("sync-never-read")
    return say("sync-read-at", when=moment(state.read_at), count=state.players)
