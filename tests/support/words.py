"""The catalogues for tests, read once: whatever is missing in them raises."""

from autoredeem.bot.words import load_words

WORDS = load_words(strict=True)
ENGLISH = WORDS.say("en")
