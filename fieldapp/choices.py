"""What people choose for a laptop, kept at once: theme, size and language, by menu or key; and who was shown around."""

from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from fieldapp import settings, theme
from fieldapp.language import Language
from fieldapp.settings import Settings
from fieldapp.views.window import Window
from fieldapp.widgets.keys import bind


class Choices(QObject):
    """Applies and keeps them. `remade` when the screens are to be made anew, `said` with a sentence for the person."""

    remade = Signal()
    said = Signal(str)

    def __init__(self, window: Window, language: Language, chosen: Settings, folder: Path) -> None:
        super().__init__()
        self.now = chosen
        self._language, self._folder = language, folder
        self._keys = [
            bind(window, "Ctrl+T", self.next_theme, ""),
            bind(window, ("Ctrl++", "Ctrl+="), partial(self.step_scale, 1), ""),
            bind(window, "Ctrl+-", partial(self.step_scale, -1), ""),
        ]
        self._name_keys()

    def keep(self, **changes: object) -> None:
        """Keeps settings by their names; on a disk that cannot be written they hold until the program ends."""
        self.now = replace(self.now, **changes)
        try:
            settings.save(self._folder, self.now)
        except OSError:
            said = self.tr("Your choice holds until you close the app; the disk would not keep it. (SETTINGS-DISK)")
            self.said.emit(said)

    def set_theme(self, name: str) -> None:
        """Switches the colours; pages stay as they are."""
        self.keep(theme=name)
        theme.apply(_application(), name, self.now.scale)

    def next_theme(self) -> None:
        """Light, dark, sunlight, and light again: one key, for a hand that shades the screen."""
        names = list(theme.THEMES)
        self.set_theme(names[(names.index(theme.current().name) + 1) % len(names)])

    def set_scale(self, scale: float) -> None:
        """Switches the size of everything."""
        self.keep(scale=scale)
        theme.apply(_application(), self.now.theme, scale)
        self.remade.emit()

    def step_scale(self, by: int) -> None:
        """Everything one size larger or smaller, as far as there is one."""
        at = settings.SCALES.index(theme.scale()) + by
        if 0 <= at < len(settings.SCALES):
            self.set_scale(settings.SCALES[at])

    def set_language(self, tag: str) -> None:
        """Switches the language; drafts are on disk, so the screens are simply made anew."""
        self.keep(language=tag)
        self._language.choose(tag)
        self._name_keys()
        self.remade.emit()

    def is_new(self, person_id: str) -> bool:
        """Whether somebody was never shown around on this laptop."""
        return settings.mark_of(person_id) not in self.now.shown_around

    def was_shown(self, person_id: str) -> None:
        """They were; nobody gets the guide a second time unasked."""
        if self.is_new(person_id):
            self.keep(shown_around=(*self.now.shown_around, settings.mark_of(person_id)))

    def _name_keys(self) -> None:
        words = (
            self.tr("Next theme: light, dark, sunlight"),
            self.tr("Everything larger"),
            self.tr("Everything smaller"),
        )
        for shortcut, said in zip(self._keys, words, strict=True):
            shortcut.setWhatsThis(said)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
