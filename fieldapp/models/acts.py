"""A person's acts as rows of a list, newest first, and how many of a day's are in the CRM."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from fieldapp.models.row_list import RowList
from fieldapp.moments import Moments
from fieldapp.rows import ActRow
from fieldapp.wording import PLACE_ICONS, PLACE_TONES, history_text, place_text
from sync.clock import Clock
from sync.orders import ServiceType
from sync.states import CommandState, Place
from sync.store import OutboxItem

SHOWN_DAYS = 7


@dataclass(frozen=True)
class DayAct:
    """An act with its receipts (None while there is none) and the heading above it, if it is a section's first."""

    item: OutboxItem
    receipt: int | None = None
    photo_receipt: int | None = None
    service: ServiceType | None = None
    section: str = ""

    @property
    def taken_back(self) -> bool:
        """Whether its author undid it before it left."""
        return self.item.state is CommandState.WITHDRAWN


@dataclass(frozen=True)
class DayCount:
    """Of the acts of a day that were not taken back: all of them, and how many are where."""

    total: int = 0
    in_crm: int = 0
    on_laptop: int = 0
    sending: int = 0
    needs_decision: int = 0


def counted(acts: Sequence[DayAct]) -> DayCount:
    """How many are where. An act is in the CRM only with its receipt, a photo with that of its bytes too."""
    kept = [act for act in acts if not act.taken_back]
    places = [act.item.place for act in kept]
    return DayCount(
        len(kept),
        sum(act.item.place is Place.IN_CRM and act.receipt is not None for act in kept),
        places.count(Place.ON_LAPTOP),
        places.count(Place.SENDING),
        places.count(Place.NEEDS_DECISION),
    )


class Acts(RowList[DayAct]):
    """The list on the page that proves the day."""

    def __init__(self, moments: Moments, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(lambda act: act.item.command.id, self._row_of, parent, lambda act: act.section)
        self._moments, self._clock = moments, clock

    def _row_of(self, act: DayAct) -> ActRow:
        item, service = act.item, act.service
        at = self._moments.moment(item.recorded_at, self._clock.wall_ms())
        place, icon, tone = place_text(item.place), PLACE_ICONS[item.place], PLACE_TONES[item.place]
        if act.taken_back:
            place, icon, tone = QCoreApplication.translate("Acts", "Taken back"), "undo-2", "neutral"
        return ActRow(
            item.command.id,
            " · ".join(part for part in (history_text(item.command.kind), item.title) if part),
            " · ".join(part for part in (at, item.address) if part),
            service.icon if service else "circle-dot-dashed",
            service.tone if service else "grey",
            place,
            icon,
            tone,
            _note(act),
            act.section,
        )


def with_receipts(
    items: Sequence[OutboxItem],
    receipts: Mapping[int, tuple[int | None, int | None]],
    services: Mapping[str, ServiceType],
) -> list[DayAct]:
    """The items with the receipts of their `seq`, and the service of their order by its id."""
    return [
        DayAct(item, *receipts.get(item.command.seq, (None, None)), services.get(item.command.order_id))
        for item in items
    ]


def _note(act: DayAct) -> str:
    if act.taken_back:
        return QCoreApplication.translate("Acts", "It never left the laptop")
    if act.receipt is None:
        return ""
    number = str(act.receipt)
    if act.photo_receipt is not None:
        number = f"{number} + {act.photo_receipt}"
    return QCoreApplication.translate("Acts", "Receipt {number}").format(number=number)
