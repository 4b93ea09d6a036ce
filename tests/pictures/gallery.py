"""Draws every widget as it stands on a screen, in three themes at 100 and 150 %, into PNG files to look at.

Run `python -m tests.pictures.gallery OUTDIR [sheet …]`.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QApplication, QLayout, QMenu, QWidget

from fieldapp import theme
from fieldapp.rows import (
    ROW,
    BoardCard,
    CheckItem,
    ChipText,
    DiffRow,
    Finding,
    JobRow,
    LaneHead,
    NavItem,
    OutboxRow,
    Outcome,
    PhotoTile,
    Segment,
    StoryLine,
    ValueOption,
)
from fieldapp.theme import px
from fieldapp.widgets.avatar import Avatar
from fieldapp.widgets.banner import Banner
from fieldapp.widgets.board_lane import BoardLane
from fieldapp.widgets.buttons import Button, IconButton
from fieldapp.widgets.card import Card
from fieldapp.widgets.checklist import Checklist
from fieldapp.widgets.chip import Chip, ChoiceChip
from fieldapp.widgets.compare_view import CompareView
from fieldapp.widgets.diff_table import DiffTable
from fieldapp.widgets.empty_state import EmptyState
from fieldapp.widgets.icon_mark import IconMark
from fieldapp.widgets.job_list import JobList
from fieldapp.widgets.layouts import FlowLayout, Line, column, row
from fieldapp.widgets.nav_rail import NavRail
from fieldapp.widgets.note_box import NoteBox
from fieldapp.widgets.outbox_list import OutboxList
from fieldapp.widgets.outcome_grid import OutcomeGrid
from fieldapp.widgets.photo_grid import PhotoGrid
from fieldapp.widgets.photo_strip import PhotoStrip
from fieldapp.widgets.photo_view import PhotoView
from fieldapp.widgets.progress import Progress
from fieldapp.widgets.search_box import SearchBox
from fieldapp.widgets.segmented import Segmented
from fieldapp.widgets.stage_track import StageTrack
from fieldapp.widgets.step_badge import StepHeader
from fieldapp.widgets.stepper import Stepper
from fieldapp.widgets.story import Findings, Story
from fieldapp.widgets.sync_pill import STATES, SyncPill
from fieldapp.widgets.text import Text
from fieldapp.widgets.toast import Toast
from fieldapp.widgets.top_bar import BottomBar, JobHeader, TopBar
from fieldapp.widgets.value_choice import ValueChoice

Sheet = Callable[[], QWidget]


class Rows(QAbstractListModel):
    """A list model of row values that never change."""

    def __init__(self, rows: list[object], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """As many as were given."""
        return len(self._rows)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        """The row value, and what a screen reader says."""
        if role == ROW:
            return self._rows[index.row()]
        return self._rows[index.row()].spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


def a_photo(kind: str = "before") -> QImage:
    """Draw a road with a hole ("before") or a patch ("after") in it."""
    image = QImage(960, 720, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, 270)
    sky.setColorAt(0, QColor("#4a86c0"))
    sky.setColorAt(1, QColor("#d5e4ee"))
    painter.fillRect(0, 0, 960, 270, sky)
    painter.fillRect(0, 270, 960, 450, QColor("#b9aa90"))
    painter.setPen(Qt.PenStyle.NoPen)
    for x, high in ((30, 50), (170, 70), (620, 60), (800, 90)):
        painter.setBrush(QColor("#a58c66"))
        painter.drawRect(x, 270 - high, 120, high)
    painter.setBrush(QColor("#5a5a5c"))
    painter.drawPolygon(
        QPolygonF([QPointF(440, 265), QPointF(520, 265), QPointF(1150, 720), QPointF(-150, 720)])
    )
    painter.setBrush(QColor("#e8c53a"))
    painter.drawPolygon(
        QPolygonF([QPointF(400, 400), QPointF(412, 400), QPointF(310, 560), QPointF(280, 560)])
    )
    if kind == "after":
        painter.setBrush(QColor("#242527"))
        painter.drawPolygon(
            QPolygonF([QPointF(420, 520), QPointF(780, 520), QPointF(900, 660), QPointF(360, 660)])
        )
    else:
        painter.setBrush(QColor("#2b211b"))
        painter.drawEllipse(QPointF(600, 590), 170, 55)
    painter.end()
    return image


def plain(layout: QLayout, token: str = "bg") -> QWidget:
    """Put a layout on a field of one colour."""
    made = QWidget()
    made.setLayout(layout)
    made.setAutoFillBackground(True)
    palette = made.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.color(token))
    made.setPalette(palette)
    return made


def a_rail(selected: str, items: list[NavItem], initials: str, caption: str) -> NavRail:
    """A rail with a badge on its fourth place."""
    rail = NavRail(items)
    rail.select(selected)
    rail.set_badge(items[3].key, 3)
    rail.set_person(initials, caption)
    return rail


CREW = [
    NavItem("today", "Today", "list-todo"),
    NavItem("map", "Map", "map"),
    NavItem("photos", "Photos", "images"),
    NavItem("sync", "Sync", "refresh-cw"),
    NavItem("help", "Help", "circle-question-mark"),
]
DESK = [
    NavItem("board", "Board", "layout-dashboard"),
    NavItem("map", "Map", "map"),
    NavItem("crews", "Crews", "users"),
    NavItem("review", "Review", "inbox"),
    NavItem("reports", "Reports", "chart-no-axes-column"),
]


def a_pill(state: str, title: str, detail: str) -> SyncPill:
    """A pill in a state."""
    pill = SyncPill()
    pill.set_state(state, title, detail)
    return pill


def job_rows() -> list[object]:
    """The jobs of a morning."""
    saved = {"corner": "Saved", "corner_tone": "warn", "corner_icon": "hard-drive"}
    in_crm = {"corner": "In CRM", "corner_tone": "ok", "corner_icon": "circle-check"}
    done = (ChipText("Done", "ok"),)
    return [
        JobRow(
            "1",
            "Pothole, right lane",
            "1820 W McDowell Rd",
            corner="0.4 mi",
            chips=(ChipText("Due 11:30", "bad"),),
            meta="2 photos from resident",
        ),
        JobRow(
            "2",
            "Illegal dumping: furniture",
            "924 N 11th Ave",
            "trash-2",
            "olive",
            "0.9 mi",
            chips=(ChipText("Due 1:00", "warn"),),
            meta="Needs 2 people",
        ),
        JobRow(
            "3",
            "Stop sign down",
            "W Roosevelt St & N 7th Ave",
            "octagon-alert",
            "red",
            "1.3 mi",
            chips=(ChipText("Due 1:30", "warn"),),
            meta="Safety",
        ),
        JobRow(
            "4",
            "Pothole near crosswalk",
            "301 E Van Buren St",
            corner="1.6 mi",
            chips=(ChipText("Today"),),
            meta="Bus route 3",
        ),
        JobRow(
            "5",
            "Graffiti on block wall",
            "1230 N 3rd St",
            "spray-can",
            "violet",
            chips=done,
            meta="Closed 10:41 · 2 photos",
            section="DONE TODAY",
            **saved,
        ),
        JobRow(
            "6",
            "Streetlight out",
            "712 W Culver St",
            "lamp",
            "amber",
            chips=done,
            meta="Closed 9:52 · 1 photo",
            **in_crm,
        ),
        JobRow(
            "7",
            "Branch over sidewalk",
            "45 W Palm Dr",
            "tree-palm",
            "green",
            chips=done,
            meta="Closed 9:10 · 3 photos",
            **in_crm,
        ),
    ]


def today() -> QWidget:
    """The crew's day: list and job."""
    top = TopBar("Today", "Sunday, Nov 22 · Street Maintenance · 4 to do, 3 done")
    top.add(SearchBox("Search address, number, street"))
    top.add(a_pill("offline", "Offline", "3 changes safe on this laptop"))
    jobs = JobList("Jobs")
    jobs.setModel(Rows(job_rows(), jobs))
    jobs.select("1")
    switch = Segmented([Segment("todo", "To do", 4), Segment("done", "Done", 3), Segment("all", "All", 7)])
    left = plain(column(row(switch, margins=(16, 12, 16, 12)), jobs, gap=0), "surface")
    left.setFixedWidth(px(424))
    head = JobHeader()
    head.set_job(
        "Pothole, right lane",
        "1820 W McDowell Rd · 311-26-048213 · reported today 7:12",
        "circle-dot-dashed",
        "orange",
    )
    head.add(Chip("Due 11:30 · 42 min left", "bad", "clock", high=True))
    photos = Card("Photos", "2 from resident")
    view = PhotoView()
    view.set_photo(a_photo(), "Resident", caption="7:12 · phone")
    strip = PhotoStrip("Add before", tile_size=(168, 110))
    strip.set_tiles([PhotoTile("1", a_photo(), "Resident")])
    photos.add(view, 1)
    photos.add(strip)
    words = Card("What was reported")
    words.add(
        Text(
            "“Deep hole in the right lane just past 19th Ave, two cars already swerved. "
            "It gets worse after rain.”",
            wrap=True,
        )
    )
    chips = FlowLayout()
    chips.addWidget(Chip("Spanish: call first", "info", "languages"))
    chips.addWidget(Chip("Bus route 17", "neutral", "bus"))
    words.body.addLayout(chips)
    words.body.addStretch(1)
    before = Card("Before you start")
    checks = Checklist("Before you start")
    checks.set_items(
        [
            CheckItem("cones", "Cones and signs are out", True),
            CheckItem("lane", "Right lane closed", True),
            CheckItem("stake", "Utilities marked (Blue Stake)", required=True),
        ]
    )
    before.add(checks)
    view_map = Card(kind="sunk")
    bar = BottomBar()
    for text, icon in (("Can’t do this", "circle-x"), ("Note", "mic"), ("Pause", "pause")):
        bar.add_left(Button(text, icon, size="large"))
    close = Button("Close out this job", "check", "go", "large")
    close.setMinimumWidth(px(330))
    bar.add_right(close)
    above = row(view_map, photos, gap=16)
    above.setStretch(0, 5)
    above.setStretch(1, 4)
    below = row(words, before, gap=16)
    below.setStretch(0, 5)
    below.setStretch(1, 4)
    job = column(head, above, below, gap=14, margins=(24, 16, 24, 14))
    job.setStretchFactor(above, 1)
    right = plain(column(job, bar, gap=0))
    page = plain(
        row(
            a_rail("today", CREW, "C14", "Crew 14"),
            column(top, row(left, Line(True), right, gap=0), gap=0),
            gap=0,
        )
    )
    page.resize(px(1440), px(900))
    return page


def closeout() -> QWidget:
    """Photo, outcome and details of a close-out."""
    top = TopBar("Close out · Pothole, right lane", "1820 W McDowell Rd · 311-26-048213")
    top.set_back("Back to job")
    top.add(a_pill("offline", "Offline", "3 changes safe on this laptop"))
    photo = Card(padding=18)
    first = StepHeader(1, "After photo")
    first.set_done(True)
    first.add(Chip("GPS 9 m from address", "ok", "map-pin"))
    view = PhotoView()
    view.set_photo(a_photo("after"), "AFTER · 10:46", "ok", checked=True)
    strip = PhotoStrip()
    strip.set_tiles(
        [
            PhotoTile("1", a_photo(), "Resident"),
            PhotoTile("2", a_photo(), "Before"),
            PhotoTile("3", a_photo("after"), "After"),
        ]
    )
    strip.select("3")
    for part, stretch in ((first, 0), (view, 1)):
        photo.add(part, stretch)
    tools = row(strip, Button("Retake", "rotate-ccw"), Button("Blur / arrow", "pencil"), gap=10)
    tools.setStretch(0, 1)
    photo.body.addLayout(tools)
    take = row(
        Button("Take another", "camera", "primary", "large"),
        Button("From phone or SD card", "smartphone", size="large"),
        gap=10,
    )
    photo.body.addLayout(take)
    outcome = Card(padding=18)
    second = StepHeader(2, "What happened?")
    second.set_done(True)
    grid = OutcomeGrid(name="What happened?")
    grid.set_outcomes(
        [
            Outcome("repaired", "Repaired", "Permanent fix", "wrench"),
            Outcome("temporary", "Temporary fix", "Needs follow-up", "hourglass"),
            Outcome("nothing", "Nothing there", "Could not find it", "search-x"),
            Outcome("duplicate", "Duplicate", "Same as another job", "copy"),
            Outcome("not_ours", "Not ours", "Private, state, utility", "building-2"),
            Outcome("other", "Other crew", "Hand it on", "users"),
        ]
    )
    grid.select("repaired")
    outcome.add(second)
    outcome.add(grid)
    details = Card(padding=18)
    details.add(StepHeader(3, "Details", "optional"))
    clock = row(
        IconMark("timer", side=28), Text("26 min", "number"), Button("Edit", kind="quiet", size="small"), 1
    )
    numbers = row(
        column(Text("Cold patch", "h3"), Stepper("Cold patch", 4, "bags"), gap=4),
        column(Text("Time on site", "h3"), clock, gap=4),
        gap=24,
    )
    details.body.addLayout(numbers)
    flow = FlowLayout()
    for text in ("Edges sealed", "Needs paving", "Utility cut"):
        flow.addWidget(ChoiceChip(text, checked=text == "Edges sealed"))
    details.body.addLayout(flow)
    details.add(NoteBox("Add a note, or hold the mic to dictate", mic=True))
    details.body.addStretch(1)
    bar = BottomBar()
    bar.add_left(IconMark("hard-drive", "warn", 30))
    bar.add_left(
        plain(
            column(
                1,
                Text("You’re offline. That’s fine.", "h3"),
                Text(
                    "The job closes here now and goes to the city when you’re back in coverage.",
                    "small",
                    "text2",
                ),
                1,
                gap=2,
            ),
            "surface",
        )
    )
    bar.add_right(Button("Save for later", size="large"))
    close = Button("Close job", "check", "go", "crew", "Ctrl+Return")
    close.setMinimumWidth(px(320))
    bar.add_right(close)
    halves = row(photo, column(outcome, details, gap=16), gap=18, margins=20)
    halves.setStretch(0, 9)
    halves.setStretch(1, 10)
    page = plain(column(top, halves, bar, gap=0))
    page.resize(px(1440), px(900))
    return page


def a_lane(head: LaneHead, *cards: BoardCard) -> BoardLane:
    """A lane with its cards."""
    lane = BoardLane(head)
    lane.set_cards(cards)
    return lane


def board() -> QWidget:
    """The supervisor's board."""
    top = TopBar("Today’s board", "Sunday, Nov 22 · Central district · 31 open, 6 unassigned")
    for text in ("Central", "All types"):
        button = Button(text)
        button.setMenu(QMenu(button))
        top.add(button)
    top.add(Button("Balance loads", "sparkles"))
    top.add(a_pill("done", "Up to date", "Synced 10:58"))
    hole = {"icon": "circle-dot-dashed", "icon_tone": "orange"}
    paint_job = {"icon": "spray-can", "icon_tone": "violet"}
    lanes = [
        a_lane(
            LaneHead("u", "Unassigned", freshness="6 jobs", hours_text="Oldest 2 h 10 min", icon="inbox"),
            BoardCard(
                "1",
                "Signal on flash",
                "7th St & Camelback",
                "traffic-cone",
                "blue",
                "Emergency · 12 min",
                "bad",
            ),
            BoardCard("2", "Water in gutter", "318 W Verde Ln", "droplets", "teal", "Due 3:00", "warn"),
            BoardCard("3", "Pothole", "2101 N 16th St", due="Due tomorrow", dimmed=True, **hole),
            BoardCard("4", "Graffiti, utility box", "Encanto Park", due="Due Tue", **paint_job),
        ),
        a_lane(
            LaneHead(
                "14",
                "Crew 14",
                "14",
                "blue",
                "Offline 22 min · knew 7 of 9 jobs",
                "warn",
                6.9,
                8,
                "6.9 of 8 h",
            ),
            BoardCard(
                "5", "Pothole, right lane", "1820 W McDowell Rd", due="On site 26 min", due_tone="ok", **hole
            ),
            BoardCard(
                "6", "Illegal dumping", "924 N 11th Ave", "trash-2", "olive", "Due 1:00", "warn", "users"
            ),
            BoardCard(
                "7",
                "Stop sign down, and a title that is too long for a card",
                "Roosevelt & 7th Ave",
                "octagon-alert",
                "red",
                "Due 1:30",
                "warn",
            ),
        ),
        a_lane(
            LaneHead("9", "Crew 9", "9", "green", "Live", hours=4.1, hours_limit=8, hours_text="4.1 of 8 h"),
            BoardCard(
                "8",
                "Branch on sidewalk",
                "Thomas & 12th St",
                "tree-palm",
                "green",
                "Driving, 6 min",
                "primary",
            ),
            BoardCard("9", "Pothole cluster", "1502 E Oak St", due="Due 2:00", due_tone="warn", **hole),
        ),
        a_lane(
            LaneHead(
                "21", "Crew 21", "21", "violet", "Live", hours=9.2, hours_limit=8, hours_text="9.2 of 8 h"
            ),
            BoardCard("10", "Wall, 40 ft", "1230 N 3rd St", due="On site 1 h 05", due_tone="ok", **paint_job),
            BoardCard("11", "Bus shelter", "Central & Thomas", due="Due 12:30", due_tone="bad", **paint_job),
            BoardCard("12", "Mattress", "516 W Culver St", "trash-2", "olive", "Today"),
        ),
    ]
    lanes[1].select("6")
    lanes[2]._show_place(True)
    lanes[2].set_drop_hint("0.8 mi, +40 min")
    best = Card("Best crew for this pothole", "2101 N 16th St")
    for number, name, facts, tone, kind in (
        ("9", "Crew 9", "0.8 mi away · 3.9 h free · has cold patch", "green", "primary"),
        ("14", "Crew 14", "3.1 mi · 1.1 h free · offline", "blue", "secondary"),
    ):
        words = column(1, Text(name, "h3"), Text(facts, "small", "text2", elide=True), 1, gap=2)
        line = row(Avatar(number, tone, 36), words, Button("Assign", kind=kind, size="small"), gap=12)
        line.setStretch(1, 1)
        best.body.addLayout(line)
    side = column(Card(kind="sunk"), best, gap=14)
    side.setStretch(0, 1)
    content = row(*lanes, gap=12)
    whole = row(content, side, gap=12, margins=(16, 14, 16, 14))
    whole.setStretch(0, 2)
    whole.setStretch(1, 1)
    page = plain(row(a_rail("board", DESK, "MR", "Supervisor"), column(top, whole, gap=0), gap=0))
    page.resize(px(1600), px(900))
    toast = Toast(page)
    toast.show_message("Stop sign moved to Crew 14. They get it when back in coverage.", "Undo", wait_s=0)
    return page


def review() -> QWidget:
    """The dispatcher's review."""
    top = TopBar("Review", "12 waiting · 2 flagged · median wait 6 min")
    top.add(SearchBox("Search"))
    top.add(a_pill("done", "Up to date", "Synced 10:58"))
    queue = JobList("Waiting", thumbs=True, sections=False)
    truck = ChipText("Crew 14", "neutral", "truck")
    queue.setModel(
        Rows(
            [
                JobRow(
                    "1",
                    "Pothole, right lane",
                    "1820 W McDowell Rd",
                    corner="4 min",
                    chips=(truck, ChipText("Repaired", "ok")),
                    thumb=a_photo("after"),
                ),
                JobRow(
                    "2",
                    "Graffiti on block wall",
                    "1230 N 3rd St",
                    "spray-can",
                    "violet",
                    "9 min",
                    chips=(truck, ChipText("Repaired", "ok")),
                ),
                JobRow(
                    "3",
                    "Illegal dumping",
                    "924 N 11th Ave",
                    corner="11 min",
                    chips=(truck, ChipText("Far from address", "bad", "map-pin")),
                    thumb=a_photo(),
                ),
                JobRow(
                    "4",
                    "Streetlight out",
                    "712 W Culver St",
                    corner="14 min",
                    chips=(truck, ChipText("No after photo", "warn", "camera")),
                    thumb=a_photo(),
                ),
            ],
            queue,
        )
    )
    queue.select("1")
    switch = Segmented([Segment("w", "Waiting", 12), Segment("f", "Flagged", 2), Segment("d", "Done")])
    all_good = Button("Approve 7 with no flags", "list-todo")
    left = plain(
        column(row(switch, margins=(14, 12, 14, 12)), queue, row(all_good, margins=14), gap=0), "surface"
    )
    left.setFixedWidth(px(370))
    head = JobHeader()
    head.set_job("Pothole, right lane", "1820 W McDowell Rd · 311-26-048213", "circle-dot-dashed", "orange")
    head.add(Chip("Closed offline 10:47, arrived 11:02", "neutral", "cloud", high=True))
    compare = CompareView()
    compare.set_images(a_photo(), a_photo("after"), "BEFORE · 10:21", "AFTER · 10:46")
    strip = PhotoStrip()
    strip.set_tiles(
        [
            PhotoTile("1", a_photo(), "Resident"),
            PhotoTile("2", state="loading", label="Resident"),
            PhotoTile("3", a_photo(), "Before"),
            PhotoTile("4", a_photo("after"), "After", "ok"),
        ]
    )
    strip.select("3", "4")
    tools = row(
        strip,
        Button("Slide", "chevrons-left-right", size="small"),
        Button("Side by side", "columns-2", size="small"),
        gap=10,
    )
    tools.setStretch(0, 1)
    bar = BottomBar()
    bar.add_left(Button("Send back", "reply", "danger", "large", "R"))
    bar.add_left(Button("Ask", "message-square", size="large", shortcut="M"))
    bar.add_right(Button("Approve and next", "check", "go", "large", "A"))
    middle_column = column(head, compare, tools, gap=16, margins=(22, 16, 22, 16))
    middle_column.setStretch(1, 1)
    middle = plain(column(middle_column, bar, gap=0))
    findings = Findings()
    findings.set_findings(
        [
            Finding("At the address", "After photo taken 9 m away"),
            Finding("Taken during the visit", "10:21 and 10:46, camera clock off by 2 h", "warn"),
            Finding("Not the same place", "Before and after do not match", "bad"),
        ]
    )
    changes = DiffTable()
    changes.set_rows(
        [
            DiffRow("Status", "Closed", "Assigned"),
            DiffRow("Outcome", "Repaired"),
            DiffRow("Cold patch", "4 bags"),
            DiffRow("Time on site", "26 min", "1 h"),
        ]
    )
    gets = Card(kind="sunk", padding=14)
    gets.add(Text("“Se reparó el bache en 1820 W McDowell Rd. Gracias por avisarnos.”", wrap=True))
    gets.add(Text("Text message in Spanish, with the after photo", "small", "text2", wrap=True))
    right = plain(
        column(
            Text("Checks", "h3"),
            findings,
            Text("What changed", "h3"),
            changes,
            Text("Resident gets", "h3"),
            gets,
            1,
            gap=12,
            margins=18,
        ),
        "surface",
    )
    right.setFixedWidth(px(312))
    page = plain(
        row(
            a_rail("review", DESK, "DK", "Dispatch"),
            column(top, row(left, Line(True), middle, Line(True), right, gap=0), gap=0),
            gap=0,
        )
    )
    page.resize(px(1600), px(900))
    return page


def sync() -> QWidget:
    """What is on its way, and one question."""
    top = TopBar("Sync", "Back in coverage since 11:01 · Verizon hotspot")
    top.add(Button("Photos on Wi-Fi only", "wifi"))
    top.add(Button("Sync now", "refresh-cw", "primary"))
    top.add(a_pill("needs_you", "1 needs you", "2 sent · 1 conflict"))
    summary = Card()
    bar = Progress("ok", "Sent")
    bar.set_fraction(0.62)
    summary.body.addLayout(
        row(
            column(
                Text("5 changes from this morning", "h2"),
                Text("2 in the CRM, 2 on the way, 1 needs you", tone="text2"),
                gap=2,
            ),
            1,
            column(Text("18 MB left", "h3"), Text("about 40 seconds", "small", "text2"), gap=2),
        )
    )
    summary.add(bar)
    outbox = OutboxList("Changes")
    outbox.setModel(
        Rows(
            [
                OutboxRow(
                    "1",
                    "Stop sign down",
                    "Roosevelt & 7th Ave · status change",
                    "octagon-alert",
                    "red",
                    "needs_you",
                ),
                OutboxRow(
                    "2",
                    "Pothole, right lane: closed",
                    "1820 W McDowell Rd · 2 of 3 photos sent",
                    stage="sending",
                    fraction=0.66,
                ),
                OutboxRow(
                    "3",
                    "Illegal dumping: note",
                    "924 N 11th Ave · waits for the one above",
                    "trash-2",
                    "olive",
                ),
                OutboxRow(
                    "4",
                    "Graffiti on block wall: closed",
                    "1230 N 3rd St · 2 photos",
                    "spray-can",
                    "violet",
                    "in_crm",
                    "Receipt 88412 · 11:02",
                ),
            ],
            outbox,
        )
    )
    outbox.set_framed(True)
    safe = row(
        IconMark("shield-check", "ok", 22),
        Text("Nothing is removed from this laptop until the city confirms it has it.", "small", "text2"),
        1,
    )
    question = Card(padding=20)
    question.body.addLayout(
        row(
            IconMark("git-branch", "bad", 30),
            column(
                Text("Stop sign down", "h1"),
                Text(
                    "You and dispatch both changed this job while you were offline.", tone="text2", elide=True
                ),
                gap=2,
            ),
        )
    )
    choice = ValueChoice("What holds?")
    choice.set_options(
        [
            ValueOption(
                "both",
                "On hold, with your photo and note",
                "Keeps both. Dispatch sees that you are on site.",
                "Dana’s “don’t start” stays in force",
                "check",
                "Suggested",
            ),
            ValueOption(
                "mine",
                "Keep yours: In progress",
                "Crew 14 · 10:39, at the site",
                "1 photo, cones out",
                "camera",
            ),
            ValueOption(
                "theirs",
                "Take theirs: On hold",
                "Dana K., dispatch · 10:33",
                "“Signal shop is bringing a new post at 2. Don’t start.”",
                "message-square",
            ),
        ]
    )
    choice.select("both")
    question.add(choice)
    merged = FlowLayout()
    for part in (
        Text("Merged without asking:", "small", "text2"),
        Chip("Priority 1 → 2 (dispatch)"),
        Chip("Photo added (you)"),
    ):
        merged.addWidget(part)
    question.body.addLayout(merged)
    story = Story("How it happened")
    story.set_lines(
        [
            StoryLine("10:18", "Crew 14", "Lost coverage"),
            StoryLine("10:33", "Dispatch", "Put the job on hold"),
            StoryLine("10:39", "Crew 14", "Started the job, 1 photo"),
            StoryLine("11:01", "Crew 14", "Back in coverage"),
        ]
    )
    question.add(story)
    question.body.addStretch(1)
    use = Button("Use this", "check", "go", "large")
    use.setMinimumWidth(px(240))
    question.body.addLayout(row(Button("Call dispatch", "phone", size="large"), 1, use))
    left = column(summary, outbox, safe, gap=14)
    left.setStretch(1, 1)
    halves = row(left, question, gap=18, margins=20)
    halves.setStretch(0, 11)
    halves.setStretch(1, 10)
    page = plain(row(a_rail("sync", CREW, "C14", "Crew 14"), column(top, halves, gap=0), gap=0))
    page.resize(px(1440), px(900))
    return page


def parts() -> QWidget:
    """What the other sheets leave out: all tones and states, long words, empty places."""
    kinds = FlowLayout()
    for kind in ("go", "primary", "secondary", "danger", "quiet"):
        for enabled in (True, False):
            button = Button("Reasignar la cuadrilla", "users", kind)
            button.setEnabled(enabled)
            kinds.addWidget(button)
    kinds.addWidget(IconButton("settings", "Settings"))
    tones = FlowLayout()
    for tone in theme.TONES:
        tones.addWidget(Chip(f"Tone {tone}", tone, "info"))
    avatars = FlowLayout()
    for tone in theme.TILES:
        avatars.addWidget(Avatar("8", tone))
    pills = FlowLayout()
    for state in STATES:
        pills.addWidget(a_pill(state, state, "Eine zweite Zeile, die länger ist"))
    banners = []
    for tone in theme.TONES:
        banner = Banner()
        banner.show_notice(f"The list is 14 hours old ({tone}).", tone, action="Sync now", closable=True)
        banners.append(banner)
    tracks = row(*(StageTrack(stage) for stage in ("laptop", "sending", "in_crm", "needs_you")))
    note = NoteBox("Note", mic=True)
    note.set_text("A longer note that says what was found, what was done, and what is left.\nSecond line.")
    grid = PhotoGrid("All photos")
    grid.setModel(
        Rows(
            [
                PhotoTile("1", a_photo(), "Before", caption="On laptop"),
                PhotoTile("2", state="broken", label="After"),
                PhotoTile("3", a_photo("after"), "After", "ok", "In CRM"),
            ],
            grid,
        )
    )
    grid.select("3")
    grid.setFixedHeight(px(170))
    busy = Progress("primary", "Working")
    busy.set_fraction(None)
    busy._phase = 0.5
    side = CompareView()
    side.set_images(a_photo(), None, "BEFORE", "AFTER")
    empty = PhotoView()
    empty.set_photo(None, caption="No photo yet")
    nothing = EmptyState(
        "circle-check", "All done for today", "New work arrives by itself.", "Look at tomorrow"
    )
    texts = column(*(Text(f"{role}: Hamburgefonts 0123", role) for role in theme.ROLES), gap=4)
    low = row(texts, side, empty, nothing, gap=14)
    low.setStretch(1, 2)
    low.setStretch(2, 1)
    low.setStretch(3, 2)
    focused = Button("Focused", "check", "go")
    field = SearchBox("Search")
    field.setText("McDowell")
    page = plain(
        column(
            kinds,
            tones,
            avatars,
            pills,
            column(*banners, gap=4),
            tracks,
            row(note, field, focused),
            busy,
            grid,
            low,
            gap=14,
            margins=20,
        )
    )
    page.resize(px(1440), px(1560))
    focused.setObjectName("focused")
    return page


SHEETS: dict[str, Sheet] = {
    "today": today,
    "closeout": closeout,
    "board": board,
    "review": review,
    "sync": sync,
    "parts": parts,
}


def show_ring(page: QWidget) -> None:
    """Give the keyboard to the part that is there to show its ring."""
    part = page.findChild(QWidget, "focused")
    if part is not None:
        page.activateWindow()
        QApplication.processEvents()
        part.setFocus(Qt.FocusReason.TabFocusReason)


def draw(app: QApplication, out: Path, names: list[str]) -> None:
    """Draw the named sheets in each theme and scale."""
    out.mkdir(parents=True, exist_ok=True)
    for name in names:
        for look in theme.THEMES:
            for scale in (1.0, 1.5):
                theme.apply(app, look, scale)
                page = SHEETS[name]()
                page.show()
                show_ring(page)
                app.processEvents()
                page.grab().save(str(out / f"{name}-{look}-{round(scale * 100)}.png"))
                page.close()
                page.deleteLater()
                app.processEvents()


def main(arguments: list[str]) -> None:
    """Draw all sheets, or those named after the directory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    draw(app, Path(arguments[0]), arguments[1:] or list(SHEETS))


if __name__ == "__main__":
    main(sys.argv[1:])
