"""The whole port in memory, in plain words: what every store is held to, and the engine's store."""

from collections import Counter, defaultdict
from collections.abc import (
    AsyncIterator,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from autoredeem.domain.alliances import NO_ALLIANCE, AllianceKey
from autoredeem.domain.codes import Life, code_key, issue_of, spelling_of
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import (
    Board,
    GuildChanges,
    GuildSettings,
    OptOut,
    OptOutStatus,
)
from autoredeem.domain.ids import NOBODY, Fid, GuildId, State, UserId
from autoredeem.domain.known_players import KnownPlayer, Need, joined
from autoredeem.domain.players import Member, MemberSort
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption, Settlement
from autoredeem.domain.text import fold
from autoredeem.store.checked import Checked, CheckedMany, Subject
from autoredeem.store.editions import keys_of_issues
from autoredeem.store.records import (
    Answers,
    CodeRecord,
    Enrolled,
    Entry,
    Failing,
    GatePassed,
    Matrix,
    MemberPage,
    MemberQuery,
    RunsToSave,
)
from support.alliance_model import MemoryAlliances
from support.audit_model import MemoryAudit, drop
from support.code_model import MemoryCodes
from support.notification_model import MemoryNotifications
from support.proof_model import MemoryProofs
from support.run_model import MemoryRuns
from support.source_model import MemorySources
from support.sync_model import Change, MemorySyncs

BATCH = 1_000
PROOFS = {Outcome.REDEEMED, Outcome.ALREADY_REDEEMED}

Key = tuple[GuildId, str, Fid]


class MemoryStore(
    MemoryRuns,
    MemoryAudit,
    MemoryCodes,
    MemorySources,
    MemoryAlliances,
    MemorySyncs,
    MemoryProofs,
    MemoryNotifications,
):
    """A store of one title that forgets everything when it goes. It satisfies `Store`.

    `settled`, `enrolled`, `known`, `noted`, `saved` and the others are open to a test's eyes.
    """

    def __init__(self, title: str = "wos") -> None:
        MemoryRuns.__init__(self)
        MemoryAudit.__init__(self)
        MemoryCodes.__init__(self)
        MemorySources.__init__(self)
        MemorySyncs.__init__(self, self._change_member)
        MemoryAlliances.__init__(self)
        MemoryProofs.__init__(self)
        MemoryNotifications.__init__(self)
        self.title = title
        self.settled: dict[Key, Settlement] = {}
        self.sent: dict[tuple[GuildId, date, str], int] = {}
        self.noted: dict[Key, Attempt] = {}
        self.said: dict[Fid, KnownPlayer] = {}
        self.opt_outs: dict[tuple[GuildId, Fid], OptOut] = {}
        self.selected: dict[GuildId, GuildSettings] = {}
        self.shown: dict[AllianceKey, Board] = {}

    async def batch_check_members(
        self, guild_id: GuildId, code: str, fids: Iterable[Fid]
    ) -> Checked:
        """Check one subject."""
        subject = guild_id, code
        try:
            return (await self.batch_check({subject: list(fids)}))[subject]
        except StoreUnavailable as error:
            error.known = error.known.get(subject, {})
            raise

    async def batch_check(self, asked: Mapping[Subject, Collection[Fid]]) -> CheckedMany:
        """Check every player."""
        answer: dict[Subject, Checked] = {}
        for (guild_id, code), fids in asked.items():
            key, checked = code_key(code), Checked()
            checked.ask(fids)
            checked.settle([fid for fid in fids if (guild_id, key, fid) in self.settled])
            checked.queries = -(-len(checked) // BATCH)
            answer[guild_id, code] = checked
        return CheckedMany(answer, queries=-(-sum(map(len, answer.values())) // BATCH))

    async def settle(
        self, settlements: Collection[Settlement]
    ) -> Mapping[tuple[str, Fid], frozenset[GuildId]]:
        """Write each settlement where the player is enrolled and where it was asked."""
        where: defaultdict[tuple[str, Fid], frozenset[GuildId]] = defaultdict(frozenset)
        for one in settlements:
            key, guilds = code_key(one.code), self._guilds_of(one.fid) | {one.guild_id}
            for guild_id in guilds:
                self.settled.setdefault((guild_id, key, one.fid), one)
            where[key, one.fid] |= guilds
        return dict(where)

    async def note_attempts(self, attempts: Collection[Attempt]) -> None:
        """Keep the latest by time; of the same time, the one written last."""
        for attempt in attempts:
            key = attempt.guild_id, code_key(attempt.code), attempt.fid
            before = self.noted.get(key)
            if before is None or before.at <= attempt.at:
                self.noted[key] = attempt

    async def note_players(self, players: Collection[KnownPlayer]) -> None:
        """Join one after the other."""
        for one in players:
            self.said[one.fid] = joined(self.said.get(one.fid, KnownPlayer(one.fid)), one)

    async def players(self, fids: Collection[Fid]) -> Mapping[Fid, KnownPlayer]:
        """Filter what was said."""
        return {fid: self.said[fid] for fid in fids if fid in self.said}

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Write one part after the other."""
        settled = await self.settle(answers.settlements)
        await self.note_attempts(answers.attempts)
        await self.note_players(answers.players)
        await self.judge(answers.standings, at=answers.at)
        await self.save_runs(await runs(settled))

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Filter what was noted."""
        return (await self.attempts_of([(guild_id, code)]))[guild_id, code]

    async def attempts_of(
        self, subjects: Collection[Subject]
    ) -> Mapping[Subject, Mapping[Fid, Attempt]]:
        """Filter what was noted."""
        return {
            (guild_id, code): {
                key[2]: attempt
                for key, attempt in self.noted.items()
                if key[:2] == (guild_id, code_key(code))
            }
            for guild_id, code in subjects
        }

    async def member_page(self, guild_id: GuildId, query: MemberQuery) -> MemberPage:
        """Filter and sort everyone, and cut the page out."""
        everyone = self.enrolled[guild_id].values()
        orders = {
            **ORDERS,
            MemberSort.ALLIANCE: lambda one: (
                query.alliances.index(one.alliance)
                if one.alliance in query.alliances
                else len(query.alliances),
                one.fid,
            ),
            MemberSort.LAST_OUTCOME: lambda one: self._last_outcome(guild_id, query.issue, one.fid),
        }
        wanted = [one for one in everyone if query.need in (None, self._need_of(one))]
        fitting = sorted((one for one in wanted if _fits(one, query)), key=orders[query.sort])
        pages = [fitting[at : at + query.size] for at in range(0, len(fitting), query.size)] or [[]]
        number = min(query.page, len(pages))
        return MemberPage(pages[number - 1], number, len(fitting), len(everyone))

    async def count_needs(self, guild_id: GuildId) -> Mapping[Need, int]:
        """Count everyone's."""
        needs = map(self._need_of, self.enrolled[guild_id].values())
        return Counter(need for need in needs if need)

    async def members_like(self, guild_id: GuildId, typed: str, *, most: int) -> Sequence[Member]:
        """Sort by how they fit."""
        part = fold(typed.strip())
        digits = (
            "".join(str(int(one)) for one in typed.strip()) if typed.strip().isdecimal() else ""
        )

        def rank(one: Member) -> int:
            name = fold(one.nickname)
            if name and name.startswith(part):
                return 0
            if digits and str(one.fid).startswith(digits):
                return 1
            return 2 if not part or part in name else 3

        def order(one: Member) -> tuple[int, str, int]:
            return rank(one), "" if rank(one) == 1 else fold(one.nickname), one.fid

        fitting = [one for one in self.enrolled[guild_id].values() if rank(one) < 3]
        return sorted(fitting, key=order)[:most]

    async def matrix(self, guild_id: GuildId, codes: Collection[str]) -> Matrix:
        """Sort whoever is settled, then the others, under their outcomes."""
        found: dict[str, defaultdict[Outcome, list[Fid]]] = {}
        for code in codes:
            key, cells = code_key(code), defaultdict[Outcome, list[Fid]](list)
            how = {place: one.outcome for place, one in self.noted.items()}
            how |= {place: one.how for place, one in self.settled.items()}
            for (guild, of, fid), outcome in sorted(how.items()):
                if (guild, of) == (guild_id, key):
                    cells[outcome].append(fid)
            found[code] = cells
        return found

    async def settled_since(
        self, since: Mapping[Subject, datetime]
    ) -> Mapping[Subject, Mapping[Fid, Outcome]]:
        """Filter what is settled."""
        return {
            (guild_id, code): {
                key[2]: one.how
                for key, one in self.settled.items()
                if key[:2] == (guild_id, code_key(code)) and one.at > at
            }
            for (guild_id, code), at in since.items()
        }

    async def redemptions(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Redemption]:
        """Filter what is settled."""
        found = [self.settled[key] for key in _keys(guild_id, codes, fids) if key in self.settled]
        return [Redemption(guild_id, one.code, one.fid, one.how, one.at) for one in found]

    async def forget_attempts(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> None:
        """Take out what was noted."""
        drop(self.noted, [key for key in _keys(guild_id, codes, fids) if key in self.noted])

    async def failing_members(self) -> Sequence[Failing]:
        """Look through all rosters for players against whom something was said."""
        return [
            Failing(guild_id, member, self.said[fid])
            for guild_id, roster in self.enrolled.items()
            for fid, member in roster.items()
            if fid in self.said and (self.said[fid].refused or self.said[fid].missing_at)
        ]

    async def gates_passed(self, issues: Collection[str]) -> Sequence[GatePassed]:
        """Look through what was noted."""
        keys = set(map(code_key, issues))
        low = Outcome.LEVEL_TOO_LOW
        return [
            GatePassed(guild_id, one, tried.code, tried.level)
            for (guild_id, key, fid), tried in self.noted.items()
            if key in keys and tried.outcome is low and tried.level
            for one in [self.enrolled[guild_id].get(fid)]
            if one and one.owner is not None and (one.level or 0) > tried.level
        ]

    async def attempts_among(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Attempt]:
        """Filter what was noted."""
        return [self.noted[key] for key in _keys(guild_id, codes, fids) if key in self.noted]

    async def witnesses(self, issue: str, *, most: int) -> Sequence[Redemption]:
        """Filter what is settled, by where there are runs and postings."""
        key, code = code_key(issue), code_key(spelling_of(issue))
        places = {guild_id for guild_id, of in self.saved if of == code}
        places |= {
            guild_id
            for guild_id, spelling in self.posted
            if spelling in self.known and code_key(spelling) == code
        }
        found = {
            fid: Redemption(guild_id, one.code, fid, one.how, one.at)
            for (guild_id, of, fid), one in self.settled.items()
            if of == key and guild_id in places and one.how in PROOFS
        }
        return list(found.values())[:most]

    async def enrol(
        self,
        guild_id: GuildId,
        members: Collection[Member],
        *,
        by: str,  # noqa: ARG002 - kept by stores for people to read; no verb gives it back
        at: datetime,
    ) -> Enrolled:
        """Merge into what is known, then copy what is settled elsewhere."""
        roster, everyone = self.enrolled[guild_id], {member.fid: member for member in members}
        kept_out = {one.fid for one in await self.opted_out(guild_id)}
        given = {fid: m for fid, m in everyone.items() if fid not in kept_out}
        before = {fid: roster[fid] for fid in given if fid in roster}
        roster |= {fid: _merged(before.get(fid), member, at) for fid, member in given.items()}
        mended = [fid for fid in given if roster[fid] != before.get(fid)]
        self.changed |= {(guild_id, fid): at for fid in mended}
        self._copy_settled(guild_id, given.keys())
        added = len(given) - len(before)
        updated = sum(roster[fid] != member for fid, member in before.items())
        refused = len(everyone) - len(given)
        return Enrolled(added, updated, len(members) - added - updated - refused, refused)

    async def members(
        self, guild_id: GuildId, need: Need | None = None
    ) -> AsyncIterator[Sequence[Member]]:
        """Cut the roster into batches, without those who do not have the need that is named."""
        there = self.enrolled[guild_id].values()
        everyone = [one for one in there if need in (None, self._need_of(one))]
        for start in range(0, len(everyone), BATCH):
            yield everyone[start : start + BATCH]

    async def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        """Cut what is in the rosters into batches."""
        since = since or {}
        everyone = [
            Entry(guild_id, fid, one.state, one.level, self.priority_of(guild_id, one))
            for guild_id in dict.fromkeys(guilds)
            for fid, one in self.enrolled[guild_id].items()
            if guild_id not in since or self.changed[guild_id, fid] >= since[guild_id]
        ]
        for start in range(0, len(everyone), 2 * BATCH):
            yield everyone[start : start + 2 * BATCH]

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Take out whoever is in."""
        roster = self.enrolled[guild_id]
        return frozenset(fid for fid in set(fids) if roster.pop(fid, None))

    async def set_states(
        self,
        guild_id: GuildId,
        states: Mapping[Fid, State],
        *,
        at: datetime,
    ) -> frozenset[Fid]:
        """Mend whoever is in."""
        roster = self.enrolled[guild_id]
        there = frozenset(fid for fid in states if fid in roster)
        self.changed |= {(guild_id, fid): at for fid in there}
        roster |= {fid: replace(roster[fid], state=states[fid]) for fid in there}
        return there

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Search all rosters."""
        return {fid: guilds for fid in fids if (guilds := self._guilds_of(fid))}

    async def members_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Mapping[Fid, Member]:
        """Filter the roster."""
        return {fid: member for fid, member in self.enrolled[guild_id].items() if fid in fids}

    async def count_members(self, guild_id: GuildId) -> int:
        """Count the roster."""
        return len(self.enrolled[guild_id])

    async def member_counts(self, guilds: Collection[GuildId]) -> Mapping[GuildId, int]:
        """Count the rosters."""
        return {guild_id: len(self.enrolled[guild_id]) for guild_id in guilds}

    async def owned_by(self, user: UserId) -> Mapping[GuildId, Sequence[Member]]:
        """Search all rosters."""
        owned = {
            guild_id: sorted((m for m in roster.values() if m.owner == user), key=lambda m: m.fid)
            for guild_id, roster in self.enrolled.items()
        }
        return {guild_id: members for guild_id, members in owned.items() if members}

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Keep each first that stands, and take out whoever is in."""
        for one in opt_outs:
            key = one.guild_id, one.fid
            before = self.opt_outs.get(key)
            if before is None or before.status is not OptOutStatus.STANDING:
                managed = True if before and before.managed else one.managed
                self.opt_outs[key] = replace(one, managed=managed)
            if one.status is not OptOutStatus.ASKED:
                self.enrolled[one.guild_id].pop(one.fid, None)

    async def lift_opt_outs(self, opt_outs: Collection[OptOut]) -> None:
        """Lift those of the same user."""
        for key, by in (((one.guild_id, one.fid), one.by) for one in opt_outs):
            if key in self.opt_outs and self.opt_outs[key].by == by:
                self.opt_outs[key] = replace(self.opt_outs[key], status=OptOutStatus.LIFTED)

    async def undo_claims(
        self,
        guild_id: GuildId,
        fids: Collection[Fid],
        *,
        at: datetime,
    ) -> None:
        """Take the owner off what was claimed."""
        for fid, one in (await self.members_among(guild_id, fids)).items():
            if one.claimed_at:
                self.changed[guild_id, fid] = at
                self.enrolled[guild_id][fid] = replace(one, owner=None, claimed_at=None)

    async def opted_out(
        self,
        guild_id: GuildId,
        status: Collection[OptOutStatus] = (OptOutStatus.STANDING,),
        *,
        among: Collection[Fid] | None = None,
    ) -> Sequence[OptOut]:
        """Filter and sort the opt-outs."""
        kept = self.opt_outs.values()
        here = [one for one in kept if one.guild_id == guild_id and one.status in status]
        return sorted(
            (one for one in here if among is None or one.fid in among), key=lambda one: one.fid
        )

    async def opted_out_by(self, guild_id: GuildId, user: UserId) -> Sequence[OptOut]:
        """Filter the opt-outs."""
        pending = await self.opted_out(guild_id, [OptOutStatus.STANDING, OptOutStatus.ASKED])
        return [one for one in pending if one.by == user]

    def _change_member(self, guild_id: GuildId, fid: Fid, at: datetime, change: Change) -> None:
        """Change whoever is in."""
        if one := self.enrolled[guild_id].get(fid):
            self.enrolled[guild_id][fid] = change(one)
            self.changed[guild_id, fid] = at

    async def prune_codes(self, before: datetime) -> int:
        """Drop what is of codes that nobody needs; mark them."""
        needed = {code_key(r.code) for r in self.known.values() if _is_needed(r, before)}
        gone = {code for code in self.known if code_key(code) not in needed} - self.pruned
        keys = {code_key(code) for code in gone}
        editions = {code: self.known[code].standing.edition for code in gone}
        issues = {key for code in gone for key in keys_of_issues(code_key(code), editions[code])}
        drop(self.posted, [key for key in self.posted if key[1] in gone])
        drop(self.noted, [key for key in self.noted if key[1] in issues])
        drop(self.saved, [key for key in self.saved if key[1] in keys])
        self.pruned |= gone
        return len(gone)

    async def prune_trails(self, before: datetime) -> None:
        """Drop what is old."""
        drop(self.done, [name for name, one in self.done.items() if one.at < before])

    async def prune_requests(self, before: date) -> None:
        """Drop what is old."""
        drop(self.sent, [key for key in self.sent if key[1] < before])

    async def note_requests(self, sender: str, counts: Mapping[tuple[GuildId, date], int]) -> None:
        """Keep the greater count."""
        for (guild_id, day), number in counts.items():
            key = guild_id, day, sender
            self.sent[key] = max(number, self.sent.get(key, 0))

    async def spenders(self, since: date, *, most: int) -> Sequence[tuple[GuildId, int]]:
        """Add up and sort."""
        sums = Counter[GuildId]()
        for (guild_id, day, _), number in self.sent.items():
            if day >= since:
                sums[guild_id] += number
        return sorted(sums.items(), key=lambda one: (-one[1], one[0]))[:most]

    async def requests_of(
        self, guilds: Collection[GuildId], since: date
    ) -> Mapping[tuple[GuildId, date], int]:
        """Add up what senders sent."""
        sums = Counter[tuple[GuildId, date]]()
        for (guild_id, day, _), number in self.sent.items():
            if guild_id in guilds and day >= since:
                sums[guild_id, day] += number
        return dict(sums)

    async def guilds(self, among: Collection[GuildId] | None = None) -> Sequence[GuildSettings]:
        """Filter and sort what was chosen."""
        return [self.selected[g] for g in sorted(self.selected) if among is None or g in among]

    async def change_guilds(
        self,
        changes: Mapping[GuildId, GuildChanges],
        *,
        by: str,  # noqa: ARG002 - as above
        at: datetime,  # noqa: ARG002 - as above
    ) -> None:
        """Write over these fields."""
        for guild_id, changed in changes.items():
            before = self.selected.get(guild_id, GuildSettings(guild_id))
            self.selected[guild_id] = replace(before, **changed)

    async def forget_guilds(self, guilds: Collection[GuildId]) -> None:
        """Leave out what is of these guilds, in everything there is."""
        gone = frozenset(guilds)
        of_guilds: list[dict[GuildId, Any]] = [self.selected, self.enrolled]
        for one_each in of_guilds:
            drop(one_each, gone & one_each.keys())
        of_keys: list[dict[Any, Any]] = [self.settled, self.noted, self.opt_outs, self.posted]
        of_keys += [self.allied, self.shown, self.followed, self.named, self.history]
        others = (self.saved, self.sent, self.watched, self.told, self.searches, self.ways)
        for many_each in (*of_keys, *others):
            drop(many_each, [key for key in many_each if key[0] in gone])
        drop(self.owed, [key for key in self.owed if key[0] in gone])
        for acted in (self.done, self.left):
            drop(acted, [name for name, one in acted.items() if one.guild_id in gone])

    async def boards(self) -> Sequence[Board]:
        """Sort what is shown."""
        return [self.shown[key] for key in sorted(self.shown)]

    async def save_boards(self, boards: Collection[Board]) -> None:
        """Write over."""
        self.shown |= {board.key: board for board in boards}

    async def drop_boards(self, keys: Collection[AllianceKey]) -> None:
        """Forget what is shown."""
        drop(self.shown, self.shown.keys() & set(keys))

    async def forget_user(
        self, user: UserId, *, pseudonym: UserId
    ) -> Mapping[GuildId, frozenset[Fid]]:
        """Remove what the user made alone, and put others in the user's place."""
        for guild_id, members in (await self.owned_by(user)).items():
            claimed = (one for one in members if one.claimed_at)
            disowned = {m.fid: replace(m, owner=None, claimed_at=None) for m in claimed}
            self.enrolled[guild_id] |= disowned
        drop(self.left, [name for name, one in self.left.items() if one.user == user])
        owned = await self.owned_by(user)
        gone = {guild_id: frozenset(m.fid for m in members) for guild_id, members in owned.items()}
        for guild_id, fids in gone.items():
            await self.remove(guild_id, fids)
        for key, opt_out in self.opt_outs.items():
            self.opt_outs[key] = replace(opt_out, by=NOBODY) if opt_out.by == user else opt_out
        for name, one in self.done.items():
            self.done[name] = replace(one, user=pseudonym) if one.user == user else one
        self.forget_watcher(user)
        self.forget_follower(user, gone)
        self.forget_told(user)
        return gone

    def _last_outcome(self, guild_id: GuildId, issue: str, fid: Fid) -> tuple[bool, bool, str, Fid]:
        """Return by what a member is sorted: failed, not answered, settled."""
        key = guild_id, code_key(issue), fid
        if key in self.settled:
            return True, True, self.settled[key].how, fid
        answer = self.noted[key].outcome if key in self.noted else ""
        return False, not answer, answer, fid

    def _need_of(self, one: Member) -> Need | None:
        return self.said.get(one.fid, KnownPlayer(one.fid)).need(one.state)

    def _guilds_of(self, fid: Fid) -> frozenset[GuildId]:
        return frozenset(guild for guild, roster in self.enrolled.items() if fid in roster)

    def _copy_settled(self, guild_id: GuildId, fids: Collection[Fid]) -> None:
        """Copy what is settled in their other guilds, for codes that are worth a request."""
        living = {code_key(r.code) for r in self.known.values() if r.standing.life is not Life.DEAD}
        editions: dict[str, int] = {}
        for record in self.known.values():
            key, edition = code_key(record.code), record.standing.edition
            editions[key] = max(edition, editions.get(key, 1))
        alive = {issue_of(key, editions[key]) for key in living}
        for (elsewhere, key, fid), settlement in list(self.settled.items()):
            if fid in fids and key in alive and fid in self.enrolled[elsewhere]:
                self.settled.setdefault((guild_id, key, fid), settlement)


ORDERS: Mapping[MemberSort, Callable[[Member], Any]] = {
    MemberSort.NAME: lambda one: (not one.nickname, fold(one.nickname), one.fid),
    MemberSort.ID: lambda one: one.fid,
    MemberSort.STATE: lambda one: (one.state or 0, one.fid),
    MemberSort.LEVEL: lambda one: (-(one.level or 0), one.fid),
}


def _fits(one: Member, query: MemberQuery) -> bool:
    """Whether a member is called so, or has it in the name, the id or the state."""
    part = fold(query.find)
    if query.alliance is not None and query.alliance != (one.alliance or NO_ALLIANCE):
        return False
    if query.unowned and one.owner is not None:
        return False
    if query.whole:
        return fold(one.nickname) == part
    digits = "".join(str(int(digit)) for digit in query.find) if query.find.isdecimal() else None
    numbers = (str(one.fid), str(one.state or ""))
    return part in fold(one.nickname) or bool(digits and any(digits in some for some in numbers))


def _merged(before: Member | None, given: Member, at: datetime) -> Member:
    """Keep what `given` leaves unknown, and an owner too."""
    if before is None:
        return given
    return Member(
        given.fid,
        state=before.state if given.state is None else given.state,
        nickname=given.nickname or before.nickname,
        level=before.level if given.level is None else given.level,
        owner=given.owner if before.owner is None else before.owner,
        claimed_at=at if given.owner and before.owner is None else before.claimed_at,
        alliance=given.alliance or before.alliance,
    )


def _is_needed(one: CodeRecord, before: datetime) -> bool:
    return one.shared or one.standing.life is not Life.DEAD or one.updated_at >= before


def _keys(guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]) -> Iterator[Key]:
    """Yield the keys of every code with every player, each once."""
    for key in {code_key(code) for code in codes}:
        yield from ((guild_id, key, fid) for fid in set(fids))
