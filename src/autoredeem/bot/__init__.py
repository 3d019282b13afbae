"""Discord: what people see and can do there. Nothing else in the house knows of it.

`features` holds the handlers, by subject: commands, buttons, menus and forms all lead to them.
`kit` is what they share, `words` all texts in every language. None of these three knows discord.
`gateway` turns interactions into requests and cards into Discord's objects, `services` works beside
the interactions, and `bot.py` starts and ends all of it.
"""
