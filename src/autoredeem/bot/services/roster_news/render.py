"""The message that tells what a list changed: counts with a few names, the rest behind a button."""

from collections.abc import Iterator, Mapping, Sequence

from autoredeem.bot.features.syncs.format import list_name
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.words import Say, key_of
from autoredeem.domain.synchronisation import ChangeKind, RosterChange, Sync

TOLD = (ChangeKind.JOINED, ChangeKind.LEFT, ChangeKind.RENAMED, ChangeKind.MOVED)
"""What is told, in this order. Levels rise every day: they are in the history alone."""

NAMED = 5
"""Players who are named of each kind."""

LONGEST_NAME = 30


def news_card(
    say: Say, sync: Sync, counts: Mapping[ChangeKind, int], some: Sequence[RosterChange]
) -> Card:
    """Return the card for the guild's channel; `some` are the first changes of each kind."""
    state = sync.state
    lines = [say("sync-news-first", count=state.players)] if not state.told else []
    for kind in TOLD:
        if count := counts.get(kind, 0):
            lines.append(say(key_of("sync-news", kind), count=count))
            lines += _named(say, [one for one in some if one.kind is kind])
            lines += say.left_out(count - NAMED)
    if state.newcomers or state.left:
        lines.append(say("sync-waiting", newcomers=state.newcomers, left=state.left))
    row = [Button(say("sync-button-open"), custom_id("sync", key=sync.key), ButtonStyle.MAIN)]
    if counts:
        link = custom_id("sync-changes", key=sync.key, after=state.told)
        row.append(Button(say("sync-button-changes"), link))
    tone = Tone.WARNING if counts.get(ChangeKind.LEFT) else Tone.PLAIN
    title = say("sync-news-title", list=list_name(say, sync))
    return Card(title, "\n".join(lines), tone=tone, rows=[row])


def _named(say: Say, changes: Sequence[RosterChange]) -> Iterator[str]:
    for one in changes[:NAMED]:
        name = say.name(one.nickname, LONGEST_NAME) if one.nickname else ""
        player = f"{name} {say.code(str(one.fid))}".strip()
        if one.before or one.after:
            before, after = (say.name(text, LONGEST_NAME) for text in (one.before, one.after))
            yield say("sync-news-change", player=player, before=before, after=after)
        else:
            yield say("sync-news-player", player=player)
