"""Store values as rows that lists and grids paint; no SQL, no HTTP, no widgets."""
