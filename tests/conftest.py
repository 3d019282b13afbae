"""Every test of the suite runs over the nets."""

from hypothesis import settings

# Drivers are imported before any loop runs, as the program does.
import autoredeem.app
import autoredeem.cli
import autoredeem.store.mongo
import autoredeem.store.sqlite  # noqa: F401

pytest_plugins = ("support.net_plugin", "support.server_marks")

# How long an example takes says more of the machine than of the rule.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
