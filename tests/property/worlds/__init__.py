"""The worlds test: what is said of records with gaps must hold in every completion of them.

Written from sections 2 and 3 of the design alone; nothing here knows how the library finds gaps.

- `record_sets` holds records with gaps, and gives them to the library.
- `draws` draws record sets; `gaps` plants gaps in them.
- `completions` fills every gap in one way that the design allows, with `reach` for added rows.
- `comparison` asks the library about both and compares; `figures` does so for planning.
- `search` runs many seeds, counts and shrinks; `python -m tests.property.worlds` prints it.
"""
