"""Every verb of the port, as it may be called in a world, and what its rows grow with.

They are called in this order: what takes away comes last.
"""

from collections.abc import Sequence
from datetime import timedelta
from inspect import isfunction

from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import Fid, MessageId, State, UserId
from autoredeem.domain.notifications import ContactWay, Notification
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer
from autoredeem.domain.sources import Announcement, FeedState, WatchedChannel
from autoredeem.store.interface import Store
from support.facts import ME, NOW, YOU, action
from support.sized_world import (
    KIND,
    LIST,
    OWNER,
    RESULTS,
    World,
    board,
    followed,
    listing_of,
    watched,
)
from support.verb import CODES, FIRST, GUILDS, LATER, MEMBERS, MUCH_LATER, Verb
from support.verbs_of_codes import CODES_KNOWN, RUNS
from support.verbs_of_members import LEDGER, ROSTER


def verbs_of_the_port() -> frozenset[str]:
    """Return the names of all verbs."""
    return frozenset(
        name for name in dir(Store) if name[0] != "_" and isfunction(getattr(Store, name))
    )


def _told(world: World, message: MessageId | None) -> Sequence[Announcement]:
    """Return what is told of one more code in all guilds, and of all codes in the first."""
    guilds = [(guild_id, "MORE") for guild_id in world.guilds]
    codes = [(world.guild, f"{code}~2") for code in world.codes]
    return [Announcement(*one, RESULTS, NOW, message) for one in (*guilds, *codes)]


def _owed(world: World) -> Sequence[Notification]:
    """Return what is to be told of all members of the first guild."""
    return [Notification(world.guild, fid, "no_such_player", YOU, NOW) for fid in world.fids]


GUILDS_KNOWN: Sequence[Verb] = (
    Verb("guilds", lambda w: w.store.guilds(), {GUILDS}, "all"),
    Verb("guilds", lambda w: w.store.guilds(w.guilds[:1]), way="one"),
    Verb(
        "change_guilds",
        lambda w: w.store.change_guilds(
            {guild_id: GuildChanges(language="ar", channel=None) for guild_id in w.guilds},
            by="x",
            at=NOW,
        ),
        {GUILDS},
    ),
    Verb("boards", lambda w: w.store.boards(), {GUILDS}),
    Verb("save_boards", lambda w: w.store.save_boards([board(g) for g in w.guilds]), {GUILDS}),
    Verb(
        "note_actions",
        lambda w: w.store.note_actions(
            [action(f"{w.guild}-new-{fid}", guild_id=w.guild, user=ME) for fid in w.fids]
        ),
        {MEMBERS},
    ),
    Verb("actions", lambda w: w.store.actions(w.guild, limit=FIRST)),
    Verb("actions", lambda w: w.store.actions(w.guild, limit=FIRST, by=YOU), way="nobody's"),
    Verb(
        "actions",
        lambda w: w.store.actions(w.guild, limit=FIRST, kinds=[KIND]),
        way="of a kind",
    ),
    Verb("count_of_guild", lambda w: w.store.count_of_guild(w.guild, [KIND], since=NOW)),
    Verb("count_of_user", lambda w: w.store.count_of_user(ME, [KIND], since=NOW)),
    Verb(
        "leave_notices",
        lambda w: w.store.leave_notices(
            [action(f"{w.guild}-new-{fid}", guild_id=w.guild, user=ME) for fid in w.fids]
        ),
        {MEMBERS},
    ),
    Verb("notices", lambda w: w.store.notices(w.guild, ME), {MEMBERS, CODES, GUILDS}),
    Verb(
        "drop_notices",
        lambda w: w.store.drop_notices([f"{w.guild}-new-{fid}" for fid in w.fids]),
        {MEMBERS},
    ),
    Verb(
        "note_requests",
        lambda w: w.store.note_requests(
            OWNER, {(guild_id, NOW.date()): 9 for guild_id in w.guilds}
        ),
        {GUILDS},
    ),
    Verb("spenders", lambda w: w.store.spenders(NOW.date(), most=FIRST)),
    Verb("requests_of", lambda w: w.store.requests_of(w.guilds, NOW.date()), {GUILDS}),
)

PROVEN: Sequence[Verb] = (
    Verb(
        "note_proofs",
        lambda w: w.store.note_proofs([ProofRecord(fid, State(9), NOW) for fid in w.fids]),
        {MEMBERS},
    ),
    Verb("proofs_since", lambda w: w.store.proofs_since(NOW), {MEMBERS}),
    Verb("proofs_since", lambda w: w.store.proofs_since(LATER), way="nothing"),
    Verb(
        "begin_searches",
        lambda w: w.store.begin_searches(
            [
                *(SearchedPlayer(w.guild, fid, NOW) for fid in w.fids),
                *(SearchedPlayer(guild_id, w.fids[0], NOW, over=True) for guild_id in w.guilds[1:]),
            ]
        ),
        {MEMBERS, GUILDS},
    ),
    Verb(
        "note_searches",
        lambda w: w.store.note_searches([SearchedPlayer(w.guild, fid, NOW) for fid in w.fids]),
        {MEMBERS},
    ),
    Verb("guilds_searching", lambda w: w.store.guilds_searching(), {MEMBERS}),
    Verb("searches_to_do", lambda w: w.store.searches_to_do(w.guild, most=FIRST)),
    Verb("search_figures", lambda w: w.store.search_figures(w.guild), {MEMBERS}),
)

SOURCES: Sequence[Verb] = (
    Verb("feeds", lambda w: w.store.feeds()),
    Verb("save_feeds", lambda w: w.store.save_feeds([FeedState("wos-feed", polls=1)])),
    Verb("watched_channels", lambda w: w.store.watched_channels(), {GUILDS}, "all"),
    Verb("watched_channels", lambda w: w.store.watched_channels(w.guilds), {GUILDS}, "of guilds"),
    Verb(
        "watch_channels",
        lambda w: w.store.watch_channels(
            [WatchedChannel(guild_id, RESULTS, YOU, NOW) for guild_id in w.guilds]
        ),
        {GUILDS},
    ),
    Verb("note_seen", lambda w: w.store.note_seen(watched(w.guilds)), {GUILDS}),
    Verb(
        "begin_announcements",
        lambda w: w.store.begin_announcements(_told(w, None)),
        {CODES, GUILDS},
    ),
    Verb("unfinished_announcements", lambda w: w.store.unfinished_announcements(), {CODES, GUILDS}),
    Verb(
        "finish_announcements",
        lambda w: w.store.finish_announcements(_told(w, MessageId(9))),
        {CODES, GUILDS},
    ),
    Verb("unfinished_announcements", lambda w: w.store.unfinished_announcements(), way="nothing"),
    Verb("announcements_of", lambda w: w.store.announcements_of([w.code]), {GUILDS}, "one code"),
    Verb(
        "announcements_of", lambda w: w.store.announcements_of(w.codes[1:]), {CODES}, "many codes"
    ),
)

SYNCS: Sequence[Verb] = (
    Verb("syncs", lambda w: w.store.syncs(), {GUILDS}, "all"),
    Verb("syncs", lambda w: w.store.syncs(w.guilds), {GUILDS}, "of guilds"),
    Verb("follow", lambda w: w.store.follow([followed(g) for g in w.guilds]), {GUILDS}),
    Verb("note_sync", lambda w: w.store.note_sync(followed(w.guild))),
    Verb("listed_page", lambda w: w.store.listed_page(w.guild, LIST, after=Fid(0), most=FIRST)),
    Verb("listed_among", lambda w: w.store.listed_among(w.guild, w.fids), {MEMBERS}),
    Verb(
        "apply_listing",
        lambda w: w.store.apply_listing(listing_of(w, reading=2)),
        {MEMBERS},
    ),
    Verb("count_changes", lambda w: w.store.count_changes(w.guild, LIST, after=0), {MEMBERS}),
    Verb("changes_in", lambda w: w.store.changes_in(w.guild, LIST, after=0, most=FIRST)),
    Verb("changes_of", lambda w: w.store.changes_of(w.guild, w.fids[0], most=FIRST)),
)

NOTIFICATIONS: Sequence[Verb] = (
    Verb("failing_members", lambda w: w.store.failing_members(), {MEMBERS, GUILDS}),
    Verb("gates_passed", lambda w: w.store.gates_passed([w.code]), {MEMBERS}, "one code"),
    Verb("gates_passed", lambda w: w.store.gates_passed(w.codes), {MEMBERS, CODES}, "many codes"),
    Verb("note_failures", lambda w: w.store.note_failures(_owed(w)), {MEMBERS}),
    Verb("untold", lambda w: w.store.untold(), {MEMBERS}),
    Verb("save_notifications", lambda w: w.store.save_notifications(_owed(w)), {MEMBERS}),
    Verb("told_since", lambda w: w.store.told_since(NOW - timedelta(days=1)), {MEMBERS, GUILDS}),
    Verb(
        "contact_ways",
        lambda w: w.store.contact_ways([(guild_id, ME) for guild_id in w.guilds]),
        {GUILDS},
    ),
    Verb(
        "set_contact_ways",
        lambda w: w.store.set_contact_ways({(g, YOU): ContactWay.DIRECT for g in w.guilds}),
        {GUILDS},
    ),
    Verb("drop_notifications", lambda w: w.store.drop_notifications(_owed(w)), {MEMBERS}),
    Verb("untold", lambda w: w.store.untold(), way="nothing"),
)

GOING: Sequence[Verb] = (
    Verb("prune_changes", lambda w: w.store.prune_changes(NOW - timedelta(days=9)), way="nothing"),
    Verb("unfollow", lambda w: w.store.unfollow(w.guild, [LIST]), {MEMBERS}),
    Verb("unwatch_channels", lambda w: w.store.unwatch_channels(w.guild, [RESULTS])),
    Verb("drop_boards", lambda w: w.store.drop_boards([board(g).key for g in w.guilds]), {GUILDS}),
    Verb(
        "forget_attempts",
        lambda w: w.store.forget_attempts(w.guild, [w.code], w.fids),
        {MEMBERS},
        "one code for many",
    ),
    Verb(
        "forget_attempts",
        lambda w: w.store.forget_attempts(w.guild, w.codes, w.few),
        {CODES},
        "many codes for few",
    ),
    Verb("unpost_codes", lambda w: w.store.unpost_codes(w.guild, w.codes), {CODES}),
    Verb("remove_codes", lambda w: w.store.remove_codes([f"{c}-NEW" for c in w.codes]), {CODES}),
    Verb("remove", lambda w: w.store.remove(w.guild, w.fids[3:]), {MEMBERS}),
    Verb("prune_codes", lambda w: w.store.prune_codes(NOW - timedelta(days=9)), way="nothing"),
    Verb(
        "prune_announcements",
        lambda w: w.store.prune_announcements(NOW - timedelta(days=9)),
        way="nothing",
    ),
    Verb(
        "prune_notifications",
        lambda w: w.store.prune_notifications(NOW - timedelta(days=9)),
        way="nothing",
    ),
    Verb("prune_trails", lambda w: w.store.prune_trails(NOW - timedelta(days=9)), way="nothing"),
    Verb(
        "prune_requests",
        lambda w: w.store.prune_requests(NOW.date() - timedelta(days=9)),
        way="nothing",
    ),
    Verb("prune_proofs", lambda w: w.store.prune_proofs(NOW - timedelta(days=9)), way="nothing"),
    Verb("prune_proofs", lambda w: w.store.prune_proofs(MUCH_LATER), {MEMBERS, GUILDS}),
    Verb("drop_searches", lambda w: w.store.drop_searches(w.guilds), {MEMBERS, GUILDS}),
    Verb("forget_pseudonyms", lambda w: w.store.forget_pseudonyms(at=NOW), way="nothing"),
    Verb(
        "forget_user",
        lambda w: w.store.forget_user(ME, pseudonym=UserId(-(10**13))),
        {MEMBERS, CODES, GUILDS},
    ),
    Verb(
        "forget_pseudonyms",
        lambda w: w.store.forget_pseudonyms(at=MUCH_LATER),
        {MEMBERS, CODES, GUILDS},
    ),
    Verb("prune_codes", lambda w: w.store.prune_codes(MUCH_LATER), {CODES}),
    Verb("prune_announcements", lambda w: w.store.prune_announcements(MUCH_LATER), {CODES, GUILDS}),
    Verb("prune_changes", lambda w: w.store.prune_changes(MUCH_LATER), {MEMBERS}),
    Verb("prune_notifications", lambda w: w.store.prune_notifications(MUCH_LATER), {MEMBERS}),
    Verb("prune_trails", lambda w: w.store.prune_trails(MUCH_LATER), {MEMBERS, CODES, GUILDS}),
    Verb("prune_requests", lambda w: w.store.prune_requests(MUCH_LATER.date()), {GUILDS}),
    Verb("forget_guilds", lambda w: w.store.forget_guilds(w.guilds), {MEMBERS, CODES, GUILDS}),
)

VERBS: Sequence[Verb] = (
    *LEDGER,
    *ROSTER,
    *CODES_KNOWN,
    *RUNS,
    *GUILDS_KNOWN,
    *PROVEN,
    *SOURCES,
    *SYNCS,
    *NOTIFICATIONS,
    *GOING,
)
