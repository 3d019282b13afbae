"""Keeping in step with lists of players that are kept elsewhere."""

from autoredeem.roster.sync.service import RosterSyncs

__all__ = ["RosterSyncs"]
