"""What a part that paints itself is to a screen reader: Qt knows its own controls, and calls all others nothing."""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLE: Final = "spoken_role"
_installed: list[bool] = []


def speak_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Gives a widget a role; its name and description are those that it has."""
    if not _installed:
        QAccessible.installFactory(_interface)
        _installed.append(True)
    widget.setProperty(_ROLE, role.value)


def _interface(_class_name: str, part: QObject) -> QAccessibleInterface | None:
    role = part.property(_ROLE) if isinstance(part, QWidget) else None
    return QAccessibleWidget(part, QAccessible.Role(role)) if isinstance(part, QWidget) and role is not None else None
