"""Discord: what people see and can do there. Nothing else in the house knows of it.

What is shown is plain data (`cards`), turned into Discord's objects in one place (`drawing`).
Whatever a person can do is an *act* (`acts`): commands, buttons, menus and forms all lead to the
same ones, and `performing` does each of them in the same way. The features are a package each; all
words are in `words`.
"""
