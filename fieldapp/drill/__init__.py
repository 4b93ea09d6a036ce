"""The airplane drill: a fleet's worth of work, every fault of a line, and a count of what was lost."""
