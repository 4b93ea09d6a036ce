"""What a form asks, what is missing, and what is sent, from a city's definition and the answers so far."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.form_check import Flaw, flaws
from sync.forms import (
    MOST_THINGS,
    Answers,
    Asked,
    Choice,
    Fault,
    Group,
    Kind,
    Question,
    Schema,
    Why,
    asked,
    changes,
    faults,
    flat,
    group_labels,
    nested,
    placed,
)
from sync.orders import PhotoRole

DEPTH = {"type": "integer", "minimum": 1, "maximum": 60, "x-labels": {"en": "Depth"}, "x-unit": {"en": "cm"}}
EDGES = {
    "x-labels": {"en": "Edges", "es": "Bordes"},
    "oneOf": [
        {"const": "sealed", "x-labels": {"en": "Edges sealed"}},
        {"const": "open", "x-labels": {"en": "Left open"}},
    ],
}
WHY = {"type": "string", "maxLength": 10, "x-labels": {"en": "Why"}}
PRESENT = {"type": "array", "x-labels": {"en": "Present"}, "items": {"enum": ["sam", "lee/2"]}}
HOLES = {
    "type": "array",
    "minItems": 1,
    "maxItems": 3,
    "x-labels": {"en": "Potholes"},
    "x-each": {"en": "Pothole"},
    "items": {
        "type": "object",
        "properties": {"depth_cm": DEPTH, "wet": {"type": "boolean", "x-labels": {"en": "Wet"}}},
        "required": ["depth_cm"],
        "if": {"properties": {"wet": {"const": True}}, "required": ["wet"]},
        "then": {"properties": {"pumped": {"type": "boolean", "x-labels": {"en": "Pumped"}}}, "required": ["pumped"]},
    },
}
POTHOLE = {
    "type": "object",
    "properties": {"holes": HOLES, "edges": EDGES, "present": PRESENT, "remark": WHY},
    "required": ["edges"],
    "allOf": [
        {
            "if": {"properties": {"edges": {"const": "open"}}, "required": ["edges"]},
            "then": {"properties": {"why_open": WHY}, "required": ["why_open"]},
        },
        {
            "if": {"properties": {"resolution_code": {"const": "temporary"}}, "required": ["resolution_code"]},
            "then": {
                "properties": {"back_on": {"type": "string", "format": "date", "x-labels": {"en": "Back on"}}},
                "required": ["back_on"],
                "x-photos": {"before": 1},
            },
            "else": {"x-photos": {"before": 1, "after": 2}},
        },
    ],
}
WHOLE = {"holes": [{"depth_cm": 5}], "edges": "sealed", "resolution_code": "temporary", "back_on": "2026-12-01"}
BEFORE = {PhotoRole.BEFORE: 1}


LABELLED = {"x-labels": {"en": "It"}}


def one(schema: Schema, *, required: bool = False) -> Schema:
    return {"type": "object", "properties": {"it": schema}, "required": ["it"] if required else []}


def paths(found: tuple[Asked, ...]) -> list[str]:
    return [each.path for each in found]


def test_questions_stand_in_order_and_those_of_a_branch_behind_what_it_looks_at() -> None:
    assert paths(asked(POTHOLE, {})) == ["holes", "edges", "present", "remark"]
    assert paths(asked(POTHOLE, {"edges": "open"})) == ["holes", "edges", "why_open", "present", "remark"]
    temporary = {"edges": "open", "resolution_code": "temporary"}
    assert paths(asked(POTHOLE, temporary)) == ["holes", "edges", "why_open", "present", "remark", "back_on"]


def test_a_branch_may_look_at_what_another_branch_asks() -> None:
    deep = {
        "properties": {"a": {"type": "boolean", "x-labels": {"en": "A"}}},
        "if": {"properties": {"a": {"const": True}}, "required": ["a"]},
        "then": {
            "properties": {"b": {"type": "boolean", "x-labels": {"en": "B"}}},
            "if": {"properties": {"b": {"const": True}}, "required": ["b"]},
            "then": {"properties": {"c": {"type": "boolean", "x-labels": {"en": "C"}}}},
            "else": {"properties": {"d": {"type": "boolean", "x-labels": {"en": "D"}}}},
        },
    }
    assert paths(asked(deep, {})) == ["a"]
    assert paths(asked(deep, {"a": True})) == ["a", "b", "d"]
    assert paths(asked(deep, {"a": True, "b": True})) == ["a", "b", "c"]
    assert nested(deep, {"a": True, "c": False, "d": True}) == {"a": True, "c": False, "d": True}


def test_a_question_says_all_that_is_to_be_shown() -> None:
    group, edges, present, remark = asked(POTHOLE, {"holes": [{"wet": True}, {}]})
    assert isinstance(group, Group)
    assert (group.labels, group.each, group.least, group.most) == ({"en": "Potholes"}, {"en": "Pothole"}, 1, 3)
    first, second = group.items
    assert paths(first) == ["holes/0/depth_cm", "holes/0/wet", "holes/0/pumped"]
    assert second[0] == Question(
        "holes/1/depth_cm", Kind.COUNT, {"en": "Depth"}, True, (), {"en": "cm"}, least=1, most=60
    )
    assert second[1] == Question("holes/1/wet", Kind.YES_NO, {"en": "Wet"}, False)
    assert edges == Question(
        "edges",
        Kind.CHOICE,
        {"en": "Edges", "es": "Bordes"},
        True,
        (Choice("sealed", {"en": "Edges sealed"}), Choice("open", {"en": "Left open"})),
    )
    assert present == Question(
        "present",
        Kind.CHOICES,
        {"en": "Present"},
        False,
        (Choice("sam", {"en": "sam"}), Choice("lee/2", {"en": "lee/2"})),
    )
    assert remark == Question("remark", Kind.TEXT, {"en": "Why"}, False, most=10)


def test_a_group_without_bounds_and_a_name_for_each_has_those_of_the_group() -> None:
    bare = {"type": "array", "x-labels": {"en": "Signs"}, "items": {"type": "object", "properties": {}}}
    assert asked(one(bare), {}) == (Group("it", {"en": "Signs"}, {"en": "Signs"}, 0, None, ()),)
    assert asked(one(bare, required=True), {}) == (Group("it", {"en": "Signs"}, {"en": "Signs"}, 1, None, ()),)


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "number"}, Kind.MEASURE),
        ({"type": "string", "format": "signature"}, Kind.SIGNATURE),
        ({"type": "string", "format": "date"}, Kind.DATE),
        ({"enum": [1, 2]}, Kind.CHOICE),
    ],
)
def test_each_kind(schema: Schema, kind: Kind) -> None:
    (question,) = asked(one({**schema, "x-labels": {"en": "It"}}), {})
    assert isinstance(question, Question)
    assert question.kind is kind


def test_nothing_is_wrong_with_a_whole_form() -> None:
    assert faults(POTHOLE, WHOLE, BEFORE) == ()


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({"edges": None}, Fault("edges", Why.MISSING)),
        ({"edges": ""}, Fault("edges", Why.MISSING)),
        ({"edges": "ajar"}, Fault("edges", Why.NOT_LIKE)),
        ({"holes": []}, Fault("holes", Why.TOO_FEW, 1)),
        ({"holes": "many"}, Fault("holes", Why.TOO_FEW, 1)),
        ({"holes": [{"depth_cm": 1}] * 4}, Fault("holes", Why.TOO_MANY, 3)),
        ({"holes": [{}]}, Fault("holes/0/depth_cm", Why.MISSING)),
        ({"holes": [{"depth_cm": 1}, {"depth_cm": 0}]}, Fault("holes/1/depth_cm", Why.TOO_SMALL, 1)),
        ({"holes": [{"depth_cm": 61}]}, Fault("holes/0/depth_cm", Why.TOO_LARGE, 60)),
        ({"holes": [{"depth_cm": True}]}, Fault("holes/0/depth_cm", Why.NOT_LIKE)),
        ({"holes": [{"depth_cm": 1, "wet": True}]}, Fault("holes/0/pumped", Why.MISSING)),
        ({"holes": [{"depth_cm": 1, "wet": 1}]}, Fault("holes/0/wet", Why.NOT_LIKE)),
        ({"present": ["sam", "joe"]}, Fault("present", Why.NOT_LIKE)),
        ({"present": "sam"}, Fault("present", Why.NOT_LIKE)),
        ({"remark": "much too long"}, Fault("remark", Why.TOO_LONG, 10)),
        ({"remark": 5}, Fault("remark", Why.NOT_LIKE)),
        ({"back_on": "soon"}, Fault("back_on", Why.NOT_LIKE)),
        ({"back_on": "20261201"}, Fault("back_on", Why.NOT_LIKE)),
        ({"back_on": 5}, Fault("back_on", Why.NOT_LIKE)),
        ({"resolution_code": "repaired"}, Fault("after", Why.NO_PHOTO, 2)),
    ],
)
def test_each_fault_is_found_and_is_the_only_one(answers: Answers, fault: Fault) -> None:
    assert faults(POTHOLE, {**WHOLE, **answers}, BEFORE) == (fault,)


def test_bounds_themselves_are_inside() -> None:
    for depth in (1, 60):
        assert faults(POTHOLE, {**WHOLE, "holes": [{"depth_cm": depth}] * 3, "remark": "ten in all"}, BEFORE) == ()
    assert faults(one({"type": "number", "x-labels": {"en": "It"}}), {"it": 2.5}, {}) == ()
    assert faults(one({"type": "number", "x-labels": {"en": "It"}}), {"it": "2.5"}, {}) == (Fault("it", Why.NOT_LIKE),)


def test_text_is_like_its_pattern_and_a_signature_is_an_id() -> None:
    plate = one({"type": "string", "pattern": "^[A-Z]{3}$", "x-labels": {"en": "Plate"}})
    assert faults(plate, {"it": "ABC"}, {}) == ()
    assert faults(plate, {"it": "abc"}, {}) == (Fault("it", Why.NOT_LIKE),)
    signed = one({"type": "string", "format": "signature", "x-labels": {"en": "Signed"}}, required=True)
    assert faults(signed, {}, {}) == (Fault("it", Why.MISSING),)
    assert faults(signed, {"it": 7}, {}) == (Fault("it", Why.NOT_LIKE),)
    assert faults(signed, {"it": "0198"}, {}) == ()


def test_no_is_an_answer_and_nought_too() -> None:
    assert faults(one({"type": "boolean", "x-labels": {"en": "It"}}, required=True), {"it": False}, {}) == ()
    assert faults(one({"type": "integer", "x-labels": {"en": "It"}}, required=True), {"it": 0}, {}) == ()


def photos_wanted(definition: Schema, answers: Answers) -> dict[str, float | None]:
    return {fault.path: fault.bound for fault in faults(definition, answers, {}) if fault.why is Why.NO_PHOTO}


def test_photos_are_wanted_by_the_branch_that_holds() -> None:
    assert photos_wanted(POTHOLE, {}) == {PhotoRole.BEFORE: 1, PhotoRole.AFTER: 2}
    assert photos_wanted(POTHOLE, {"resolution_code": "temporary"}) == {PhotoRole.BEFORE: 1}
    both = {"x-photos": {"after": 3}, "if": {}, "then": {"x-photos": {"after": 2}}}
    assert photos_wanted(both, {}) == {PhotoRole.AFTER: 3}
    assert faults(POTHOLE, {**WHOLE, "resolution_code": "repaired"}, {PhotoRole.BEFORE: 1, PhotoRole.AFTER: 2}) == ()


def test_answers_lie_flat_under_pointers_without_what_a_left_branch_asked() -> None:
    answers = {**WHOLE, "holes": [{"depth_cm": 5}, {"depth_cm": 7, "wet": False}], "present": ["sam", "lee/2"]}
    fields = {
        "holes/0/depth_cm": 5,
        "holes/1/depth_cm": 7,
        "holes/1/wet": False,
        "edges": "sealed",
        "present/sam": True,
        "present/lee~12": True,
        "back_on": "2026-12-01",
    }
    assert flat(POTHOLE, answers) == fields
    assert flat(POTHOLE, {**answers, "resolution_code": "repaired"}) == {
        k: v for k, v in fields.items() if k != "back_on"
    }
    assert nested(POTHOLE, {**fields, "of another form": 1}) == {
        name: value for name, value in answers.items() if name != "resolution_code"
    }


def test_fields_that_come_from_anywhere_make_no_more_than_a_group_can_have() -> None:
    found = nested(POTHOLE, {"holes/999999999/depth_cm": 4, "holes/x/depth_cm": 4, "holes": 4, "holes/2": 1})
    assert len(found["holes"]) == MOST_THINGS
    assert nested(POTHOLE, {"holes/1/depth_cm": 4})["holes"] == [{}, {"depth_cm": 4}]
    assert nested(POTHOLE, {"holes/1/depth_cm": None, "edges": None}) == {}


def test_changes_are_what_differs_and_what_is_answered_no_more() -> None:
    before = {"edges": "sealed", "holes/0/depth_cm": 5, "holes/1/depth_cm": 7, "present/sam": True, "office": "x"}
    assert changes(POTHOLE, before, nested(POTHOLE, before)) == {}
    answers = {"edges": "open", "holes": [{"depth_cm": 5}], "why_open": "rain"}
    assert changes(POTHOLE, before, answers) == {
        "edges": "open",
        "why_open": "rain",
        "holes/1/depth_cm": None,
        "present/sam": None,
    }
    assert changes(POTHOLE, {"edges": None}, {}) == {}


def test_a_field_is_traced_to_its_question() -> None:
    depth = placed(POTHOLE, "holes/1/depth_cm")
    assert depth is not None
    assert (depth.question.labels, depth.each, depth.number) == ({"en": "Depth"}, {"en": "Pothole"}, 2)
    assert depth.question.path == "holes/1/depth_cm"
    branch, lee = placed(POTHOLE, "why_open"), placed(POTHOLE, "present/lee~12")
    assert branch is not None
    assert (branch.question.kind, branch.each, branch.number, branch.choice) == (Kind.TEXT, None, 0, None)
    assert lee is not None
    assert lee.choice == Choice("lee/2", {"en": "lee/2"})
    tools = {"type": "array", "items": {"enum": ["saw"]}, **LABELLED}
    inner = {"type": "array", "items": {"type": "object", "properties": {"tools": tools}}, **LABELLED}
    saw = placed(one(inner), "it/0/tools/saw")
    assert saw is not None
    assert (saw.number, saw.choice) == (1, Choice("saw", {"en": "saw"}))


@pytest.mark.parametrize(
    "path",
    [
        "other", "edges/sealed", "present", "present/joe", "present/sam/x", "holes", "holes/0", "holes/x/depth_cm",
        "holes/0/width", "holes/0/depth_cm/x", "",
    ],
)  # fmt: skip
def test_a_field_of_no_question_is_traced_to_none(path: str) -> None:
    assert placed(POTHOLE, path) is None


def test_a_group_has_a_name_and_a_question_is_no_group() -> None:
    assert group_labels(POTHOLE, "holes") == {"en": "Potholes"}
    assert group_labels(POTHOLE, "edges") is None
    assert group_labels(POTHOLE, "other") is None


things = st.fixed_dictionaries(
    {}, optional={"depth_cm": st.integers(1, 60), "wet": st.booleans(), "pumped": st.booleans()}
)
forms = st.fixed_dictionaries(
    {},
    optional={
        "holes": st.lists(things.filter(bool), min_size=1, max_size=3),
        "edges": st.sampled_from(["sealed", "open"]),
        "why_open": st.text(min_size=1, max_size=10),
        "present": st.lists(st.sampled_from(["sam", "lee/2"]), min_size=1, unique=True)
        .map(sorted)
        .map(lambda s: s[::-1]),
        "remark": st.text(min_size=1, max_size=10),
    },
)


@given(forms)
def test_what_was_sent_is_read_back_and_changes_nothing(answers: Answers) -> None:
    fields = flat(POTHOLE, answers)
    assert flat(POTHOLE, nested(POTHOLE, fields)) == fields
    assert changes(POTHOLE, fields, nested(POTHOLE, fields)) == {}


def test_the_form_in_the_documentation_is_one() -> None:
    text = (Path(__file__).parents[2] / "sync" / "FORMS.md").read_text(encoding="utf-8")
    shown = json.loads(text.partition("```json\n")[2].partition("```")[0])
    assert flaws(shown) == ()
    assert paths(asked(shown, {"resolution_code": "temporary"})) == ["holes", "edges", "back_on"]


def test_a_form_without_flaws() -> None:
    assert flaws(POTHOLE) == ()
    assert flaws({}) == ()


ASKED = {"type": "string", **LABELLED}


@pytest.mark.parametrize(
    ("definition", "where"),
    [
        ([], ""),
        ({"properties": 5}, "/properties"),
        ({"$ref": "#"}, "/$ref"),
        (one({"type": "string"}), "/properties/it/x-labels"),
        (one({"type": "string", "x-labels": {"en": ""}}), "/properties/it/x-labels"),
        (one({"type": "integer", "x-unit": "cm", **LABELLED}), "/properties/it/x-unit"),
        (one({"type": "null", **LABELLED}), "/properties/it"),
        (one({"type": "string", "const": "a", **LABELLED}), "/properties/it/const"),
        (one({"oneOf": [{"const": "a"}], **LABELLED}), "/properties/it/oneOf/0/x-labels"),
        (one({"oneOf": [{"type": "null"}], **LABELLED}), "/properties/it/oneOf/0"),
        (one({"oneOf": [True], **LABELLED}), "/properties/it/oneOf/0"),
        (one({"type": "array", "items": {"oneOf": [{"const": None}]}, **LABELLED}), "/properties/it/oneOf/0"),
        (one(True), "/properties/it"),  # type: ignore[arg-type]
        (one({"type": "string", "pattern": "(?<n>a)\\Z(", **LABELLED}), "/properties/it/pattern"),
        ({"properties": {"Depth": {"type": "string", **LABELLED}}}, "/properties/Depth"),
        ({"properties": {"resolution_code": {"type": "string", **LABELLED}}}, "/properties/resolution_code"),
        ({"allOf": [{"then": {}}]}, "/allOf/0"),
        ({"if": {}, "then": {"properties": {"it": {}}}}, "/then/properties/it/x-labels"),
        ({"if": {"minProperties": 1}}, "/if/minProperties"),
        ({"if": {"properties": {"it": {"pattern": "a"}}}}, "/if/properties/it/pattern"),
        ({"if": {"properties": {"it": True}}}, "/if/properties/it"),
        ({"if": {"properties": {"it": {"contains": {"type": "string"}}}}}, "/if/properties/it/contains/type"),
        ({"if": {"not": {"anyOf": [{}, {"maxProperties": 1}]}}}, "/if/not/anyOf/1/maxProperties"),
        ({"if": {}, "then": True}, "/then"),
        ({"if": True}, "/if"),
        ({"if": {"not": False}}, "/if/not"),
        ({"allOf": [True]}, "/allOf/0"),
        ({"$comment": "é" * 32_768}, ""),
        (
            {"properties": {"it": ASKED}, "if": {}, "then": {"properties": {"it": {**ASKED, "maxLength": 5}}}},
            "/it",
        ),
        (
            one(
                {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "if": {},
                        "then": {"properties": {"in": ASKED}},
                        "else": {"properties": {"in": {**LABELLED, "type": "integer"}}},
                    },
                    **LABELLED,
                }
            ),
            "/it/in",
        ),
        ({"x-photos": {"selfie": 1}}, "/x-photos"),
        ({"x-photos": {"after": 0}}, "/x-photos"),
        ({"x-photos": 5}, "/x-photos"),
        (
            one({"type": "array", "items": {"type": "object", "x-photos": {"after": 1}}, **LABELLED}),
            "/properties/it/items/x-photos",
        ),
        (
            one({"type": "array", "items": {"type": "object", "properties": {"in": HOLES}}, **LABELLED}),
            "/properties/it/items/properties/in",
        ),
    ],
)
def test_each_flaw_is_told_where_it_is(definition: object, where: str) -> None:
    found = flaws(definition)
    assert found, "nothing was found"
    assert Flaw(where, found[0].what) == found[0]


def test_two_branches_may_ask_the_same_question() -> None:
    same = {"properties": {"it": ASKED}}
    assert flaws({"if": {"properties": {"other": {"const": 1}}}, "then": same, "else": same}) == ()


def test_the_outcome_may_be_the_name_of_a_question_about_a_thing() -> None:
    inner = {"type": "object", "properties": {"resolution_code": {"type": "string", **LABELLED}}}
    assert flaws(one({"type": "array", "items": inner, **LABELLED})) == ()
