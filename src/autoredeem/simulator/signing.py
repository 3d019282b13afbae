"""The signature as a server checks it: MD5 over the sorted fields and the salt."""

from collections.abc import Mapping
from hashlib import md5

SIMULATOR_SALT = "only-the-simulator-takes-this"
"""The simulator's own; it signs nothing that the game would take."""


def signature(form: Mapping[str, str], salt: str) -> str:
    """Return the hex digest that a request with these fields has to carry; `sign` is left out."""
    pairs = [f"{name}={form[name]}" for name in sorted(form) if name != "sign"]
    text = "&".join(pairs) + salt
    return md5(text.encode(errors="replace"), usedforsecurity=False).hexdigest()


def is_signed(form: Mapping[str, str], salt: str) -> bool:
    """Whether the request carries the digest of its other fields."""
    return form.get("sign") == signature(form, salt)
