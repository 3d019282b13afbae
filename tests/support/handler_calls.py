"""Every handler of the bot, as a request may reach it in a world, and what its rows grow with.

Those that are about a code read all that the guild has posted itself: up to 50 codes a day, which
are forgotten when they are dead and old. What others post they don't read.

They are called in this order: what takes away comes last.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import cast

from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.channels import PostedCard
from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.bot.kit.handlers import Request, Upload
from autoredeem.bot.kit.permissions import Person
from autoredeem.bot.kit.services import BotServices
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import ChannelId, MessageId, State
from autoredeem.engine import Engine
from autoredeem.engine.dispatcher import Outside
from autoredeem.game.client import Game
from autoredeem.game.pacer import Pacer
from autoredeem.roster.background_search import BackgroundSearch
from autoredeem.store.records import Claim, RunStatus
from support.bot_requests import CLOCK, request_from, services_of
from support.facts import ME, NOW
from support.sized_world import LIST, OWNER, REDS, RESULTS, World, refused_in, watched_channel_of
from support.verb import CODES, GUILDS, MATRIX, MEMBERS
from support.words import WORDS

IMPORT = "1000001"
"""The id of the request that is confirmed by another."""

LIMITS = GuildLimits(members=100_000, codes_a_day=100_000)


@dataclass(frozen=True, slots=True)
class HandlerCall:
    """A request to a handler. Its rows grow with nothing but what `grows` names.

    `params`, `selected` and `file` are of the request, made of a world. A handler is called in
    several ways where it does different things: `way` tells them apart. What has to be so first,
    `before` does, uncounted.
    """

    handler: str
    params: Callable[[World], Mapping[str, object]] = lambda _: {}
    grows: Collection[str] = ()
    way: str = ""
    selected: Callable[[World], Sequence[object]] = lambda _: ()
    file: Callable[[World], str] | None = None
    id: str = ""
    batch: int | None = None
    before: Callable[[World], Awaitable[None]] | None = None

    @property
    def name(self) -> str:
        """What it is called where something is wrong with it."""
        return f"{self.handler} ({self.way})" if self.way else self.handler


def bot_of(world: World) -> BotServices:
    """Return the bot's services on a world's store: an engine that asks nobody."""
    pacer = Pacer(60, CLOCK.monotonic())
    outside = Outside(cast("Game", None), pacer, CLOCK, Random(1), player_gap=0.0)
    engine = Engine(world.store, outside, lambda _: None)
    services = services_of(world.store, engine)
    search = BackgroundSearch(world.store, engine, services.rollout, CLOCK)
    titles = {"wos": replace(services, search=search)}
    return BotServices(titles, WORDS, CLOCK, operators=[ME], limits=LIMITS)


def request_of(call: HandlerCall, world: World, bot: BotServices) -> Request:
    """Return the request of a call, of who owns accounts and manages the guild."""
    settings = GuildSettings(
        world.guild, enabled=True, channel=RESULTS, state=State(245), chosen_at=NOW
    )
    params = {name: str(value) for name, value in call.params(world).items()}
    selected = [str(one) for one in call.selected(world)]
    request = request_from([world.store], ME, params, selected=selected, settings=settings)
    return replace(
        request,
        id=call.id or request.id,
        bot=bot,
        person=Person(ME, manages_server=True),
        resolved=selected,
        file=_upload(call.file(world)) if call.file else None,
        post_pinned=_post_pinned,
    )


async def _post_pinned(_channel: ChannelId, _card: Card, _before: MessageId | None) -> PostedCard:
    return PostedCard(MessageId(97), pinned=True)


def _upload(text: str) -> Upload:
    content = text.encode()

    async def read() -> bytes:
        return content

    return Upload("members.csv", len(content), read)


def _newcomers(world: World) -> str:
    """Return a table of as many players as there are members, of whom nobody is enrolled."""
    lines = (f"{fid + 5_000_000},Cat,245" for fid in world.fids)
    return "\n".join(["id,name,state", *lines])


def _listed(world: World) -> str:
    return ",".join(map(str, world.fids))


async def end_run(world: World) -> None:
    """End the run of the code that is in all guilds, in the first of them."""
    here = [(world.guild, world.code)]
    runs = await world.store.runs(among=here)
    await world.store.save_runs([replace(run, status=RunStatus.DONE) for run in runs])
    # One that was wanted again stayed open, and is due.
    runs = await world.store.claim_runs(Claim(OWNER, 1, 600.0, here))
    await world.store.save_runs([replace(run, status=RunStatus.DONE) for run in runs])


_ALL = {MEMBERS, CODES, GUILDS}

CODE_CALLS: Sequence[HandlerCall] = (
    HandlerCall("codes", grows={CODES}),
    HandlerCall("codes-add", lambda _: {"codes": "BRANDNEW1 BRANDNEW2"}, {CODES}),
    HandlerCall("codes-take", grows={CODES}, selected=lambda _: ["BRANDNEW3"]),
    HandlerCall("code", lambda w: {"code": w.code}, {MEMBERS, CODES}),
    HandlerCall("code-retry", lambda w: {"code": w.code}, {MEMBERS, CODES}),
    HandlerCall("code-again", lambda w: {"code": f"{w.code}-OLD"}, {CODES}, "asked"),
    HandlerCall("code-again", lambda w: {"code": f"{w.code}-OLD", "sure": 1}, {MEMBERS, CODES}),
    HandlerCall("catch-up", grows={MEMBERS, CODES}, way="asked", batch=MATRIX),
    HandlerCall("catch-up", lambda _: {"sure": 1}, {MEMBERS, CODES}, batch=MATRIX),
    HandlerCall("code-states", lambda w: {"code": w.code, "state": 246}, {MEMBERS, CODES}),
    HandlerCall("code-ids", lambda w: {"code": w.code}, {MEMBERS, CODES}),
    HandlerCall("code-share", lambda _: {"code": "BRANDNEW1"}, {CODES}),
    HandlerCall("codes-share", lambda _: {"codes": "BRANDNEW1"}, {CODES}),
    HandlerCall("codes-share", lambda _: {"codes": "BRANDNEW1", "back": 1}, {CODES}, "back"),
    HandlerCall("redeem", lambda w: {"code": w.code}, {MEMBERS, CODES}),
    HandlerCall("redeem-message", lambda w: {"text": f"🎁 Gift Code: {w.code}"}, {MEMBERS, CODES}),
    HandlerCall("redeem-chosen", grows={MEMBERS, CODES}, selected=lambda w: [w.code]),
    HandlerCall("runs", grows={CODES}),
    HandlerCall("run", lambda w: {"code": w.code}),
    HandlerCall("run-stop", lambda w: {"code": w.code}),
    HandlerCall("run-go", lambda w: {"code": w.code}),
)

MEMBER_CALLS: Sequence[HandlerCall] = (
    HandlerCall("members"),
    HandlerCall("members", lambda _: {"search": "Bob"}, way="searched"),
    HandlerCall("members", lambda _: {"s": "o"}, {CODES}, "by the last outcome"),
    HandlerCall("members", lambda _: {"a": REDS}, way="of an alliance"),
    HandlerCall("members-filter", lambda _: {"a": REDS}, way="asked"),
    HandlerCall("members-filter", selected=lambda _: [REDS]),
    HandlerCall("alliances"),
    HandlerCall("alliance", lambda _: {"a": REDS}),
    HandlerCall("alliance-save", lambda _: {"name": "Greens"}, way="new"),
    HandlerCall("alliance-save", lambda _: {"a": REDS, "name": "Reds", "first": 2}),
    HandlerCall("alliance-channel", lambda _: {"a": REDS}, selected=lambda _: [RESULTS]),
    HandlerCall("alliance-role", lambda _: {"a": REDS}, selected=lambda _: [5]),
    HandlerCall("alliance-move", lambda w: {"a": 0, "ids": _listed(w)}, {MEMBERS}, "out"),
    HandlerCall("alliance-move", lambda w: {"a": REDS, "ids": _listed(w)}, {MEMBERS}),
    HandlerCall("alliance-put", lambda w: {"id": w.fids[0], "to": 0}, {CODES}, "out"),
    HandlerCall("alliance-put", lambda w: {"id": w.fids[0]}, {CODES}, selected=lambda _: [REDS]),
    HandlerCall("member", lambda w: {"id": w.fids[0]}, {CODES}),
    HandlerCall(
        "member-edit",
        lambda w: {"id": w.fids[0], "state": 7, "nickname": "X"},
        {CODES, GUILDS},
    ),
    HandlerCall("members-add", lambda w: {"ids": _newcomers(w)}, {MEMBERS, CODES}),
    HandlerCall("members-import", grows={MEMBERS}, file=_newcomers, id=IMPORT),
    HandlerCall("members-import-yes", lambda _: {"asked": IMPORT}, {MEMBERS, CODES}),
    HandlerCall("members-check", lambda _: {"asked": IMPORT}, {MEMBERS}, "cost"),
    HandlerCall("members-check", lambda _: {"asked": IMPORT, "sure": 1}, {MEMBERS}),
    HandlerCall(
        "members-mend",
        lambda w: {"id": 31_180_102, "state": 245, "was": w.few[2]},
        {MEMBERS, CODES},
    ),
    HandlerCall("members-export", grows={MEMBERS}),
    HandlerCall("members-state", lambda _: {"state": 245}, {MEMBERS, CODES}),
    # A page of a list in need has more rows than there are members at the least.
    HandlerCall("needs", lambda _: {"need": "wrong-state"}, {MEMBERS}),
    HandlerCall("needs", lambda _: {"need": "no-state"}, way="without"),
    HandlerCall("needs-ask", lambda _: {"need": "wrong-state"}, {MEMBERS}),
    HandlerCall("needs-ask-yes", lambda _: {"need": "wrong-state", "channel": RESULTS}, {MEMBERS}),
    HandlerCall("needs-search", lambda _: {"need": "wrong-state"}, {MEMBERS}),
    HandlerCall("needs-search-yes", lambda _: {"need": "wrong-state"}, {MEMBERS}),
    HandlerCall("needs-search-stop", lambda _: {"need": "wrong-state"}, {MEMBERS}),
    HandlerCall("needs-ids", lambda _: {"need": "wrong-state"}, {MEMBERS}),
    HandlerCall("needs-remove", lambda _: {"need": "wrong-state"}, {MEMBERS}),
    HandlerCall("needs-states", lambda _: {"need": "wrong-state", "state": 246}, {MEMBERS, CODES}),
    HandlerCall(
        "needs-states",
        lambda w: {"need": "wrong-state", "state": 246, "ids": "\n".join(map(str, w.few))},
        {MEMBERS, CODES},
        "pasted",
    ),
    HandlerCall("members-remove", lambda w: {"ids": w.few[1]}),
    HandlerCall("members-remove-yes", lambda w: {"ids": w.few[1]}, {CODES}),
    HandlerCall("claims", grows={MEMBERS}),
    HandlerCall("claim-undo", lambda w: {"id": w.fids[0]}, {MEMBERS}),
    HandlerCall("opt-outs", grows={MEMBERS}),
    HandlerCall("opt-out-lift", grows={MEMBERS}, selected=lambda w: refused_in(w)[:1]),
    HandlerCall("me", grows={CODES, GUILDS}),
    HandlerCall("me", lambda w: {"id": w.fids[1]}, {CODES}, "one"),
    HandlerCall("my-state", lambda w: {"id": w.fids[1], "state": 9}, {CODES}),
    HandlerCall("my-failures", grows={CODES, GUILDS}),
    HandlerCall("my-account", lambda w: {"old": w.fids[1], "id": w.fids[1], "state": 8}, {CODES}),
    HandlerCall("my-name", lambda w: {"id": w.fids[1], "name": "Ann 2"}, {CODES, GUILDS}),
    HandlerCall("my-retry", lambda w: {"id": w.fids[1]}, {CODES}, before=end_run),
    HandlerCall("contact-way"),
    HandlerCall("contact-way", lambda _: {"way": "direct"}, way="chosen"),
    HandlerCall("my-data", grows=_ALL),
    HandlerCall("enroll", lambda _: {"id": 31_180_101, "state": 245}, _ALL),
    HandlerCall("enroll-mend", lambda _: {"id": 31_180_103, "state": 245, "was": 31_180_101}, _ALL),
    HandlerCall("unenroll", lambda _: {"id": 31_180_103}, way="asked"),
    HandlerCall("unenroll", lambda _: {"id": 31_180_103, "sure": 1}, {CODES}),
)

SETUP_CALLS: Sequence[HandlerCall] = (
    HandlerCall("panel", grows={MEMBERS, CODES}),
    HandlerCall("settings"),
    HandlerCall("choose-title", lambda _: {"game": "wos"}),
    HandlerCall("set-title", selected=lambda _: ["wos"]),
    HandlerCall("set-channel", selected=lambda _: [RESULTS]),
    HandlerCall("set-role", selected=lambda _: [5]),
    HandlerCall("set-state", lambda _: {"state": 245}),
    HandlerCall("set-enrolling", selected=lambda _: ["both"]),
    HandlerCall("set-language", selected=lambda _: ["en"]),
    HandlerCall("switch", lambda _: {"on": 0}, way="off"),
    HandlerCall("switch", lambda _: {"on": 1}, {CODES}),
    HandlerCall("set-sharing", lambda _: {"on": 1}, {CODES}),
    HandlerCall("watch"),
    HandlerCall("watch-add", selected=lambda _: [99]),
    HandlerCall("watched", lambda w: {"id": watched_channel_of(w.guild)}),
    HandlerCall("watch-senders", lambda w: {"id": watched_channel_of(w.guild)}),
    HandlerCall("watch-resume", lambda w: {"id": watched_channel_of(w.guild)}),
    HandlerCall("watch-remove", lambda w: {"id": watched_channel_of(w.guild)}),
    HandlerCall("ids"),
    HandlerCall("ids-set", selected=lambda _: [98]),
    HandlerCall("ids-card"),
    HandlerCall("ids-off"),
    HandlerCall("audit"),
    HandlerCall("audit-by", selected=lambda _: [ME]),
    HandlerCall("audit-of", selected=lambda _: ["runs"]),
    HandlerCall("operator", grows={GUILDS}),
    HandlerCall("operator-guilds"),
    HandlerCall("operator-guild", lambda w: {"guild": w.guild}),
    HandlerCall("operator-leave", lambda w: {"guild": w.guild}, way="asked"),
    HandlerCall("operator-leave", lambda w: {"guild": w.guild, "sure": 1}),
    HandlerCall("operator-block", lambda w: {"guild": w.guild}, {CODES}),
    HandlerCall("operator-unblock", lambda w: {"guild": w.guild}, {CODES}),
)

_LIST = {"key": LIST}

SYNC_CALLS: Sequence[HandlerCall] = (
    HandlerCall("syncs"),
    HandlerCall("sync-add", lambda _: {"provider": "file", "list": "NEW"}, {MEMBERS}),
    HandlerCall("sync", lambda _: _LIST, {MEMBERS}),
    HandlerCall("sync-read", lambda _: _LIST, {MEMBERS}),
    HandlerCall("sync-enrols", lambda _: {**_LIST, "on": 1}, {MEMBERS}),
    HandlerCall("sync-accept", lambda _: _LIST, {MEMBERS}),
    HandlerCall("sync-newcomers", lambda _: _LIST, {MEMBERS, CODES}),
    HandlerCall("sync-left", lambda _: _LIST, {MEMBERS}),
    HandlerCall("sync-changes", lambda _: _LIST, {MEMBERS}),
    HandlerCall("sync-stop", lambda _: _LIST, {MEMBERS}),
)

GOING_CALLS: Sequence[HandlerCall] = (
    HandlerCall("code-remove", lambda _: {"code": "BRANDNEW2"}, {CODES}, "asked"),
    HandlerCall("code-remove", lambda _: {"code": "BRANDNEW2", "sure": 1}, {CODES}),
    HandlerCall("code-remove", lambda w: {"code": w.code, "sure": 1}, {CODES, GUILDS}, "shared"),
    HandlerCall("never", lambda w: {"id": w.fids[2]}, {GUILDS}, "asked"),
    HandlerCall("never", lambda w: {"id": w.fids[2], "sure": 1}, {CODES, GUILDS}),
    HandlerCall("alliance-delete", lambda _: {"a": REDS}, way="asked"),
    HandlerCall("alliance-delete", lambda _: {"a": REDS, "sure": 1}, {MEMBERS}),
    HandlerCall("opt-out-allow", grows={MEMBERS, CODES}, selected=lambda w: w.few[:1]),
    HandlerCall("never-mind", lambda _: {"all": 1}, {MEMBERS}),
    HandlerCall("forget-me", lambda _: {"sure": 1}, _ALL),
)

CALLS: Sequence[HandlerCall] = (*CODE_CALLS, *MEMBER_CALLS, *SETUP_CALLS, *SYNC_CALLS, *GOING_CALLS)
