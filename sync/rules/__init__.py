"""Who may do what, and who wins: the conflict table of PROTOCOL.md as pure functions.

`judge` is the hub's; `may` and `project` are the laptop's as well. Conflicts are judged on the values that the
author saw, never on clocks.
"""

from sync.rules.allowed import ALLOWED, may
from sync.rules.decisions import escalated, may_decide
from sync.rules.field_work import LOOK_ALIKE_M, LOOK_ALIKE_MS
from sync.rules.judgement import Case, Judgement, hold_with, was_held
from sync.rules.judging import judge, project

__all__ = [
    "ALLOWED",
    "LOOK_ALIKE_M",
    "LOOK_ALIKE_MS",
    "Case",
    "Judgement",
    "escalated",
    "hold_with",
    "judge",
    "may",
    "may_decide",
    "project",
    "was_held",
]
