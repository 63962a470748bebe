"""Rules about who follows whom from year to year (IKM2xx)."""
