"""Benchmarks, `python -m benchmarks`: figures, the machine and the versions they belong to.

Rivals are compared in one run, alternating, by medians: machines are noisy, ratios less so.
"""
