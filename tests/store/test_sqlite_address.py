import re
from pathlib import Path

import pytest

from autoredeem.domain.errors import InvalidSetting
from autoredeem.store import open_store
from autoredeem.store.sqlite.address import file_at


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///data/store.db", "data/store.db"),
        ("sqlite:////var/lib/store.db", "/var/lib/store.db"),
        ("sqlite:///C:/data/store.db", "C:/data/store.db"),
        ("sqlite:///with space.db", "with space.db"),
        ("sqlite:///with%20space%3F%23%25.db", "with space?#%.db"),
        ("sqlite:///f%C3%BCr%20alle.db", "für alle.db"),
        ("sqlite:///file:store.db", "file:store.db"),
        ("sqlite:///~/store.db", str(Path.home() / "store.db")),
    ],
)
def test_a_url_names_a_file(url: str, file: str) -> None:
    assert file_at(url) == Path(file)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:", "doesn't begin with sqlite:///"),
        ("sqlite://host/store.db", "doesn't begin with sqlite:///"),
        ("sqlite:store.db", "doesn't begin with sqlite:///"),
        ("sqlite:///", "a file has to be named"),
        ("sqlite:///:memory:", "a file has to be named"),
        ("sqlite:///%3Amemory:", "a file has to be named"),
        ("sqlite:///store.db?mode=ro", "has no options"),
        ("sqlite:///store.db#part", "has no options"),
        ("sqlite:///store%00.db", "%00"),
        ("sqlite:///~nobody-of-this-name/store.db", "somebody unknown"),
    ],
)
def test_a_url_that_names_no_file_is_an_invalid_setting_at_once(url: str, reason: str) -> None:
    with pytest.raises(InvalidSetting, match=re.escape(reason)) as raised:
        open_store(url)

    assert str(raised.value).startswith("AUTOREDEEM_STORE_URL: ")
    assert "sqlite:///relative/file" in str(raised.value)
