"""Whether answers fulfil a condition: the part of JSON Schema 2020-12 that a form's `if` may use.

A whole validator takes a quarter of a second to load on an old laptop, in the middle of a close-out. The tests hold
this one against it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

ANSWER: Final = frozenset({"const", "enum", "minimum", "maximum", "contains"})
"""Keywords about one answer."""

WHOLE: Final = frozenset({"properties", "required", "allOf", "anyOf", "not"})
"""Keywords about all answers."""


def holds(condition: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Whether the answers are as the condition says. A property that was not answered stands against none."""
    asked = condition.get("properties", {})
    return (
        all(name in answers for name in condition.get("required", ()))
        and all(_fits(asked[name], answers[name]) for name in asked if name in answers)
        and all(holds(each, answers) for each in condition.get("allOf", ()))
        and ("anyOf" not in condition or any(holds(each, answers) for each in condition["anyOf"]))
        and ("not" not in condition or not holds(condition["not"], answers))
    )


def _fits(wanted: Mapping[str, Any], value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return (
        ("const" not in wanted or _among(value, (wanted["const"],)))
        and ("enum" not in wanted or _among(value, wanted["enum"]))
        and not (number and value < wanted.get("minimum", value))
        and not (number and value > wanted.get("maximum", value))
        and (
            "contains" not in wanted or not isinstance(value, list) or any(_fits(wanted["contains"], v) for v in value)
        )
    )


def _among(value: Any, values: Iterable[Any]) -> bool:
    """Equality as JSON has it: true is not 1, but 1 is 1.0."""
    return any(isinstance(value, bool) == isinstance(each, bool) and value == each for each in values)
