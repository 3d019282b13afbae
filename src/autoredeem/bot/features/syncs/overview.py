"""The lists that a guild follows, and a way to follow one more."""

from autoredeem.bot.features.syncs.format import list_name, state_line
from autoredeem.bot.features.syncs.resolve import syncs_here
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Row
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.roster.providers.provider import Provider
from autoredeem.roster.sync.service import MOST_LISTS

MOST_PROVIDERS = 10


async def list_syncs(request: Request) -> Card:
    """Show the lists, and how reading each went."""
    say, providers = request.say, syncs_here(request).providers
    followed = await request.services.store.syncs([request.guild_id])
    lines = [say("sync-how")]
    for number, one in enumerate(followed, 1):
        lines += [f"{number}. {list_name(say, one)}", state_line(say, one)]
    rows: list[Row] = []
    if followed:
        keys = [(str(n), custom_id("sync", key=one.key)) for n, one in enumerate(followed, 1)]
        rows.append([Button(label, link, ButtonStyle.MAIN) for label, link in keys])
    if len(followed) < MOST_LISTS:
        more = [_follow_button(request, one) for one in list(providers.values())[:MOST_PROVIDERS]]
        rows += [more[at : at + 5] for at in range(0, len(more), 5)]
    rows.append([Button(say("button-back"), custom_id("settings", more=1))])
    return Card(say("sync-title"), "\n".join(lines), rows=rows)


def _follow_button(request: Request, provider: Provider) -> Button:
    name = provider.name
    link = custom_id("sync-form", provider=name, hint=provider.group_hint)
    return Button(request.say("sync-button-follow", provider=name), link)
