"""Rules about dispensations (IKM7xx)."""
