"""Every setting, typed: from the environment, `.env` in the working folder, or a TOML file.

The environment outranks `.env`, which outranks the file. Names have the prefix `AUTOREDEEM_` and
`__` between levels. A wrong setting names itself and what is allowed, never its value: it may be
a secret.
"""

from autoredeem.settings.loading import load_settings, missing_salt
from autoredeem.settings.model import DOTENV, NO_HEADER, PREFIX, Settings, TitleSettings

__all__ = [
    "DOTENV",
    "NO_HEADER",
    "PREFIX",
    "Settings",
    "TitleSettings",
    "load_settings",
    "missing_salt",
]
