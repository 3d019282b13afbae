"""What everyone may use to be seen: the clock and the log."""
