"""A plan becomes ours: what is absent is added, what is there stays as it is.

Each step can be repeated. Whoever is killed leaves whole steps: members first, then what they have,
so that nobody who has a code is asked for it; a server's settings come last.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from autoredeem.adoption.plan import Answer, Plan, PlannedCode, PlannedGuild, PlannedMember
from autoredeem.adoption.report import Report, Tally
from autoredeem.domain.alliances import (
    MOST_ALLIANCES,
    Alliance,
    AllianceId,
    name_key,
    new_alliance_id,
)
from autoredeem.domain.codes import LOOK_AGAIN, Life, Standing, code_key
from autoredeem.domain.guilds import Action, GuildChanges, GuildSettings, Posting
from autoredeem.domain.ids import COMMAND_LINE, Fid, GuildId, message_at
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Settlement
from autoredeem.domain.sources import WatchedChannel
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord

MOST_WATCHED = 5
"""Channels of a server that are watched for codes."""

ENROLLED_HERE = "members who are enrolled here already"
NEVER = "players who asked never to be enrolled"
KNOWN_HERE = "ledger rows that are here already"
SET_UP_HERE = "settings of servers that are set up here already"
CODES_HERE = "codes that are known here already"
TOO_MANY = "alliances that a server has no room for: their members are in none"

_AT_ONCE = 2_000

_Ids = Mapping[tuple[GuildId, str], AllianceId]


async def apply(store: Store, plan: Plan, *, at: datetime, write: bool) -> Report:
    """Write a plan, or only find out what would be written; return what comes of it.

    Raises OutsideError where the store fails: the same can be done again.
    """
    work = _Work(store, plan, at, write=write)
    ids = await work.alliances()
    for guild in plan.guilds:
        await work.members(guild, ids)
        await work.answers(guild)
    await work.codes()
    await work.settings()
    return work.tally.report()


@dataclass(frozen=True, slots=True)
class _Work:
    store: Store
    plan: Plan
    at: datetime
    write: bool
    tally: Tally = field(default_factory=Tally)

    @property
    def guilds(self) -> Sequence[GuildId]:
        return [one.guild_id for one in self.plan.guilds]

    async def alliances(self) -> _Ids:
        """Make alliances; return the ids of those that there are, by server and name."""
        there: defaultdict[GuildId, list[Alliance]] = defaultdict(list)
        for one in await self.store.alliances(self.guilds):
            there[one.guild_id].append(one)
        made = [new for guild in self.plan.guilds for new in self._new(guild, there)]
        self.tally.take("alliances", len(made))
        if self.write:
            await self.store.add_alliances(made)
            await self._note("alliance-made", [(one.guild_id, {"name": one.name}) for one in made])
        every = (one for some in there.values() for one in some)
        return {(one.guild_id, name_key(one.name)): one.id for one in every}

    def _new(
        self, guild: PlannedGuild, there: Mapping[GuildId, list[Alliance]]
    ) -> Iterator[Alliance]:
        """Yield the alliances that a server lacks, and count them among those that are there."""
        known = there[guild.guild_id]
        named = {name_key(one.name) for one in known}
        for one in guild.alliances:
            if name_key(one.name) in named:
                continue
            if len(known) >= MOST_ALLIANCES:
                self.tally.leave(TOO_MANY, one.name)
                continue
            number = new_alliance_id(self.at, {other.id for other in known})
            new = Alliance(
                guild.guild_id,
                number,
                one.name,
                state=one.state,
                channel=one.channel,
                priority=one.priority,
            )
            known.append(new)
            yield new

    async def members(self, guild: PlannedGuild, ids: _Ids) -> None:
        """Enrol whoever is not, and add to the entries of the others what they lack."""
        added = 0
        for some in batched(guild.members, BATCH):
            fids = [one.member.fid for one in some]
            before = await self.store.members_among(guild.guild_id, fids)
            never = {one.fid for one in await self.store.opted_out(guild.guild_id, among=fids)}
            given = [_lacking(one, guild.guild_id, ids, before) for one in some]
            wanted = [one for one in given if one and one.fid not in never]
            new = sum(one.fid not in before for one in wanted)
            self.tally.take("members", new)
            self.tally.take("members who lacked something", len(wanted) - new)
            self.tally.leave(ENROLLED_HERE, count=given.count(None))
            self.tally.leave(NEVER, count=sum(one is not None for one in given) - len(wanted))
            if self.write and wanted:
                await self.store.enrol(guild.guild_id, wanted, by=self.plan.bot, at=self.at)
                added += new
        if added:
            await self._note("members-added", [(guild.guild_id, {"count": added})])

    async def answers(self, guild: PlannedGuild) -> None:
        """Write who has which code, and what the others were told of it."""
        enrolled = {one.member.fid for one in guild.members}
        pairs = ((code, one) for code, some in guild.answers.items() for one in some)
        for part in batched(pairs, _AT_ONCE):
            asked: defaultdict[tuple[GuildId, str], set[Fid]] = defaultdict(set)
            for code, one in part:
                asked[guild.guild_id, code].add(one.fid)
            known = await self.store.batch_check(asked)
            open_ = [pair for pair in part if not known[guild.guild_id, pair[0]][pair[1].fid]]
            settled = [pair for pair in open_ if pair[1].settles]
            self.tally.take("ledger rows", len(settled))
            self.tally.leave(KNOWN_HERE, count=sum(one.settles for _, one in part) - len(settled))
            refused = [(code, one) for code, one in open_ if one.fid in enrolled]
            await self._note_refusals(guild.guild_id, [x for x in refused if not x[1].settles])
            if self.write:
                await self.store.settle(
                    [
                        Settlement(guild.guild_id, code, one.fid, one.outcome, one.at or self.at)
                        for code, one in settled
                    ]
                )

    async def _note_refusals(
        self, guild_id: GuildId, refused: Sequence[tuple[str, Answer]]
    ) -> None:
        """Keep refusals, unless something is known here that this program was told itself."""
        subjects = {(guild_id, code) for code, _ in refused}
        there = await self.store.attempts_of(subjects)
        new = [
            Attempt(
                *(guild_id, code, one.fid, one.outcome, one.message, one.state, 1),
                one.at or self.at,
                typed=one.state,
                level=one.level,
            )
            for code, one in refused
            if one.state and one.fid not in there[guild_id, code]
        ]
        self.tally.take("refusals", len(new))
        if self.write:
            await self.store.note_attempts(new)

    async def codes(self) -> None:
        """Make codes known, told to nobody, and post them in the servers that come along."""
        planned = {code_key(one.code): one for one in self.plan.codes if self.guilds}
        known: defaultdict[str, list[CodeRecord]] = defaultdict(list)
        for record in await self.store.codes(planned.keys()):
            known[code_key(record.code)].append(record)
        spellings = [one.code for some in known.values() for one in some]
        posted = await self.store.postings_of(spellings)
        # What is nobody's was left so when this was cut short: it comes in like any other.
        seen = {one.code for one in posted}
        here = {
            key
            for key, some in known.items()
            if any(one.shared or one.code in seen for one in some)
        }
        new = [one for key, one in planned.items() if key not in here]
        self.tally.take("codes", len(new))
        self.tally.leave(CODES_HERE, count=len(here))
        if self.write:
            standings = {one.code: self._standing(one) for one in new}
            since = {one.code: one.at for one in new if one.at}
            await self.store.judge(standings, at=self.at, since=since)
            # Before they are posted: so that nobody is told of them whenever this is cut short.
            await self.store.mark_announced({one.code: 1 for one in new if one.life is Life.ALIVE})
            own = {one.code: one for one in new}
            for key in here:
                if not any(one.shared for one in known[key]):
                    own[_spelled(planned[key], known[key])] = planned[key]
            await self._post(own, {(one.guild_id, one.code) for one in posted})

    def _standing(self, code: PlannedCode) -> Standing:
        if code.life is Life.ALIVE:
            return Standing(Life.ALIVE, due=self.at + LOOK_AGAIN)
        if code.life is Life.DEAD:
            return Standing(Life.DEAD, code.reason, turn=1)
        return Standing()

    async def _post(
        self, codes: Mapping[str, PlannedCode], there: Collection[tuple[GuildId, str]]
    ) -> None:
        """Post codes, in the spelling in which they are known, where they are not posted yet."""
        # Where no day is known it was not today: a server may post so many a day.
        otherwise = self.at - timedelta(days=1)
        posted = (
            Posting(guild_id, code, self.plan.bot, one.at or otherwise)
            for guild_id in self.guilds
            for code, one in codes.items()
            if (guild_id, code) not in there
        )
        for some in batched(posted, _AT_ONCE):
            await self.store.post_codes(some)

    async def settings(self) -> None:
        """Set up the servers that nobody has set up here; the channels for codes rest at first."""
        chosen = {one.guild_id: one for one in await self.store.guilds(self.guilds)}
        told = [one for one in self.plan.guilds if one.settings or one.watched]
        fresh = [one for one in told if _is_fresh(chosen.get(one.guild_id))]
        self.tally.take("servers set up", len(fresh))
        self.tally.leave(SET_UP_HERE, count=len(told) - len(fresh))
        there = {one.channel for one in await self.store.watched_channels(self.guilds)}
        watched = [
            WatchedChannel(
                guild.guild_id,
                channel,
                COMMAND_LINE,
                self.at,
                seen=message_at(self.at),  # What is older is not read anew.
                paused_at=self.at,
            )
            for guild in fresh
            for channel in guild.watched[:MOST_WATCHED]
            if channel not in there
        ]
        self.tally.take("channels with codes, not read until leaders switch that on", len(watched))
        if not self.write:
            return
        await self.store.watch_channels(watched)
        changes = {one.guild_id: _filled(one, chosen.get(one.guild_id)) for one in fresh}
        await self.store.change_guilds(changes, by=self.plan.bot, at=self.at)
        # Last: a store may write the rest a part at a time, and this says that all of it is there.
        choices = {one.guild_id: GuildChanges(chosen_at=self.at, beside=True) for one in fresh}
        await self.store.change_guilds(choices, by=self.plan.bot, at=self.at)
        await self._note("set-on", [(one.guild_id, {}) for one in fresh if _is_on(one)])

    async def _note(self, kind: str, of: Sequence[tuple[GuildId, Mapping[str, str | int]]]) -> None:
        """Write into servers' trails what was done by command."""
        lines = (
            Action(
                f"{guild_id}-{kind}-{self.at.isoformat()}-{number}",
                guild_id,
                self.at,
                COMMAND_LINE,
                kind,
                details,
            )
            for number, (guild_id, details) in enumerate(of)
        )
        await self.store.note_actions(await list_of(lines))


def _lacking(
    one: PlannedMember, guild_id: GuildId, ids: _Ids, there: Mapping[Fid, Member]
) -> Member | None:
    """Return what an entry lacks of a planned one; None where that is nothing."""
    member = replace(one.member, alliance=ids.get((guild_id, name_key(one.alliance))))
    before = there.get(member.fid)
    if before is None:
        return member
    given = Member(
        member.fid,
        state=None if before.state else member.state,
        nickname="" if before.nickname else member.nickname,
        level=None if before.level else member.level,
        alliance=None if before.alliance else member.alliance,
    )
    return None if given == Member(member.fid) else given


def _spelled(code: PlannedCode, known: Sequence[CodeRecord]) -> str:
    """Return the spelling in which a code is known here: its own, or one that is alive."""
    spellings = [one.code for one in known]
    alive = [one.code for one in known if one.standing.life is Life.ALIVE]
    return code.code if code.code in spellings else (alive or spellings)[0]


def _is_fresh(chosen: GuildSettings | None) -> bool:
    return chosen is None or chosen.chosen_at is None


def _is_on(guild: PlannedGuild) -> bool:
    return guild.settings.get("enabled", False)


def _filled(guild: PlannedGuild, chosen: GuildSettings | None) -> GuildChanges:
    """Return the settings of a server: what is chosen in another way already stays."""
    changes = guild.settings.copy()
    if chosen and chosen.channel:
        changes.pop("channel", None)
    if chosen and chosen.state:
        changes.pop("state", None)
    return changes
