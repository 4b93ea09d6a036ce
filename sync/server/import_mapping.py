"""How the columns of a city's file become a work order: the mapping, as read from TOML, and two ready ones.

A mapping in TOML (all but `[columns]` may be left out; `python -m sync.server import --help` prints this)::

    source = "springfield"                  # orders with the same source and number are the same order
    timezone = "America/Chicago"            # of times without an offset
    date_formats = ["%m/%d/%Y %H:%M"]       # tried in this order, then RFC 3339
    blank = ["N/A"]                         # what the file writes for "nothing"
    gap = ", "                              # put for two or more blanks in a row
    bounds = [39.6, -89.9, 39.9, -89.4]     # south, west, north, east of the city
    [columns]                               # target = column, template, or a list: the first that is filled
    number = "Case ID"
    service_code = "Type"
    title = "{Type}: {Detail}"
    address = ["Address", "{Street} & {Cross Street}"]
    requested_datetime = "Opened"
    [statuses]                              # theirs = ours: new, assigned, started, paused, closed, cancelled
    "Open" = "new"
    [services]                              # theirs = our service code; others become a code of their own
    "Pothole repair" = "pothole"
    [fields]                                # answers by name, templates like above
    district = "Ward"
"""

import tomllib
from pathlib import Path
from string import Formatter

import msgspec

from sync.orders import Status

TARGETS = (
    "number",
    "service_code",
    "title",
    "address",
    "description",
    "requested_datetime",
    "expected_datetime",
    "status",
    "lat",
    "long",
)
NEEDED = ("number", "service_code", "requested_datetime")

Source = str | tuple[str, ...]


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where each part of an order comes from; the module's page shows it as TOML."""

    source: str
    columns: dict[str, Source]
    timezone: str = "UTC"
    date_formats: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    gap: str = " "
    bounds: tuple[float, float, float, float] | None = None
    statuses: dict[str, Status] = {}
    services: dict[str, str] = {}
    fields: dict[str, Source] = {}

    def template(self, target: str) -> tuple[str, ...]:
        """The templates of a target or of `fields.<name>`, in the order they are tried."""
        source = self.columns.get(target, ()) if target in TARGETS else self.fields.get(target, ())
        texts = (source,) if isinstance(source, str) else source
        return tuple(text if "{" in text else "{" + text + "}" for text in texts)

    def needed_columns(self) -> frozenset[str]:
        """The columns without one of which no row of the file can be used (of alternatives, the first)."""
        return frozenset(name for target in NEEDED for name in names_in(self.template(target)[0]))

    def all_columns(self) -> frozenset[str]:
        """Every column that the mapping names."""
        targets = (*self.columns, *self.fields)
        return frozenset(
            name for target in targets for text in self.template(target) for name in names_in(text)
        )


class MappingProblem(ValueError):
    """The mapping cannot be used; `code` for support, the text for the person who wrote it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def names_in(template: str) -> tuple[str, ...]:
    """The columns that a template names."""
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)


def read_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file. Raises MappingProblem."""
    try:
        mapping = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Mapping)
        unknown = sorted(set(mapping.columns) - set(TARGETS))
        absent = [target for target in NEEDED if not mapping.template(target)]
        mapping.all_columns()  # parses every template
    except OSError:
        raise MappingProblem("IMPORT-MAPPING", f"The mapping {path.name} could not be opened.") from None
    except ValueError as wrong:  # TOML, msgspec's ValidationError, a brace left open
        raise MappingProblem("IMPORT-MAPPING", f"The mapping {path.name} is not right: {wrong}.") from None
    if unknown:
        wanted = ", ".join(TARGETS)
        raise MappingProblem("IMPORT-MAPPING", f"The mapping names {unknown[0]}; the targets are {wanted}.")
    if absent:
        raise MappingProblem("IMPORT-MAPPING", f"The mapping does not say where {absent[0]} comes from.")
    return mapping


NYC = Mapping(
    source="nyc",
    timezone="America/New_York",
    date_formats=("%m/%d/%Y %I:%M:%S %p",),
    blank=("N/A", "Unspecified"),
    bounds=(40.3, -74.4, 41.1, -73.5),
    columns={
        "number": "Unique Key",
        "service_code": "Complaint Type",
        "title": ("{Complaint Type}: {Descriptor}", "Complaint Type"),
        "address": (
            "Incident Address",
            "{Intersection Street 1} & {Intersection Street 2}",
            "{Street Name} between {Cross Street 1} and {Cross Street 2}",
            "{Cross Street 1} & {Cross Street 2}",
            "Street Name",
            "{Bridge Highway Name} {Bridge Highway Segment}",
            "Bridge Highway Name",
            "Park Facility Name",
        ),
        "requested_datetime": "Created Date",
        "expected_datetime": "Due Date",
        "status": "Status",
        "lat": "Latitude",
        "long": "Longitude",
    },
    statuses={
        "Open": Status.NEW,
        "Pending": Status.NEW,
        "Assigned": Status.NEW,  # to an agency, not to one of our crews
        "Started": Status.NEW,
        "In Progress": Status.NEW,
        "Closed": Status.CLOSED,
    },
    fields={"district": "Borough", "resolution": "Resolution Description"},
)

BOSTON = Mapping(
    source="boston",
    gap=", ",
    timezone="America/New_York",
    date_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
    bounds=(42.2, -71.3, 42.5, -70.9),
    columns={
        "number": "case_enquiry_id",
        "service_code": "type",
        "title": ("case_title", "type"),
        "address": (
            "location",
            "{location_street_name} {location_zipcode}",
            "location_street_name",
            "neighborhood",
        ),
        "requested_datetime": "open_dt",
        "expected_datetime": "target_dt",
        "status": "case_status",
        "lat": "latitude",
        "long": "longitude",
    },
    statuses={"Open": Status.NEW, "Closed": Status.CLOSED},
    fields={"district": "neighborhood", "resolution": "closure_reason"},
)

PRESETS = {"nyc": NYC, "boston": BOSTON}
