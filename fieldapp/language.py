"""The language of the screens: English in the source, other languages from compiled translations."""

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
        self.tag = wanted if wanted in SPOKEN else "en"
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []
        QLocale.setDefault(self.locale)
        if self.tag != "en":
            self._install("fieldapp", str(paths.resources() / "translations"))
            self._install("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator()
        if translator.load(f"{name}_{self.tag}", folder):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)
