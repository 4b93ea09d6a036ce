"""One row of a city's file as a work order: what is read from which column, what is refused or left out."""

import math
import re
from datetime import datetime, tzinfo
from string import capwords
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sync.clock import rfc3339
from sync.orders import Status, Value, WorkOrder
from sync.server.import_lines import Cells, LineProblem
from sync.server.import_mapping import TARGETS, Mapping, MappingProblem, names_in

LONGEST = {"number": 64, "title": 200, "address": 300, "description": 10_000}  # characters
NAMESPACE = UUID("6f6e8e0c-5d1d-5b8b-9d3e-311311311311")
YEARS = range(1990, 2100)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_LINE_ENDS = re.compile(r"[\t\r\n]+")
_GAPS = re.compile(r"\s{2,}")


class Row(msgspec.Struct, frozen=True):
    """A row that can be used, and what had to be left out of it."""

    line_no: int
    order: WorkOrder
    warnings: tuple[LineProblem, ...] = ()


class RowRefused(ValueError):
    """The row is no work order; `code` for support, the text for a person."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def order_id(source: str, number: str) -> str:
    """The id of an order that came from elsewhere: the same for the same source and number."""
    return str(uuid5(NAMESPACE, f"{source}\n{number}"))


class Reader:
    """A mapping made ready for many rows. Raises MappingProblem for a time zone that nobody knows."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.zone = _zone(mapping.timezone)
        self.templates = {
            target: tuple((text, names_in(text)) for text in mapping.template(target))
            for target in (*TARGETS, *mapping.fields)
        }
        self.statuses = {theirs.casefold(): ours for theirs, ours in mapping.statuses.items()}
        self.services = {theirs.casefold(): ours for theirs, ours in mapping.services.items()}

    def row(self, cells: Cells) -> Row:
        """The row as an order. Raises RowRefused."""
        return _Reading(cells, self).row()


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise MappingProblem(
            "IMPORT-TIMEZONE", f"This machine does not know the time zone {name!r}."
        ) from None


class _Reading:
    """One row on its way to a work order."""

    def __init__(self, cells: Cells, reader: Reader) -> None:
        self._cells, self._reader, self._mapping = cells, reader, reader.mapping
        self._warnings: list[LineProblem] = []

    def row(self) -> Row:
        """The row. Raises RowRefused."""
        number = self._needed("number")
        lat, long = self._place()
        service = self._service()
        order = WorkOrder(
            id=order_id(self._mapping.source, number),
            number=number,
            service_code=service,
            title=self._text("title") or service,
            address=self._text("address"),
            requested_datetime=self._time("requested_datetime", self._needed("requested_datetime")),
            expected_datetime=self._due(),
            description=self._text("description"),
            status=self._status(),
            lat=lat,
            long=long,
            fields=self._fields(),
        )
        if not order.address:
            self._warn("IMPORT-ADDRESS", "This row has no address.")
        return Row(self._cells.line_no, order, tuple(self._warnings))

    def _warn(self, code: str, sentence: str) -> None:
        self._warnings.append(LineProblem(self._cells.line_no, code, sentence, refused=False))

    def _cell(self, column: str) -> str:
        text = tidy(self._cells.values.get(column, ""), self._mapping.gap)
        return "" if text in self._mapping.blank else text

    def _text(self, target: str) -> str:
        """The first of the target's templates whose columns are all filled, cut to its longest length."""
        for template, names in self._reader.templates[target]:
            values = {name: self._cell(name) for name in names}
            if all(values.values()):
                text = _put_in(template, values)
                return self._cut(target, calm(text) if target == "address" else text)
        return ""

    def _cut(self, target: str, text: str) -> str:
        longest = LONGEST.get(target, 1000)
        if len(text) <= longest:
            return text
        if target == "number":
            raise RowRefused("IMPORT-NUMBER", f"The number of this row is longer than {longest} characters.")
        self._warn("IMPORT-CUT", f"The {target} of this row was cut to {longest} characters.")
        return text[:longest]

    def _needed(self, target: str) -> str:
        text = self._text(target)
        if not text:
            column = self._mapping.template(target)[0].strip("{}")
            raise RowRefused(f"IMPORT-{target.split('_')[0].upper()}", f"This row has nothing in {column}.")
        return text

    def _service(self) -> str:
        name = self._needed("service_code")
        return self._reader.services.get(name.casefold()) or slug(name)

    def _status(self) -> Status:
        name = self._text("status")
        known = self._reader.statuses
        if name and name.casefold() not in known:
            self._warn("IMPORT-STATUS", f"The status {name[:40]!r} is not in the mapping; taken as new.")
        return known.get(name.casefold(), Status.NEW)

    def _due(self) -> str | None:
        text = self._text("expected_datetime")
        if not text:
            return None
        try:
            return self._time("expected_datetime", text)
        except RowRefused as refused:
            self._warn(refused.code, str(refused))
            return None

    def _time(self, target: str, text: str) -> str:
        moment = self._moment(text)
        if moment is None or moment.year not in YEARS:
            column = self._mapping.template(target)[0].strip("{}")
            raise RowRefused(
                "IMPORT-DATE", f"{column} is {text[:40]!r}, which is no time in the mapping's formats."
            )
        return rfc3339(round(moment.timestamp()) * 1000)

    def _moment(self, text: str) -> datetime | None:
        for form in self._mapping.date_formats:
            try:
                moment = datetime.strptime(text, form)  # noqa: DTZ007 (the zone follows)
            except ValueError:
                continue
            return moment if moment.tzinfo else moment.replace(tzinfo=self._reader.zone)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        return moment if moment.tzinfo else None

    def _place(self) -> tuple[float, float] | tuple[None, None]:
        lat_text, long_text = self._text("lat"), self._text("long")
        if not lat_text and not long_text:
            return None, None
        lat, long = _number(lat_text), _number(long_text)
        if lat is None or long is None:
            wrong = "are no pair of numbers"
        elif not (wrong := self._misplaced(lat, long)):
            return lat, long
        sentence = f"The coordinates {lat_text[:20]!r}, {long_text[:20]!r} {wrong}; the order has none."
        self._warn("IMPORT-PLACE", sentence)
        return None, None

    def _misplaced(self, lat: float, long: float) -> str:
        """What is wrong with a place, empty where nothing is."""
        if lat == round(lat) and long == round(long):
            return "are whole degrees"
        if self._within(lat, long):
            return ""
        return "are swapped" if self._within(long, lat) else "are outside the city"

    def _within(self, lat: float, long: float) -> bool:
        south, west, north, east = self._mapping.bounds or (-90.0, -180.0, 90.0, 180.0)
        return south <= lat <= north and west <= long <= east

    def _fields(self) -> dict[str, Value]:
        read = {name: self._text(name) for name in self._mapping.fields}
        return {name: text for name, text in read.items() if text}


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _put_in(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template


def tidy(text: str, gap: str = " ") -> str:
    """Without control characters; runs of blanks, which some exports put for line ends, become `gap`."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _GAPS.sub(gap, _LINE_ENDS.sub(" ", _UNSEEN.sub("", text)).strip())


def calm(text: str) -> str:
    """`MC DONALD AVENUE` as `Mc Donald Avenue`; text with lower-case letters stays."""
    return capwords(text.lower()) if text.isupper() else text


def slug(name: str) -> str:
    """A service code made of a name: `Street Sign - Missing` is `street_sign_missing`."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:64] or "other"
