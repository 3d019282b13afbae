"""What keeps a running program honest: here, findings about what it stands on. No UI."""
