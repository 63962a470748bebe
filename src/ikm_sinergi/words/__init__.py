"""What the library says: texts in each language, and how values are spoken."""
