"""Draws every screen in every look, with contact sheets: `python -m tests.pictures OUTDIR [--approve] [words…]`.

A word chooses by a part of the picture's name, "dark-150-es" or "close-out" for instance. Faults that can be
measured (see `faults`) are printed, at each window size, and what is not as it was approved; with any the exit code
is 1. Look at what was drawn, then `--approve` it.
"""

import os
import sys
import tempfile
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # what the offscreen platform cannot do

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QMenu

from fieldapp import theme
from fieldapp.language import SPOKEN, Language
from tests.pictures import gallery
from tests.pictures.approved import SIZE, Approved, small
from tests.pictures.faults import lasting_faults
from tests.pictures.looks import Look, settle
from tests.pictures.screens import SCREENS, SIZES, poses

_SIZES = {name: (1600, 900) if name == "desk" else (1440, 900) for name in SCREENS}
_AT_REST_MS = 60
_COLUMNS, _ON_A_SHEET, _THUMB = 3, 9, (640, 400)


def main(arguments: list[str]) -> int:
    """Draws into the folder named first what fits the words after it, everything without."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    approve = "--approve" in arguments
    folder, words = Path(arguments[0]), [word for word in arguments[1:] if word != "--approve"]
    found: set[str] = set()
    for theme_name, scale, tag in product(theme.THEMES, (1.0, 1.5), SPOKEN):
        pictures: dict[str, Image.Image] = {}
        for name in SCREENS:
            look = Look(theme_name, scale, tag, _SIZES[name])
            found |= draw(folder / name, name, look, words, pictures if approve else None)
        if pictures:
            Approved(Look(theme_name, scale, tag)).keep(pictures, all_states=not words)
    if not words:
        gallery.main([str(folder / "widgets")])
    for fault in sorted(found):
        print(fault)
    print(sum(1 for _ in folder.rglob("*.png")), "pictures in", folder, "·", len(found), "faults")
    return 1 if found else 0


def draw(folder: Path, name: str, look: Look, words: list[str], kept: dict[str, Image.Image] | None) -> set[str]:
    """One role's screens in one look, and sheets of all of them; the faults found.

    `kept` gets the pictures, small, to be approved; where it is None they are compared with the approved ones.
    """
    looks = [word for word in words if look.name.startswith(word)]
    screens = [word for word in words if not any(word.startswith(each) for each in theme.THEMES)]
    if words and not looks and len(screens) < len(words):
        return set()
    folder.mkdir(parents=True, exist_ok=True)
    look.wear()
    language, approved = Language(look.tag), Approved(look)
    drawn: list[Path] = []
    found: set[str] = set()
    with tempfile.TemporaryDirectory() as data:
        for state, window in poses(name, Path(data), language):
            if screens and not any(word in state for word in screens):
                continue
            settle()
            for size in (*SIZES[look.scale], look.size):
                if not isinstance(window, QMenu):
                    window.resize(*size)
                settle(30 if size == look.size else 0)
                lasting = lasting_faults(window, size == look.size)
                found |= {f"{look.name} {state} at {size}: {fault}" for fault in lasting}
                if size == SIZE and kept is not None:
                    settle(_AT_REST_MS)
                    kept[state] = small(window)
                elif size == SIZE and (fault := approved.fault(state, window)):
                    found.add(f"{look.name} {state}: {fault}")
            file = folder / f"{look.name}-{state}.png"
            window.grab().save(str(file))
            drawn.append(file)
            if not isinstance(window, QMenu):
                window.resize(*SIZE)  # the next state comes to be at the same size whatever is drawn
    language.end()
    for number in range(0, len(drawn), _ON_A_SHEET):
        _sheet(folder / f"sheet-{look.name}-{number // _ON_A_SHEET + 1}.png", drawn[number : number + _ON_A_SHEET])
    return found


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
    sys.exit(main(sys.argv[1:]))
