"""Who may do what: by role on the hub, and by the state of the job on a screen."""

from sync.orders import OPEN, Person, Role, Status, WorkOrder

ANYBODY = frozenset({"set_field", "add_note", "withdraw_photo"})
FIELD = frozenset(
    {"start_work", "pause_work", "close_out", "tick_item", "add_photo", "log_time", "log_material"}
    | {"propose_field", "correct_place", "create_order"}
)
DESK = frozenset({"decide_review", "add_photo"})
OFFICE = frozenset({"assign", "unassign", "schedule", "set_priority", "cancel", "reopen", "merge_duplicate"})
ALLOWED: dict[Role, frozenset[str]] = {
    Role.CREW: ANYBODY | FIELD | {"decide_review"},
    Role.DISPATCHER: ANYBODY | DESK,
    Role.SUPERVISOR: ANYBODY | DESK | OFFICE,
    Role.ADMIN: frozenset(),
}
"""Which commands each role may send; anything else was never valid and is rejected."""

_HANDS_ON = frozenset({"start_work", "pause_work", "close_out", "tick_item", "propose_field", "correct_place"})
_FINISHED = frozenset({Status.CLOSED, Status.CANCELLED})
_WHILE: dict[str, frozenset[Status]] = {
    "start_work": OPEN - {Status.STARTED},
    "pause_work": frozenset({Status.STARTED}),
    "reopen": _FINISHED,
    **dict.fromkeys(("close_out", "tick_item", "propose_field", "correct_place"), OPEN),
    **dict.fromkeys(OFFICE - {"reopen"}, OPEN),
}


def may(kind: str, who: Person, order: WorkOrder) -> bool:
    """Whether a screen should offer the command to this person on this order."""
    if kind not in ALLOWED[who.role] or (kind in _HANDS_ON and order.crew_id != who.crew_id):
        return False
    return kind not in _WHILE or order.status in _WHILE[kind]
