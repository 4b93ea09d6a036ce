"""What each filter is called, in the words of the city's services and of the person's language."""

from collections.abc import Iterable

from fieldapp.models.job_filter import Filter
from fieldapp.wording.finding import chip_text, quoted
from sync.orders import ServiceType


class WordsOfFilters:
    """The words of filters by their keys."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._services: dict[str, ServiceType] = {}

    def set_services(self, services: Iterable[ServiceType]) -> None:
        """The kinds of jobs."""
        self._services = {service.code: service for service in services}

    def chip(self, chip: str) -> str:
        """The words on a chip."""
        return chip_text(chip, self._services, self._language)

    def of(self, wish: Filter) -> dict[str, str]:
        """The words of all that narrows a list, by "text" and the keys of the filters."""
        words = {"text": quoted(wish.words)} if wish.words else {}
        return words | {chip: self.chip(chip) for chip in wish.chips}
