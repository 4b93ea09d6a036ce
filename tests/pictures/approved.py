"""The screens as somebody looked at them and found them good, small; and how far another drawing is from that.

`tests/files/pictures/` has a sheet for each theme, size and language, with one cell for each state of each page; which
cell is whose says `states.txt`. `make pictures` compares, and with APPROVE=1 takes what it drew as good from then on.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from fieldapp.widgets.progress import Progress
from tests.house.inspection import ROOT
from tests.pictures.looks import Look, in_front, settle

FOLDER: Final = ROOT / "tests" / "files" / "pictures"
SIZE: Final = (1440, 900)
"""The window that is compared, in pixels."""

TOLERANCE: Final = 12.0
"""Of 255. Two drawings of a screen differ by 3, and the sheets keep 32 shades."""

FULL_OF_CODES: Final = ("proof", "report")
CODES_TOLERANCE: Final = 40.0
"""Pages that begin so show codes, which are others each time."""

_REFUSED: Final = ROOT / "build" / "not-approved"
_LOOKS, _BETWEEN_MS = 80, 50
_CELL, _COLUMNS, _SHADE_BITS = (96, 60), 12, 5


class Approved:
    """The approved pictures of one look."""

    def __init__(self, look: Look, folder: Path = FOLDER) -> None:
        self.look = _name(look)
        self._file, self._states = folder / f"{self.look}.webp", folder / "states.txt"
        self._cells = self._read()

    @property
    def states(self) -> list[str]:
        """What there are pictures of, in order."""
        return list(self._cells)

    def difference(self, state: str, picture: Image.Image) -> float | None:
        """How far a `small` picture is from the approved one, as `difference` says; None where there is none."""
        cell = self._cells.get(state)
        return None if cell is None else difference(cell, picture)

    def fault(self, state: str, window: QWidget) -> str:
        """What is wrong with a window, "" for nothing. What is still drawn or moves gets some seconds for it."""
        most = CODES_TOLERANCE if state.startswith(FULL_OF_CODES) else TOLERANCE
        away = self.difference(state, small(window))
        for _ in range(_LOOKS):
            if away is None or away <= most:
                break
            settle(_BETWEEN_MS)
            away = self.difference(state, small(window))
        if away is None:
            return "nobody approved a picture of it yet"
        if away <= most:
            return ""
        _REFUSED.mkdir(parents=True, exist_ok=True)
        shot = _REFUSED / f"{self.look}-{state}.png"
        window.grab().save(str(shot))
        return f"not as approved, {away:.0f} of 255 away, see {shot.relative_to(ROOT)}"

    def keep(self, pictures: Mapping[str, Image.Image], *, all_states: bool) -> None:
        """Takes these as approved; with `all_states` there are no others any more.

        Raises ValueError for a new state that does not come with all others: the sheets share their order.
        """
        if not all_states and not self._cells.keys() >= pictures.keys():
            raise ValueError("a new state changes all sheets: draw all looks, without words")
        cells = dict(pictures) if all_states else {**self._cells, **pictures}
        rows = -(-len(cells) // _COLUMNS)
        sheet = Image.new("RGB", (_COLUMNS * _CELL[0], rows * _CELL[1]))
        for number, cell in enumerate(cells.values()):
            sheet.paste(cell, _corner(number))
        self._file.parent.mkdir(parents=True, exist_ok=True)
        ImageOps.posterize(sheet, _SHADE_BITS).save(self._file, lossless=True, method=6)
        self._states.write_text("".join(f"{state}\n" for state in cells), encoding="utf-8")
        self._cells = cells

    def _read(self) -> dict[str, Image.Image]:
        if not self._file.exists():
            return {}
        states = self._states.read_text(encoding="utf-8").splitlines()
        with Image.open(self._file) as opened:
            sheet = opened.convert("RGB")
        corners = (_corner(number) for number in range(len(states)))
        boxes = ((x, y, x + _CELL[0], y + _CELL[1]) for x, y in corners)
        return {state: sheet.crop(box) for state, box in zip(states, boxes, strict=True)}


def small(window: QWidget) -> Image.Image:
    """A window's picture in the size of a cell."""
    in_front(window)
    for bar in window.findChildren(Progress):
        bar._phase = 0.5  # of one that moves
    shot = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    whole = Image.frombuffer(
        "RGB", (shot.width(), shot.height()), bytes(shot.constBits()), "raw", "RGB", shot.bytesPerLine(), 1
    )
    return whole.resize(_CELL, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The largest difference of any patch of three by three points, 0 to 255: where a part is missing or elsewhere."""
    soft = (picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other))
    bands = ImageChops.difference(*soft).getextrema()
    return float(max(high for _low, high in bands))


def _corner(number: int) -> tuple[int, int]:
    return number % _COLUMNS * _CELL[0], number // _COLUMNS * _CELL[1]


def _name(look: Look) -> str:
    return f"{look.theme}-{round(look.scale * 100)}-{look.tag}"
