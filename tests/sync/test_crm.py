"""The hub's calls over a line that answers whatever a test says: typed values out, and nothing else believed."""

from collections.abc import Iterable, Iterator

import msgspec
import pytest

from sync.bodies import Exchanged, SnapshotBegun, SnapshotPage
from sync.clock import Clock
from sync.crm import Crm, Uploading
from sync.transport import HttpResponse, NoLine
from sync.wire import (
    JSON,
    NDJSON,
    PROBLEM,
    Checkpoint,
    ExchangeRequest,
    NoAnswer,
    PhotoStored,
    Problem,
    Reply,
    SnapshotEnd,
)

URL = "https://crm.example.org:8443"
REQUEST = ExchangeRequest("d", "i")
END = msgspec.json.encode(SnapshotEnd("cursor", Checkpoint(0, ""))) + b"\n"
EVENTS = "text/event-stream"


class Wire:
    """Answers every call with one response, and keeps what was asked."""

    def __init__(
        self,
        body: bytes | Iterable[bytes] = b"{}",
        kind: str = JSON,
        status: int = 200,
        nonce: str | None = None,
        **headers: str,
    ) -> None:
        self.body, self.kind, self.status, self.nonce, self.headers = body, kind, status, nonce, headers
        self.asked: list[tuple[str, str, dict[str, str], bytes | None]] = []
        self.closed = False

    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | None,
        deadline_s: float,
        stream: bool = False,
    ) -> HttpResponse:
        self.asked.append((method, url, headers, body))
        nonce = headers["Field-Sync-Nonce"] if self.nonce is None else self.nonce
        given = {name.replace("_", "-"): value for name, value in self.headers.items()}
        given |= {"content-type": self.kind, "field-sync-nonce": nonce}
        return HttpResponse(self.status, given, self.body if isinstance(self.body, bytes) else self._pieces(self.body))

    def _pieces(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        try:
            yield from pieces
        finally:
            self.closed = True


def a_crm(line: Wire) -> Crm:
    return Crm(URL + "/", line, Clock(), "device-1")


def order_line(number: int) -> bytes:
    return b'{"kind":"order","order":{"id":"o-%d"}}\n' % number


def broken(*pieces: bytes) -> Iterator[bytes]:
    yield from pieces
    raise NoLine("NET-DEADLINE")


class TestEveryCall:
    def test_it_says_who_asks_and_proves_freshness(self) -> None:
        line = Wire()
        crm = a_crm(line)
        crm.exchange(REQUEST, "token")
        crm.exchange(REQUEST, "token")
        (method, url, headers, body), (_, _, again, _) = line.asked
        assert (method, url) == ("POST", URL + "/api/v1/exchange")
        assert headers["Authorization"] == "Bearer token"
        assert headers["Field-Sync-Device"] == "device-1"
        assert headers["Field-Sync-Version"] == "1"
        assert len(headers["Field-Sync-Nonce"]) == 32
        assert headers["Field-Sync-Nonce"] != again["Field-Sync-Nonce"]
        assert msgspec.json.decode(body or b"", type=ExchangeRequest) == REQUEST

    def test_a_wrong_nonce_is_no_answer(self) -> None:
        assert a_crm(Wire(nonce="0" * 32)).ping() == NoAnswer("NET-NOT-THE-HUB")

    def test_a_body_of_another_shape_is_no_answer(self) -> None:
        assert a_crm(Wire(b'{"some":"thing"}')).well_known() == NoAnswer("NET-BAD-BODY")

    def test_json_that_breaks_off_is_no_answer(self) -> None:
        assert a_crm(Wire(b'{"server_time":"2026')).exchange(REQUEST, "t") == NoAnswer("NET-BAD-BODY")


class TestExchange:
    def test_rows_that_cannot_be_read_are_put_aside_and_the_others_count(self) -> None:
        body = (
            b'{"server_time":"2026-11-22T10:00:00Z","cursor":"c","verdicts":[{"id":"x","outcome":"promoted"}],'
            b'"changes":[{"kind":"weather","sky":"blue"},{"kind":"photo_stored","photo_id":"p","sha256":"s"}]}'
        )
        answer = a_crm(Wire(body)).exchange(REQUEST, "t")
        assert answer == Exchanged(
            Reply("2026-11-22T10:00:00Z", (), (PhotoStored("p", "s"),), "c"),
            (("verdict", b'{"id":"x","outcome":"promoted"}'), ("change", b'{"kind":"weather","sky":"blue"}')),
        )


class TestSnapshot:
    def parts(self, line: Wire, mark: str | None = None) -> list[object]:
        return list(a_crm(line).snapshot(mark, "t"))

    def test_pages_of_five_hundred(self) -> None:
        body = [b"".join(order_line(n) for n in range(at, at + 100)) for at in range(0, 700, 100)]
        begun, first, second, end = self.parts(Wire([*body, END], NDJSON, field_sync_watermark="W"))
        assert begun == SnapshotBegun(goes_on=False)
        assert isinstance(first, SnapshotPage)
        assert isinstance(second, SnapshotPage)
        assert (len(first.rows), first.mark) == (500, "W o-499")
        assert (len(second.rows), second.mark) == (200, "W o-699")
        assert isinstance(end, SnapshotEnd)

    def test_lines_are_put_together_from_any_pieces(self) -> None:
        whole = order_line(1) + order_line(2) + END
        pieces = [whole[at : at + 7] for at in range(0, len(whole), 7)]
        _, page, end = self.parts(Wire(pieces, NDJSON))
        assert isinstance(page, SnapshotPage)
        assert page.rows == (order_line(1).strip(), order_line(2).strip())
        assert page.mark is None
        assert isinstance(end, SnapshotEnd)

    def test_without_its_last_line_it_broke_off(self) -> None:
        _, page, end = self.parts(Wire([order_line(1), order_line(2)[:-5]], NDJSON))
        assert isinstance(page, SnapshotPage)
        assert page.rows == (order_line(1).strip(),)
        assert end == NoAnswer("NET-CUT")

    def test_what_came_before_a_cut_counts(self) -> None:
        line = Wire(broken(order_line(1), order_line(2)), NDJSON, field_sync_watermark="W")
        _, page, end = self.parts(line)
        assert isinstance(page, SnapshotPage)
        assert page.mark == "W o-2"
        assert end == NoAnswer("NET-DEADLINE")
        assert line.closed

    def test_going_on_after_a_mark(self) -> None:
        line = Wire([END], NDJSON, field_sync_watermark="W")
        assert self.parts(line, "W o-2")[0] == SnapshotBegun(goes_on=True)
        assert line.asked[0][1] == URL + "/api/v1/snapshot?after=o-2&watermark=W"
        assert self.parts(line, "V o-2")[0] == SnapshotBegun(goes_on=False)

    def test_a_portals_endless_page_is_not_read(self) -> None:
        def endless() -> Iterator[bytes]:
            raise AssertionError("read")
            yield b""

        assert self.parts(Wire(endless(), "text/html", nonce="")) == [NoAnswer("NET-NOT-THE-HUB")]

    def test_the_hubs_problem_is_one(self) -> None:
        body = [b'{"type":"urn:fieldsync:problem:maint', b'enance","title":"t","status":503}']
        (problem,) = self.parts(Wire(body, PROBLEM, 503))
        assert isinstance(problem, Problem)
        assert problem.name == "maintenance"


class TestUploads:
    def test_the_offset_is_what_the_hub_says(self) -> None:
        line = Wire(status=201, location="/api/v1/uploads/p-1", upload_offset="4096")
        answer = a_crm(line).upload_create("p-1", "ab" * 32, 9000, "t")
        assert answer == Uploading(URL + "/api/v1/uploads/p-1", 4096)
        headers = line.asked[0][2]
        assert headers["Tus-Resumable"] == "1.0.0"
        assert headers["Upload-Length"] == "9000"
        assert headers["Upload-Metadata"].startswith("photo_id cC0x,sha256 ")

    @pytest.mark.parametrize(
        "location", ["https://evil.example.org/u", "http://crm.example.org:8443/u", "", "//evil/u"]
    )
    def test_a_token_is_never_sent_to_another_place(self, location: str) -> None:
        line = Wire(status=201, location=location, upload_offset="0")
        assert a_crm(line).upload_create("p-1", "ab" * 32, 9000, "t") == NoAnswer("NET-BAD-BODY")

    @pytest.mark.parametrize("offset", ["", "many"])
    def test_an_answer_without_an_offset_is_none(self, offset: str) -> None:
        line = Wire(b"", status=204, upload_offset=offset)
        assert a_crm(line).upload_chunk(URL + "/u", 0, b"abc", "t") == NoAnswer("NET-BAD-BODY")

    def test_the_receipt_comes_with_the_last_piece(self) -> None:
        stored = {"field_sync_stored": "ab" * 32, "field_sync_receipt": "88412"}
        line = Wire(b"", status=204, upload_offset="3", **stored)
        answer = a_crm(line).upload_chunk(URL + "/u", 0, b"abc", "t")
        assert answer == Uploading(URL + "/u", 3, "ab" * 32, 88412)
        assert line.asked[0][2]["Upload-Checksum"] == "sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0="

    def test_after_one_refused_patch_all_go_as_post(self) -> None:
        class Proxy(Wire):
            def send(self, method: str, *rest: object, **more: object) -> HttpResponse:  # type: ignore[override]
                if method == "PATCH":
                    self.asked.append((method, "", {}, b""))
                    return HttpResponse(405, {"content-type": "text/html"}, b"no")
                return super().send(method, *rest, **more)  # type: ignore[arg-type]

        line = Proxy(b"", status=204, upload_offset="3")
        crm = a_crm(line)
        for _ in range(2):
            assert crm.upload_chunk(URL + "/u", 0, b"abc", "t") == Uploading(URL + "/u", 3)
        assert [asked[0] for asked in line.asked] == ["PATCH", "POST", "POST"]
        assert line.asked[1][2]["X-HTTP-Method-Override"] == "PATCH"


class TestEvents:
    def names(self, *pieces: bytes) -> list[str]:
        events = a_crm(Wire(list(pieces), EVENTS)).events("t")
        assert isinstance(events, Iterator)
        return list(events)

    def test_pokes_are_heard_and_comments_are_not(self) -> None:
        assert self.names(b":\n\nevent: po", b"ke\ndata: {}\n\n:\n\nevent: poke\r\ndata:\r\n\r\n") == [
            "open",
            "poke",
            "poke",
        ]

    def test_data_without_a_name_is_nobodys_news(self) -> None:
        assert self.names(b"data: {}\n\n") == ["open"]

    def test_a_portals_page_is_no_stream(self) -> None:
        assert a_crm(Wire([b"<html>"], "text/html")).events("t") == NoAnswer("NET-BAD-TYPE")


def test_a_picture_must_be_one() -> None:
    assert a_crm(Wire(b"jpeg", "image/jpeg")).photo("p-1", "thumb", "t") == b"jpeg"
    assert a_crm(Wire(b"<html>", "text/html")).photo("p-1", "thumb", "t") == NoAnswer("NET-BAD-TYPE")
