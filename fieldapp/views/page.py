"""What the window asks of a page: a title, tools for the top bar, and to look again when something changed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sync.store import Change


class Page(QWidget):
    """One screen inside the window. Subclasses read the store in `refresh` and nowhere else.

    `titled(title, subtitle)` tells the window what to write above; `asked(page_key, id)` asks it to show another
    page (`"job"`, `"close_out"`, `"sync"`, …), `back_asked` the one before.
    """

    titled = Signal(str, str)
    asked = Signal(str, str)
    back_asked = Signal()

    full_screen = False
    """Whether the page hides the navigation, as the close-out does."""

    def tools(self) -> tuple[QWidget, ...]:
        """Widgets for the right side of the top bar, left to right; made once."""
        return ()

    def show_item(self, item_id: str) -> None:
        """Shows what `asked` named: an order's or a review's id."""

    def refresh(self, change: Change | None = None) -> None:
        """Reads what it shows again. `change` says what looks different now, None that anything may."""
        raise NotImplementedError

    def missed(self, change: Change) -> None:
        """Something changed while the page was out of sight; `refresh` follows when it is shown."""
