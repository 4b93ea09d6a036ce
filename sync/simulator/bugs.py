"""Mistakes that the simulator must find, and changes that are none and must not be "found".

A simulator that never fails proves nothing: every entry is a bug that somebody could write.
"""

from sync import states
from sync.server import exchange, people, uploads
from sync.simulator.bug import Bug, same
from sync.simulator.bugs_of_hub import HUB
from sync.simulator.bugs_of_laptop import LAPTOP
from sync.simulator.bugs_of_rules import RULES
from sync.store.line import Line

BUGS: dict[str, Bug] = {**RULES, **HUB, **LAPTOP}
"""By name; `python -m sync.simulator --seed N --bug NAME` runs with one in the code."""

CONTROLS: dict[str, Bug] = {
    "nothing-1": Bug("nothing is wrong with the judge", ((exchange, "judge", same),)),
    "nothing-2": Bug("nothing is wrong with the store", ((Line, "absorb", same),)),
    "nothing-3": Bug("nothing is wrong with sign-in", ((people.People, "session", same),)),
    "nothing-4": Bug("nothing is wrong with uploads", ((uploads.Uploads, "patch", same),)),
    "nothing-5": Bug("nothing is wrong with the words", ((states, "place", same),)),
}
"""No bugs: a simulator that finds them is wrong itself."""
