"""The words of all screens, one module for each thing that is spoken of: work, photos, the line to the city."""

from fieldapp.wording.answers import answer_text, fault_text, field_text, other_answers, said
from fieldapp.wording.line import kept_text, line_words, problem_sentence, room_text
from fieldapp.wording.particulars import (
    event_text,
    item_text,
    language_text,
    outcome_text,
    part_text,
)
from fieldapp.wording.photos import flaw_text, refusal_text, source_text, taken_text
from fieldapp.wording.stored import recovered_text, store_text, unknown_code_text, unreadable_text, waiting_text
from fieldapp.wording.work import (
    PLACE_ICONS,
    PLACE_TONES,
    STAGES,
    desk_text,
    done_text,
    history_text,
    place_chip,
    place_text,
    priority_text,
    role_text,
    status_text,
    value_text,
    who_decides,
    why_text,
)

__all__ = [
    "PLACE_ICONS",
    "PLACE_TONES",
    "STAGES",
    "answer_text",
    "desk_text",
    "done_text",
    "event_text",
    "fault_text",
    "field_text",
    "flaw_text",
    "history_text",
    "item_text",
    "kept_text",
    "language_text",
    "line_words",
    "other_answers",
    "outcome_text",
    "part_text",
    "place_chip",
    "place_text",
    "priority_text",
    "problem_sentence",
    "recovered_text",
    "refusal_text",
    "role_text",
    "room_text",
    "said",
    "source_text",
    "status_text",
    "store_text",
    "taken_text",
    "unknown_code_text",
    "unreadable_text",
    "value_text",
    "waiting_text",
    "who_decides",
    "why_text",
]
