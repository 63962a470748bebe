"""Rules about what was read (IKM0xx)."""
