"""Whether a city's definition of a form is one that laptops can ask, told so that whoever wrote it can put it right."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from jsonschema import Draft202012Validator

from sync.conditions import ANSWER, WHOLE
from sync.forms import EACH, LABELS, OUTCOME, PHOTOS, UNIT, Schema, every, kind_of
from sync.orders import SIGHTS

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_PART: Final = frozenset(
    {"properties", "required", "allOf", "if", "then", "else", PHOTOS, "type", "$schema", "$comment"}
)
_QUESTION: Final = frozenset(
    {
        "type", "format", "enum", "oneOf", "items", "uniqueItems", "minItems", "maxItems", "minimum", "maximum",
        "maxLength", "pattern", LABELS, UNIT, EACH, "$comment",
    }
)  # fmt: skip
MOST_BYTES: Final = 65_536
"""Of a definition as JSON."""


@dataclass(frozen=True)
class Flaw:
    """What is wrong in a definition: `where` as a JSON Pointer, `what` a sentence for whoever wrote it."""

    where: str
    what: str


def flaws(definition: Any) -> tuple[Flaw, ...]:
    """All that is wrong with it; none where it can be asked."""
    if not isinstance(definition, dict):
        return (Flaw("", "A form is a JSON object."),)
    broken = [
        Flaw("".join(f"/{part}" for part in error.absolute_path), f"This is no JSON Schema: {error.message}.")
        for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(definition)
    ]
    shape = broken or [*_size(definition), *_part(definition, "", deep=False)]
    return tuple(shape or _differing(definition, ""))


def _size(definition: Schema) -> Iterator[Flaw]:
    size = len(json.dumps(definition, ensure_ascii=False, separators=(",", ":")).encode())
    if size > MOST_BYTES:
        yield Flaw(
            "", f"A form has at most {MOST_BYTES} bytes as JSON, since it travels to every laptop; this has {size}."
        )


def _differing(schema: Schema, where: str) -> Iterator[Flaw]:
    """A field of an order is read by its name alone, so wherever a question is asked, it is the same one."""
    first: dict[str, Schema] = {}
    for name, question in every(schema):
        if first.setdefault(name, question) != question:
            yield Flaw(f"{where}/{name}", "Branches ask two different questions under this name.")
    for name, question in first.items():
        if isinstance(question, dict) and isinstance(items := question.get("items"), dict):
            yield from _differing(items, f"{where}/{name}")


def _part(schema: Any, where: str, *, deep: bool) -> Iterator[Flaw]:
    """A form, a branch of one, or the things of a group."""
    if not isinstance(schema, dict):  # JSON Schema has true and false, too
        yield Flaw(where, "A part of a form is a JSON object.")
        return
    for key in sorted(schema.keys() - _PART):
        yield Flaw(f"{where}/{key}", "Forms do not have this keyword; FORMS.md lists those that they have.")
    for name, question in schema.get("properties", {}).items():
        yield from _question(name, question, f"{where}/properties/{name}", deep=deep)
    yield from _photos(schema.get(PHOTOS, {}), f"{where}/{PHOTOS}", deep=deep)
    branches = [("", schema)] if "if" in schema else []
    branches += [(f"/allOf/{number}", part) for number, part in enumerate(schema.get("allOf", ()))]
    for at, branch in branches:
        if not isinstance(branch, dict) or "if" not in branch:
            yield Flaw(where + at, "Each part of allOf is a branch and has an if.")
            continue
        yield from _condition(branch["if"], f"{where}{at}/if")
        for way in ("then", "else"):
            yield from _part(branch.get(way, {}), f"{where}{at}/{way}", deep=deep)


def _condition(condition: Any, where: str) -> Iterator[Flaw]:
    if not isinstance(condition, dict):
        yield Flaw(where, "A condition is a JSON object.")
        return
    for key in sorted(condition.keys() - WHOLE):
        yield Flaw(f"{where}/{key}", "Conditions do not have this keyword; FORMS.md lists those that they have.")
    for name, wanted in condition.get("properties", {}).items():
        yield from _wanted(wanted, f"{where}/properties/{name}")
    for key in ("allOf", "anyOf"):
        for number, part in enumerate(condition.get(key, ())):
            yield from _condition(part, f"{where}/{key}/{number}")
    if "not" in condition:
        yield from _condition(condition["not"], f"{where}/not")


def _wanted(wanted: Any, where: str) -> Iterator[Flaw]:
    if not isinstance(wanted, dict):
        yield Flaw(where, "What an answer should be is a JSON object.")
        return
    for key in sorted(wanted.keys() - ANSWER):
        yield Flaw(f"{where}/{key}", "Conditions do not have this keyword; FORMS.md lists those that they have.")
    if "contains" in wanted:
        yield from _wanted(wanted["contains"], f"{where}/contains")


def _question(name: str, schema: Any, where: str, *, deep: bool) -> Iterator[Flaw]:
    if not _NAME.fullmatch(name):
        yield Flaw(where, "A question's name has small letters, digits and underscores, and begins with a letter.")
    if name == OUTCOME and not deep:
        yield Flaw(where, "This name stands for the outcome of the job.")
    if not isinstance(schema, dict):
        yield Flaw(where, "A question is a JSON object.")
        return
    for key in sorted(schema.keys() - _QUESTION):
        yield Flaw(f"{where}/{key}", "Questions do not have this keyword; FORMS.md lists those that they have.")
    yield from _labels(schema, LABELS, where)
    for key in (UNIT, EACH):
        if key in schema:
            yield from _labels(schema, key, where)
    items = schema.get("items")
    if schema.get("type") == "array" and isinstance(items, dict) and items.get("type") == "object":
        if deep:
            yield Flaw(where, "A group has no group inside.")
        else:
            yield from _part(items, f"{where}/items", deep=True)
        return
    try:
        kind_of(schema)
    except ValueError:
        yield Flaw(where, "This is none of the kinds of questions that FORMS.md lists.")
        return
    options = items if isinstance(items, dict) else schema
    for number, choice in enumerate(options.get("oneOf", ())):
        if not isinstance(choice, dict) or not isinstance(choice.get("const"), str | int | float):
            yield Flaw(f"{where}/oneOf/{number}", "A choice has a const: a text or a number.")
        else:
            yield from _labels(choice, LABELS, f"{where}/oneOf/{number}")
    yield from _pattern(schema, where)


def _labels(schema: Schema, key: str, where: str) -> Iterator[Flaw]:
    texts = schema.get(key)
    if not isinstance(texts, dict) or not texts or not all(isinstance(t, str) and t for t in texts.values()):
        yield Flaw(f"{where}/{key}", 'Texts stand here by language, like {"en": "Depth", "es": "Profundidad"}.')


def _photos(wanted: Any, where: str, *, deep: bool) -> Iterator[Flaw]:
    if deep and wanted:
        yield Flaw(where, "Photos belong to the whole job and are asked for outside groups.")
    elif not isinstance(wanted, dict) or not all(
        role in SIGHTS and isinstance(count, int) and 0 < count <= 20 for role, count in wanted.items()
    ):
        yield Flaw(where, f"Photos stand here by role ({', '.join(SIGHTS)}), 1 to 20 of each.")


def _pattern(schema: Schema, where: str) -> Iterator[Flaw]:
    try:
        re.compile(schema.get("pattern", ""))
    except re.error as error:
        yield Flaw(f"{where}/pattern", f"This pattern cannot be used: {error}.")
