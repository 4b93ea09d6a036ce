"""What support may know of a laptop: versions, numbers, states and codes, and nothing about a person or a job.

Only what is named here gets into a report: numbers, times, and texts that are codes or versions by where they come from
and by how they look. What people typed, who they are, and where they work has no way in.
"""

import platform
import re
import shutil
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec
from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from fieldapp import __version__
from fieldapp.settings import Settings, load
from sync.clock import rfc3339
from sync.store import Store
from sync.store.schema import REVISIONS

FILE_NAME: Final = "fieldapp-report.zip"
_KEPT_PROBLEMS: Final = 100
_ATTEMPTS: Final = 100
_EVERYTHING: Final = 1_000_000
_CODE: Final = re.compile(r"\(([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\)")
_SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+:-]{0,39}")

Value = str | int | float | bool | None
Section = dict[str, "Value | list[Value]"]


@dataclass(frozen=True)
class _Problem:
    at: str
    code: str


_problems: deque[_Problem] = deque(maxlen=_KEPT_PROBLEMS)


def note_text(text: str) -> None:
    """Remembers the code of a sentence that a person was shown; the sentence itself is not kept."""
    for code in _CODE.findall(text):
        _problems.append(_Problem(rfc3339(round(time.time() * 1000)), code))


def note_crash(kind: type[BaseException], trace: TracebackType | None) -> None:
    """Remembers where an unforeseen error came from: its type and lines of our program, without its words."""
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    where = " ".join(lines[-6:])
    _problems.append(_Problem(rfc3339(round(time.time() * 1000)), f"{kind.__name__} {where}".strip()))


def report(store: Store, folder: Path, now: str) -> dict[str, Section]:
    """All that is in a report, by section. It reads the laptop's file: not for the window's thread."""
    return {
        "app": _app(now),
        "screen": _screen(),
        "settings": _settings(load(folder)),
        "work": _work(store),
        "waiting": _waiting(store),
        "line": _line(store),
        "disk": _disk(folder),
        "problems": {"last": [f"{each.at} {each.code}" for each in _problems]},
    }


def as_text(sections: dict[str, Section]) -> str:
    """The report for a person to read before it is saved: the very words that are in the file."""
    return "\n".join(_lines(sections))


def save(sections: dict[str, Section], path: Path) -> None:
    """Writes the report as a zip file, whole or not at all. Raises OSError."""
    import zipfile  # nobody else needs it, and this module is there from the start

    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.txt", as_text(sections))
        archive.writestr("report.json", msgspec.json.format(msgspec.json.encode(sections), indent=2))
    temporary = path.with_name(f"{path.name}.part")
    try:
        temporary.write_bytes(made.getvalue())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _lines(sections: dict[str, Section]) -> Iterator[str]:
    for title, section in sections.items():
        yield f"[{title}]"
        for name, value in section.items():
            if isinstance(value, list):
                yield f"{name}: {len(value)}"
                yield from (f"  {each}" for each in value)
            else:
                yield f"{name}: {'' if value is None else value}"
        yield ""


def _app(now: str) -> Section:
    return {
        "fieldapp": __version__,
        "made_at": now,
        "python": platform.python_version(),
        "qt": qVersion(),
        "system": _safe(platform.system()),
        "release": _safe(platform.release()),
        "machine": _safe(platform.machine()),
        "packaged": bool(getattr(sys, "frozen", False)),
        "system_language": _safe(QLocale.system().name()),
        "schema": REVISIONS[-1],
    }


def _screen() -> Section:
    screens: list[Value] = []
    for screen in QGuiApplication.screens():
        size = screen.size()
        screens.append(f"{size.width()}x{size.height()} ratio {screen.devicePixelRatio():.2f}")
    return {"platform": _safe(QGuiApplication.platformName()), "screens": screens}


def _settings(settings: Settings) -> Section:
    return {
        "theme": settings.theme,
        "scale": settings.scale,
        "language": _safe(settings.language),
        "lock_after_min": settings.lock_after_min,
        "watches_a_folder": bool(settings.watch_folder),
        "hub": "https" if settings.hub_url.startswith("https://") else "http" if settings.hub_url else "",
    }


def _work(store: Store) -> Section:
    account, summary, unsent = store.account(), store.summary(), store.unsent()
    return {
        "signed_in": account is not None and not account.signed_out,
        "role": account.person.role.value if account else "",
        "orders": summary.orders,
        "crews": len(store.crews()),
        "services": len(store.services()),
        "reviews": len(store.reviews()),
        "on_laptop": summary.on_laptop,
        "sending": summary.sending,
        "needs_decision": summary.needs_decision,
        "photos_waiting": summary.photos_waiting,
        "bytes_waiting": summary.bytes_waiting,
        "unsent_commands": unsent.commands,
        "unsent_photos": unsent.photos,
        "drafts": unsent.drafts,
        "rejected": unsent.rejected,
        "others_wait": summary.others_wait,
        "unreadable": summary.unreadable,
    }


def _waiting(store: Store) -> Section:
    items = store.outbox(limit=_EVERYTHING)
    section: Section = {}
    section.update(_counted("state", (item.state.value for item in items)))
    section.update(_counted("kind", (item.command.kind for item in items)))
    section.update(_counted("why", (item.why_waiting for item in items if item.why_waiting)))
    section.update(_counted("refused", (item.verdict.why.value for item in items if item.verdict and item.verdict.why)))
    waits = [item.recorded_at for item in items if item.why_waiting]
    section["oldest"] = min(waits) if waits else None
    return section


def _line(store: Store) -> Section:
    summary = store.summary()
    tries: list[Value] = [f"{each.at} {_safe(each.code)} {each.commands}" for each in store.attempts(_ATTEMPTS)]
    return {
        "last_heard": summary.last_heard,
        "last_sync": summary.last_sync,
        "first_sync_done": summary.first_sync_done,
        "tries": tries,
    }


def _disk(folder: Path) -> Section:
    usage = shutil.disk_usage(folder)
    section: Section = {"total_bytes": usage.total, "free_bytes": usage.free}
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file():
            kind = path.relative_to(folder).parts[0] if path.parent != folder else "files"
            kind = kind if kind in ("photos", "downloads", "files") else "other"
            counts[kind] += 1
            sizes[kind] += path.stat().st_size
    for kind in sorted(counts):
        section[kind] = counts[kind]
        section[f"{kind}_bytes"] = sizes[kind]
    return section


def _counted(name: str, values: Iterable[str]) -> Section:
    return {f"{name}.{_safe(value)}": count for value, count in sorted(Counter(values).items())}


def _safe(text: str) -> str:
    """A code or a version as it is; anything that may be more than that is left out."""
    return text if _SAFE.fullmatch(text) else "-" if text else ""
