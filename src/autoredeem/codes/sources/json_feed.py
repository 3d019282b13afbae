"""Feeds in JSON, of the shape that the settings describe."""

import json
from collections.abc import Sequence

from autoredeem.codes.sources.items import Item
from autoredeem.domain.errors import FeedFailed


def json_items(body: bytes, items: str, code: str, expires: str) -> Sequence[Item]:
    """Return the items of the list at the dotted path `items`; the whole is the list, if empty.

    An item is an object with the fields `code` and `expires`, themselves dotted paths, or the code
    alone. Raises FeedFailed for what is no JSON and for another shape.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        page = body.lstrip()[:1] == b"<"
        raise FeedFailed("it is a web page, not JSON" if page else "it is not JSON") from None
    found = _at(content, items)
    if not isinstance(found, list):
        where = f"at {items!r}" if items else "in it"
        raise FeedFailed(f"it is JSON without a list {where}")
    if found and not any(isinstance(one, str) or _at(one, code) is not None for one in found):
        raise FeedFailed(f"it is JSON whose items have no {code!r}")
    return [_item(one, code, expires) for one in found]


def _item(one: object, code: str, expires: str) -> Item:
    if isinstance(one, str):
        return Item(one)
    return Item(_at(one, code), _at(one, expires) if expires else None)


def _at(content: object, path: str) -> object:
    """Return what is at a dotted path; None where there is nothing."""
    for name in path.split(".") if path else ():
        content = content.get(name) if isinstance(content, dict) else None
    return content
