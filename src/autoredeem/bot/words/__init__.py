"""Every text that people read in Discord, in every language: one catalogue of messages for each.

words = load_words()                 once, before the loop runs
say = words.say(choose(guild.language, locale), title="wos")
say("members-added", count=3)        how to write a message: en/common.ftl
say.name(member.nickname)            what people typed goes into a message like this
say.code(str(member.fid))            and so do codes, ids and states
"""

from autoredeem.bot.words.commands import (
    CommandWords,
    Localized,
    OptionWords,
    command_words,
    localized,
)
from autoredeem.bot.words.escaping import code, plain, safe
from autoredeem.bot.words.language import choose
from autoredeem.bot.words.messages import MOST_NAMED, Say, Words, key_of, load_words, moment

__all__ = [
    "MOST_NAMED",
    "CommandWords",
    "Localized",
    "OptionWords",
    "Say",
    "Words",
    "choose",
    "code",
    "command_words",
    "key_of",
    "load_words",
    "localized",
    "moment",
    "plain",
    "safe",
]
