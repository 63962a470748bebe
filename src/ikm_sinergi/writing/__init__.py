"""`Report` and `Records` -> formats: the report as text and JSON, the records as files."""
