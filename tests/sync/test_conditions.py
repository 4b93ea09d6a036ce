"""A form's conditions, held against a whole JSON Schema validator."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sync.conditions import holds

values = st.sampled_from(["a", "b", "", 0, 1, 1.0, 2, -1.5, True, False, None])
answers = st.dictionaries(st.sampled_from("xyz"), values | st.lists(values, max_size=3), max_size=3)
bounds = st.sampled_from([-1, 0, 1, 1.5, 2])
scalars: dict[str, st.SearchStrategy[Any]] = {
    "const": values,
    "enum": st.lists(values, min_size=1, max_size=3),
    "minimum": bounds,
    "maximum": bounds,
}
wanted = st.fixed_dictionaries({}, optional={**scalars, "contains": st.fixed_dictionaries({}, optional=scalars)})
conditions = st.recursive(
    st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from("xyz"), wanted, max_size=2),
            "required": st.lists(st.sampled_from("xyz"), unique=True, max_size=2),
        },
    ),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
        },
    ),
    max_leaves=4,
)


@given(conditions, answers)
def test_it_says_what_a_whole_validator_says(condition: dict[str, Any], given_answers: dict[str, Any]) -> None:
    assert holds(condition, given_answers) is Draft202012Validator(condition).is_valid(given_answers)


@pytest.mark.parametrize(
    ("wanted", "value", "held"),
    [
        ({"const": "a"}, "a", True),
        ({"const": "a"}, "b", False),
        ({"const": 1}, True, False),
        ({"const": 1}, 1.0, True),
        ({"enum": ["a", "b"]}, "b", True),
        ({"enum": ["a", "b"]}, "c", False),
        ({"minimum": 2}, 2, True),
        ({"minimum": 2}, 1, False),
        ({"minimum": 2}, "1", True),
        ({"minimum": 2}, True, True),
        ({"maximum": 2}, 2, True),
        ({"maximum": 2}, 3, False),
        ({"maximum": 0}, True, True),
        ({"contains": {"const": "a"}}, ["b", "a"], True),
        ({"contains": {"const": "a"}}, ["b"], False),
        ({"contains": {"const": "a"}}, "a", True),
    ],
)
def test_one_answer(wanted: dict[str, Any], value: object, held: bool) -> None:
    condition = {"properties": {"it": wanted}}
    assert holds(condition, {"it": value}) is held
    assert Draft202012Validator(condition).is_valid({"it": value}) is held
    assert holds(condition, {})
    assert not holds({**condition, "required": ["it"]}, {})


def test_all_any_and_not() -> None:
    yes: dict[str, Any] = {}
    no = {"required": ["it"]}
    assert [holds({"allOf": pair}, {}) for pair in ([yes, yes], [yes, no])] == [True, False]
    assert [holds({"anyOf": pair}, {}) for pair in ([no, yes], [no, no])] == [True, False]
    assert [holds({"not": each}, {}) for each in (no, yes)] == [True, False]
