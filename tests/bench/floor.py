"""The floors: the same work with http.client, msgspec and sqlite3, and nothing of ours but the types."""

import http.client
import sqlite3
import time
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import zstandard

from sync import wire
from sync.orders import WorkOrder
from sync.wire import OrderChanged, SnapshotEnd, SnapshotLine
from tests.bench.town import Town

PAGE_ROWS = 1_000
_SETTINGS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
_TABLES = """
CREATE TABLE orders (row INTEGER PRIMARY KEY, id TEXT UNIQUE, status TEXT, due TEXT, crew TEXT, version INT, doc BLOB);
CREATE INDEX by_status ON orders (status, due);
CREATE INDEX by_crew ON orders (crew, due);
CREATE VIRTUAL TABLE words USING fts5(text, content='');
CREATE TABLE outbox (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, order_id TEXT, bytes BLOB);
"""


class BareLaptop:
    """A client that keeps orders in a plain SQLite file: no encryption, no outbox that survives anything."""

    def __init__(self, file: Path, *, made: bool = False) -> None:
        self.connection = sqlite3.connect(file, isolation_level=None)
        self.connection.executescript(_SETTINGS if made else _SETTINGS + _TABLES)

    def first_sync(self, town: Town) -> float:
        """Take the whole scope in, searchable; seconds from the request to the last COMMIT."""
        _, grant = town.grant("bare")
        parts = urlsplit(town.url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port)
        headers = {"Authorization": f"Bearer {grant.access_token}", "Accept-Encoding": "zstd", wire.H_NONCE: "0"}
        began = time.perf_counter()
        line.request("GET", "/api/v1/snapshot", headers=headers | {wire.H_VERSION: wire.PROTOCOL_VERSION})
        answer = line.getresponse()
        assert answer.status == http.client.OK, answer.read()
        packed = answer.getheader("Content-Encoding") == "zstd"
        opener = zstandard.ZstdDecompressor().decompressobj(read_across_frames=True)
        decoder, rest, rows = msgspec.json.Decoder(SnapshotLine), b"", []
        while piece := answer.read(1 << 20):
            *whole, rest = (rest + (opener.decompress(piece) if packed else piece)).split(b"\n")
            for raw in filter(None, whole):
                row = decoder.decode(raw)
                if isinstance(row, OrderChanged):
                    rows.append((row.order, raw))
                assert not isinstance(row, SnapshotEnd) or row.checkpoint.rows == town.orders
            while len(rows) >= PAGE_ROWS:
                self._page(rows[:PAGE_ROWS])
                del rows[:PAGE_ROWS]
        self._page(rows)
        took_s = time.perf_counter() - began
        line.close()
        return took_s

    def _page(self, rows: list[tuple[WorkOrder, bytes]]) -> None:
        run = self.connection
        run.execute("BEGIN IMMEDIATE")
        run.executemany(
            "INSERT INTO orders (id, status, due, crew, version, doc) VALUES (?, ?, ?, ?, ?, ?)",
            [(o.id, o.status.value, o.expected_datetime, o.crew_id, o.version, raw) for o, raw in rows],
        )
        run.executemany(
            "INSERT INTO words (rowid, text) VALUES ((SELECT row FROM orders WHERE id = ?), ?)",
            [(o.id, f"{o.number} {o.title} {o.address} {o.description}") for o, _ in rows],
        )
        run.execute("COMMIT")

    def close_out(self, order_id: str, number: int) -> None:
        """Mark an order closed and put a command for it on the disk."""
        run = self.connection
        run.execute("BEGIN IMMEDIATE")
        (doc,) = run.execute("SELECT doc FROM orders WHERE id = ?", (order_id,)).fetchone()
        run.execute("UPDATE orders SET status = 'closed', doc = ? WHERE id = ?", (doc + b" " * 120, order_id))
        run.execute(
            "INSERT INTO outbox (id, order_id, bytes) VALUES (?, ?, ?)", (f"bare-{number}", order_id, b"x" * 400)
        )
        run.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()
