"""What the operators see."""
