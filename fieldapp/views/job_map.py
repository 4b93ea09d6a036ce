"""The small map in a job's card, there only where the laptop's map reaches the job; made some moments after the job."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.context import Context
from fieldapp.widgets.layouts import column
from sync.places import Point

if TYPE_CHECKING:
    from fieldapp.widgets.map_peek import MapPeek

_AFTER_MS: Final = 120  # the job comes first, and somebody who steps through the list sees no map at all


class JobMap(QWidget):
    """Shows where a job is. `pressed` asks for the large map."""

    pressed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._peek: MapPeek | None = None
        self._spot: Point | None = None
        self._soon = QTimer(self, interval=_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._look)
        self.setLayout(column(gap=0))
        self.hide()

    def show_spot(self, spot: Point | None) -> None:
        """Shows a spot soon, nothing for None."""
        if spot == self._spot:
            return
        self._spot = spot
        if spot is None:
            self.hide()
        if spot is not None and self._context.map_file.is_there:
            self._soon.start()

    def _look(self) -> None:
        if self._spot is not None and self.window().isVisible():
            asked = partial(self._context.map_file.reaches, self._spot)
            self._context.jobs.run(asked, partial(self._show, self._spot), self._leave_out)

    def _show(self, spot: Point, reached: bool) -> None:
        if spot != self._spot:
            return
        if reached:
            self._made().show_spot(spot)
        self.setVisible(reached)

    def _leave_out(self, _problem: Exception) -> None:
        self.hide()  # the map page says what is wrong with the file

    def _made(self) -> "MapPeek":
        if self._peek is None:
            from fieldapp.widgets.map_peek import MapPeek

            context = self._context
            self._peek = MapPeek(self.tr("See on the map"), context.map_file.renderer, context.jobs)
            self._peek.pressed.connect(self.pressed)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._peek)
        return self._peek
