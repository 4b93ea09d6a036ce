"""The words for finding a job: filters, their groups, orders and headings."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from fieldapp.wording.work import place_text, priority_text, status_text
from sync.orders import Priority, ServiceType, Status, worded
from sync.states import Place


def group_text(group: str) -> str:
    """What a group of filters is about."""
    return {
        "due": QCoreApplication.translate("Find", "When it is due"),
        "state": QCoreApplication.translate("Find", "Where the work stands"),
        "priority": QCoreApplication.translate("Find", "Priority"),
        "kind": QCoreApplication.translate("Find", "Kind of job"),
        "work": QCoreApplication.translate("Find", "Your changes"),
        "place": QCoreApplication.translate("Find", "Place"),
    }[group]


def chip_text(chip: str, services: Mapping[str, ServiceType], language: str) -> str:
    """A filter as it stands on its chip."""
    group, _, value = chip.partition(":")
    if group == "kind":
        return worded(services[value].labels, language) if value in services else value
    if chip == "priority:normal":
        return QCoreApplication.translate("Find", "Normal")
    if group == "priority":
        return priority_text(Priority(value))
    return {
        "due:late": QCoreApplication.translate("Find", "Late"),
        "due:today": QCoreApplication.translate("Find", "Due today"),
        "due:week": QCoreApplication.translate("Find", "Due this week"),
        "due:later": QCoreApplication.translate("Find", "Due later"),
        "due:never": QCoreApplication.translate("Find", "No due time"),
        "state:new": QCoreApplication.translate("Find", "Not started"),
        "state:started": status_text(Status.STARTED),
        "state:paused": status_text(Status.PAUSED),
        "state:returned": QCoreApplication.translate("Find", "Sent back"),
        "work:unsent": QCoreApplication.translate("Find", "Not sent yet"),
        "work:asked": place_text(Place.NEEDS_DECISION),
        "place:near": QCoreApplication.translate("Find", "Near by"),
        "place:unknown": QCoreApplication.translate("Find", "No place known"),
    }.get(chip, value)


def sort_text(sort: str) -> str:
    """An order as it stands on its chip."""
    return {
        "due": QCoreApplication.translate("Find", "Due time"),
        "distance": QCoreApplication.translate("Find", "Distance"),
        "priority": QCoreApplication.translate("Find", "Priority"),
        "route": QCoreApplication.translate("Find", "Order of stops"),
    }[sort]


def sorted_text(sort: str, place: str) -> str:
    """In which order the list is, where it is not the usual one; distances count from `place`."""
    return {
        "due": "",
        "distance": QCoreApplication.translate("Find", "The nearest to {place} first").format(place=place),
        "priority": QCoreApplication.translate("Find", "The most urgent first"),
        "route": QCoreApplication.translate("Find", "In the order of stops on the map"),
    }[sort]


def heading_text(heading: str) -> str:
    """A heading in the list, "" where there is none."""
    return {
        "": "",
        "done": QCoreApplication.translate("Find", "DONE"),
        "done_today": QCoreApplication.translate("Find", "DONE TODAY"),
        "unplaced": QCoreApplication.translate("Find", "NO PLACE KNOWN"),
        "off_route": QCoreApplication.translate("Find", "NOT AMONG THE STOPS"),
    }[heading]


def no_place_text() -> str:
    """Why there is no distance and no order of stops."""
    return QCoreApplication.translate(
        "Find", "None of the jobs to do has a place on the map, so there is no distance and no order of stops."
    )


def reading_text() -> str:
    """Why a filter may not show everything yet."""
    return QCoreApplication.translate("Find", "All jobs are being read; a moment, then the filters are complete.")


def quoted(text: str) -> str:
    """What somebody typed."""
    return QCoreApplication.translate("Find", "“{text}”").format(text=text)
