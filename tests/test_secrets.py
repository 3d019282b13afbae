"""Nothing secret is in the source: salts, tokens and passwords are the operator's to set."""

import re
from pathlib import Path

import autoredeem

CONSTANT = re.compile(r"(?<!wrong_)(salt|token|password)(: str)? = [\"'][^\"']", re.IGNORECASE)


def test_no_salt_but_the_simulators_own_is_in_the_source() -> None:
    package = Path(autoredeem.__file__).parent
    found = {
        path.relative_to(package).parts[0]
        for path in package.rglob("*.py")
        if CONSTANT.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"simulator"}
