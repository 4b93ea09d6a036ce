"""Marks: undo and redo, and a blurred area of which nothing can be computed back."""

import random

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from fieldapp.marks import COLOURS, Mark, Marks, Tool, flattened, is_large_enough, mosaic, words_box

AREA = QRect(40, 30, 96, 64)


def noise(seed: int = 1, size: tuple[int, int] = (200, 150)) -> QImage:
    chance = random.Random(seed)
    image = QImage(*size, QImage.Format.Format_RGB32)
    for y in range(size[1]):
        for x in range(size[0]):
            image.setPixelColor(x, y, QColor(*(chance.randrange(256) for _ in range(3))))
    return image


def shuffled(image: QImage, area: QRect) -> QImage:
    """The same points of the area in another order: a face becomes nothing, the mean stays."""
    made = image.copy()
    places = [(x, y) for y in range(area.top(), area.bottom() + 1) for x in range(area.left(), area.right() + 1)]
    colours = [image.pixelColor(x, y) for x, y in places]
    random.Random(2).shuffle(colours)
    for (x, y), colour in zip(places, colours, strict=True):
        made.setPixelColor(x, y, colour)
    return made


def blur(area: QRect = AREA, seed: int = 5) -> Mark:
    ends = (float(area.left()), float(area.top())), (float(area.right() + 1), float(area.bottom() + 1))
    return Mark(Tool.BLUR, *ends, seed=seed)


def test_a_blurred_area_knows_only_the_mean_of_what_it_hides(qapp: QApplication) -> None:
    photo = noise()
    first, second = flattened(photo, (blur(),)), flattened(shuffled(photo, AREA), (blur(),))
    for y in range(AREA.top(), AREA.bottom() + 1):
        for x in range(AREA.left(), AREA.right() + 1):
            one, other = first.pixelColor(x, y).getRgb(), second.pixelColor(x, y).getRgb()
            assert all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True)), (x, y)


def test_the_tiles_are_few_whatever_the_size_and_differ_by_chance_alone(qapp: QApplication) -> None:
    photo = noise()
    tiles = mosaic(photo, AREA, 5)
    assert (tiles.width(), tiles.height()) == (8, 6)
    assert mosaic(photo, QRect(0, 0, 9, 9), 5).size() == QSize(2, 2)
    assert mosaic(photo, AREA, 6) != tiles
    assert len({tiles.pixel(x, y) for x in range(8) for y in range(6)}) > 10


def test_outside_the_area_nothing_changes(qapp: QApplication) -> None:
    photo = noise()
    made = flattened(photo, (blur(),))
    for x, y in ((0, 0), (AREA.left() - 1, 50), (AREA.right() + 1, 50), (60, AREA.top() - 1), (60, AREA.bottom() + 1)):
        assert made.pixelColor(x, y) == photo.pixelColor(x, y)


def test_a_blurred_area_may_reach_over_the_edge(qapp: QApplication) -> None:
    photo = noise()
    made = flattened(photo, (blur(QRect(150, 100, 400, 400)),))
    assert made.size() == photo.size()
    assert made.pixelColor(199, 149) != photo.pixelColor(199, 149)


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.CIRCLE, Tool.BOX, Tool.WORDS])
@pytest.mark.parametrize("colour", COLOURS)
def test_each_mark_is_painted_in_its_colour_with_a_rim(qapp: QApplication, tool: Tool, colour: str) -> None:
    photo = QImage(800, 600, QImage.Format.Format_RGB32)
    photo.fill(QColor("#808080"))
    start, end = (100.0, 100.0), (700.0, 500.0)
    if tool is Tool.WORDS:
        start, end = words_box("Edge is sealed", start, photo.size())
    made = flattened(photo, (Mark(tool, start, end, colour, "Edge is sealed"),))
    inks = {made.pixelColor(x, y).name() for y in range(0, 600, 2) for x in range(0, 800, 2)}
    assert colour in inks
    assert inks & {"#ffffff", "#101418"}


def test_words_stand_whole_inside_the_photo(qapp: QApplication) -> None:
    (left, top), (right, bottom) = words_box("Plate of a parked car", (790.0, 599.0), QSize(800, 600))
    assert left >= 0
    assert top >= 0
    assert right <= 800
    assert bottom <= 600


def test_long_words_are_written_smaller_and_stay_whole(qapp: QApplication) -> None:
    photo = QImage(800, 600, QImage.Format.Format_RGB32)
    photo.fill(QColor("#808080"))
    text = "W" * 60
    start, end = words_box(text, (500.0, 300.0), photo.size())
    assert start[0] == 0
    assert end[0] <= 800
    made = flattened(photo, (Mark(Tool.WORDS, start, end, COLOURS[0], text),))
    middle = round((start[1] + end[1]) / 2)
    inks = [made.pixelColor(x, middle).name() for x in (0, 1, 2, 797, 798, 799)]
    assert inks.count("#ffffff") == 0  # the first and the last letter have their margin


def test_undo_and_redo_walk_through_everything_that_was_done() -> None:
    marks, one, two = Marks(), blur(seed=1), blur(seed=2)
    marks.place(one)
    marks.place(two)
    marks.move(5, -3)
    moved = marks.now[1]
    assert (moved.start, moved.seed) == ((two.start[0] + 5, two.start[1] - 3), two.seed)
    marks.delete()
    assert marks.now == (one,)
    seen = []
    while marks.can_undo:
        marks.undo()
        seen.append(marks.now)
    assert seen == [(one, moved), (one, two), (one,), ()]
    while marks.can_redo:
        marks.redo()
    assert marks.now == (one,)
    marks.undo()
    marks.place(two)
    assert not marks.can_redo


def test_the_topmost_mark_at_a_place_is_taken() -> None:
    marks = Marks()
    marks.place(blur(QRect(0, 0, 100, 100)))
    marks.place(blur(QRect(50, 50, 100, 100)))
    assert marks.take_at(60, 60, 0)
    assert marks.selected == 1
    assert marks.take_at(10, 10, 0)
    assert marks.selected == 0
    assert not marks.take_at(190, 10, 5)
    marks.take_next()
    assert marks.selected == 0


def test_a_slip_of_the_finger_is_no_mark() -> None:
    photo = QSize(1000, 800)
    assert not is_large_enough(Mark(Tool.ARROW, (10, 10), (14, 12)), photo)
    assert is_large_enough(Mark(Tool.ARROW, (10, 10), (60, 10)), photo)
    assert not is_large_enough(Mark(Tool.BLUR, (10, 10), (300, 12)), photo)
    assert is_large_enough(Mark(Tool.BLUR, (10, 10), (40, 20)), photo)  # a plate far away
    assert not is_large_enough(Mark(Tool.WORDS, (10, 10), (300, 40), text=""), photo)
