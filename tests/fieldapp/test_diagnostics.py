"""The report for support has what support needs, and nothing about a person or a job can get into it."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp import diagnostics, settings
from fieldapp.widgets.banner import Banner
from sync.commands import AddNote, CloseOut, SetField, StartWork
from sync.orders import Note, PhotoRole, Resident, Returned
from sync.store import Query
from tests.builders import ANA, CREWS, Laptop, StillClock, a_photo, a_service, an_order
from tests.sync.store.office import LIMITS

SECRETS = {
    "resident's name": "Rosalinda", "surname": "Quackenbush", "phone": "602-555-0134", "street": "Zanzibar",
    "title": "Xylophone", "report": "Wolverine", "note": "Kookaburra", "field": "Platypus", "reason": "Narwhal",
    "draft": "Ocelot", "author": "Ana Ruiz", "colleague": "Dana", "person": "p-ana", "crew": "Street Maintenance 14",
    "access": "access-token-7f3a", "refresh": "refresh-token-91bc", "user": "ana.ruiz", "host": "hub.city.example",
    "number": "311-26-777", "latitude": "33.46", "longitude": "112.09", "key": "AAECAwQF", "city": "Phoenixville",
    "folder": "gryphon",
}  # fmt: skip


@pytest.fixture
def full(tmp_path: Path, qapp: QApplication) -> Iterator[Laptop]:
    """A laptop on whose every field something stands that must never leave it."""
    clock = StillClock()
    laptop = Laptop(tmp_path / "Rosalinda", clock)
    job = an_order(
        number="311-26-777", title="Xylophone on the road", address="12 Zanzibar Ave, Phoenixville",
        description="A Wolverine sits here, call 602-555-0134", fields={"colour": "Platypus"},
        resident=Resident("Rosalinda Quackenbush", "602-555-0134", "es"),
        notes=(Note("n1", clock.ago(5), "Dana Kim", "Kookaburra"),),
        returned=Returned("Dana Kim", clock.ago(4), "Narwhal in the picture"),
    )  # fmt: skip
    laptop.first_sync([job, an_order(address="1 Zanzibar Ave")], [a_service()], CREWS)
    store = laptop.store
    store.line.set_tokens("access-token-7f3a", "refresh-token-91bc")
    store.record(job.id, StartWork())
    store.record(job.id, AddNote("n-2", "Kookaburra again, ask Rosalinda at 602-555-0134"))
    store.record(job.id, SetField("surface", "Platypus"))
    store.add_photo(job.id, PhotoRole.BEFORE, a_photo())
    store.record(job.id, CloseOut("repaired", 12))
    store.save_draft(job.id, {"note": "Ocelot"})
    settings.save(
        laptop.folder,
        settings.Settings(
            "sunlight", 1.5, "es", "https://hub.city.example:8311", "ana.ruiz", watch_folder="/home/gryphon"
        ),
    )
    store.line.no_answer(store.line.request(LIMITS, 0.0), "NET-DNS")
    yield laptop
    laptop.close()


def members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def saved(laptop: Laptop, folder: Path) -> dict[str, str]:
    sections = diagnostics.report(laptop.store, laptop.folder, laptop.clock.now())
    diagnostics.save(sections, folder / "report.zip")
    found = members(folder / "report.zip")
    assert found["report.txt"] == diagnostics.as_text(sections), "what is read is what is saved"
    return found


def leaks(text: str) -> list[str]:
    return [name for name, secret in SECRETS.items() if secret.casefold() in text.casefold()]


def test_nothing_of_a_person_or_a_job_is_in_it(full: Laptop, tmp_path: Path) -> None:
    found = saved(full, tmp_path)
    whole = "\n".join(found) + "\n".join(found.values())
    assert leaks(whole) == []
    ids = [full.store.device, ANA.id, *(line.id for line in full.store.orders(Query(show="all")))]
    ids += [item.command.id for item in full.store.outbox()]
    assert [each for each in ids if each in whole] == []
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}", whole), "no id of anything"
    assert str(tmp_path) not in whole


def test_each_secret_would_be_seen(full: Laptop) -> None:
    """The check above can fail: all of these do stand on the laptop, and it knows them."""
    account, lines = full.store.account(), full.store.orders(Query(show="all"))
    jobs = [full.store.order(line.id) for line in lines]
    assert len(jobs) == 2
    there = f"{account} {jobs} {full.store.crews()} {settings.load(full.folder)} {full.store.outbox()}"
    assert set(leaks(there)) >= set(SECRETS) - {"key"}


def test_support_finds_what_it_needs(full: Laptop, tmp_path: Path) -> None:
    banner = Banner()  # what a person is shown is noted where it is shown
    banner.show_notice("The disk of this laptop is full, Rosalinda, so this was not saved. (STORE-DISK-FULL)")
    banner.show_notice("Closed at Zanzibar Ave (north side)")
    banner.deleteLater()
    try:
        raise ValueError("Rosalinda Quackenbush")
    except ValueError as error:
        diagnostics.note_crash(type(error), error.__traceback__)
    found = saved(full, tmp_path)
    told = json.loads(found["report.json"])
    assert told["waiting"]["state.queued"] >= 4
    assert told["waiting"]["kind.close_out"] == 1
    assert told["work"]["drafts"] == 1
    assert told["work"]["role"] == "crew"
    assert told["settings"] == {
        "theme": "sunlight", "scale": 1.5, "language": "es", "lock_after_min": 10.0, "hub": "https",
        "watches_a_folder": True,
    }  # fmt: skip
    assert told["line"]["tries"][0].endswith("NET-DNS 5")
    assert told["disk"]["free_bytes"] > 0
    assert told["disk"]["photos"] >= 1
    assert told["app"]["schema"]
    codes = " ".join(told["problems"]["last"])
    assert "STORE-DISK-FULL" in codes
    assert re.search(r"ValueError test_diagnostics\.py:\d+", codes)
    assert leaks("\n".join(found.values())) == []


def test_a_report_that_cannot_be_written_leaves_nothing(full: Laptop, tmp_path: Path) -> None:
    sections = diagnostics.report(full.store, full.folder, full.clock.now())
    (tmp_path / "report.zip").mkdir()
    with pytest.raises(OSError, match="report"):
        diagnostics.save(sections, tmp_path / "report.zip")
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []
