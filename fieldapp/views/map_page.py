"""Map: the crew's stops. Nothing of the map is loaded before somebody looks at it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fieldapp.context import Context
from fieldapp.views.page import Page
from fieldapp.views.page_items import NONE_OPEN
from fieldapp.widgets.buttons import Button
from fieldapp.widgets.keys import bind
from fieldapp.widgets.layouts import column
from sync.store import Change

if TYPE_CHECKING:
    from fieldapp.views.map_content import MapContent


class MapPage(Page):
    """The map, made when it is first shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._content: MapContent | None = None
        self._new = Button(self.tr("New job"), "plus", size="medium")
        self._new.setToolTip(self.tr("Work that you found on the street (F3)"))
        self._new.clicked.connect(self.new_job)
        bind(self, "F3", self.new_job, self.tr("New job found on the street"))
        self.setLayout(column(gap=0))

    def tools(self) -> tuple[QWidget, ...]:
        """The way to a new job."""
        return (self._new,)

    def new_job(self) -> None:
        """Leads to writing down a job that was found, near the stop in hand."""
        self.asked.emit("new_job", self._made().map.chosen_id or NONE_OPEN)

    def refresh(self, change: Change | None = None) -> None:
        """Reads the jobs again."""
        if change is None or change.orders or change.reference or change.account or change.outbox:
            self._made().refresh()

    def show_item(self, item_id: str) -> None:
        """Shows a job in the middle of the map."""
        self._made().show_job(item_id)

    def _made(self) -> "MapContent":
        if self._content is None:
            from fieldapp.views.map_content import MapContent

            self._content = MapContent(self._context)
            self._content.asked.connect(self.asked)
            self._content.counted.connect(self._entitle)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._content)
            self.setFocusProxy(self._content)
        return self._content

    def _entitle(self, stops: int, unplaced: int, more: bool) -> None:
        words = self.tr("%n stop(s), emergencies first, then the shortest way", "", stops)
        if more:
            words = " · ".join((words, self.tr("jobs due later are not shown")))
        if unplaced:
            words = " · ".join((words, self.tr("{count} not on the map").format(count=unplaced)))
        self.titled.emit(self.tr("Map"), words if stops or unplaced else "")
