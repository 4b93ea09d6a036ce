"""The tour's story: what each person does, on which laptop, with which line, and what must be true after it."""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from fieldapp.demo import DemoCity, made_city
from fieldapp.tour import ledger
from fieldapp.tour.acts import CloseOuts, show_job, sign_in, words
from fieldapp.tour.bad_line import BadLine, Fault
from fieldapp.tour.jobs import Parts, cast
from fieldapp.tour.laptop import HandsFailed, Laptop
from fieldapp.tour.orders import Answer
from fieldapp.tour.report import CheckFailed, Report
from fieldapp.tour.sabotage import sabotaged
from sync.orders import WorkOrder

CREW, SUPERVISOR, DISPATCHER = "crew14", "maria", "dana"
NOTE = "Gate code 4417. Beware of the dog."
REASON = "The photo does not show the repair."
THEMES = ("Dark", "Sunlight", "Light")
ARRIVE_S = 60.0
TOLD_S = float(os.environ.get("FIELDAPP_TOUR_TOLD_S", "1.0"))
"""How soon the crew must hear of a decision; a test that shares its two cores with others allows more."""
PAUSE_S = 1.2


def run_tour(chosen: argparse.Namespace) -> int:
    """Tells the story; 0 when every check held. Prints each step and writes report.md with pictures."""
    folder = chosen.report or Path(tempfile.mkdtemp(prefix="fieldapp-tour-"))
    folder.mkdir(parents=True, exist_ok=True)
    report = Report(folder)
    in_sight = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.name == "nt")
    print("The tour: three laptops, one hub, a bad line. Each step says what it checked.", flush=True)
    began_s = time.monotonic()
    try:
        with made_city() as city:
            story = Story(city, report, in_sight=in_sight)
            try:
                story.tell()
            finally:
                story.end()
    except (CheckFailed, HandsFailed) as problem:
        report.fail(str(problem))
    else:
        print(f"\nEvery check held, in {time.monotonic() - began_s:.0f} s.", flush=True)
    print(f"Report: {report.write()}", flush=True)
    return 1 if report.failed else 0


class Story:
    """Three laptops, one line that may be bad, and the steps in order."""

    def __init__(self, city: DemoCity, report: Report, *, in_sight: bool) -> None:
        self._city, self._report, self._in_sight = city, report, in_sight
        self._line = BadLine(int(city.url.rpartition(":")[2]))
        self._parts: Parts = cast(city.hub.book.orders(), city.city.services, "crew-14")
        laptops = city.laptops

        def laptop(name: str, url: str) -> Laptop:
            return Laptop(name, laptops / name, city.key_file, url, offscreen=not in_sight)

        self._crew = laptop(CREW, self._line.url)
        self._supervisor = laptop(SUPERVISOR, city.url)
        self._dispatcher = laptop(DISPATCHER, city.url)
        self._closing = CloseOuts(self._crew, city)
        self._password = city.city.password
        self._kept = ledger.Kept((), ())

    def tell(self) -> None:
        """All steps. Raises CheckFailed, HandsFailed at the first that does not come out."""
        for step in (
            self._sign_in,
            self._work_offline,
            self._kill,
            self._meanwhile,
            self._portal,
            self._line_returns,
            self._ledger,
            self._decide,
            self._themes,
            self._close,
        ):
            step()

    def end(self) -> None:
        """Ends whatever still runs."""
        for laptop in (self._crew, self._supervisor, self._dispatcher):
            laptop.kill()
        self._line.close()

    # the steps

    def _sign_in(self) -> None:
        report, crew = self._report, self._crew
        report.step("The crew signs in and downloads its day")
        crew.start()
        self._picture(crew, "sign-in", "The sign-in page")
        sign_in(crew, CREW, self._password)
        mine = [order for order in self._city.hub.book.orders() if order.crew_id == "crew-14"]
        wanted = [order for order in mine if order.closing is None]
        crew.do("see", page="today", row=words(self._parts.untouched), deadline_s=30.0)
        sight = crew.see("All in the CRM", deadline_s=30.0)
        listed = [order for order in wanted if sight.row(*words(order))]
        report.check(f"its list has all {len(wanted)} open jobs", len(listed) == len(wanted), len(listed))
        show_job(crew, self._parts.closed[0])
        crew.see("All in the CRM")
        self._picture(crew, "crew-signed-in", "The crew's day")

    def _work_offline(self) -> None:
        report, crew, parts = self._report, self._crew, self._parts
        report.step("The line is cut; 5 jobs are closed with 8 photos, one note, one answer")
        self._line.become(Fault.CUT)
        log = len(self._city.hub.book.log())
        # Eight photos: from the card and pasted, JPEG and HEIC.
        self._closing.close(parts.closed[0], "jpg", "jpg")
        self._closing.close(parts.closed[1], "heic", before=1)
        self._closing.close(parts.closed[2], "jpg")
        self._closing.close(parts.closed[3], "jpg")
        self._closing.close(parts.closed[4], "jpg", before=1)
        show_job(crew, parts.disputed)
        crew.do("keys", text="Ctrl+N")
        crew.do("type", name="Note", text=NOTE)
        crew.do("keys", text="Ctrl+Return")
        crew.see(NOTE, "Note saved on this laptop.")
        crew.click(self._choice(0))
        sight = crew.see("Answer saved on this laptop.", "Offline", deadline_s=40.0)
        report.check(
            "the pill says Offline, and that the work is safe on this laptop", "safe" in sight.pill, sight.pill
        )
        done = [sight.row(*words(order)) for order in parts.closed]
        report.check("5 jobs are closed, each “On this laptop”", all("On this laptop" in row for row in done), done)
        report.check("8 photos were taken, one of them HEIC", self._closing.photos == 8, self._closing.photos)
        report.check("nothing of it reached the hub", len(self._city.hub.book.log()) == log)
        self._picture(crew, "crew-offline", "Offline: everything is on this laptop")

    def _kill(self) -> None:
        report, crew, parts = self._report, self._crew, self._parts
        report.step("The app is killed (SIGKILL) and started again")
        crew.kill()
        copied = self._city.folder / "disk"
        self._kept = ledger.kept_on(crew.folder, self._city.key_file, copied)
        kinds = [command.kind for command in self._kept.commands]
        counts = {kind: kinds.count(kind) for kind in ("close_out", "add_photo", "add_note", "set_field")}
        wanted = {"close_out": 5, "add_photo": 8, "add_note": 1, "set_field": 1}
        report.check("its disk has 5 close-outs, 8 photos, the note and the answer", counts == wanted, counts)
        crew.start()
        sight = crew.see(page="today")
        for order in parts.closed:
            sight = crew.do("see", row=(*words(order), "On this laptop"))
        report.check("the 5 jobs are there, closed, “On this laptop”", True)
        show_job(crew, parts.disputed)
        sight = crew.see(NOTE)
        report.check("the note is there", sight.holds(NOTE))
        taken = [(order, sum(photo.order_id == order.id for photo in self._kept.photos)) for order in parts.closed]
        for order, count in taken:
            show_job(crew, order)
            shown = [each for each in crew.look().photos if each.startswith(("After", "Before"))]
            report.check(f"{order.title}: {count} photo(s) there", len(shown) == count, shown)
        crew.do("keys", text="Alt+4")
        sight = crew.see(page="sync")
        self._picture(crew, "crew-sync-offline", "The sync page, offline, after the restart")
        report.check("the pill is not green", "All in the CRM" not in sight.pill, sight.pill)

    def _meanwhile(self) -> None:
        report, boss, parts = self._report, self._supervisor, self._parts
        report.step("Meanwhile the supervisor reassigns two of the jobs, and the office changes an answer")
        boss.start()
        sign_in(boss, SUPERVISOR, self._password)
        boss.do("see", page="board", row=words(parts.untouched), deadline_s=60.0)
        self._picture(boss, "board-signed-in", "The supervisor's board")
        for order in (parts.moved, parts.untouched):
            boss.do("row", name="Crew 14*", row=words(order))
            boss.do("keys", text="Ctrl+Right")
            boss.see(f"{order.title} moved to Crew 17.")
            self._until(partial(self._is_crews, order, "crew-17"), 10.0)
            report.check(f"{order.title}, {order.address}: Crew 17's at the hub", self._is_crews(order, "crew-17"))
        self._picture(boss, "board-moved", "The board after the move, which says that the crew may be at work on it")
        name, answer = parts.question.path, parts.question.choices[2].value
        book = self._city.hub.book
        book.edit_order(parts.disputed.id, lambda o: replace(o, fields={**o.fields, name: answer}), by="Office")
        report.tell(f"The office answers “{self._choice(2)}” where the crew had answered “{self._choice(0)}”.")

    def _portal(self) -> None:
        report, crew = self._report, self._crew
        report.step("The line returns as a captive portal: 200, and a page of HTML for everything")
        before = self._hub_state()
        self._line.become(Fault.PORTAL)
        crew.click("Sync now")
        report.check("the laptop asked, and got the portal's page", self._line.saw(Fault.PORTAL, 1, 20.0))
        crew.click("Sync now")
        report.check("it asked again", self._line.saw(Fault.PORTAL, 2, 20.0))
        sight = crew.see("Something else answered in place of the city’s computer")
        report.check("it says who answered, and that nothing was sent", sight.holds("NET-NOT-THE-HUB"))
        report.check("the pill is not green", "Offline" in sight.pill, sight.pill)
        receipts = [row for rows in sight.rows.values() for row in rows if "Receipt" in row]
        report.check("nothing counts as sent", not receipts and sight.holds("0 in the CRM"), receipts)
        report.check("nothing changed at the hub", self._hub_state() == before)
        self._picture(crew, "crew-portal", "A captive portal is not the city")

    def _line_returns(self) -> None:
        report, crew, parts = self._report, self._crew, self._parts
        report.step("The line returns for real, and its first answer is lost")
        self._line.become(Fault.LOSE_ANSWER)
        crew.click("Sync now")
        self._until(lambda: ledger.arrived(self._city, self._kept), ARRIVE_S)
        sabotaged(self._city, self._parts)
        lost = self._line.seen[Fault.LOSE_ANSWER, "/api/v1/exchange"]
        report.check("one answer was lost after the hub had done its work", lost == 1, lost)
        report.check("everything arrived", ledger.arrived(self._city, self._kept))
        crew.see("4 in the CRM, 0 on the way, 2 need", deadline_s=ARRIVE_S)
        report.check("the crew reads: 4 jobs in the CRM, 2 need a decision", True)
        crew.do("row", name="Work on this laptop", row=words(parts.moved))
        crew.see("Needs a decision: Maria Reyes gave the job to Crew 17", "your supervisor decides")
        report.check("on the reassigned one: who gave it to whom, and that the supervisor decides", True)
        crew.do("row", name="Work on this laptop", row=words(parts.disputed))
        crew.see("Needs a decision", "dispatch decides", self._choice(0), self._choice(2))
        report.check("on the disputed answer: both values, and that dispatch decides", True)
        self._picture(crew, "crew-sync", "Two questions wait for a person, everything else is in the CRM")

    def _ledger(self) -> None:
        report, crew, parts = self._report, self._crew, self._parts
        report.step("Everything is at the hub exactly once")
        ledger.check_once(report, self._city, self._kept)
        ledger.check_note(report, self._city, parts.disputed.id, NOTE)
        ledger.check_reviews(report, self._city, self._kept, parts.moved.id, parts.disputed.id)
        crew.do("keys", text="Alt+1")
        sight = crew.see("was moved to Crew 17 by Maria Reyes", page="today")
        gone = not sight.row(*words(parts.untouched))
        report.check("the untouched job left the laptop, and the crew reads who moved it and where to", gone)
        row = sight.row(*words(parts.moved))
        report.check("the closed one stays while a person decides", "Needs a decision" in row, row)
        self._picture(crew, "crew-moved", "A job was moved; the work on the other one is kept")

    def _decide(self) -> None:
        report, crew, desk, parts = self._report, self._crew, self._dispatcher, self._parts
        report.step("The dispatcher accepts one and sends one back; the crew hears within a second")
        desk.start()
        sign_in(desk, DISPATCHER, self._password)
        desk.do("see", page="review", row=words(parts.sent_back), deadline_s=60.0)
        report.check(
            "the crew's laptop listens to the hub again", self._line.saw(Fault.NONE, 1, 60.0, "/api/v1/events")
        )
        show_job(crew, parts.disputed)
        desk.do("row", name="Reviews", row=words(parts.disputed))
        desk.see("Accept the crew’s work", gone=("Loading the photo",))
        self._picture(desk, "review-held", "An answer that two people changed")
        took_s = self._told(lambda: desk.do("keys", text="A"), ("Dana Kim",))
        report.check(f"accepted: the crew sees it with Dana Kim's name after {took_s:.2f} s", took_s <= TOLD_S)
        self._picture(crew, "crew-accepted", "The crew sees that its answer was accepted")
        show_job(crew, parts.sent_back)
        desk.do("row", name="Reviews", row=words(parts.sent_back))
        desk.see("Approve and next", *words(parts.sent_back), gone=("Loading the photo",))
        self._picture(desk, "review-close-out", "A close-out is looked over")
        desk.do("keys", text="R")
        desk.do("type", name="Reason", text=REASON)
        took_s = self._told(lambda: desk.do("keys", text="Ctrl+Return"), ("Sent back by Dana Kim", REASON))
        report.check(f"sent back: the crew sees name and reason after {took_s:.2f} s", took_s <= TOLD_S)
        self._picture(crew, "crew-sent-back", "Sent back, with a name and a reason")

    def _themes(self) -> None:
        self._report.step("The screens in the three themes")
        crew, parts = self._crew, self._parts
        self._in_themes(crew, "crew-today", "The crew's day", lambda: show_job(crew, parts.disputed))
        show_job(crew, parts.sent_back)
        self._closing.fill_in(parts.sent_back, "jpg")
        crew.do("keys", text="Escape")
        self._in_themes(crew, "close-out", "Closing a job out", self._closing.open)
        crew.do("keys", text="Alt+4")
        self._in_themes(crew, "sync", "Where the work is", lambda: crew.see(page="sync"))
        self._in_themes(self._supervisor, "board", "The board", lambda: self._supervisor.see(page="board"))
        self._dispatcher.do("row", name="Reviews", row=words(parts.closed[4]))
        self._dispatcher.see("Approve and next", *words(parts.closed[4]), gone=("Loading the photo",))
        self._in_themes(self._dispatcher, "review", "Review", lambda: self._dispatcher.see(page="review"))

    def _close(self) -> None:
        self._report.step("The windows are closed")
        for laptop in (self._crew, self._supervisor, self._dispatcher):
            wrong = laptop.close()
            self._report.check(f"{laptop.name}: ended well, and no error was said while it ran", not wrong, wrong)

    # looking

    def _choice(self, number: int) -> str:
        return self._parts.question.choices[number].labels["en"]

    def _told(self, act: Callable[[], object], parts: tuple[str, ...]) -> float:
        """Seconds from the dispatcher's key to the words in front of the crew."""
        seen = threading.Event()
        when: list[float] = []

        def note(_answer: "Future[Answer]") -> None:
            when.append(time.monotonic())
            seen.set()

        asked = self._crew.begin("see", see=parts, deadline_s=20.0)
        asked.add_done_callback(note)
        self._report.check("the crew does not see it yet", not seen.is_set())
        began = time.monotonic()
        act()
        self._crew.outcome(asked, 20.0)
        seen.wait(1.0)
        return when[0] - began

    def _is_crews(self, order: WorkOrder, crew_id: str) -> bool:
        now = self._city.hub.book.order(order.id)
        return now is not None and now.crew_id == crew_id

    def _hub_state(self) -> tuple[object, ...]:
        book = self._city.hub.book
        return len(book.log()), book.reviews(), book.orders()

    def _until(self, holds: Callable[[], bool], deadline_s: float) -> None:
        """Looks again and again until it holds or the time is over; the check that follows tells which."""
        until_s, between = time.monotonic() + deadline_s, threading.Event()
        while not holds() and time.monotonic() < until_s:
            between.wait(0.05)

    # pictures

    def _picture(self, laptop: Laptop, name: str, caption: str) -> None:
        if self._in_sight:
            threading.Event().wait(PAUSE_S)  # for whoever watches
        path = self._report.picture(name)
        laptop.do("picture", text=str(path))
        self._report.shown(path, caption)

    def _in_themes(self, laptop: Laptop, name: str, caption: str, show: Callable[[], object]) -> None:
        """Pictures of what `show` shows, in each theme; the menu is behind the badge in the navigation."""
        for theme in THEMES:
            laptop.click("*: account and settings")
            laptop.do("menu", text="Theme")
            laptop.do("menu", text=theme)
            show()
            suffix = "" if theme == "Light" else f"-{theme.lower()}"
            self._picture(laptop, f"{name}{suffix}", f"{caption}, {theme.lower()}")
            if laptop.look().page == "close_out":
                laptop.do("keys", text="Escape")
