"""The benchmarks: figures with the machine and the versions beside them, and how to get them again.

Rivals are compared in one run, in turns, by medians: machines are noisy, ratios less so.
"""
