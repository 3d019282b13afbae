"""Where codes go: a shared one to every guild that wants codes, and which of them a guild sees."""

from autoredeem.codes.rollout import Rollout

__all__ = ["Rollout"]
