"""The worlds test: what is said of records with gaps must hold in every completion of them.

Written from the table of gaps and the catalogue of rules alone: nothing here knows how the library
finds gaps, or copies what a rule does.

- `record_sets` holds records with gaps, and gives them to the library.
- `draws` draws record sets; `gaps` plants gaps in them.
- `readings` reads what stands there in one way; `completions` fills the other gaps too, on
  `drafts`, with `reach` for rows that are added and `aliases` for ids that may be one.
- `comparison` asks the library about both and compares; `figures` does so for verdicts and planning
  figures.
- `search` runs many seeds, `shrinking` makes what it finds small, `tightness` looks for undecided
  answers that need not be, `telling` puts it into words.

`python -m tests.property.worlds` prints it.
"""
