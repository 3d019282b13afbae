"""Which languages there are, and in which of them somebody is answered."""

LANGUAGES = ("en", "ru", "ar")
ENGLISH = "en"


def base_of(tag: str) -> str:
    """Return the language of a tag such as `ru` or `en-GB`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def choose(guild_language: str, locale: str | None) -> str:
    """Return the language that the guild chose, else the reader's own in Discord."""
    return guild_language or locale or ENGLISH
