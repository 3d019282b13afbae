"""Discord's own OpenAPI document, where it is at hand, as the judge of what a bot sends."""

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from support.discord_server.wire import Payload
from support.discord_server.world import Call

FROM_OUTSIDE = "AUTOREDEEM_TEST_DISCORD_OPENAPI"
BESIDE = Path(__file__).parents[4] / "shared" / "discord" / "openapi.json"
ABSENT = f"Discord's OpenAPI document is not beside the repository, and {FROM_OUTSIDE} names none"
_NAMES = {"requestBody": "urn:discord:requests", "responses": "urn:discord:answers"}


class Schema:
    """The document. What was found right once is not checked again."""

    def __init__(self, document: Payload) -> None:
        self._registry = _registry(document)
        self._paths: Payload = document["paths"]
        self._right: set[tuple[str, str, str]] = set()
        self._validators: dict[str, Draft202012Validator] = {}

    def wrong_request(self, call: Call) -> str | None:
        """Return what the document has against a request's body, None if nothing."""
        if not call.body:
            return None
        return self._wrong(call, call.body, "requestBody")

    def wrong_answer(self, call: Call, body: object) -> str | None:
        """Return what the document has against an answer with status 200, None if nothing."""
        return self._wrong(call, body, "responses", "200")

    def _wrong(self, call: Call, body: object, *where: str) -> str | None:
        text = json.dumps(body, sort_keys=True)
        key = f"{call.method} {call.route} {where}", where[0], text
        if key in self._right:
            return None
        steps = ["paths", call.route, call.method.lower(), *where, "content", "application/json"]
        if not self._describes(steps):
            return None
        error = next(self._validator([*steps, "schema"]).iter_errors(body), None)
        if error is None:
            self._right.add(key)
            return None
        return f"{call.method} {call.route}: {_said(_cause(error))} (Discord's OpenAPI document)"

    def _describes(self, steps: list[str]) -> bool:
        place: object = {"paths": self._paths}
        for step in steps:
            place = place.get(step) if isinstance(place, dict) else None
        return place is not None

    def _validator(self, steps: list[str]) -> Draft202012Validator:
        pointer = "/".join(quote(step.replace("~", "~0").replace("/", "~1")) for step in steps)
        if pointer not in self._validators:
            reference = {"$ref": f"{_NAMES[steps[3]]}#/{pointer}"}
            self._validators[pointer] = Draft202012Validator(reference, registry=self._registry)
        return self._validators[pointer]


def _registry(document: Payload) -> Registry[bool | Mapping[str, Any]]:
    """Keep the document as it is for answers. In requests Discord takes numbers for ids too."""
    schemas = document["components"]["schemas"]
    ids = {**schemas["SnowflakeType"], "type": ["string", "integer"]}
    lenient = {**document, "components": {"schemas": {**schemas, "SnowflakeType": ids}}}
    both = zip(_NAMES.values(), (lenient, document), strict=True)
    resources = [(name, DRAFT202012.create_resource(each)) for name, each in both]
    return Registry[bool | Mapping[str, Any]]().with_resources(resources)


def _cause(error: ValidationError) -> ValidationError:
    """Go from "fits none of these" to what is wrong with the one that its type says it is."""
    while error.context:
        branches: defaultdict[object, list[ValidationError]] = defaultdict(list)
        for inner in error.context:
            branches[inner.schema_path[0]].append(inner)
        error = min(branches.values(), key=_is_of_another_type)[0]
    return error


def _is_of_another_type(errors: list[ValidationError]) -> bool:
    return any(
        list(error.relative_path) == ["type"]
        or (error.validator == "type" and not error.relative_path)
        for error in errors
    )


def _said(error: ValidationError) -> str:
    message = error.message if len(error.message) < 300 else f"… {error.message[-300:]}"
    return f"{'.'.join(map(str, error.absolute_path)) or 'body'}: {message}"


@cache
def schema() -> Schema | None:
    """Read the document, once a process; None where there is none."""
    path = Path(os.environ.get(FROM_OUTSIDE, BESIDE))
    if not path.exists():
        return None
    return Schema(json.loads(path.read_text(encoding="utf-8")))
