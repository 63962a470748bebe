"""Rules about markets (IKM6xx)."""
