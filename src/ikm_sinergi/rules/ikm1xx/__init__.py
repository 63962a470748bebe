"""Rules about the records themselves (IKM1xx)."""
