"""What a job's form asks now, what is missing, and what is sent: a city's definition with the answers so far.

A definition is JSON Schema 2020-12, the part of it that FORMS.md names. Answers are an object as the schema
describes it; as fields of a work order they lie flat under JSON Pointers (RFC 6901) without the first slash:
`edges`, `holes/0/depth_cm`, and for each chosen item of a list `present/sam` = true.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, assert_never

from sync.conditions import holds
from sync.orders import PhotoRole, Value

Schema = Mapping[str, Any]
Answers = Mapping[str, Any]

OUTCOME: Final = "resolution_code"
"""The name by which a branch asks how the job was closed; no question may have it."""

LABELS, UNIT, EACH, PHOTOS = "x-labels", "x-unit", "x-each", "x-photos"
"""Keywords beside those of JSON Schema: texts by language tag, and photos by role that must be there."""

MOST_THINGS: Final = 100
"""Of a group; fields may come from anywhere, and one that names the millionth thing must not make a million."""


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    CHOICES = "choices"  # any number of the choices
    YES_NO = "yes_no"
    COUNT = "count"  # whole
    MEASURE = "measure"
    TEXT = "text"
    DATE = "date"  # YYYY-MM-DD
    SIGNATURE = "signature"  # the id of a photo


class Why(StrEnum):
    """What is wrong with an answer."""

    MISSING = "missing"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NOT_LIKE = "not_like"  # no answer of this kind
    NO_PHOTO = "no_photo"


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    value: Value
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question as it is asked now; `path` is where its answer lies. Bounds are None where there is none."""

    path: str
    kind: Kind
    labels: Mapping[str, str]
    required: bool
    choices: tuple[Choice, ...] = ()
    unit: Mapping[str, str] | None = None
    least: float | None = None
    most: float | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class Group:
    """Questions that are asked once for each of several things: `items` has those there are."""

    path: str
    labels: Mapping[str, str]
    each: Mapping[str, str]
    least: int
    most: int | None
    items: tuple[tuple[Question, ...], ...]


Asked = Question | Group


@dataclass(frozen=True)
class Fault:
    """An answer that does not do: where, why, and the bound that it misses. For NO_PHOTO `path` is the photo's role."""

    path: str
    why: Why
    bound: float | None = None


@dataclass(frozen=True)
class Placed:
    """The question that a field answers; in a group `each` and `number` (from 1) say which thing it is about.

    `choice` is set where the field stands for one chosen item of several.
    """

    question: Question
    each: Mapping[str, str] | None = None
    number: int = 0
    choice: Choice | None = None


def asked(definition: Schema, answers: Answers) -> tuple[Asked, ...]:
    """What is asked, in order; what a branch asks follows the last question that the branch looks at."""
    return _asked(_Walk(definition, answers), answers)


def faults(definition: Schema, answers: Answers, photos: Mapping[PhotoRole, int]) -> tuple[Fault, ...]:
    """What stands between these answers and a form that is complete, in the order of the questions."""
    walk = _Walk(definition, answers)
    found: list[Fault] = []
    for each in _asked(walk, answers):
        if isinstance(each, Group):
            found += _of_group(each, len(_list(answers, each.path)))
        for question, value in _answered(each, answers):
            found += _of_question(question, value)
    for role, count in walk.photos.items():
        if photos.get(role, 0) < count:
            found.append(Fault(role.value, Why.NO_PHOTO, count))
    return tuple(found)


def flat(definition: Schema, answers: Answers) -> dict[str, Value]:
    """The answers to what is asked now, as fields of an order; what an abandoned branch had asked is left out."""
    fields: dict[str, Value] = {}
    for each in asked(definition, answers):
        for question, value in _answered(each, answers):
            fields.update(_fields(question, value))
    return fields


def nested(definition: Schema, fields: Mapping[str, Value]) -> dict[str, Any]:
    """The answers that an order's fields hold, as the definition has them; fields that it does not know stay out."""
    answers: dict[str, Any] = {}
    for name, schema in every(definition):
        if _is_group(schema):
            things = _things(name, fields)
            if things:
                inner = dict(every(schema["items"]))
                answers[name] = [_thing(inner, f"{name}/{index}", fields) for index in range(things)]
        elif (value := _value(schema, name, fields)) is not None:
            answers[name] = value
    return answers


def changes(definition: Schema, before: Mapping[str, Value], answers: Answers) -> dict[str, Value]:
    """The fields that these answers change; None for one that was answered before and is not any more."""
    after = flat(definition, answers)
    mine = {name for name, _ in every(definition)}
    gone = {
        name: None
        for name, value in before.items()
        if value is not None and name.partition("/")[0] in mine and name not in after
    }
    return gone | {name: value for name, value in after.items() if before.get(name) != value}


def placed(definition: Schema, path: str) -> Placed | None:
    """The question that the field of an order answers, None for a field that the form does not know."""
    name, *rest = path.split("/")
    schema = dict(every(definition)).get(name)
    if schema is None:
        return None
    if not _is_group(schema):
        return _placed(_question(name, schema, False), rest)
    if len(rest) < 2 or not rest[0].isdecimal():
        return None
    asks = dict(every(schema["items"])).get(rest[1])
    if asks is None:
        return None
    found = _placed(_question("/".join((name, *rest[:2])), asks, False), rest[2:])
    return found and replace(found, each=schema.get(EACH, schema[LABELS]), number=int(rest[0]) + 1)


def group_labels(definition: Schema, name: str) -> Mapping[str, str] | None:
    """What a group of things is called, None where there is no such group."""
    schema = dict(every(definition)).get(name, {})
    return schema[LABELS] if _is_group(schema) else None


def _placed(question: Question, rest: list[str]) -> Placed | None:
    if not rest:
        return Placed(question) if question.kind is not Kind.CHOICES else None
    choice = next((each for each in question.choices if [_escaped(str(each.value))] == rest), None)
    return Placed(question, choice=choice) if choice and question.kind is Kind.CHOICES else None


class _Walk:
    """The questions, required names and photos of a schema and of those of its branches that apply."""

    def __init__(self, schema: Schema, answers: Answers) -> None:
        self.questions: dict[str, Schema] = {}
        self.required: set[str] = set()
        self.photos: dict[PhotoRole, int] = {}
        self._answers = answers
        self._take(schema, None)

    def _take(self, schema: Schema, after: str | None) -> None:
        self._place(schema.get("properties", {}), after)
        self.required |= set(schema.get("required", ()))
        for role, count in schema.get(PHOTOS, {}).items():
            self.photos[PhotoRole(role)] = max(count, self.photos.get(PhotoRole(role), 0))
        for branch in _branches(schema):
            applies = holds(branch["if"], self._answers)
            self._take(branch.get("then" if applies else "else", {}), _last(branch["if"], self.questions))

    def _place(self, properties: Schema, after: str | None) -> None:
        """Puts new questions behind the one named, else at the end."""
        new = {name: schema for name, schema in properties.items() if name not in self.questions}
        if after is None:
            self.questions.update(new)
            return
        at = list(self.questions).index(after) + 1
        whole = list(self.questions.items())
        self.questions = dict([*whole[:at], *new.items(), *whole[at:]])


def _asked(walk: _Walk, answers: Answers) -> tuple[Asked, ...]:
    return tuple(_shown(name, schema, walk.required, answers) for name, schema in walk.questions.items())


def _answered(asks: Asked, answers: Answers) -> Iterator[tuple[Question, Any]]:
    """A question with its answer, or those of each thing of a group."""
    if isinstance(asks, Question):
        yield asks, answers.get(asks.path)
        return
    for thing, questions in zip(_list(answers, asks.path), asks.items, strict=True):
        for question in questions:
            yield question, thing.get(_name(question.path))


def _branches(schema: Schema) -> Iterator[Schema]:
    if "if" in schema:
        yield schema
    yield from (part for part in schema.get("allOf", ()) if "if" in part)


def _last(condition: Schema, questions: dict[str, Schema]) -> str | None:
    """The last question that a condition looks at."""
    looked_at = condition.get("properties", {})
    return next((name for name in reversed(questions) if name in looked_at), None)


def every(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """All questions that may ever be asked."""
    yield from schema.get("properties", {}).items()
    for branch in _branches(schema):
        yield from every(branch.get("then", {}))
        yield from every(branch.get("else", {}))


def _shown(name: str, schema: Schema, required: set[str], answers: Answers) -> Asked:
    if not _is_group(schema):
        return _question(name, schema, name in required)
    items = []
    for index, thing in enumerate(_list(answers, name)):
        inner = _Walk(schema["items"], thing)
        items.append(
            tuple(
                _question(f"{name}/{index}/{part}", asks, part in inner.required)
                for part, asks in inner.questions.items()
            )
        )
    least = max(schema.get("minItems", 0), int(name in required))
    return Group(name, schema[LABELS], schema.get(EACH, schema[LABELS]), least, schema.get("maxItems"), tuple(items))


def _question(path: str, schema: Schema, required: bool) -> Question:
    kind = kind_of(schema)
    options = schema["items"] if kind is Kind.CHOICES else schema
    most = schema.get("maxLength" if kind is Kind.TEXT else "maximum")
    return Question(
        path,
        kind,
        schema[LABELS],
        required,
        _choices(options),
        schema.get(UNIT),
        schema.get("minimum"),
        most,
        schema.get("pattern"),
    )


def kind_of(schema: Schema) -> Kind:
    """How a question is answered. Raises ValueError for a schema that is no question's."""
    match schema:
        case {"type": "array", "items": {"enum": _} | {"oneOf": _}}:
            return Kind.CHOICES
        case {"enum": _} | {"oneOf": _}:
            return Kind.CHOICE
        case {"type": "boolean"}:
            return Kind.YES_NO
        case {"type": "integer"}:
            return Kind.COUNT
        case {"type": "number"}:
            return Kind.MEASURE
        case {"type": "string", "format": "date"}:
            return Kind.DATE
        case {"type": "string", "format": "signature"}:
            return Kind.SIGNATURE
        case {"type": "string"}:
            return Kind.TEXT
        case _:
            raise ValueError(schema.get("type"))


def _is_group(schema: Schema) -> bool:
    return schema.get("type") == "array" and schema.get("items", {}).get("type") == "object"


def _choices(schema: Schema) -> tuple[Choice, ...]:
    plain = tuple(Choice(value, {"en": str(value)}) for value in schema.get("enum", ()))
    return plain or tuple(Choice(each["const"], each[LABELS]) for each in schema.get("oneOf", ()))


def _of_group(group: Group, things: int) -> Iterator[Fault]:
    if things < group.least:
        yield Fault(group.path, Why.TOO_FEW, group.least)
    if group.most is not None and things > group.most:
        yield Fault(group.path, Why.TOO_MANY, group.most)


def _of_question(question: Question, value: Any) -> Iterator[Fault]:
    path = question.path
    if value is None or value in ("", []):
        if question.required:
            yield Fault(path, Why.MISSING)
    elif not _like(question, value):
        yield Fault(path, Why.NOT_LIKE)
    elif question.kind is Kind.TEXT:
        if question.most is not None and len(value) > question.most:
            yield Fault(path, Why.TOO_LONG, question.most)
    elif question.kind in (Kind.COUNT, Kind.MEASURE):
        if question.least is not None and value < question.least:
            yield Fault(path, Why.TOO_SMALL, question.least)
        if question.most is not None and value > question.most:
            yield Fault(path, Why.TOO_LARGE, question.most)


def _like(question: Question, value: Any) -> bool:
    """Whether the value is one that the question can have."""
    known = [choice.value for choice in question.choices]
    match question.kind:
        case Kind.CHOICE:
            return value in known
        case Kind.CHOICES:
            return isinstance(value, list) and all(each in known for each in value)
        case Kind.YES_NO:
            return isinstance(value, bool)
        case Kind.COUNT:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.MEASURE:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Kind.DATE:
            return isinstance(value, str) and _is_date(value)
        case Kind.TEXT:
            return isinstance(value, str) and re.search(question.pattern or "", value) is not None
        case Kind.SIGNATURE:
            return isinstance(value, str)
        case _:
            assert_never(question.kind)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fields(question: Question, value: Any) -> dict[str, Value]:
    if value is None or value in ("", []):
        return {}
    if question.kind is Kind.CHOICES:
        return {f"{question.path}/{_escaped(str(each))}": True for each in value}
    return {question.path: value}


def _value(schema: Schema, path: str, fields: Mapping[str, Value]) -> Any:
    if kind_of(schema) is not Kind.CHOICES:
        return fields.get(path)
    options = _choices(schema["items"])
    chosen = [each.value for each in options if fields.get(f"{path}/{_escaped(str(each.value))}")]
    return chosen or None


def _thing(inner: Mapping[str, Schema], path: str, fields: Mapping[str, Value]) -> dict[str, Any]:
    values = {name: _value(schema, f"{path}/{name}", fields) for name, schema in inner.items()}
    return {name: value for name, value in values.items() if value is not None}


def _things(name: str, fields: Mapping[str, Value]) -> int:
    """How many things of a group there are answers for."""
    indexes = [
        int(parts[1])
        for key, value in fields.items()
        if value is not None and len(parts := key.split("/")) > 2 and parts[0] == name and parts[1].isdecimal()
    ]
    return min(max(indexes, default=-1) + 1, MOST_THINGS)


def _list(answers: Answers, name: str) -> list[dict[str, Any]]:
    found = answers.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _escaped(token: str) -> str:
    """A reference token of a JSON Pointer."""
    return token.replace("~", "~0").replace("/", "~1")
