"""Rules about agencies and partners (IKM3xx)."""
