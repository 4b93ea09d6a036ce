"""Draws every screen in every look into a folder, with contact sheets: `python -m tests.pictures OUTDIR [words…]`.

A word chooses by a part of the picture's name, "dark-150-es" or "close-out" for instance.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QMenu

from fieldapp import theme
from fieldapp.language import SPOKEN, Language
from tests.pictures import crew_screens, desk_screens, door_screens, gallery, proof_screens
from tests.pictures.crew_screens import Pose
from tests.pictures.looks import Look, settle

SCREENS: dict[str, Callable[[Path, Language], Iterator[Pose]]] = {
    "crew": crew_screens.poses,
    "desk": desk_screens.poses,
    "door": door_screens.poses,
    "proof": proof_screens.poses,
}
_SIZES = {"crew": (1440, 900), "desk": (1600, 900), "door": (1440, 900), "proof": (1440, 900)}
_COLUMNS, _ON_A_SHEET, _THUMB = 3, 9, (640, 400)


def main(arguments: list[str]) -> None:
    """Draws into the folder named first what fits the words after it, everything without."""
    folder, words = Path(arguments[0]), arguments[1:]
    for name, theme_name, scale, tag in product(SCREENS, theme.THEMES, (1.0, 1.5), SPOKEN):
        draw(folder / name, name, Look(theme_name, scale, tag, _SIZES[name]), words)
    if not words:
        gallery.main([str(folder / "widgets")])
    print(sum(1 for _ in folder.rglob("*.png")), "pictures in", folder)


def draw(folder: Path, name: str, look: Look, words: list[str]) -> None:
    """One role's screens in one look, and sheets of all of them."""
    looks = [word for word in words if look.name.startswith(word)]
    screens = [word for word in words if not any(word.startswith(each) for each in theme.THEMES)]
    if words and not looks and len(screens) < len(words):
        return
    folder.mkdir(parents=True, exist_ok=True)
    look.wear()
    language = Language(look.tag)
    drawn: list[Path] = []
    with tempfile.TemporaryDirectory() as data:
        for state, window in SCREENS[name](Path(data), language):
            if screens and not any(word in state for word in screens):
                continue
            if not isinstance(window, QMenu):
                window.resize(*look.size)
            settle(30)
            file = folder / f"{look.name}-{state}.png"
            window.grab().save(str(file))
            drawn.append(file)
    language.end()
    for number in range(0, len(drawn), _ON_A_SHEET):
        _sheet(folder / f"sheet-{look.name}-{number // _ON_A_SHEET + 1}.png", drawn[number : number + _ON_A_SHEET])


def _sheet(file: Path, pictures: list[Path]) -> None:
    wide, high = _THUMB[0] + 8, _THUMB[1] + 28
    sheet = Image.new("RGB", (_COLUMNS * wide, -(-len(pictures) // _COLUMNS) * high), "#808080")
    pen = ImageDraw.Draw(sheet)
    for number, path in enumerate(pictures):
        x, y = number % _COLUMNS * wide, number // _COLUMNS * high
        with Image.open(path) as picture:
            picture.thumbnail(_THUMB)
            sheet.paste(picture, (x, y + 20))
        pen.text((x + 4, y + 4), path.stem, fill="#ffffff")
    sheet.save(file)


if __name__ == "__main__":
    main(sys.argv[1:])
