"""A page that shows what the bot says as Discord would draw it, from the real payloads.

Everything here makes text from data: `message`, `modal`, `command_list` and `proposals` draw one
thing each, `page` puts sections of them into one file that needs nothing else. What a payload says
is escaped when it becomes part of the page (`html`), so nothing in it can become markup.

`evening` is a guild's evening with the whole bot; `pictures` writes the page of it into docs.
"""

from support.discord_page.commands import command_list, proposals
from support.discord_page.html import Markup
from support.discord_page.messages import message
from support.discord_page.modals import modal
from support.discord_page.names import Names
from support.discord_page.page import Section, page

__all__ = [
    "Markup",
    "Names",
    "Section",
    "command_list",
    "message",
    "modal",
    "page",
    "proposals",
]
