"""A headless Chromium that takes pictures of a page's sections, driven by its own protocol."""

import asyncio
import base64
import itertools
import os
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTH, PHONE, HEIGHT = 712, 390, 900
TO_ANSWER = 30.0
"""Seconds for one answer of the browser."""

_LISTENS = re.compile(rb"DevTools listening on (ws://\S+)")
_PLACE = "(e => {const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]})"


def find_browser() -> str | None:
    """Return the path of a browser, None where there is none."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


async def take_pictures(
    browser: str, page: Path, names: Sequence[str], width: int
) -> dict[str, bytes]:
    """Return a picture (PNG) of sections of a page that is so wide, by the section's name."""
    async with (
        _running(browser) as address,
        aiohttp.ClientSession() as session,
        session.ws_connect(address, max_msg_size=0) as socket,
    ):
        tab = _Tab(socket)
        await tab.open(page.as_uri(), width)
        return {name: await tab.picture(name) for name in names}


@asynccontextmanager
async def _running(browser: str) -> AsyncIterator[str]:
    """Run a browser with nothing of the user's; gives where it is spoken to."""
    # Chromium's sandbox does not work for root, as in containers: the page is our own.
    rootly = ["--no-sandbox"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as profile:
        process = await asyncio.create_subprocess_exec(
            browser,
            "--headless",
            *rootly,
            "--disable-gpu",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            f"--window-size={WIDTH},{HEIGHT}",
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield await asyncio.wait_for(_address(process), TO_ANSWER)
        finally:
            process.kill()
            await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr, "it is piped"
    async for line in process.stderr:
        if found := _LISTENS.search(line):
            return found[1].decode()
    raise OSError("the browser did not start")


class _Tab:
    """One tab. Its protocol is JSON: a numbered call, an answer with the number, and events."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session: dict[str, str] = {}

    async def open(self, url: str, width: int) -> None:
        """Open a page in a window of a width, and wait until it is there."""
        target = await self._call("Target.createTarget", url="about:blank")
        made = await self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = {"sessionId": made["sessionId"]}
        await self._call("Page.enable")
        screen = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        await self._call("Emulation.setDeviceMetricsOverride", **screen)
        await self._call("Page.navigate", url=url)
        while (await self._hear()).get("method") != "Page.loadEventFired":
            pass

    async def picture(self, name: str) -> bytes:
        """Take a picture of an element, by its id."""
        asked = f"{_PLACE}(document.getElementById({name!r}))"
        found = await self._call("Runtime.evaluate", expression=asked, returnByValue=True)
        left, top, width, height = found["result"]["value"]
        clip = {"x": left, "y": top, "width": width, "height": height, "scale": 1}
        taken = await self._call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    async def _call(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json(
            {"id": number, "method": method, "params": params, **self._session}
        )
        while (heard := await self._hear()).get("id") != number:
            pass
        if "error" in heard:
            raise OSError(f"{method}: {heard['error']['message']}")
        result: dict[str, Any] = heard["result"]
        return result

    async def _hear(self) -> dict[str, Any]:
        heard: dict[str, Any] = await self._socket.receive_json(timeout=TO_ANSWER)
        return heard
