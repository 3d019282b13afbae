"""The older bot on MongoDB: the shapes of its rows, and how they become ours beside them."""

from autoredeem.adoption.older_bot.adopt import adopt, adopt_news

__all__ = ["adopt", "adopt_news"]
