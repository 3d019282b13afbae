"""Sharing codes of the guild's own with all guilds: asked once, and taken back for a minute."""

from collections.abc import Sequence
from datetime import timedelta

from autoredeem.bot.features.codes.code_results import code_card
from autoredeem.bot.features.codes.lookup import find_code, reject_dead
from autoredeem.bot.features.codes.publish import group_lines
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import each_in
from autoredeem.bot.words import moment
from autoredeem.domain.codes import Life, code_key, parse_code
from autoredeem.domain.guilds import Posting

GRACE = timedelta(seconds=60)
"""How long sharing can be taken back: until then nobody but this guild knows of the code."""

MOST_CARRIED = 70
"""Characters of codes in a button, which works as long as its message. More are kept in memory."""

NAMED_IN_AUDIT = 5


async def ask_to_share(request: Request) -> Card:
    """Ask whether a code that this guild published is to be shared. Raises Rejection for others."""
    known = await find_code(request)
    reject_dead(request, known)
    if known.posting is None:
        raise Rejection("codes-not-own", code=request.say.code(known.code))
    if not known.can_be_shared:
        return await code_card(request, known)
    say = request.say
    cancel = Button(say("button-cancel"), custom_id("code", code=known.code))
    text = "\n".join(group_lines(request, {"codes-share-these": [known.code]}))
    row = [share_button(request, [known.code]), cancel]
    return Card(say("codes-share-title"), text, tone=Tone.WARNING, rows=[row])


def share_button(request: Request, codes: Sequence[str]) -> Button:
    """Return the button that shares codes of the guild's own."""
    label = request.say("codes-button-share")
    return Button(label, _link(request, codes), ButtonStyle.GOOD)


async def share(request: Request) -> Card:
    """Have codes shared in a minute, or (`back`) take that back.

    Raises Rejection where none of them is a living code that this guild has for itself.
    """
    codes = _codes_of(request)
    store = request.services.store
    own = await store.postings(request.guild_id, codes)
    known = await store.codes({code_key(one.code) for one in own})
    shared = {one.code for one in known if one.shared}
    dead = {one.code for one in known if one.standing.life is Life.DEAD}
    postings = [one for one in own if one.code not in shared | dead]
    back = bool(request.params.get("back"))
    if not postings:
        late = back and any(one.code in shared for one in own)
        raise Rejection("codes-share-too-late" if late else "codes-share-nothing")
    return await (_take_back(request, postings) if back else _share(request, postings))


async def _share(request: Request, postings: Sequence[Posting]) -> Card:
    codes, due = [one.code for one in postings], request.at + GRACE
    await request.services.store.set_sharing(request.guild_id, codes, due=due)
    request.services.rollout.poll()
    if len(codes) == 1:
        await request.audit("code-shared", code=codes[0])
    else:
        await request.audit("codes-shared", count=len(codes))
    say = request.say
    shown = say.some(codes, say.code)
    text = say("codes-share-soon", codes=shown, count=len(codes), when=moment(due))
    back = Button(say("codes-button-take-back"), _link(request, codes, back=1), ButtonStyle.DANGER)
    row = [back, Button(say("button-codes"), custom_id("codes"))]
    return Card(say("codes-share-title"), text, tone=Tone.GOOD, rows=[row])


async def _take_back(request: Request, postings: Sequence[Posting]) -> Card:
    """Take sharing back. Raises Rejection where it is too late for all of them."""
    store, codes = request.services.store, {one.code for one in postings}
    pending = [one.code for one in postings if one.share_at and one.share_at > request.at]
    late = {one.code for one in postings if one.share_at and one.share_at <= request.at}
    await store.set_sharing(request.guild_id, pending, due=None)
    # In the last moment it may have been shared all the same.
    known = await store.codes({code_key(code) for code in codes})
    late |= {one.code for one in known if one.shared}
    kept = [one.code for one in postings if one.code not in late]
    if not kept:
        raise Rejection("codes-share-too-late")
    if pending:
        named = ", ".join(kept[:NAMED_IN_AUDIT])
        await request.audit("codes-kept", count=len(kept), codes=named)
    text = "\n".join(group_lines(request, {"codes-kept": kept}))
    row = [Button(request.say("button-codes"), custom_id("codes"), ButtonStyle.MAIN)]
    return Card(request.say("codes-share-title"), text, tone=Tone.GOOD, rows=[row])


def _link(request: Request, codes: Sequence[str], **more: object) -> str:
    carried = ",".join(codes)
    if len(carried) <= MOST_CARRIED:
        return custom_id("codes-share", codes=carried, **more)
    request.bot.shares.put(request.place, request.id, codes, len(codes), at=request.at)
    return custom_id("codes-share", asked=request.id, **more)


def _codes_of(request: Request) -> Sequence[str]:
    """Return the codes that a button carries. Raises Rejection where it is not known any more."""
    codes, _ = each_in(request.params.get("codes", "").split(","), parse_code)
    asked = request.params.get("asked", "")
    codes = codes or request.bot.shares.get(request.place, asked, at=request.at) or ()
    if not codes:
        raise Rejection("codes-share-forgotten")
    return codes
