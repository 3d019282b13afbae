"""Vectors were made by hand, with md5sum; the client's side is held to the same protocol."""

import pytest

from autoredeem.simulator import SIMULATOR_SALT
from autoredeem.simulator.signing import is_signed, signature

FIELDS = {"fid": "100000001", "cdk": "WELCOME", "kid": "1187", "time": "1767225600"}


@pytest.mark.parametrize(
    ("fields", "salt", "expected"),
    [
        (FIELDS, SIMULATOR_SALT, "35e0e5634f053d9ca9fcd82397b107cd"),
        (FIELDS, "another salt", "53de0e46dbea2ba887cd2db867d5296f"),
        (
            {"time": "3", "kid": "2", "fid": "1", "cdk": "a b&c=d%"},
            "é❄",
            "b83b5136feed4a1093e48a378ee20e0a",
        ),
        ({"fid": "1", "cdk": "", "kid": "2", "time": "3"}, "s", "80907942c6f23ed7e7b5be6b46e8804e"),
    ],
)
def test_a_signature_is_the_md5_of_the_sorted_fields_and_the_salt(
    fields: dict[str, str], salt: str, expected: str
) -> None:
    assert signature(fields, salt) == expected
    assert is_signed({**fields, "sign": expected}, salt)


@pytest.mark.parametrize("field", ["fid", "cdk", "kid", "time", "sign"])
def test_a_request_that_was_changed_is_not_signed(field: str) -> None:
    signed = {**FIELDS, "sign": signature(FIELDS, SIMULATOR_SALT)}

    assert not is_signed({**signed, field: signed[field] + "0"}, SIMULATOR_SALT)
    assert not is_signed({k: v for k, v in signed.items() if k != field}, SIMULATOR_SALT)
    assert not is_signed(signed, "another salt")


def test_a_field_that_was_added_has_to_be_signed_too() -> None:
    signed = {**FIELDS, "sign": signature(FIELDS, SIMULATOR_SALT)}

    assert not is_signed({**signed, "captcha": "1"}, SIMULATOR_SALT)
