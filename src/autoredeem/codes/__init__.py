"""Codes over months: what sources bring, when a code is asked about, and where it is opened."""

from autoredeem.codes.intake import Intake
from autoredeem.codes.lookout import Lookout
from autoredeem.codes.rollout import Rollout

__all__ = ["Intake", "Lookout", "Rollout"]
