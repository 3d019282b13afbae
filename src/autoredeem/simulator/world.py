"""The game's world as a pure function of requests and time: no socket, no clock."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from autoredeem.simulator import answers
from autoredeem.simulator.answers import Answer, Manner, Reply
from autoredeem.simulator.counters import Counters, Served
from autoredeem.simulator.faults import Fault, Script
from autoredeem.simulator.refusals import Code, Holdings, Player, Request, refusal
from autoredeem.simulator.signing import SIMULATOR_SALT, is_signed
from autoredeem.simulator.windows import FixedWindow, Meter, SlidingWindow, Window

LONGEST_NUMBER = 15

Judge = Callable[[Answer | None], Answer | Reply]
"""Carries a request out, or says this of its code instead."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How much a world lets through, and how it speaks. Times are in seconds.

    `limit` requests an address in each `window`, which slides, or stands still if `fixed_from`
    says when one of them begins. `player_gap` lies between two requests for one player. A request's
    `time` may be `clock_skew` off. With `retry_after` the 429 of a full window says how long to
    wait; with `page_of_429` it is a page of HTML. The n-th answer is written in the n-th of the
    `manners`, over and over. Without `has_config` there is no call that concerns no player.
    `keep_served` makes the counters keep every request.
    """

    limit: int = 30
    window: float = 60.0
    fixed_from: float | None = None
    player_gap: float = 3.0
    clock_skew: float = 300.0
    retry_after: bool = True
    page_of_429: bool = False
    manners: tuple[Manner, ...] = (Manner(),)
    has_config: bool = True
    keep_served: bool = False

    def new_window(self) -> Window:
        """Make the window of an address."""
        if self.fixed_from is None:
            return SlidingWindow(self.limit, self.window)
        return FixedWindow(self.limit, self.window, self.fixed_from)


AS_THE_GAME = Rules()


class World:
    """Players, codes and what was redeemed; it answers requests as the game does.

    `players`, by fid, and `codes`, by exact spelling, may be changed at any time, `rules` before
    the first request. `held` is who holds which code from the start. With `anyone`, a player who is
    not known exists, in whichever state a request names.
    """

    def __init__(
        self,
        players: Iterable[Player] = (),
        codes: Iterable[Code] = (),
        rules: Rules = AS_THE_GAME,
        *,
        salt: str = SIMULATOR_SALT,
        held: Mapping[str, Collection[int]] | None = None,
        anyone: bool = False,
    ) -> None:
        self.players = {player.fid: player for player in players}
        self.codes = {code.name: code for code in codes}
        self.rules = rules
        self.anyone = anyone
        self._salt = salt
        self._held_from_the_start = held or {}
        self.reset()

    def reset(self) -> None:
        """Begin anew: no request was ever made, no fault is scripted; players and codes stay."""
        self.counters = Counters()
        self.holdings = Holdings(self._held_from_the_start)
        self._script = Script()
        self._meters: dict[str, Meter] = {}
        self._served_at: dict[int, float] = {}

    def script(self, *faults: Fault) -> None:
        """Set the faults that strike from now on, each as it says, in this order."""
        self._script.add(*faults)

    def answer(self, form: Mapping[str, str], now: float, address: str = "") -> Reply:
        """Answer a request from an address. `now` is in Unix seconds and never goes back."""
        fid = _number(form.get("fid"))
        return self._metered(form, now, address, partial(self._judge, form, fid, now))

    def config(self, form: Mapping[str, str], now: float, address: str = "") -> Reply:
        """Answer a request that concerns no player: is it signed? `now` is as for `answer`."""
        return self._metered(form, now, address, lambda _said: self._judge_config(form))

    def _metered(self, form: Mapping[str, str], now: float, address: str, judge: Judge) -> Reply:
        fid, code = _number(form.get("fid")), form.get("cdk", "")
        meter = self._meter(address)
        if meter.take(now):
            reply = self._served(self._script.strike(fid, code, now), judge)
        else:
            self.counters.over_limit += 1
            reply = self._over_limit(meter.wait(now))
        self._note(fid, code, reply, now, meter)
        return replace(reply, headers={**reply.headers, **meter.headers(now)})

    def _note(self, fid: int | None, code: str, reply: Reply, now: float, meter: Meter) -> None:
        counters, known = self.counters, self.codes.get(code)
        served = Served(now, fid, code, known.issue(now) if known else "", reply.name)
        counters.note(served)
        counters.most_in_window = max(counters.most_in_window, meter.most)
        if self.rules.keep_served:
            counters.served.append(served)

    def _meter(self, address: str) -> Meter:
        meter = self._meters.get(address)
        if meter is None:
            meter = self._meters[address] = Meter(self.rules.new_window())
        return meter

    def _over_limit(self, seconds: int) -> Reply:
        wait = seconds if self.rules.retry_after else None
        if self.rules.page_of_429:
            return answers.page(429, wait)
        return answers.too_many_requests(wait)

    def _served(self, fault: Fault | None, judge: Judge) -> Reply:
        if fault is None or fault.of_the_code:
            return self._said(judge(fault.of_the_code if fault else None))
        ordinary = self._said(judge(None), fault.manner) if fault.is_carried_out else None
        if fault.manner and ordinary:
            return ordinary
        answer = fault.answer()
        return self._said(answer) if answer else fault.spoil(ordinary)

    def _said(self, answer: Answer | Reply, manner: Manner | None = None) -> Reply:
        if isinstance(answer, Reply):
            return answer
        manners = self.rules.manners
        return answers.said(answer, manner or manners[self.counters.requests % len(manners)])

    def _judge_config(self, form: Mapping[str, str]) -> Answer | Reply:
        return answers.config() if self._is_signed(form) else answers.SIGN_ERROR

    def _judge(
        self, form: Mapping[str, str], fid: int | None, now: float, of_the_code: Answer | None
    ) -> Answer:
        """Carry a request out, and return what the game says: the first of these that holds.

        `of_the_code` is said wrongly to whoever would be told something of the code.
        """
        if not self._is_signed(form):
            return answers.SIGN_ERROR
        state = _number(form.get("kid"))
        if fid is None or state is None or not form.get("cdk") or not self._is_timely(form, now):
            return answers.PARAMS_ERROR
        if self._is_too_soon(fid, now):
            return answers.TOO_FREQUENT
        player = self.players.get(fid) or (Player(fid) if self.anyone else None)
        if player is None or player.state not in (None, state):
            return answers.USER_INFO_ERROR
        code = self.codes.get(form["cdk"])
        if of_the_code:
            return of_the_code
        return self._redeem(player, code, now) if code else answers.CDK_NOT_FOUND

    def _is_signed(self, form: Mapping[str, str]) -> bool:
        signed = is_signed(form, self._salt)
        self.counters.bad_signature += not signed
        return signed

    def _is_timely(self, form: Mapping[str, str], now: float) -> bool:
        sent_at = _number(form.get("time"))
        return sent_at is not None and abs(now - sent_at) <= self.rules.clock_skew

    def _is_too_soon(self, fid: int, now: float) -> bool:
        """Hold the player's gap, counted from the last request that was not too soon."""
        if now - self._served_at.get(fid, float("-inf")) < self.rules.player_gap:
            return True
        self._served_at[fid] = now
        return False

    def _redeem(self, player: Player, code: Code, now: float) -> Answer:
        if not code.edition(now):
            return answers.CDK_NOT_FOUND
        refused = refusal(Request(player, code, self.codes, self.holdings, now))
        if refused is None:
            self.holdings.add(code.issue(now), player.fid)
        return refused or answers.SUCCESS


def _number(text: str | None) -> int | None:
    """Read a field that has to be a plain number."""
    if text and text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER:
        return int(text)
    return None
