"""Running the rules over records, waiving, counting, and the report that comes of it."""
