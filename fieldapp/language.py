"""The language of the screens: English in the source, its plurals and other languages from compiled translations."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from fieldapp import paths

SPOKEN = {"en": "English", "es": "Español"}


class Language:
    """The language in force. `choose` takes effect for widgets made after it."""

    def __init__(self, tag: str = "") -> None:
        self._translators: list[QTranslator] = []
        self.tag = "en"
        self.choose(tag)

    @property
    def locale(self) -> QLocale:
        """How numbers, dates and times are written."""
        return QLocale(self.tag if self.tag != "en" else "en_US")

    def choose(self, tag: str) -> None:
        """Switches to `tag`; empty means the system's language, and English where we do not speak it."""
        wanted = (tag or QLocale.system().name()).replace("_", "-").split("-")[0].lower()
        self.end()
        self.tag = wanted if wanted in SPOKEN else "en"
        QLocale.setDefault(self.locale)
        self._install("fieldapp", str(paths.resources() / "translations"))  # English, too: it has plurals
        if self.tag != "en":
            self._install("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def end(self) -> None:
        """Takes the translations away: the source's own words are left."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator()
        if translator.load(f"{name}_{self.tag}", folder):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)
