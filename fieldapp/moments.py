"""Times as people say them: when a job is due, when something happened, how long the work took."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from sync.clock import parse_ms
from sync.orders import WorkOrder

_SOON_MIN = 60
_TODAY_MIN = 4 * 60
_HOURS_FROM_MIN, _ROUND_FROM_H, _DAYS_FROM_MIN = 90, 10, 48 * 60


@dataclass(frozen=True)
class Due:
    """When a job is due: `short` for a list ("Due 11:30 AM"), `text` with what is left, and the tone of both."""

    short: str
    text: str
    tone: str


class Moments:
    """Says times in one language (a BCP 47 tag) and in this machine's zone; `now_ms` is the clock's time."""

    def __init__(self, language: str) -> None:
        self._locale = QLocale(language)

    def due(self, expected: str | None, now_ms: int) -> Due | None:
        """When a job is due, None where the office set no time. Red: late or under an hour; amber: today."""
        if expected is None:
            return None
        at, now = _local(parse_ms(expected)), _local(now_ms)
        left_min = (parse_ms(expected) - now_ms) // 60_000
        if left_min < 0:
            when = self._when(at, now)
            short = QCoreApplication.translate("Due", "Was due {when}").format(when=when)
            late = QCoreApplication.translate("Due", "{time} late").format(time=self.lasting(-left_min))
            return Due(short, f"{short} · {late}", "bad")
        short = QCoreApplication.translate("Due", "Due {when}").format(when=self._when(at, now))
        if at.date() != now.date():
            return Due(short, short, "neutral")
        left = QCoreApplication.translate("Due", "{time} left").format(time=self.lasting(left_min))
        tone = "bad" if left_min < _SOON_MIN else "warn" if left_min < _TODAY_MIN else "neutral"
        return Due(short, f"{short} · {left}", tone)

    def moment(self, at: str | None, now_ms: int) -> str:
        """When something happened: "7:12 AM" today, "yesterday 7:12 AM", else with the date; empty for None."""
        if not at:
            return ""
        then, now = _local(parse_ms(at)), _local(now_ms)
        if then.date() == now.date():
            return self.time(then)
        day = self._day(then.date(), now.date())
        return f"{day}, {self.time(then)}"

    def reported(self, at: str, now_ms: int) -> str:
        """When a resident reported it, in the middle of a line; empty where damage took that, until the city tells."""
        if not at:
            return ""
        then, now = _local(parse_ms(at)), _local(now_ms)
        if then.date() == now.date():
            return QCoreApplication.translate("Due", "reported today {time}").format(time=self.time(then))
        day = self._day(then.date(), now.date())
        return QCoreApplication.translate("Due", "reported {day}").format(day=day)

    def today(self, now_ms: int) -> str:
        """The day, as a heading: "Sunday, Nov 22"."""
        day = _local(now_ms).date()
        said = self._locale.toString(_qdate(day), "dddd, d MMM" if self._day_first() else "dddd, MMM d")
        return said[:1].upper() + said[1:]

    def time(self, moment: datetime) -> str:
        """The time of day, short: "7:12 AM", "13:00"."""
        return self._locale.toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)

    def lasting(self, minutes: int) -> str:
        """A length of time: "42 min", "2 h 16 min", "2 days"."""
        hours, rest = divmod(minutes, 60)
        if minutes < _HOURS_FROM_MIN:
            return QCoreApplication.translate("Due", "{count} min").format(count=minutes)
        if minutes >= _DAYS_FROM_MIN:
            return QCoreApplication.translate("Due", "{count} days").format(count=round(minutes / 1440))
        if hours >= _ROUND_FROM_H or not rest:
            return QCoreApplication.translate("Due", "{hours} h").format(hours=hours)
        return QCoreApplication.translate("Due", "{hours} h {minutes} min").format(hours=hours, minutes=rest)

    def size(self, count: int) -> str:
        """An amount of bytes: "640 kB", "18.0 MB"."""
        decimals = 0 if count < 1024**2 else 1
        return self._locale.formattedDataSize(count, decimals, QLocale.DataSizeFormat.DataSizeTraditionalFormat)

    def _when(self, at: datetime, now: datetime) -> str:
        return self.time(at) if at.date() == now.date() else self._day(at.date(), now.date())

    def _day(self, day: date, today: date) -> str:
        near = {
            -1: QCoreApplication.translate("Due", "yesterday"),
            1: QCoreApplication.translate("Due", "tomorrow"),
        }
        away = (day - today) // timedelta(days=1)
        if away in near:
            return near[away]
        order = "d MMM" if self._day_first() else "MMM d"
        return self._locale.toString(_qdate(day), order if day.year == today.year else f"{order} yyyy")

    def _day_first(self) -> bool:
        written = self._locale.dateFormat(QLocale.FormatType.ShortFormat)
        return written.find("d") < written.find("M")


def worked_minutes(order: WorkOrder, now_ms: int) -> int | None:
    """Whole minutes on site under this assignment, pauses left out; None where the work was never started."""
    if order.started_at is None:
        return None
    began, total_ms = None, 0
    first_ms = parse_ms(order.started_at)
    for event in sorted(order.history, key=lambda line: line.at):
        at_ms = parse_ms(event.at)
        if at_ms < first_ms:
            continue
        if event.kind == "start_work" and began is None:
            began = at_ms
        elif event.kind in ("pause_work", "close_out") and began is not None:
            total_ms, began = total_ms + at_ms - began, None
    if began is None and not total_ms:
        began = first_ms
    running_ms = max(0, now_ms - began) if began is not None else 0
    return (total_ms + running_ms) // 60_000


def day_ends_ms(now_ms: int) -> int:
    """When today ends on this machine's clock, in milliseconds."""
    midnight = _local(now_ms).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=1)
    return round(midnight.timestamp() * 1000)


def day_of(now_ms: int) -> QDate:
    """The day that it is on this machine's clock."""
    return _qdate(_local(now_ms).date())


def _local(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000).astimezone()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
