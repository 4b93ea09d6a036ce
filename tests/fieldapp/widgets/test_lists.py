"""Tests of the painted lists: what they tell, how they are walked, and that they stay cheap."""

import time

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import theme
from fieldapp.rows import ChipText, JobRow, OutboxRow, PhotoTile
from fieldapp.theme import px
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.outbox_list import OutboxList
from fieldapp.widgets.photo_grid import PhotoGrid
from fieldapp.widgets.row_list import SECTION_PX
from tests.fieldapp.widgets.conftest import ModelOf


def some_jobs(count: int = 3) -> list[object]:
    return [
        JobRow(
            str(number),
            f"Job {number}",
            "1 Main St",
            corner="0.4 mi",
            chips=(ChipText("Due", "bad"),),
            meta="x",
        )
        for number in range(count)
    ]


def test_keys_choose_and_open(qtbot: QtBot, model_of: ModelOf) -> None:
    jobs = JobList("Jobs")
    qtbot.addWidget(jobs)
    model = model_of(some_jobs())
    jobs.setModel(model)
    jobs.select("0")
    with qtbot.waitSignal(jobs.chosen) as told:
        qtbot.keyClick(jobs, Qt.Key.Key_Down)
    assert told.args == ["1"]
    with qtbot.waitSignal(jobs.opened) as told:
        qtbot.keyClick(jobs, Qt.Key.Key_Return)
    assert told.args == ["1"]
    assert jobs.current_id() == "1"


def test_an_unknown_id_changes_nothing(qtbot: QtBot, model_of: ModelOf) -> None:
    jobs = JobList("Jobs")
    qtbot.addWidget(jobs)
    model = model_of(some_jobs())
    jobs.setModel(model)
    jobs.select("2")
    jobs.select("gone")
    assert jobs.current_id() == "2"


def test_rows_follow_the_scale_and_sections_add_a_heading(
    qtbot: QtBot, qapp: QApplication, model_of: ModelOf
) -> None:
    jobs = JobList("Jobs")
    qtbot.addWidget(jobs)
    model = model_of([JobRow("1", "A"), JobRow("2", "B", section="DONE TODAY")])
    jobs.setModel(model)
    jobs.resize(400, 400)
    jobs.show()
    heights = [jobs.visualRect(model.index(number, 0)).height() for number in (0, 1)]
    assert heights == [104, 104 + SECTION_PX]
    theme.apply(qapp, "light", 1.5)
    jobs.doItemsLayout()
    assert jobs.visualRect(model.index(0, 0)).height() == px(104) == 156


def test_nothing_is_painted_outside_a_row_even_with_long_words(qtbot: QtBot, model_of: ModelOf) -> None:
    long = "Bordillo roto y acera levantada por las raíces " * 4
    row = JobRow(
        "1", long, long, corner=long[:20], chips=(ChipText(long, "warn", "clock"), ChipText(long)), meta=long
    )
    for width in (260, 424):
        jobs = JobList("Jobs")
        qtbot.addWidget(jobs)
        model = model_of([row])
        jobs.setModel(model)
        jobs.resize(width, 200)
        jobs.show()
        drawn = jobs.grab().toImage()
        below = drawn.copy(QRect(0, 110, width, 80))
        assert {below.pixelColor(x, y).name() for x in range(0, width, 7) for y in range(0, 80, 7)} == {
            "#ffffff"
        }


def test_a_photo_takes_the_place_of_the_icon(qtbot: QtBot, model_of: ModelOf) -> None:
    thumb = QImage(200, 100, QImage.Format.Format_RGB32)
    thumb.fill(0xFF00FF00)
    jobs = JobList("Waiting", thumbs=True, sections=False)
    qtbot.addWidget(jobs)
    model = model_of([JobRow("1", "A", thumb=thumb)])
    jobs.setModel(model)
    jobs.resize(370, 200)
    jobs.show()
    assert jobs.grab().toImage().pixelColor(56, 50).name() == "#00ff00"


def test_a_repaint_of_a_full_list_is_quick(qtbot: QtBot, model_of: ModelOf) -> None:
    jobs = JobList("Jobs", sections=False)
    qtbot.addWidget(jobs)
    model = model_of(some_jobs(10_000))
    jobs.setModel(model)
    jobs.resize(424, 900)
    jobs.show()
    jobs.grab()
    begun = time.perf_counter()
    for _ in range(5):
        jobs.grab()
    assert (time.perf_counter() - begun) / 5 < 0.05


def test_a_change_and_a_photo_are_chosen_too(qtbot: QtBot, model_of: ModelOf) -> None:
    outbox, grid = OutboxList("Changes"), PhotoGrid("Photos")
    stages = ("laptop", "sending", "in_crm", "needs_you")
    changes = model_of(
        [OutboxRow(stage, stage, stage=stage, fraction=0.5, note="Receipt 1") for stage in stages]
    )
    photos = model_of([PhotoTile("a", label="Before"), PhotoTile("b", state="broken")])
    for shown, model, last in ((outbox, changes, "needs_you"), (grid, photos, "b")):
        qtbot.addWidget(shown)
        shown.setModel(model)
        shown.resize(600, 400)
        shown.set_framed(True)
        shown.show()
        with qtbot.waitSignal(shown.chosen):
            shown.select(last)
        assert shown.current_id() == last
        assert not shown.grab().isNull()
