"""Months of the whole program in minutes: real sockets, real stores, real threads, no real time."""
