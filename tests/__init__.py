"""The tests: the same tree as the source, and house/, contract/, journeys/ beside it."""
