"""Rules about equipment (IKM5xx)."""
