"""Polite requests for what strangers publish: bounded, and to nobody's own network."""
