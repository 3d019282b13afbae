"""Whatever is forged: nothing goes wrong, and nobody touches an account that is not theirs."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.features.players import HANDLERS
from autoredeem.bot.gateway.rendering import render, render_form
from autoredeem.bot.kit.handlers import FormContext, FormHandler, Handler, Rejection
from autoredeem.bot.words.language import LANGUAGES
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from support.bot_requests import request_from
from support.discord_server.limits import message_findings, modal_findings
from support.facts import GUILD, NOW, OTHER_GUILD
from support.words import WORDS

MALLORY, ANN = UserId(666), UserId(7)
OWN, FREE, THEIRS, NEVER = Fid(101), Fid(102), Fid(103), Fid(104)

typed = st.one_of(
    st.sampled_from(["", "1", *map(str, (OWN, FREE, THEIRS, NEVER)), "wos 104", "٣", "-1", "²"]),
    st.text(max_size=200),
    st.integers(0, 10**30).map(str),
)
fields = st.sampled_from(["id", "state", "page", "sure", "again", "all", "act", "x"])
requests = st.tuples(
    st.sampled_from([handler for handler in HANDLERS if isinstance(handler, Handler)]),
    st.dictionaries(fields, typed, max_size=5),
    st.lists(typed, max_size=3),
    st.sampled_from(LANGUAGES),
)
Forged = tuple[Handler, Mapping[str, str], Sequence[str], str]


@given(st.lists(requests, min_size=1, max_size=6))
def test_whatever_is_forged_into_handlers_is_answered_and_leaves_others_alone(
    wanted: Sequence[Forged],
) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_play(Path(folder) / "autoredeem.db", wanted))


@given(
    st.sampled_from([handler for handler in HANDLERS if isinstance(handler, FormHandler)]),
    st.dictionaries(fields, typed, max_size=5),
    st.sampled_from(LANGUAGES),
)
def test_whatever_is_forged_into_what_opens_a_form_it_opens(
    handler: FormHandler, given_to_it: Mapping[str, str], language: str
) -> None:
    form = handler.form(FormContext(WORDS.say(language), given_to_it))

    async def sent() -> dict[str, object]:
        return render_form(form).to_dict()

    assert not list(modal_findings(asyncio.run(sent())))


async def _play(path: Path, wanted: Sequence[Forged]) -> None:
    async with open_store(f"sqlite:///{path}") as store:
        theirs = Member(THEIRS, State(9), "Ann", level=3, owner=ANN)
        own = Member(OWN, State(1), owner=MALLORY)
        opt_out = OptOut(GUILD, NEVER, ANN, NOW)
        await store.enrol(GUILD, [theirs, own, Member(FREE)], by="1", at=NOW)
        await store.enrol(OTHER_GUILD, [theirs, own], by="1", at=NOW)
        await store.opt_out([opt_out])
        for handler, forged, chosen, language in wanted:
            request = request_from([store], MALLORY, forged, selected=chosen, language=language)
            try:
                card = await handler.handle(request)
            except Rejection as rejection:
                assert request.say(rejection.key, **rejection.said)
            else:
                shown = render(card)
                body = {"embeds": [shown.embed.to_dict()], "components": shown.view.to_components()}
                assert not list(message_findings(body))
        for guild in (GUILD, OTHER_GUILD):
            assert await store.members_among(guild, [THEIRS]) == {THEIRS: theirs}
        assert opt_out in await store.opted_out(GUILD)
        trail = await store.actions(GUILD, limit=99)
        assert not {action.details["id"] for action in trail} & {str(THEIRS), str(NEVER)}
