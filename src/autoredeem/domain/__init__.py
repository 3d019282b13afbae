"""What the field's words mean: pure values and rules. The standard library only; no clock."""
