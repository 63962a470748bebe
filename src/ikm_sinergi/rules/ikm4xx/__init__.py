"""Rules about where the plan reaches (IKM4xx)."""
