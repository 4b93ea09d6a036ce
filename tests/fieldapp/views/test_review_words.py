"""Held work of every kind can be read by the person who decides: no codes, names and reasons."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from fieldapp.models.reviews import Case, asks
from fieldapp.moments import Moments
from fieldapp.views.review_findings import changes_of, findings_of
from fieldapp.views.review_held import HeldCard, said_value, why_held
from fieldapp.widgets.text import Text
from fieldapp.wording import part_text
from sync.orders import Closing, Form, Role, Value
from sync.states import Place
from sync.store import ReviewView
from sync.verdicts import Outcome, Part, Review, ReviewKind, Why
from tests.builders import StillClock, a_service, an_order
from tests.builders_desk import a_held_review

CREWS = {"crew-14": "Street Maintenance 14", "crew-9": "Street Maintenance 9"}


@pytest.fixture
def case(qapp: object) -> Callable[..., Case]:
    """A waiting case, with the review changed as wanted."""
    order = an_order()

    def make(**changes: object) -> Case:
        review: Review = replace(a_held_review(order, StillClock()), **changes)
        return Case(ReviewView(review, review, None, None, Place.IN_CRM), order)

    return make


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("priority", "high", "Urgent"),
        ("priority", "normal", "Normal"),
        ("priority", "someday", "someday"),
        ("service_code", "street_light", "Street light"),
        ("expected_datetime", "soon", "soon"),
        ("expected_datetime", None, "–"),
        ("address", "1 Elm St", "1 Elm St"),
        ("status", "cancelled", "Cancelled"),
    ],
)
def test_a_value_is_said_as_people_say_it(name: str, value: Value, said: str) -> None:
    assert said_value(name, value, CREWS, None, "en") == said


def test_a_time_is_no_code(qapp: object) -> None:
    words = said_value("expected_datetime", "2026-11-23T15:00:00Z", CREWS, None, "en")
    assert "T" not in words.replace("AM", "").replace("PM", "")
    assert "23" in words


def test_each_value_has_a_name() -> None:
    names = ("priority", "expected_datetime", "service_code", "address", "location", "assignment_id", "status")
    said = [part_text(name, a_service(), "en") for name in names]
    assert len(set(said)) == len(names)


def test_the_reason_of_the_change_that_was_met_is_quoted(case: Callable[..., Case]) -> None:
    found = case(why=Why.CANCELLED, met_by="Maria Reyes", met_reason="The resident called back")
    assert why_held(found, "Crew 14", CREWS).endswith("Maria Reyes: “The resident called back”")
    assert "“" not in why_held(case(why=Why.CANCELLED, met_by="Maria Reyes"), "Crew 14", CREWS)


def test_two_pins_say_who_moved_one_and_how_far_they_are_apart(case: Callable[..., Case], qtbot: QtBot) -> None:
    pin = Part("location", Outcome.HELD, "1.5, 2.5", "1.6, 2.5", "1.7, 2.5", "Dana Kim", "2026-11-22T16:00:00Z", 100)
    card = HeldCard()
    qtbot.addWidget(card)
    card.show_case(case(why=Why.VALUE_CHANGED, parts=(pin,)), "Crew 14", CREWS, a_service(), "en")
    said = [text.text() for text in card.findChildren(Text)]
    assert "1.6, 2.5 · Dana Kim" in said
    assert "1.7, 2.5 · 100 m away" in said


def test_what_waits_too_long_and_what_is_only_to_be_known_is_a_finding(case: Callable[..., Case]) -> None:
    moments, now_ms = Moments("en"), StillClock().wall_ms()

    def titles(found: Case) -> list[str]:
        return [f.title for f in findings_of(found, "Crew 14", CREWS, a_service(), moments, now_ms, "en")]

    assert "Waits too long" in titles(case(escalated_at="2026-11-22T18:00:00Z"))
    assert "Waits too long" not in titles(case())
    alike = case(kind=ReviewKind.INFORMED, why=Why.LOOK_ALIKE, parts=(), command_kind="create_order")
    assert titles(alike) == ["Possible duplicate"]
    assert changes_of(alike, CREWS, a_service(), "en") == ()


def test_a_supervisor_sees_what_asks_them(case: Callable[..., Case]) -> None:
    told = case(kind=ReviewKind.INFORMED, why=Why.ALREADY_CLOSED, parts=(), asks=Role.SUPERVISOR).view.review
    assert asks(told, Role.SUPERVISOR)
    assert not asks(replace(told, asks=Role.DISPATCHER), Role.SUPERVISOR)
    assert asks(replace(told, asks=Role.DISPATCHER), Role.DISPATCHER)


def test_a_reviewer_reads_what_the_form_lacks(case: Callable[..., Case]) -> None:
    asked = {
        "properties": {"depth": {"type": "integer", "maximum": 9, "x-labels": {"en": "Depth"}}},
        "required": ["depth"],
        "x-photos": {"before": 1, "after": 1},
    }
    service = a_service(forms=(Form(1, asked),))
    found = case(command_kind="close_out", parts=())
    closing = Closing("repaired", "2026-11-22T18:00:00Z", "Ana Ruiz", "crew-14", form_version=1)

    def lacking(**fields: Value) -> list[str]:
        filled = Case(found.view, replace(an_order(), closing=closing, fields=fields))
        told = findings_of(filled, "Crew 14", CREWS, service, Moments("en"), StillClock().wall_ms(), "en")
        return [each.detail for each in told if each.title == "Form not complete"]

    photo = "This outcome needs 1 photo(s) of the kind “Before”."
    assert lacking() == [f"Still to answer: Depth. {photo}"]
    assert lacking(depth=12) == [f"Depth: not more than 9. {photo}"]
    assert lacking(depth=3) == [photo]
