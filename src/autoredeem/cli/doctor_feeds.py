"""What `autoredeem doctor` finds of feeds: each is asked once."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from autoredeem.cli.common import plural
from autoredeem.codes.sources import Feed
from autoredeem.codes.sources.items import Items
from autoredeem.codes.sources.polling import poll
from autoredeem.domain.errors import FeedFailed
from autoredeem.runtime.findings import Finding, Level


async def feed_findings(feeds: Sequence[Feed], now: datetime) -> list[Finding]:
    """Ask each feed once, all side by side; nothing is kept of what they list."""
    return list(await asyncio.gather(*(_finding(feed, now) for feed in feeds)))


async def _finding(feed: Feed, now: datetime) -> Finding:
    subject = f"feed {feed.name}"
    try:
        found = await poll(feed, now)
    except FeedFailed as error:
        advice = "try again later; if it stays so, look whether the feed is as its settings say"
        return Finding(Level.WARN, subject, f"{feed.host}: {error}", advice)
    items = found.items or Items()
    alive = [code for code, expires in items.codes.items() if expires is None or expires > now]
    listed = f"{feed.host} lists {plural(len(alive), 'code')} as not expired"
    others = f", {len(items.codes) - len(alive)} as expired"
    if not items.refused:
        return Finding(Level.OK, subject, listed + others)
    without = f"; {plural(items.refused, 'item')} without a code"
    level = Level.OK if items.codes else Level.WARN
    advice = "" if items.codes else "look whether its settings name the field that has the code"
    return Finding(level, subject, listed + others + without, advice)
