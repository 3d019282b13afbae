"""The store's URL: what may be shown of it, and the driver's client that it describes."""

import re
import warnings
from collections.abc import Mapping
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConfigurationError, PyMongoError

from autoredeem.domain.errors import InvalidSetting, StoreRefused
from autoredeem.store.mongo.documents import Document
from autoredeem.store.options import DATABASE, StoreOptions

OLDER_DATABASES = ("discord_bot", "reminderbot")
"""What the older bot called its own, where nobody said otherwise: an older one, and a newer."""

ALLOWED = (
    "allowed is mongodb://user:password@host:port/database?option=value with MongoDB's options;"
    " in the user, password and options, characters such as @ : / ? % are written as %40 %3A %2F"
    " %3F %25"
)


def hosts_of(url: str) -> str:
    """Return the hosts that `url` names: the one part of it that may be shown.

    Raises InvalidSetting when an @ stands where a part of a password might be taken for a host.
    """
    place, _, options = url.partition("://")[2].partition("?")
    authority, _, database = place.partition("/")
    if "@" in database or "@" in options:
        raise invalid_url("an @ stands after the hosts")
    return authority.rpartition("@")[2]


def database_at(url: str, options: StoreOptions) -> AsyncDatabase[Document]:
    """Return the database on a client that is not yet connected.

    Raises InvalidSetting, without a word of the URL.
    """
    given = {name.lower() for name in re.findall(r"([^=&;]+)=", url.partition("?")[2])}
    defaults: Mapping[str, Any] = {
        "appName": "autoredeem",
        "serverSelectionTimeoutMS": round(options.find_server * 1000),
        "timeoutMS": round(options.command * 1000),
    }
    ours = {name: value for name, value in defaults.items() if name.lower() not in given}
    try:
        with warnings.catch_warnings():
            # The driver only warns of an option that it doesn't know or can't read, and drops it.
            warnings.simplefilter("error", UserWarning)
            client = AsyncMongoClient[Document](url, **ours)
            return client.get_default_database(options.database or DATABASE)
    except UserWarning:
        raise invalid_url("an option is unknown or has a value that is not allowed") from None
    except (PyMongoError, ValueError, TypeError, OSError):
        # The driver's words quote the URL: its password, or what it takes for something else.
        raise invalid_url("its hosts, options or database can't be read") from None


def names_database(client: AsyncMongoClient[Document]) -> bool:
    """Whether the URL that a client was made of names a database."""
    try:
        client.get_default_database()
    except ConfigurationError:
        return False
    return True


async def refuse_beside_older(client: AsyncMongoClient[Document], name: str, hosts: str) -> None:
    """Raise StoreRefused where a database that nobody named would be begun beside an older bot's.

    It says which may be meant.
    """
    there = await client.list_database_names()
    older = [one for one in OLDER_DATABASES if one in there]
    if older and name not in there:
        raise StoreRefused(
            f"MongoDB at {hosts} has {' and '.join(older)}, as an older bot names its database, and"
            f" no database is named: to go on with what it kept, set MONGO_DB_NAME={older[0]}, or"
            f" end the address with /{older[0]}; to begin anew beside it, name {name} in the same"
            " way"
        )


def invalid_url(reason: str) -> InvalidSetting:
    """Return the error that says what is wrong with the URL and what is allowed."""
    return InvalidSetting(f"AUTOREDEEM_STORE_URL: {reason}; {ALLOWED}")
