"""Somebody signs on the screen: the picture is a photo of the job, its id the answer; a written name does as well."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.views.close_out import CloseOutPage
from fieldapp.views.signature_editor import SignatureEditor
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.signature_pad import SignaturePad
from sync.commands import CloseOut
from sync.orders import Form, PhotoRole
from tests.builders import a_service, an_order
from tests.fieldapp.views.conftest import MakeDesk
from tests.fieldapp.views.crew_desk import CrewDesk

ASKED = {
    "properties": {"signed": {"type": "string", "format": "signature", "x-labels": {"en": "Driver signs"}}},
    "required": ["signed"],
}
SERVICE = a_service(forms=(Form(1, ASKED),))


def sign(pad: QWidget, qtbot: QtBot, *points: tuple[int, int]) -> None:
    start, *others = (QPoint(*point) for point in points)
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=start)
    for point in others:
        qtbot.mouseMove(pad, point)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=others[-1] if others else start)


def test_a_signature_is_black_on_white_and_as_large_as_it_is(qtbot: QtBot) -> None:
    pad = SignaturePad("Driver signs", "Sign here")
    qtbot.addWidget(pad)
    pad.resize(460, 150)
    pad.show()
    with qtbot.waitSignal(pad.signed) as told:
        sign(pad, qtbot, (50, 50), (150, 90))
    (image,) = told.args
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == ((101 + 32) * 3, (41 + 32) * 3)
    assert image.pixelColor(0, 0) == Qt.GlobalColor.white
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle == Qt.GlobalColor.black


def test_a_dot_is_no_signature(qtbot: QtBot) -> None:
    pad = SignaturePad("Driver signs", "Sign here")
    qtbot.addWidget(pad)
    pad.show()
    with qtbot.assertNotEmitted(pad.signed):
        sign(pad, qtbot, (50, 50))
        assert pad.begun
        pad.hide()  # does not wait for the pause
    assert not pad.begun


def opened(crew_desk: MakeDesk) -> tuple[CrewDesk, CloseOutPage, str]:
    order = an_order()
    desk = crew_desk()
    desk.laptop.first_sync([order], services=(SERVICE,))
    desk.laptop.add_photo(order.id, PhotoRole.AFTER)
    page = desk.show("close_out", order.id)
    assert isinstance(page, CloseOutPage)
    return desk, page, order.id


def editor_in(page: QWidget) -> SignatureEditor:
    return page.findChild(SignatureEditor)


def test_a_drawn_signature_closes_the_job_and_goes_with_it(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk, page, order_id = opened(crew_desk)
    editor = editor_in(page)
    pad, name = editor.findChild(SignaturePad), editor.findChild(QLineEdit)
    qtbot.keyClick(page, Qt.Key.Key_1)
    sign(pad, qtbot, (50, 50), (150, 90))
    qtbot.waitUntil(name.isHidden)
    view = desk.laptop.store.order(order_id)
    assert view is not None
    (signed,) = (photo for photo in view.order.photos if photo.role is PhotoRole.SIGNATURE)
    next(each for each in page.findChildren(Button) if each.text() == "Close job").click()
    body = desk.laptop.store.outbox()[0].command.body
    assert isinstance(body, CloseOut)
    assert body.fields == {"signed": signed.id}
    assert signed.id in body.photo_ids
    assert len(body.photo_ids) == 2


def test_signing_again_takes_the_first_one_away_and_undo_brings_it_back(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk, page, order_id = opened(crew_desk)
    editor = editor_in(page)
    sign(editor.findChild(SignaturePad), qtbot, (50, 50), (150, 90))
    again = next(each for each in editor.findChildren(Button) if each.text() == "Sign again")
    qtbot.waitUntil(again.isVisible)
    again.click()

    def signatures() -> list[str]:
        view = desk.laptop.store.order(order_id)
        assert view is not None
        return [p.id for p in view.order.photos if p.role is PhotoRole.SIGNATURE and not p.withdrawn]

    assert signatures() == []
    assert page._details.questions.asked_answers() == {}
    desk.act()
    (kept,) = signatures()
    assert page._details.questions.given() == {"signed": kept}


def test_a_name_does_as_well(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    desk, page, _ = opened(crew_desk)
    qtbot.keyClick(page, Qt.Key.Key_1)
    name = editor_in(page).findChild(QLineEdit)
    name.setFocus()
    qtbot.keyClicks(name, "Lee Wong")
    qtbot.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    body = desk.laptop.store.outbox()[0].command.body
    assert isinstance(body, CloseOut)
    assert body.fields == {"signed": "Lee Wong"}


def test_the_next_jobs_pad_is_empty(crew_desk: MakeDesk, qtbot: QtBot) -> None:
    first, second = an_order(), an_order()
    desk = crew_desk()
    desk.laptop.first_sync([first, second], services=(SERVICE,))
    page = desk.show("close_out", first.id)
    pad = editor_in(page).findChild(SignaturePad)
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    page = desk.show("close_out", second.id)
    assert not editor_in(page).findChild(SignaturePad).begun
