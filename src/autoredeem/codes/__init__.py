"""Codes over months: what sources bring, when a code is asked about, and where it is opened."""

from autoredeem.codes.intake import Found, Intake, Retried
from autoredeem.codes.lookout import Lookout
from autoredeem.codes.rollout import Rollout

__all__ = ["Found", "Intake", "Lookout", "Retried", "Rollout"]
