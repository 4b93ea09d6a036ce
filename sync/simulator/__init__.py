"""A whole city in one thread: real stores, real hub, a clock and a network that lie as their seed says."""
