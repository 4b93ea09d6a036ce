"""The importer: what it makes of real files, of every kind of damage, and of a file that it knows already."""

import io
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sync.clock import Clock
from sync.orders import Status, WorkOrder
from sync.server.__main__ import main as command_line
from sync.server.hub import Hub
from sync.server.import_lines import FileProblem, LineProblem, read_cells
from sync.server.import_mapping import PRESETS, Mapping, MappingProblem, read_mapping
from sync.server.import_reading import Row, calm, order_id, slug, tidy
from sync.server.importing import import_file, main, read_rows

ROOT = Path(__file__).parents[3]
FILES = ROOT / "tests" / "files" / "imports"
NYC = ROOT / "resources" / "demo" / "service_requests.csv"
DAMAGED = FILES / "damaged.csv"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path / "hub", Clock())
    yield hub
    hub.close()


def read(path: Path, preset: str) -> tuple[list[WorkOrder], list[LineProblem]]:
    rows = list(read_rows(path, PRESETS[preset]))
    problems = [p for row in rows for p in ((row,) if isinstance(row, LineProblem) else row.warnings)]
    return [row.order for row in rows if isinstance(row, Row)], problems


def written(folder: Path, text: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


SMALL = Mapping(
    source="small",
    columns={"number": "No", "service_code": "Type", "requested_datetime": "At", "description": "Text"},
)


def small(folder: Path, text: str | bytes) -> list[Row | LineProblem]:
    return list(read_rows(written(folder, text), SMALL))


class TestRealFiles:
    def test_new_york_is_read_whole(self) -> None:
        orders, problems = read(NYC, "nyc")
        assert len(orders) == 398
        assert problems == []
        order = next(order for order in orders if order.number == "19937901")
        assert order.title == "Street Sign - Dangling: Street Cleaning - ASP"
        assert order.address == "186 25 Street"
        assert order.service_code == "street_sign_dangling"
        assert order.requested_datetime == "2011-03-01T15:41:13.000Z"  # 10:41 in New York
        assert order.expected_datetime == "2011-03-15T21:32:23.000Z"  # daylight saving has begun
        assert (round(order.lat or 0, 4), round(order.long or 0, 4)) == (40.6608, -73.9986)
        assert order.status is Status.CLOSED
        assert order.fields["district"] == "BROOKLYN"

    def test_a_corner_is_an_address(self) -> None:
        orders, _ = read(NYC, "nyc")
        assert any(" & " in order.address for order in orders)

    def test_boston_is_read_whole(self) -> None:
        orders, problems = read(FILES / "boston311-100.csv", "boston")
        assert len(orders) == 100
        assert [problem.code for problem in problems] == ["IMPORT-ADDRESS"]
        assert orders[1].address == "42 Cross St, Boston, MA, 02113"

    def test_tabs_are_noticed_and_the_ragged_row_named(self) -> None:
        orders, problems = read(FILES / "boston311-100-bad.tsv", "boston")
        assert len(orders) == 99
        assert [(p.line_no, p.code) for p in problems if p.refused] == [(41, "IMPORT-RAGGED")]

    def test_each_of_twenty_duplicates_is_named_with_the_line_that_was_taken(self) -> None:
        orders, problems = read(FILES / "boston311-100-20dupes-random.csv", "boston")
        assert len(orders) == 80
        duplicates = [p for p in problems if p.code == "IMPORT-DUPLICATE"]
        assert len(duplicates) == 20
        assert "line 39" in duplicates[0].sentence

    def test_accents_survive(self) -> None:
        orders, _ = read(FILES / "boston311-100-with-nonascii.csv", "boston")
        assert len(orders) == 100
        assert any("Dëad" in str(order.fields.get("resolution")) for order in orders)


class TestDamage:
    def test_every_fault_is_reported_by_line_and_the_good_rows_come_in(self) -> None:
        rows = list(read_rows(DAMAGED, read_mapping(FILES / "damaged.toml")))
        refused = [(row.line_no, row.code) for row in rows if isinstance(row, LineProblem)]
        assert refused == [
            (7, "IMPORT-NUMBER"),
            (8, "IMPORT-SERVICE"),
            (9, "IMPORT-DATE"),
            (10, "IMPORT-RAGGED"),
            (11, "IMPORT-RAGGED"),
            (17, "IMPORT-DUPLICATE"),
            (18, "IMPORT-RAGGED"),
        ]
        warned = [(w.line_no, w.code) for row in rows if isinstance(row, Row) for w in row.warnings]
        assert warned == [
            (12, "IMPORT-PLACE"),
            (13, "IMPORT-PLACE"),
            (14, "IMPORT-PLACE"),
            (15, "IMPORT-PLACE"),
            (16, "IMPORT-DATE"),
            (16, "IMPORT-STATUS"),
            (16, "IMPORT-ADDRESS"),
        ]
        orders = {row.order.number: row.order for row in rows if isinstance(row, Row)}
        assert sorted(orders) == sorted(
            ["A-1", "A-2", "A-3", "A-4", "A-10", "A-11", "A-12", "A-13", "A-14", "A-17", "A-18"]
        )
        assert orders["A-1"].service_code == "pothole"
        assert orders["A-1"].address == "1 Main Street"
        assert orders["A-2"].description == "two lines"
        assert orders["A-3"].description == "cafeé and café"
        assert orders["A-4"].description == "nuls"
        assert orders["A-17"].service_code == "tree_fallen"
        assert orders["A-17"].status is Status.CLOSED
        assert orders["A-18"].requested_datetime == "2026-03-01T13:00:00.000Z"
        assert all(orders[n].lat is None for n in ("A-10", "A-11", "A-12", "A-13", "A-18"))

    @pytest.mark.parametrize(
        ("number", "words"),
        [("A-10", "whole degrees"), ("A-11", "swapped"), ("A-12", "outside"), ("A-13", "no pair of numbers")],
    )
    def test_wrong_coordinates_are_left_out_with_the_reason(self, number: str, words: str) -> None:
        rows = read_rows(DAMAGED, read_mapping(FILES / "damaged.toml"))
        row = next(row for row in rows if isinstance(row, Row) and row.order.number == number)
        assert words in row.warnings[0].sentence

    def test_a_field_without_end_costs_only_its_own_row(self, tmp_path: Path) -> None:
        lines = ["No,Type,At,Text\n", '1,a,2026-01-01T00:00:00Z,"never ends\n']
        lines += [f"{n},a,2026-01-01T00:00:00Z,{'x' * 60}\n" for n in range(2, 4000)]
        rows = small(tmp_path, "".join(lines))
        assert [(row.line_no, row.code) for row in rows if isinstance(row, LineProblem)] == [
            (2, "IMPORT-QUOTE")
        ]
        assert sum(isinstance(row, Row) for row in rows) == 3998

    def test_a_line_of_many_megabytes_is_skipped(self, tmp_path: Path) -> None:
        huge = "1,a,2026-01-01T00:00:00Z," + "x" * 5_000_000 + "\n"
        rows = small(tmp_path, "No,Type,At,Text\n" + huge + "2,a,2026-01-01T00:00:00Z,y\n")
        assert [row.line_no for row in rows] == [2, 3]
        assert isinstance(rows[0], LineProblem)
        assert isinstance(rows[1], Row)

    def test_a_long_field_is_cut_and_said_so(self, tmp_path: Path) -> None:
        (row,) = small(tmp_path, "No,Type,At,Text\n1,a,2026-01-01T00:00:00Z," + "x" * 20_000 + "\n")
        assert isinstance(row, Row)
        assert len(row.order.description) == 10_000
        assert [warning.code for warning in row.warnings] == ["IMPORT-CUT", "IMPORT-ADDRESS"]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_delimiters_encodings_and_line_ends(
        self, tmp_path: Path, delimiter: str, encoding: str, end: str
    ) -> None:
        cells = (("No", "Type", "At", "Text"), ("1", "a", "2026-01-01T00:00:00Z", "Müller"))
        text = end.join(delimiter.join(row) for row in cells) + end
        (row,) = small(tmp_path, text.encode(encoding))
        assert isinstance(row, Row)
        assert row.order.description == "Müller"

    @pytest.mark.parametrize("text", ["", "\n", "A,B,C\n1,2,3\n", "\0\0\0", "PK\x03\x04\xff"])
    def test_a_file_that_is_something_else_is_named_as_such(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(FileProblem) as problem:
            small(tmp_path, text)
        assert problem.value.code == "IMPORT-COLUMNS"

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileProblem) as problem:
            list(read_cells(tmp_path / "none.csv", frozenset(), frozenset()))
        assert problem.value.code == "IMPORT-FILE"

    @pytest.mark.parametrize(
        "when", ["2026-02-30T00:00:00Z", "2026-01-01T00:00:00", "0001-01-01T00:00:00Z", "yesterday"]
    )
    def test_a_time_that_is_none_is_refused(self, tmp_path: Path, when: str) -> None:
        (row,) = small(tmp_path, f"No,Type,At,Text\n1,a,{when},y\n")
        assert isinstance(row, LineProblem)
        assert row.code == "IMPORT-DATE"


class TestIntoTheHub:
    def test_good_rows_come_in_and_the_report_names_the_others(self, hub: Hub) -> None:
        out = io.StringIO()
        code = main([str(DAMAGED), "--mapping", str(FILES / "damaged.toml")], hub.book, out)
        assert code == 1
        assert len(hub.book.orders()) == 11
        assert "line 9: refused: Opened is '31/01/2026 08:00'" in out.getvalue()
        assert "[IMPORT-DATE]" in out.getvalue()
        assert out.getvalue().endswith(
            "11 new, 0 updated, 0 unchanged, 0 skipped, 1 duplicates, 6 refused, 7 warnings.\n"
        )

    def test_the_same_file_twice_changes_nothing(self, hub: Hub) -> None:
        boston = [str(FILES / "boston311-100.csv"), "--preset", "boston"]
        assert main(boston, hub.book, io.StringIO()) == 0
        before, out = hub.book.orders(), io.StringIO()
        assert main(boston, hub.book, out) == 0
        assert "0 new, 0 updated, 100 unchanged" in out.getvalue()
        assert hub.book.orders() == before

    def test_news_of_the_office_come_in_and_the_crews_work_stays(self, hub: Hub, tmp_path: Path) -> None:
        row = "No,Type,At,Text\n1,a,2026-01-01T00:00:00Z,"
        import_file(written(tmp_path, row + "old\n"), SMALL, hub.book, lambda _: None)
        (order,) = hub.book.orders()
        hub.book.put_order(replace(order, status=Status.STARTED, crew_id="crew-1", ticks={"cones": True}))
        counts = import_file(written(tmp_path, row + "new\n"), SMALL, hub.book, lambda _: None)
        (after,) = hub.book.orders()
        assert counts.updated == 1
        assert after.description == "new"
        assert (after.status, after.crew_id, after.ticks) == (Status.STARTED, "crew-1", {"cones": True})

    def test_the_hubs_command_line_imports(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        place = ["--folder", str(tmp_path / "city")]
        assert (
            command_line(["import", str(FILES / "boston311-100-bad.tsv"), "--preset", "boston", *place]) == 1
        )
        assert "99 new" in capsys.readouterr().out

    def test_a_dry_run_writes_nothing(self, hub: Hub) -> None:
        out = io.StringIO()
        assert main([str(NYC), "--preset", "nyc", "--dry-run"], hub.book, out) == 0
        assert "Dry run, nothing written: 398 new" in out.getvalue()
        assert hub.book.orders() == ()

    def test_closed_ones_can_be_left_out(self, hub: Hub) -> None:
        assert main([str(NYC), "--preset", "nyc", "--open-only"], hub.book, io.StringIO()) == 0
        orders = hub.book.orders()
        assert orders
        assert {order.status for order in orders} == {Status.NEW}

    @pytest.mark.parametrize("arguments", [["--preset", "nyc"], ["--mapping", "none.toml"]])
    def test_nothing_usable_is_exit_code_2_and_one_sentence(self, hub: Hub, arguments: list[str]) -> None:
        out = io.StringIO()
        assert main([str(FILES / "boston311-100.csv"), *arguments], hub.book, out) == 2
        assert out.getvalue().count("\n") == 1
        assert "Nothing was imported." in out.getvalue()

    def test_a_large_file_is_never_held_in_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "large.csv"
        with path.open("w") as file:
            file.write("No,Type,At,Text\n")
            file.writelines(f"{n},a,2026-01-01T00:00:00Z,{'words ' * 800}\n" for n in range(3_000))
        tracemalloc.start()
        counts = import_file(path, SMALL, None, lambda _: None)
        _, most_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert counts.new == 3_000
        assert most_bytes < 8_000_000  # the file has 14 MB


class TestMappings:
    @pytest.mark.parametrize(
        "text",
        [
            "source = ",
            'source = "a"',
            'source = "a"\nunknown = 1\n[columns]\nnumber = "N"',
            'source = "a"\n[columns]\nnumber = "N"\nservice_code = "S"',
            'source = "a"\n[columns]\nnumber = "N"\nservice_code = "S"\nrequested_datetime = "{At"',
            'source = "a"\n[columns]\nnumber = "N"\nservice_code = "S"\nrequested_datetime = "A"\nhue = "C"',
        ],
    )
    def test_a_wrong_mapping_is_one_sentence(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(MappingProblem) as problem:
            read_mapping(written(tmp_path, text, "map.toml"))
        assert problem.value.code == "IMPORT-MAPPING"

    def test_an_unknown_time_zone(self) -> None:
        with pytest.raises(MappingProblem, match="Mars/Olympus"):
            list(read_rows(DAMAGED, replace(SMALL, timezone="Mars/Olympus")))

    def test_small_words(self) -> None:
        assert slug("Street Sign - Missing") == "street_sign_missing"
        assert calm("MC DONALD AVENUE") == "Mc Donald Avenue"
        assert calm("42 Cross St") == "42 Cross St"
        assert tidy(" a\x07  b\n") == "a b"
        assert order_id("nyc", "1") == order_id("nyc", "1") != order_id("boston", "1")

    def test_presets_name_only_what_an_order_has(self) -> None:
        assert Counter(len(preset.needed_columns()) for preset in PRESETS.values()) == {3: 2}
