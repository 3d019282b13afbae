"""Enrolment: member files in and out, states."""
