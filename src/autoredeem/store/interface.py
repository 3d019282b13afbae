"""The ports to where facts are kept. The contract is written here, once, for every store.

Every verb takes and gives a whole set: there is nothing here that could be called once per
member. A store is bound to one title; two titles in one database never meet.

Every verb may raise `StoreUnavailable` (could not ask, asking again may help) or `StoreRefused`
(it said no). Neither is ever passed off as an answer. Every write can be repeated: done twice,
it changes what once changes. A verb that is cancelled has been done whole or can be repeated.
Empty sets cost no query.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from autoredeem.domain.alliances import AllianceKey
from autoredeem.domain.codes import Standing
from autoredeem.domain.guilds import (
    Action,
    Board,
    GuildChanges,
    GuildSettings,
    OptOut,
    OptOutStatus,
    Posting,
)
from autoredeem.domain.ids import ChannelId, Fid, GuildId, MessageId, State, UserId
from autoredeem.domain.known_players import KnownPlayer, Need
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption, Settlement
from autoredeem.domain.sources import (
    Announcement,
    FeedState,
    Listing,
    SourceKind,
    WatchedChannel,
)
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    RosterChange,
    Sync,
)
from autoredeem.store.alliances import Alliances
from autoredeem.store.checked import Checked, CheckedMany, Subject
from autoredeem.store.notifications import Notifications
from autoredeem.store.proofs import Proofs
from autoredeem.store.records import (
    Again,
    Answers,
    Claim,
    CodeRecord,
    CodesIn,
    Enrolled,
    Entry,
    Matrix,
    MemberPage,
    MemberQuery,
    RunKey,
    RunRecord,
    RunStatus,
    RunsToSave,
    Settled,
)
from autoredeem.store.upkeep import Doorbell, Leases, Retention, Spending


class Entries(Protocol):
    """What is written into the ledger: settlements, and the latest answer of whoever has none."""

    async def settle(self, settlements: Collection[Settlement]) -> Settled:
        """Write settlements for every guild where the player is enrolled, and where it was asked.

        A row that exists is left as it is: the first settlement stays. Returns for each (code key,
        fid) the guilds for which it was to be written: it is settled there now. Per batch one query
        finds the guilds, and bulk writes record all.
        """

    async def note_attempts(self, attempts: Collection[Attempt]) -> None:
        """Keep each member's latest answer for a code.

        The latest by `at` wins; of the same `at`, the one that is written last.
        """

    async def forget_attempts(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> None:
        """Forget the latest answers of these codes (any spelling) and players: they rest no longer.

        Whoever is not settled is asked when the runs are opened again.
        """

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Return the latest answer that settled nothing, for each member who got one.

        The same as `attempts_of` for one subject.
        """

    async def attempts_of(
        self, subjects: Collection[Subject]
    ) -> Mapping[Subject, Mapping[Fid, Attempt]]:
        """Return such answers of many guilds and codes (any spelling), every subject with its own.

        Up to 100 guilds with a code, or codes of a guild, are one query.
        """

    async def settled_since(
        self, since: Mapping[Subject, datetime]
    ) -> Mapping[Subject, Mapping[Fid, Outcome]]:
        """Return who was settled after a time, and how, for many guilds and codes (any spelling).

        Every subject is in the answer. The time is that of the settlement, wherever it was made.
        Up to 100 subjects are one query.
        """

    async def redemptions(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Redemption]:
        """Return the ledger's rows of these codes (any spelling) and players, in no order.

        It looks up codes times players keys, about 1,000 a query: one code for many players, or
        one player's many codes.
        """

    async def matrix(self, guild_id: GuildId, codes: Collection[str]) -> Matrix:
        """Return who got which outcome of a guild's codes (any spelling), every code with its own.

        Whoever is settled counts by how, anybody else by the latest answer: each player at most
        once for a code. Players who have left are in it, too. Many codes are one question, as long
        as they have no more than some 20,000 players together.
        """

    async def attempts_among(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Attempt]:
        """Return the latest answers that settled nothing, of these codes and players; as above."""

    async def witnesses(self, issue: str, *, most: int) -> Sequence[Redemption]:
        """Return settlements of an issue of a code that this program recorded, `most` at most.

        Each player is in it once. Those are looked for in guilds that have a run of the code, or
        have posted it: in 1,000 of them at most. What came from elsewhere is none (rows without an
        outcome of ours), nor is "same type".
        """


class Ledger(Entries, Protocol):
    """Who is settled for which code; and the latest answer of those who are not."""

    async def batch_check_members(
        self, guild_id: GuildId, code: str, fids: Iterable[Fid]
    ) -> Checked:
        """Ask who of `fids` is settled for `code` (any spelling) in the guild.

        The same as `batch_check` for one subject, `known` too.
        """

    async def batch_check(self, asked: Mapping[Subject, Collection[Fid]]) -> CheckedMany:
        """Ask for many guilds and codes (any spelling) at once who of the players is settled.

        Every subject asked for is in the answer, with every fid, once. Reads keys only: the range
        of a subject of whom many are asked about, 2,500 fids a query, of 100 subjects at most; the
        keys of few, 1,000 a query. A few queries are in flight. Raises
        `StoreUnavailable` when part of it could not be asked after retries: then `known` is the
        answer as far as it came, with every subject, and whoever lacks in it was not asked about.
        """


class Players(Protocol):
    """What the game said of players: of no guild and no user, so it stays when these go."""

    async def note_players(self, players: Collection[KnownPlayer]) -> None:
        """Join what was said of players to what is known of them (`joined`)."""

    async def players(self, fids: Collection[Fid]) -> Mapping[Fid, KnownPlayer]:
        """Return what is known of players; of whom nothing is known is left out."""


class Roster(Protocol):
    """Who is enrolled where."""

    async def enrol(
        self, guild_id: GuildId, members: Collection[Member], *, by: str, at: datetime
    ) -> Enrolled:
        """Enrol members, or mend those enrolled: what a member leaves unknown is kept.

        An owner, once known, stays: of two who enrol a player as theirs, one becomes the owner.
        Whoever becomes the owner of an entry that was there has claimed it `at` that time. Whoever
        has a standing opt-out from the guild is left out. Of the same fid twice the later wins.
        Whoever is enrolled in another guild gets what is settled there (for codes that are known
        and not dead) copied, as a batch.
        """

    def members(
        self, guild_id: GuildId, need: Need | None = None
    ) -> AsyncIterator[Sequence[Member]]:
        """Yield all members of the guild in batches of about 1,000, in no particular order.

        Where a `need` is named, only those who have it (`KnownPlayer.need`).
        """

    async def count_needs(self, guild_id: GuildId) -> Mapping[Need, int]:
        """Count the guild's members who need something; a need that nobody has is left out.

        The guild's roster is looked through where it is kept, beside what is known of players.
        """

    def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        """Yield who is enrolled in guilds, in batches of about 2,000, in no particular order.

        Nobody is yielded twice for a guild. Of a guild in `since` only those are yielded whose
        entry was made or changed at that time or later, as `at` said then.
        """

    async def member_counts(self, guilds: Collection[GuildId]) -> Mapping[GuildId, int]:
        """Count the members of guilds, each of which is in the answer."""

    async def member_page(self, guild_id: GuildId, query: MemberQuery) -> MemberPage:
        """Return a page of a guild's members, or the last one if there are fewer, and counts.

        The guild's roster is looked through where it is kept, and only the page comes from there.
        """

    async def members_like(self, guild_id: GuildId, typed: str, *, most: int) -> Sequence[Member]:
        """Return members whom somebody may mean who types this, `most` of them at most.

        First those whose name begins with it, as `fold` has it, by name; then those whose id does;
        then those whose name has it inside. Nothing typed: everybody, by name. They are looked for
        in an index: whoever types waits for the answer.
        """

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Unenrol; return who was enrolled. The ledger keeps what was settled."""

    async def set_states(
        self, guild_id: GuildId, states: Mapping[Fid, State], *, at: datetime
    ) -> frozenset[Fid]:
        """Set members' states; return who of them is enrolled."""

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Return the guilds in which each player is enrolled; whoever is nowhere is left out."""

    async def members_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Mapping[Fid, Member]:
        """Return the entries of those who are enrolled."""

    async def count_members(self, guild_id: GuildId) -> int:
        """Count the guild's members: the same as `member_counts` for one."""

    async def owned_by(self, user: UserId) -> Mapping[GuildId, Sequence[Member]]:
        """Return a user's entries in every guild, by fid; guilds without any are left out."""

    async def undo_claims(self, guild_id: GuildId, fids: Collection[Fid], *, at: datetime) -> None:
        """Take the owners off entries that they claimed; the entries stay as they are.

        What an owner made alone stays theirs.
        """

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Keep opt-outs, one for each player of a guild, and unenrol all but those who only ask.

        One that stands stays as it is. Any other is replaced, but once it was of an entry that
        managers had made, it stays so.
        """

    async def lift_opt_outs(self, opt_outs: Collection[OptOut]) -> None:
        """Lift opt-outs, standing or asked for: those that are still of the same user."""

    async def opted_out(
        self,
        guild_id: GuildId,
        status: Collection[OptOutStatus] = (OptOutStatus.STANDING,),
        *,
        among: Collection[Fid] | None = None,
    ) -> Sequence[OptOut]:
        """Return a guild's opt-outs of these kinds, by fid; none named: who is kept out.

        Of these players alone (None: of all).
        """

    async def opted_out_by(self, guild_id: GuildId, user: UserId) -> Sequence[OptOut]:
        """Return a user's opt-outs from a guild, by fid: those that stand and those asked for."""


class Codes(Protocol):
    """The codes that are known, by exact spelling, and their standing."""

    async def add_codes(
        self,
        codes: Collection[str],
        *,
        at: datetime,
        shared: bool = True,
        source: SourceKind = SourceKind.HAND,
    ) -> frozenset[str]:
        """Make codes known as untried; return those that are new. A known one keeps its standing.

        `shared` codes are for all guilds from now on. One that is shared stays so. The first source
        of a code stays, too.
        """

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Note that codes, which are known, were posted in guilds; return those that are new there.

        The first posting of a code in a guild stays.
        """

    async def postings(
        self, guild_id: GuildId, among: Collection[str] | None = None
    ) -> Sequence[Posting]:
        """Return which of these spellings (None: of all) were posted in a guild, oldest first."""

    async def count_postings(self, guild_id: GuildId, *, since: datetime) -> int:
        """Count what was posted in a guild since a time."""

    async def unpost_codes(self, guild_id: GuildId, codes: Collection[str]) -> frozenset[str]:
        """Take back what was posted in a guild; return what was. The codes stay known."""

    async def set_sharing(
        self, guild_id: GuildId, codes: Collection[str], *, due: datetime | None
    ) -> None:
        """Set when codes that were posted in a guild become shared; None takes that back.

        A time that is set already stays until it is taken back.
        """

    async def share_due(self, *, at: datetime) -> datetime | None:
        """Share the known codes whose time has come by `at`; return when the next one's comes."""

    async def postings_of(self, codes: Collection[str]) -> Sequence[Posting]:
        """Return where spellings were posted, in every guild, oldest first."""

    async def awaiting_rollout(self) -> Sequence[CodeRecord]:
        """Return the spellings that are not dead and await their rollout, oldest first.

        Those are the shared ones that were never rolled out, and all that `opens` again.
        """

    async def mark_rolled_out(self, codes: Collection[str], *, at: datetime) -> None:
        """Note that codes were opened wherever they are wanted; none of them `opens` any more."""

    async def codes_due(self, at: datetime, *, most: int) -> Sequence[CodeRecord]:
        """Return the spellings that are to be asked about by a time, by `Standing.due`.

        What is due too far from then is due (`is_due`): a clock has jumped. First due first, `most`
        of them at most. None of them is dead.
        """

    async def revive(self, turns: Mapping[str, int], *, at: datetime) -> frozenset[str]:
        """Try dead spellings again (`Standing.revived`); return which of them that was.

        Only those are revived that are dead by the verdict whose turn is given. Asked again with
        the same time, it returns the same, as long as nothing else was made known of them.
        """

    async def note_listings(self, listings: Mapping[str, Listing]) -> None:
        """Keep what feeds say of spellings that are known; other spellings are passed over.

        A listing that says no `expires` leaves the one that is known.
        """

    async def awaiting_announcement(self) -> Sequence[CodeRecord]:
        """Return the spellings that are alive in an edition that is not marked as announced."""

    async def mark_announced(self, editions: Mapping[str, int]) -> None:
        """Note that these editions of spellings were announced wherever they are wanted."""

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Return every spelling of the codes with these keys (None: of all), oldest first."""

    async def visible_codes(self, guild_id: GuildId) -> Sequence[CodeRecord]:
        """Return every spelling that a guild may see, newest first.

        Those are the shared ones and those that were posted in it. What other guilds keep to
        themselves is not read: however much of it there is, this costs the same.
        """

    async def codes_in(self, guilds: Collection[GuildId]) -> CodesIn:
        """Return what is visible in many guilds, what is shared only once.

        About 100 guilds are one query. No guilds, no query.
        """

    async def judge(
        self,
        standings: Mapping[str, Standing],
        *,
        at: datetime,
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        """Write what is now known of spellings, adding those that are new, which are not shared.

        A new one is known since `at`, or since an earlier time that is named.
        What is of an earlier turn than what is known is passed over: a late answer neither kills
        nor revives. So a dead spelling stays dead until it is revived, by `revive` alone.
        """

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Forget spellings; return those that were known. The ledger keeps what was settled."""


class Runs(Protocol):
    """The standing work. Dues and leases end by the store's own clock: no two need to agree."""

    async def want_runs(
        self, wanted: Collection[tuple[GuildId, str]], *, at: datetime, again: Again = Again.ANEW
    ) -> None:
        """Open the runs of codes in guilds, to be claimed at once.

        One that is done begins anew, or else (FOR_NEW) goes on in this spelling, with its figures
        and the time it was opened at: whose part ended in it is not asked again. One that is open
        already keeps its spelling, its figures and its owner, if it has one; the owner is asked to
        read the roster again, for the most that any request since it last did was for, and not to
        stop. AFRESH, one that has no owner begins anew, too. One that was stopped does not go on
        FOR_NEW: it is left at rest.
        """

    async def stop_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Stop open runs until they are wanted again; an owner is asked to stop."""

    async def resume_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Let those of the runs go on that were stopped; others are left as they are.

        They are due at once; an owner is asked not to stop, and to read the roster again. Whose
        part ended gets no other go.
        """

    async def asked_of(self, owner: str) -> Sequence[RunRecord]:
        """Return the owner's open runs that it is asked to stop, or to read again.

        What it was asked to read again is not given another time.
        """

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Take open runs that are due, longest due first; then those whose owner has left them.

        An owner has left its runs when it holds the lease ADDRESS no more; only its own claims pass
        them over. Of two who claim at the same time each run goes to one. What was taken is due
        again after the claim's seconds unless it is kept: so nothing is lost with an answer. What
        an owner was asked to stop is not taken, also when that owner has ended.
        """

    async def keep_runs(self, owner: str, runs: Collection[RunKey]) -> None:
        """Keep those of the runs that are the owner's for as long as it holds its lease."""

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Write figures, spelling and status of runs under the owner and fence that claimed them.

        A run that has another owner or fence by now is left as it is. One that is done has no owner
        any more and is not due; but one to read again stays open, and is due at once.
        """

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Release the owner's runs: due again after `due_in` seconds, or when opened again.

        One that the owner was asked to stop rests, whatever `due_in` says; one to read again is due
        at once where it would have rested.
        """

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Return the runs with this status (None: any) among these (None: all), oldest first."""

    async def runs_of(
        self, codes: Collection[str], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Return the runs of codes (any spelling) in all guilds, oldest first."""

    async def close_runs(self, codes: Mapping[str, Outcome], *, at: datetime) -> None:
        """End the open runs of codes (any spelling) that rest, each for this reason.

        Those that are due, or somebody's, end by whoever works on them.
        """

    async def runs_in(
        self, guilds: Collection[GuildId], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Return the runs in these guilds with this status (None: any), oldest first."""


class Recording(Protocol):
    """Answers and the figures that count them, written together."""

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Write answers, then the runs that `runs` returns when given where they settled what.

        Each part is written as by its own verb, in this order: `settle`, `note_attempts`,
        `note_players`, `judge`, `save_runs`. So a run that has another owner or fence by now keeps
        its figures, and what was answered is written all the same. A store that has transactions
        writes all or nothing; in one that has none, whoever is cut short leaves figures that lack
        what the ledger has, never the other way round. It may all be done again, by the store or by
        the caller: then `runs` is called again, perhaps with more guilds.
        """


class Guilds(Protocol):
    """What guilds chose, the message that shows each of its runs, and what was done there."""

    async def guilds(self, among: Collection[GuildId] | None = None) -> Sequence[GuildSettings]:
        """Return the settings of these guilds (None: of all), those that have any, by id."""

    async def change_guilds(
        self, changes: Mapping[GuildId, GuildChanges], *, by: str, at: datetime
    ) -> None:
        """Write these fields of guilds' settings, and no other: two who change two both have.

        A guild that has no settings gets them, with defaults for whatever is not among the changes.
        """

    async def forget_guilds(self, guilds: Collection[GuildId]) -> None:
        """Remove all that is kept of guilds: settings, boards, members, runs, ledger, all of it."""

    async def boards(self) -> Sequence[Board]:
        """Return every guild's boards, by guild and alliance."""

    async def save_boards(self, boards: Collection[Board]) -> None:
        """Write boards whole: one a guild, and one for each of its alliances."""

    async def drop_boards(self, keys: Collection[AllianceKey]) -> None:
        """Forget boards."""

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Add to audit trails; one whose id is there already is left as it is."""

    async def actions(
        self,
        guild_id: GuildId,
        *,
        limit: int,
        before: Action | None = None,
        by: UserId | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[Action]:
        """Return a guild's latest actions, or the latest before one of them, newest first.

        Of the same time, those of the greater id are newer. Where only those are wanted that were
        done `by` a user, or of some `kinds`, they are looked for among the guild's latest
        `SEARCHED`, so that nobody's long trail keeps the store busy.
        """

    async def count_of_guild(
        self, guild_id: GuildId, kinds: Collection[str], *, since: datetime
    ) -> int:
        """Count a guild's actions of these kinds since a time."""

    async def count_of_user(self, user: UserId, kinds: Collection[str], *, since: datetime) -> int:
        """Count a user's actions of these kinds since a time, in all guilds."""

    async def leave_notices(self, notices: Collection[Action]) -> None:
        """Keep what each `user` is to be told; one whose id is there already is left as it is."""

    async def notices(self, guild_id: GuildId, user: UserId) -> Sequence[Action]:
        """Return what a user is to be told of what was done in a guild, oldest first."""

    async def drop_notices(self, ids: Collection[str]) -> None:
        """Forget notices: their users were told."""

    async def forget_user(
        self, user: UserId, *, pseudonym: UserId
    ) -> Mapping[GuildId, frozenset[Fid]]:
        """Remove a user's entries everywhere; what they claimed stays, without an owner.

        Returns who was unenrolled. In audit trails the pseudonym takes the place of the user's id.
        Opt-outs and watched channels stay, without it (NOBODY); the ledger, which knows players
        only, keeps what was settled.
        """

    async def forget_pseudonyms(self, *, at: datetime) -> None:
        """Put NOBODY in the place of pseudonyms that are over by a time."""


class Sources(Protocol):
    """What is remembered of where codes come from, and of what was told of them."""

    async def feeds(self) -> Sequence[FeedState]:
        """Return what is remembered of every feed, by name."""

    async def save_feeds(self, feeds: Collection[FeedState]) -> None:
        """Write what is remembered of feeds, each whole."""

    async def watched_channels(
        self, guilds: Collection[GuildId] | None = None
    ) -> Sequence[WatchedChannel]:
        """Return the channels that are watched in these guilds (None: in all), oldest first."""

    async def watch_channels(self, channels: Collection[WatchedChannel]) -> None:
        """Write watched channels, each whole. A message that was `seen` is never unseen by it."""

    async def note_seen(self, seen: Mapping[ChannelId, MessageId]) -> None:
        """Keep the last message that was read of channels that are watched; the greater stays."""

    async def unwatch_channels(self, guild_id: GuildId, channels: Collection[ChannelId]) -> None:
        """Watch channels of a guild no more."""

    async def begin_announcements(
        self, announcements: Collection[Announcement]
    ) -> frozenset[tuple[GuildId, str]]:
        """Note what is about to be told; return (guild, issue) of those that are new."""

    async def finish_announcements(self, announcements: Collection[Announcement]) -> None:
        """Note the messages in which it was told."""

    async def unfinished_announcements(self) -> Sequence[Announcement]:
        """Return those without a message, oldest first."""

    async def announcements_of(self, issues: Collection[str]) -> Sequence[Announcement]:
        """Return what was told, or begun to be told, of issues of codes, in all guilds."""


class Synchronisations(Protocol):
    """The lists that guilds follow: what each said of whom, and what that changed."""

    async def syncs(self, guilds: Collection[GuildId] | None = None) -> Sequence[Sync]:
        """Return the lists that these guilds (None: all) follow, oldest first."""

    async def follow(self, syncs: Collection[Sync]) -> None:
        """Write which lists guilds follow, each whole but for its state: that of a new one is new.

        Of one that is there only whether it enrols changes, and the alliance.
        """

    async def unfollow(self, guild_id: GuildId, keys: Collection[str]) -> None:
        """Follow lists of a guild no more, and forget what they said; what it changed is kept."""

    async def note_sync(self, sync: Sync) -> None:
        """Write the state of a list that is followed; of another, nothing."""

    async def listed_page(
        self, guild_id: GuildId, key: str, *, after: Fid, most: int
    ) -> Sequence[Listed]:
        """Return what a list said of players whose ids are greater than one, by id."""

    async def listed_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Sequence[Listed]:
        """Return what all lists of a guild said of players, in no order."""

    async def apply_listing(self, changes: ListingChanges) -> None:
        """Write what a reading changes: history, then members, then what the list says.

        Members who are not enrolled are passed over, and so is history that is there already. Done
        again after it was cut short, it comes to the same.
        """

    async def count_changes(
        self, guild_id: GuildId, key: str, *, after: int
    ) -> Mapping[ChangeKind, int]:
        """Count the changes of a list in the readings after the one of a number, by kind."""

    async def changes_in(
        self,
        guild_id: GuildId,
        key: str,
        *,
        after: int,
        most: int,
        kinds: Collection[ChangeKind] = tuple(ChangeKind),
    ) -> Sequence[RosterChange]:
        """Return changes of these kinds in the readings after one, by reading, kind and id.

        Of each kind `most` at most.
        """

    async def changes_of(self, guild_id: GuildId, fid: Fid, *, most: int) -> Sequence[RosterChange]:
        """Return the latest changes of a player in a guild's lists, newest first."""


class Ports(
    Players,
    Proofs,
    Roster,
    Alliances,
    Codes,
    Runs,
    Recording,
    Guilds,
    Sources,
    Synchronisations,
    Notifications,
    Retention,
    Spending,
    Leases,
    Doorbell,
    Protocol,
):
    """All ports of one title's store but that of the ledger."""

    title: str


class Store(Ledger, Ports, Protocol):
    """All ports of one title's store."""
