"""The airplane drill: a day of offline work on real files, a hub and a line that fail in every way, and what was lost.

`flight` tells the story and counts, `parts` is what runs in the processes that it kills, `process` holds them from
outside, `fault_line` is the line, `town` the city.
"""

import argparse


def run(chosen: argparse.Namespace) -> int:
    """Runs the drill, or the part of it that this process is; 0 when nothing was lost."""
    from fieldapp.drill import flight, parts  # the hub inside: only a drill pays for its imports

    if chosen.drill_part:
        return parts.run(chosen)
    return flight.fly(chosen.jobs, chosen.photos, chosen.seed)
