"""Parts of an operator's description of something that is asked over HTTP.

Addresses and headers may hold secrets. No error repeats a value.
"""

import json
import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, PlainValidator, SecretStr, StringConstraints
from yarl import URL

SourceName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,31}$")]
JsonPath = Annotated[str, StringConstraints(pattern=r"^[^\s.]{1,100}(\.[^\s.]{1,100}){0,9}$")]

_URL = re.compile(r"https?://[!-~]{1,2000}")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_HEADER_VALUE = re.compile(r"[ -~]{1,8000}")
_OURS = frozenset(
    {"accept", "accept-encoding", "host", "if-modified-since", "if-none-match", "user-agent"}
    | {"connection", "content-length", "transfer-encoding"}
)
"""Headers that are not the operator's to set: what they say has to be true."""


def _url(url: SecretStr) -> SecretStr:
    text = url.get_secret_value()
    if not _URL.fullmatch(text) or not (parsed := URL(text)).host or not parsed.port:
        raise ValueError("it is no address")
    return url


def _headers(value: object) -> Mapping[str, SecretStr] | None:
    """Read headers from a mapping, from JSON, or from one line `Name: value`."""
    if isinstance(value, str):
        name, colon, text = value.partition(":")
        value = (
            json.loads(value) if value.lstrip().startswith("{") else {name: text} if colon else 0
        )
    if not isinstance(value, dict):
        raise ValueError("they are no headers")  # noqa: TRY004 - the library's kind of error
    return {str(name).strip(): SecretStr(_header(name, it)) for name, it in value.items()}


def _header(name: object, value: object) -> str:
    text = (value.get_secret_value() if isinstance(value, SecretStr) else str(value)).strip()
    named = str(name).strip()
    if not (_HEADER_NAME.fullmatch(named) and _HEADER_VALUE.fullmatch(text)):
        raise ValueError("it is no header")
    if named.lower() in _OURS:
        raise ValueError("it is the program's own")
    return text


Url = Annotated[SecretStr, AfterValidator(_url)]
Headers = Annotated[Mapping[str, SecretStr] | None, PlainValidator(_headers)]
