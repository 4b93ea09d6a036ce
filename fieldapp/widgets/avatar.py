"""Round initials, square job icons, and the program's own mark."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp import theme
from fieldapp.theme import px
from fieldapp.widgets import paint
from fieldapp.widgets.painted import Painted


class SquarePart(Painted):
    """A painted part as high as wide, `side` px at 100 %."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(px(self._side), px(self._side))

    def minimumSizeHint(self) -> QSize:
        """Never less."""
        return self.sizeHint()


class Avatar(SquarePart):
    """A disc with a crew's number or a person's initials."""

    def __init__(
        self, initials: str = "", tone: str = "blue", diameter: int = 44, parent: QWidget | None = None
    ) -> None:
        super().__init__(diameter, parent)
        self.set(initials, tone)

    def set(self, initials: str, tone: str = "blue") -> None:
        """Show other initials in another tile tone."""
        self._initials, self._tone = initials, tone
        self.setAccessibleName(initials)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc and initials."""
        painter = QPainter(self)
        paint.disc(painter, self.rect(), self._initials, theme.avatar(self._tone))


class IconTile(SquarePart):
    """A tinted square with a job's icon."""

    def __init__(
        self,
        icon: str = "circle-dot-dashed",
        tone: str = "orange",
        side: int = 56,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(side, parent)
        self.set(icon, tone)

    def set(self, icon: str, tone: str) -> None:
        """Show another icon in another tile tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile."""
        paint.tile(QPainter(self), self.rect(), self._icon, self._tone, radius=12)


class AppMark(SquarePart):
    """The program's mark: a traffic cone on amber."""

    def __init__(self, side: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(side, parent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint.box(painter, self.rect(), fill=theme.BADGE, radius=self._side / 4)
        size = round(self.width() * 0.64)
        inset = (self.width() - size) / 2
        paint.picture(painter, "traffic-cone", theme.BADGE_TEXT, inset, inset, size)
