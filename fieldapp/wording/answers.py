"""The words for a form's questions and answers, in the form that asked them or in any that ever did."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from fieldapp.wording.work import role_text, value_text
from sync.forms import Fault, Kind, Placed, Question, Why, group_labels, placed
from sync.orders import PhotoRole, ServiceType, Value, WorkOrder, worded

_PHOTO_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A signature that was drawn; a name that was written is no such thing."""


def field_text(service: ServiceType | None, name: str, language: str) -> str:
    """A question in words, with the thing of a group that it is about: "Pothole 2 · Depth"."""
    found = _found(service, name)
    if found is None:
        for form in reversed(service.forms if service else ()):
            if (labels := group_labels(form.definition, name)) is not None:
                return worded(labels, language)
        return name.replace("/", " ").replace("_", " ").capitalize()
    asked = worded(found.question.labels, language)
    return f"{worded(found.each, language)} {found.number} · {asked}" if found.each else asked


def answer_text(service: ServiceType | None, name: str, value: Value, language: str) -> str:
    """An answer in words: the choice's, a number with its unit, a day as people write it; a dash for none."""
    found = _found(service, name)
    if found is None or value is None or value == "":
        return value_text(value)
    if found.choice is not None:
        chosen = worded(found.choice.labels, language)
        return chosen if value else f"{chosen}: {value_text(False)}"
    return said(found.question, value, language)


def said(question: Question, value: Value, language: str) -> str:
    """The same for an answer to a question that is known."""
    known = next((choice for choice in question.choices if choice.value == value), None)
    if known is not None:
        return worded(known.labels, language)
    if question.kind is Kind.SIGNATURE and _PHOTO_ID.fullmatch(str(value)):
        return QCoreApplication.translate("Form", "signed")
    if question.kind is Kind.DATE and (day := QDate.fromString(str(value), "yyyy-MM-dd")).isValid():
        return day_text(day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = QLocale().toString(value) if isinstance(value, int) else QLocale().toString(value, "g", 6)
        return f"{number} {worded(question.unit, language)}" if question.unit else number
    return value_text(value)


def day_text(day: QDate) -> str:
    """A day with its weekday and year, as people here write it: "Fri, Nov 27, 2026"; it may be read years later."""
    return QLocale().toString(day, "ddd d MMM yyyy" if _day_first() else "ddd, MMM d, yyyy")


def soon_text(day: QDate) -> str:
    """A day of the next weeks: "Fri, Nov 27"."""
    return QLocale().toString(day, "ddd d MMM" if _day_first() else "ddd, MMM d")


def other_answers(order: WorkOrder, service: ServiceType | None, language: str, asked: set[str]) -> Sequence[str]:
    """The order's answers to nothing of what is `asked`, as "question: answer"."""
    return [
        f"{field_text(service, name, language)}: {answer_text(service, name, value, language)}"
        for name, value in order.fields.items()
        if name.partition("/")[0] not in asked and value is not None
    ]


def fault_text(fault: Fault, service: ServiceType | None, language: str, *, there: bool = False) -> str:
    """What is missing or wrong, as a sentence; `there`: it stands at the question itself."""
    if there and fault.why is Why.MISSING:
        return QCoreApplication.translate("Form", "Still to answer.")
    bound = QLocale().toString(float(fault.bound), "g", 6) if fault.bound is not None else ""
    if fault.why is Why.NO_PHOTO:
        wanted = QCoreApplication.translate("Form", "This outcome needs {count} photo(s) of the kind “{kind}”.")
        return wanted.format(count=bound, kind=role_text(PhotoRole(fault.path)))
    sentences = {
        Why.MISSING: QCoreApplication.translate("Form", "Still to answer: {question}."),
        Why.TOO_FEW: QCoreApplication.translate("Form", "{question}: at least {bound}."),
        Why.TOO_MANY: QCoreApplication.translate("Form", "{question}: not more than {bound}."),
        Why.TOO_SMALL: QCoreApplication.translate("Form", "{question}: not less than {bound}."),
        Why.TOO_LARGE: QCoreApplication.translate("Form", "{question}: not more than {bound}."),
        Why.TOO_LONG: QCoreApplication.translate("Form", "{question}: not more than {bound} letters."),
        Why.NOT_LIKE: QCoreApplication.translate("Form", "{question}: this is not written as it is asked for."),
    }
    return sentences[fault.why].format(question=field_text(service, fault.path, language), bound=bound)


def _day_first() -> bool:
    written = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return written.find("d") < written.find("M")


def _found(service: ServiceType | None, name: str) -> Placed | None:
    return next(_everywhere(service, name), None) if service else None


def _everywhere(service: ServiceType, name: str) -> Iterator[Placed]:
    for form in reversed(service.forms):
        if (found := placed(form.definition, name)) is not None:
            yield found
