"""The tour: the whole story on three real laptops and a hub, checked step by step.

`story` tells it, `laptop` drives the programs from outside, `hands` moves the mouse inside each of them.
"""

import argparse


def run(chosen: argparse.Namespace) -> int:
    """Runs the tour for the command line's options; 0 when every check held."""
    from fieldapp.tour.story import run_tour  # the hub inside: only a tour pays for its imports

    return run_tour(chosen)
