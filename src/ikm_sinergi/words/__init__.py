"""What the library says: one catalogue of sentences and labels, and how values are spoken.

`data/words/` has a file for each language; code names what it says by its key there.
"""
