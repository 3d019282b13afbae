"""What another bot's data comes to here: a plan that is made before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from autoredeem.adoption.report import Report, Tally
from autoredeem.adoption.values import ANSWERS, LIVES, VERDICTS, answer_in, text_in, time_in
from autoredeem.domain.alliances import HIGHEST_PRIORITY, LONGEST_NAME, name_key
from autoredeem.domain.codes import Life, code_key, parse_code
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import ChannelId, Fid, GuildId, State
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome
from autoredeem.domain.text import tidy

OFF = "players of alliances whose auto-redeem is off (--all takes them along)"
NO_SERVER = "alliances whose Discord server is not known (name it with --guild)"
NO_ALLIANCE = "players whose Discord server is not known (name it with --guild)"
NO_PLAYER = "rows without a player's id"
NOT_THEIRS = "answers for players who are not in its lists, such as its test account"
NOTHING_SAID = "answers that say of nobody that a code was redeemed"
NO_STATE = "refusals of players whose state is not known"
NO_CODE = "what is no gift code"
NOBODY_THERE = "servers without players"


class PlannedMember(NamedTuple):
    """A member, and the name of the alliance that it is in."""

    member: Member
    alliance: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAlliance:
    """An alliance that members are in."""

    name: str
    state: State | None = None
    channel: ChannelId | None = None
    priority: int = 0


class Answer(NamedTuple):
    """What the game said to the other bot of a player; `at` is None where it kept no time."""

    fid: Fid
    outcome: Outcome
    message: str
    at: datetime | None
    state: State | None
    level: int | None

    @property
    def settles(self) -> bool:
        """Whether the player has the code."""
        return ENTAILS[self.outcome].fate is Fate.SETTLED


@dataclass(frozen=True, slots=True)
class PlannedCode:
    """A code in the spelling that the other bot sent; `reason` is why it is dead, if it said so."""

    code: str
    life: Life
    reason: Outcome | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PlannedGuild:
    """What comes to one Discord server. `watched` are channels in which codes were posted."""

    guild_id: GuildId
    settings: GuildChanges
    alliances: Sequence[PlannedAlliance]
    members: Sequence[PlannedMember]
    answers: Mapping[str, Sequence[Answer]]
    watched: Sequence[ChannelId]


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it. `left` is what was not understood or not wanted; `notes` are for a person."""

    bot: str
    guilds: Sequence[PlannedGuild]
    codes: Sequence[PlannedCode]
    left: Report
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who imports chose: `guild` is for whatever names no server."""

    now: datetime
    guild: GuildId | None = None
    everyone: bool = False
    digits: range = PLAYER_ID_DIGITS


@dataclass(frozen=True, slots=True)
class TheirAlliance:
    """An alliance as the other bot has it: the lower its `rank`, the earlier it is served.

    `redeems` is None where nothing says whether it wants codes.
    """

    key: str
    guild_id: GuildId | None
    name: str
    state: State | None
    channel: ChannelId | None
    rank: int
    redeems: bool | None


@dataclass(slots=True)
class _Guild:
    settings: GuildChanges = field(default_factory=GuildChanges)
    alliances: dict[str, PlannedAlliance] = field(default_factory=dict)
    members: dict[Fid, PlannedMember] = field(default_factory=dict)
    answers: dict[str, dict[Fid, Answer]] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    watched: dict[ChannelId, None] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A plan in the making: readers put in what they find, in their own order."""

    bot: str
    choices: Choices
    tally: Tally = field(default_factory=Tally)
    notes: list[str] = field(default_factory=list)
    _guilds: dict[GuildId, _Guild] = field(default_factory=dict)
    _accounts: dict[Fid, dict[GuildId, Member]] = field(default_factory=dict)
    _codes: dict[str, PlannedCode] = field(default_factory=dict)
    _reasons: dict[str, Outcome] = field(default_factory=dict)

    @property
    def guilds(self) -> Collection[GuildId]:
        """The servers that were named so far."""
        return self._guilds.keys()

    def guild(self, guild_id: GuildId) -> _Guild:
        """Return what is known of a server so far."""
        return self._guilds.setdefault(guild_id, _Guild())

    def add_alliances(self, found: Sequence[TheirAlliance]) -> Mapping[str, TheirAlliance]:
        """Take alliances, and from them what their servers choose; return them by key."""
        chosen: dict[str, TheirAlliance] = {}
        for one in sorted(found, key=lambda one: (one.rank, one.key)):
            guild_id = one.guild_id or self.choices.guild
            if guild_id is None:
                self.tally.leave(NO_SERVER, one.name)
            else:
                chosen[one.key] = replace(one, guild_id=guild_id)
        ranks = sorted({one.rank for one in chosen.values()}, reverse=True)
        for one in chosen.values():
            if one.guild_id:
                self._choose(one.guild_id, one, min(ranks.index(one.rank), HIGHEST_PRIORITY))
        self._agree(chosen.values())
        return chosen

    def _choose(self, guild_id: GuildId, one: TheirAlliance, priority: int) -> None:
        guild = self.guild(guild_id)
        first = guild.settings.setdefault("channel", one.channel) if one.channel else None
        own = one.channel if one.channel != first else None
        planned = PlannedAlliance(one.name, one.state, own, priority)
        guild.alliances.setdefault(name_key(one.name), planned)
        if one.redeems is not None:
            guild.settings["enabled"] = guild.settings.get("enabled", False) or one.redeems

    def _agree(self, alliances: Collection[TheirAlliance]) -> None:
        """Give a server the state in which all its alliances are."""
        for guild_id, guild in self._guilds.items():
            states = {one.state for one in alliances if one.guild_id == guild_id}
            if len(states) == 1 and (state := states.pop()):
                guild.settings["state"] = state

    def add_player(self, member: Member, theirs: TheirAlliance | None) -> None:
        """Take a player of an alliance, or of none that is known."""
        if theirs is None:
            if self.choices.guild is None:
                self.tally.leave(NO_ALLIANCE, str(member.fid))
            else:
                self.add_member(self.choices.guild, member)
            return
        if theirs.guild_id is None:
            return
        if theirs.redeems is False and not self.choices.everyone:
            # What the player has is worth knowing on the day that they enrol.
            self._accounts.setdefault(member.fid, {})[theirs.guild_id] = member
            self.tally.leave(OFF, theirs.name)
            return
        state = member.state or theirs.state
        self.add_member(theirs.guild_id, replace(member, state=state), theirs.name)

    def add_member(self, guild_id: GuildId, member: Member, alliance: str = "") -> None:
        """Take a member of a server; of one that is there twice, what says something stays."""
        guild = self.guild(guild_id)
        if before := guild.members.get(member.fid):
            member = _both(before.member, member)
            self.tally.leave("rows of players who are there already", str(member.fid))
        guild.members[member.fid] = PlannedMember(member, alliance)
        self._accounts.setdefault(member.fid, {})[guild_id] = member

    def add_code(self, code: object, status: object, at: object) -> None:
        """Take a code: of one in two spellings, the one that is more alive."""
        spelled = self._spelled(code)
        if not spelled:
            return
        life = LIVES.get(text_in(status).casefold(), Life.UNTRIED)
        new = PlannedCode(spelled, life, None, time_in(at, self.choices.now))
        before = self._codes.get(code_key(spelled))
        if before is None or _HOPE[life] > _HOPE[before.life]:
            self._codes[code_key(spelled)] = new

    def add_answer(self, fid: Fid, code: object, status: object, at: object) -> None:
        """Take what the game answered: the first that settles stays, else the later one."""
        said = answer_in(status)
        if reason := VERDICTS.get(said):
            self._reasons[code_key(text_in(code))] = reason
        outcome, spelled = ANSWERS.get(said), self._spelled(code)
        if not spelled:
            return
        if outcome is None:
            self.tally.leave(NOTHING_SAID, text_in(status))
            return
        when = time_in(at, self.choices.now)
        accounts = self._accounts.get(fid, {})
        if not accounts:
            self.tally.leave(NOT_THEIRS, str(fid))
        for guild_id, member in accounts.items():
            answer = Answer(fid, outcome, text_in(status), when, member.state, member.level)
            if not answer.settles and member.state is None:
                self.tally.leave(NO_STATE, str(fid))
            else:
                self._keep(self.guild(guild_id), spelled, answer)

    def _keep(self, guild: _Guild, code: str, answer: Answer) -> None:
        key = code_key(code)
        guild.spelled.setdefault(key, code)
        known = guild.answers.setdefault(key, {})
        before = known.get(answer.fid)
        if before and before.settles:
            return
        if before is None or answer.settles or not _is_later(before, answer):
            known[answer.fid] = answer

    def _spelled(self, code: object) -> str:
        try:
            return parse_code(text_in(code))
        except InvalidInput:
            self.tally.leave(NO_CODE, text_in(code))
            return ""

    def plan(self) -> Plan:
        """Return the plan: servers with players or with what players were given."""
        guilds = []
        for guild_id, guild in sorted(self._guilds.items()):
            if guild.members or guild.answers:
                guilds.append(_planned(guild_id, guild))
            else:
                self.tally.leave(NOBODY_THERE, str(guild_id))
        codes = [replace(one, reason=self._reason(one)) for one in self._codes.values()]
        return Plan(self.bot, guilds, codes, self.tally.report(), tuple(self.notes))

    def _reason(self, code: PlannedCode) -> Outcome | None:
        return self._reasons.get(code_key(code.code)) if code.life is Life.DEAD else None


_HOPE: Mapping[Life, int] = {Life.DEAD: 0, Life.UNTRIED: 1, Life.ALIVE: 2}


def alliance_name(text: str, key: str) -> str:
    """Return what an alliance is called here."""
    return tidy(text, LONGEST_NAME) or f"Alliance {key}"[:LONGEST_NAME]


def _planned(guild_id: GuildId, guild: _Guild) -> PlannedGuild:
    named = {name_key(one.alliance) for one in guild.members.values()}
    return PlannedGuild(
        guild_id,
        guild.settings,
        [one for key, one in guild.alliances.items() if key in named],
        list(guild.members.values()),
        {guild.spelled[key]: list(some.values()) for key, some in guild.answers.items()},
        list(guild.watched),
    )


def _both(before: Member, given: Member) -> Member:
    return replace(
        before,
        state=given.state or before.state,
        nickname=given.nickname or before.nickname,
        level=given.level or before.level,
        owner=before.owner or given.owner,
    )


def _is_later(before: Answer, answer: Answer) -> bool:
    return bool(before.at and answer.at and before.at > answer.at)
