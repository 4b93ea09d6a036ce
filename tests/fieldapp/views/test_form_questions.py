"""A city's form on the screen: it asks what applies now, keeps what was answered, and says what is missing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.views.form_editors import Editor
from fieldapp.views.form_questions import FormQuestions
from fieldapp.widgets.chip import ChoiceChip
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.stepper import Stepper
from fieldapp.wording.answers import day_text


def labels(text: str) -> dict[str, dict[str, str]]:
    return {"x-labels": {"en": text, "es": f"{text} (es)"}}


FORM: dict[str, Any] = {
    "properties": {
        "bags": {"type": "integer", "maximum": 20, **labels("Bags")},
        "edges": {"enum": ["Sealed", "Open"], **labels("Edges")},
        "found": {"type": "array", "items": {"enum": ["Needles", "Tyres"]}, **labels("Found")},
        "wet": {"type": "boolean", **labels("Wet")},
        "area": {"type": "number", "x-unit": {"en": "m²"}, **labels("Area")},
        "plate": {"type": "string", "maxLength": 10, **labels("Plate")},
        "story": {"type": "string", **labels("Story")},
        "back_on": {"type": "string", "format": "date", **labels("Back on")},
        "holes": {
            "type": "array",
            "maxItems": 2,
            "x-each": {"en": "Hole"},
            **labels("Holes"),
            "items": {"properties": {"deep": {"type": "integer", "maximum": 60, **labels("Deep")}}, "type": "object"},
        },
    },
    "allOf": [
        {
            "if": {"properties": {"edges": {"const": "Open"}}, "required": ["edges"]},
            "then": {"properties": {"why": {"type": "string", "maxLength": 20, **labels("Why")}}, "required": ["why"]},
        }
    ],
}
Ask = Callable[..., FormQuestions]
NOW_MS = round(datetime(2026, 11, 30, 12).timestamp() * 1000)  # noqa: DTZ001 - noon in the zone of the test


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    def make(**answers: Any) -> FormQuestions:
        made = FormQuestions(QWidget())
        qtbot.addWidget(made)
        made.ask(FORM, answers, {}, None, "en", NOW_MS)
        made.resize(600, 1400)
        made.show()
        return made

    return make


def part(page: FormQuestions, path: str, kind: type[Any]) -> Any:
    editor = page.editor(path)
    assert isinstance(editor, Editor)
    return editor.findChild(kind)


def chip(page: FormQuestions, path: str, text: str) -> ChoiceChip:
    editor = page.editor(path)
    assert editor is not None
    return next(each for each in editor.findChildren(ChoiceChip) if each.text() == text)


def press(page: QWidget, qtbot: QtBot, name: str) -> None:
    button = next(
        b for b in page.findChildren(QAbstractButton) if name in (b.text(), b.accessibleName()) and b.isVisible()
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_each_kind_of_question_is_answered_by_hand(ask: Ask, qtbot: QtBot) -> None:
    page = ask()
    press(part(page, "bags", Stepper), qtbot, "More: Bags")
    for path, text in (("edges", "Sealed"), ("found", "Tyres"), ("found", "Needles"), ("wet", "No")):
        qtbot.mouseClick(chip(page, path, text), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part(page, "area", QLineEdit), "2.5")
    qtbot.keyClicks(part(page, "plate", QLineEdit), "ABC 12")
    qtbot.keyClicks(part(page, "story", NoteBox), "Rain all day")
    qtbot.mouseClick(page.editor("back_on").findChildren(ChoiceChip)[0], Qt.MouseButton.LeftButton)
    press(page, qtbot, "Add: Hole")
    qtbot.keyClicks(part(page, "holes/0/deep", Stepper), "45")
    assert page.asked_answers() == {
        "bags": 1,
        "edges": "Sealed",
        "found": ["Needles", "Tyres"],
        "wet": False,
        "area": 2.5,
        "plate": "ABC 12",
        "story": "Rain all day",
        "back_on": "2026-12-01",
        "holes": [{"deep": 45}],
    }


def test_what_was_answered_is_shown(ask: Ask) -> None:
    page = ask(bags=4, edges="Sealed", found=["Tyres"], wet=True, area=2.5, plate="X", story="S", back_on="2031-05-06")
    assert part(page, "bags", Stepper).value() == 4
    checked = {
        path: [c.text() for c in page.editor(path).findChildren(ChoiceChip) if c.isChecked()]
        for path in FORM["properties"]
        if page.editor(path)
    }
    assert (checked["edges"], checked["found"], checked["wet"]) == (["Sealed"], ["Tyres"], ["Yes"])
    assert checked["back_on"] == [day_text(QDate(2031, 5, 6))]
    assert part(page, "area", QLineEdit).text() == QLocale().toString(2.5)
    assert part(page, "plate", QLineEdit).text() == "X"
    assert part(page, "story", NoteBox).text() == "S"


def test_what_the_office_writes_into_a_field_that_somebody_looks_into_is_there_once_they_have_left_it(
    ask: Ask, qtbot: QtBot
) -> None:
    page = ask(plate="OLD", area=2.5)
    plate, area = part(page, "plate", QLineEdit), part(page, "area", QLineEdit)
    page.activateWindow()
    plate.setFocus()
    qtbot.waitUntil(plate.hasFocus)
    page.show_known({"plate": "NEW", "area": 7.5})
    assert (plate.text(), area.text()) == ("OLD", QLocale().toString(7.5))
    area.setFocus()
    assert plate.text() == "NEW"
    assert page.given() == {}


def test_an_answer_can_be_taken_back(ask: Ask, qtbot: QtBot) -> None:
    page = ask(edges="Sealed", bags=1, found=["Tyres"])
    qtbot.mouseClick(chip(page, "edges", "Sealed"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(page, "found", "Tyres"), Qt.MouseButton.LeftButton)
    for _ in range(2):
        press(part(page, "bags", Stepper), qtbot, "Less: Bags")
    assert page.asked_answers() == {}


def test_a_branch_comes_and_goes_and_what_it_asked_is_remembered(ask: Ask, qtbot: QtBot) -> None:
    page = ask()
    assert page.editor("why") is None
    qtbot.mouseClick(chip(page, "edges", "Open"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part(page, "why", QLineEdit), "Frost")
    assert "needed" in [label.text() for label in page.editor("why").findChildren(QLabel) if label.isVisible()]
    qtbot.mouseClick(chip(page, "edges", "Sealed"), Qt.MouseButton.LeftButton)
    assert page.editor("why") is None
    qtbot.mouseClick(chip(page, "edges", "Open"), Qt.MouseButton.LeftButton)
    assert part(page, "why", QLineEdit).text() == "Frost"


def test_while_somebody_types_the_form_does_not_take_the_field_away(ask: Ask, qtbot: QtBot) -> None:
    page = ask(edges="Open")
    qtbot.addWidget(page.window())
    page.activateWindow()
    field = part(page, "why", QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "Frost")
    assert part(page, "why", QLineEdit) is field
    assert field.text() == "Frost"


def test_things_of_a_group_are_added_up_to_the_most_and_removed(ask: Ask, qtbot: QtBot) -> None:
    page = ask()
    for _ in range(2):
        press(page, qtbot, "Add: Hole")
    assert not [b for b in page.findChildren(QAbstractButton) if b.text() == "Add: Hole" and b.isVisible()]
    qtbot.keyClicks(part(page, "holes/1/deep", Stepper), "9")
    press(page, qtbot, "Remove Hole 1")
    assert page.asked_answers() == {"holes": [{"deep": 9}]}
    press(page, qtbot, "Remove Hole 1")
    assert page.asked_answers() == {}


def test_what_is_wrong_is_said_at_its_question_until_it_is_answered(ask: Ask, qtbot: QtBot) -> None:
    page = ask(edges="Open")
    page.show_faults({"why": "Still to answer.", "holes": "Holes: at least 1."})
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert {"Still to answer.", "Holes: at least 1."} <= set(shown)
    qtbot.keyClicks(part(page, "why", QLineEdit), "F")
    assert "Still to answer." not in [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_digits_write_a_number_and_leave_the_pages_keys_alone(ask: Ask, qtbot: QtBot) -> None:
    stepper = part(ask(), "bags", Stepper)
    qtbot.keyClicks(stepper, "12")
    assert stepper.value() == 12
    qtbot.keyClicks(stepper, "5")
    assert stepper.value() == 5, "125 is more than there can be, so a new number begins"
    assert stepper.accessibleName() == "Bags: 5"
