"""The game's API served on loopback: for the demo, the tests and the benchmarks."""
