"""The words for one job's particulars: its outcome, its questions, the lines of its history."""

from PySide6.QtCore import QCoreApplication

from fieldapp.wording.answers import field_text
from fieldapp.wording.work import history_text, role_text
from sync.orders import Event, PhotoRole, ServiceType, worded


def event_text(event: Event, service: ServiceType | None, language: str) -> str:
    """A line of history with its particulars in words: the outcome, the question, the checklist's line."""
    said = history_text(event.kind)
    detail = event.detail
    if event.kind == "close_out":
        detail = outcome_text(service, event.detail, language)
    elif event.kind == "set_field":
        detail = field_text(service, event.detail, language)
    elif event.kind == "tick_item":
        detail = item_text(service, event.detail, language)
    elif event.kind == "add_photo":
        detail = role_text(PhotoRole(event.detail)) if event.detail in set(PhotoRole) else ""
    else:
        detail = ""  # the other kinds carry ids, which say nothing to a person
    return f"{said}: {detail}" if detail else said


def language_text(tag: str) -> str:
    """A resident's language by its name in the app's language, the tag itself where we have no name; "" for none."""
    names = {
        "en": QCoreApplication.translate("Spoken", "English"),
        "es": QCoreApplication.translate("Spoken", "Spanish"),
        "zh": QCoreApplication.translate("Spoken", "Chinese"),
        "ru": QCoreApplication.translate("Spoken", "Russian"),
        "ko": QCoreApplication.translate("Spoken", "Korean"),
        "ht": QCoreApplication.translate("Spoken", "Haitian Creole"),
    }
    spoken = tag.split("-")[0]
    return names.get(spoken, spoken)


def outcome_text(service: ServiceType | None, code: str, language: str) -> str:
    """A resolution code in words, the code itself where the city's table does not have it any more."""
    found = next((r for r in service.resolutions if r.code == code), None) if service else None
    return worded(found.labels, language) if found else code


def item_text(service: ServiceType | None, item_id: str, language: str) -> str:
    """A line of the checklist in words, the id where the city's table does not have it any more."""
    found = next((i for i in service.checklist if i.id == item_id), None) if service else None
    return worded(found.labels, language) if found else item_id


def part_text(name: str, service: ServiceType | None, language: str) -> str:
    """What a part of a verdict is about: `status`, `fields.<name>`, `ticks.<item>` or one of the order's own."""
    group, _, key = name.partition(".")
    if group == "fields":
        return field_text(service, key, language)
    if group == "ticks":
        return item_text(service, key, language)
    words = {
        "assignment_id": QCoreApplication.translate("Part", "Crew"),
        "priority": QCoreApplication.translate("Part", "How soon"),
        "expected_datetime": QCoreApplication.translate("Part", "Due"),
        "service_code": QCoreApplication.translate("Part", "Kind of job"),
        "address": QCoreApplication.translate("Part", "Address"),
        "location": QCoreApplication.translate("Part", "Spot on the map"),
    }
    return words.get(group) or QCoreApplication.translate("Part", "Status")
