"""Rules about policies (IKM8xx)."""
