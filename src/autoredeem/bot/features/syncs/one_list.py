"""One list that is followed: how it is, who is new in it, who has left it, and what to do."""

from contextlib import suppress
from dataclasses import replace

from autoredeem.bot.features.syncs.format import list_name, state_line
from autoredeem.bot.features.syncs.overview import list_syncs
from autoredeem.bot.features.syncs.resolve import sync_given, syncs_here
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Row, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Request
from autoredeem.domain.errors import ProviderFailed
from autoredeem.domain.synchronisation import Sync
from autoredeem.roster.sync.states import one_sync
from autoredeem.roster.sync.waiting import Waiting, waiting_in


async def show_list(request: Request) -> Card:
    """Show one list."""
    return await list_card(request, await sync_given(request))


async def read_now(request: Request) -> Card:
    """Read a list at once."""
    sync = await sync_given(request)
    syncs = syncs_here(request)
    if sync.provider in syncs.providers:
        with suppress(ProviderFailed):
            await syncs.read(sync)
    return await list_card(request, await sync_given(request))


async def set_enrolling(request: Request) -> Card:
    """Set whether newcomers are enrolled by themselves; where they are, it begins at once."""
    on = request.params.get("on") == "1"
    sync = replace(await sync_given(request), enrols=on)
    await request.services.store.follow([sync])
    await request.audit("sync-enrols-on" if on else "sync-enrols-off", list=_plain_name(sync))
    return await list_card(request, sync)


async def accept(request: Request) -> Card:
    """Take the next reading of a list however strange it is, and read it."""
    sync = await sync_given(request)
    syncs = syncs_here(request)
    await syncs.states.change(sync, lambda state: replace(state, accepted=True))
    await request.audit("sync-accepted", list=_plain_name(sync))
    return await read_now(request)


async def stop(request: Request) -> Card:
    """Follow a list no more; whoever is enrolled stays so."""
    async with request.bot.locks.following(request.guild_id):
        sync = await sync_given(request)
        await request.services.store.unfollow(request.guild_id, [sync.key])
        await request.audit("sync-stopped", list=_plain_name(sync))
    return await list_syncs(request)


async def list_card(request: Request, sync: Sync) -> Card:
    """Return the card of one list."""
    say, store = request.say, request.services.store
    sync = await one_sync(store, sync.guild_id, sync.key) or sync
    waiting = await waiting_in(store, sync)
    state = sync.state
    lines = [state_line(say, sync)]
    if state.strange:
        lines.append(say("sync-strange", count=state.strange, before=state.players))
    if sync.alliance is not None:
        names = {one.id: one.name for one in await store.alliances([sync.guild_id])}
        name = say.plain(names.get(sync.alliance, str(sync.alliance)))
        lines.append(say("sync-alliance", alliance=name))
    lines.append(say("sync-waiting", newcomers=len(waiting.newcomers), left=len(waiting.left)))
    lines.append(say("sync-enrols" if sync.enrols else "sync-enrols-not"))
    tone = Tone.WARNING if state.trouble or waiting.left else Tone.PLAIN
    rows = _rows(request, sync, waiting)
    return Card(list_name(say, sync), "\n".join(lines), tone=tone, rows=rows)


def _rows(request: Request, sync: Sync, waiting: Waiting) -> list[Row]:
    say, key = request.say, sync.key
    on = int(not sync.enrols)
    label = say("sync-button-enrols-on" if on else "sync-button-enrols-off")
    people = [Button(label, custom_id("sync-enrols", key=key, on=on))]
    if waiting.newcomers:
        text = say("sync-button-newcomers", count=len(waiting.newcomers))
        link = custom_id("sync-newcomers", key=key)
        people.insert(0, Button(text, link, ButtonStyle.MAIN))
    if waiting.left:
        text = say("sync-button-left", count=len(waiting.left))
        people.append(Button(text, custom_id("sync-left", key=key), ButtonStyle.DANGER))
    if sync.state.strange:
        people.append(Button(say("sync-button-accept"), custom_id("sync-accept", key=key)))
    return [
        people,
        [
            Button(say("sync-button-read"), custom_id("sync-read", key=key)),
            Button(say("sync-button-changes"), custom_id("sync-changes", key=key)),
            Button(say("sync-button-stop"), custom_id("sync-stop", key=key), ButtonStyle.DANGER),
            Button(say("button-back"), custom_id("syncs")),
        ],
    ]


def _plain_name(sync: Sync) -> str:
    return f"{sync.provider} {sync.group}".strip()
