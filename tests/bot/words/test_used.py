"""Nothing stands in the catalogues that is not used."""

import re
from pathlib import Path

from autoredeem import bot
from autoredeem.bot.words.catalogue import sources
from support.words import ENGLISH

HELPS = ("word-", "command-")
"""Helps for grammar, and commands' names, which are found by their path."""


def test_every_message_is_used_somewhere() -> None:
    package = Path(bot.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    texts = "\n".join(content for _, content in sources("en"))
    said = set(re.findall(r"[\"']([a-z][a-z-]*)(?:\.[a-z-]+)?[\"']", code))
    said |= set(re.findall(r"\{ ([a-z][a-z-]*)(?:\.[a-z-]+)? \}", texts))
    begun = set(re.findall(r"f[\"']([a-z][a-z-]*-)\{", code))
    begun |= {f"{kind}-" for kind in re.findall(r"key_of\(\s*[\"']([a-z-]+)", code)}
    keys = {key.partition(".")[0] for key in ENGLISH.catalogue.phrases}
    unsaid = {key for key in keys - said if not key.startswith((*HELPS, *begun))}
    assert not unsaid
