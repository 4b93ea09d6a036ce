"""What the bodies of answers say that are more than one value: rows that stand alone, streams of lines."""

from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

import msgspec

from sync import wire
from sync.decoding import UNDECODABLE
from sync.verdicts import Verdict
from sync.wire import NoAnswer, Problem

_Value = TypeVar("_Value")


class Exchanged(msgspec.Struct, frozen=True):
    """A reply, and what of it could not be read: `unread` has the kind (`verdict`, `change`) and the bytes of each."""

    reply: wire.Reply
    unread: tuple[tuple[str, bytes], ...] = ()


class SnapshotBegun(msgspec.Struct, frozen=True):
    """The stream stands; `goes_on` where it takes up an earlier one, else it brings everything from the start."""

    goes_on: bool


class SnapshotPage(msgspec.Struct, frozen=True):
    """Rows as they came. A later stream can go on after them by `mark`, unless that is None."""

    rows: tuple[bytes, ...]
    mark: str | None


SnapshotPart = SnapshotBegun | SnapshotPage | wire.SnapshotEnd | Problem | NoAnswer


class _LooseReply(wire.Reply, frozen=True):
    """A reply whose rows are still bytes."""

    verdicts: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment]  # decoded one by one
    changes: tuple[msgspec.Raw, ...] = ()  # type: ignore[assignment]


def piecewise(body: bytes) -> Exchanged | NoAnswer:
    """The reply without the rows that cannot be read: one bad row must not stop all the others."""
    unread: list[tuple[str, bytes]] = []

    def readable(kind: str, rows: tuple[msgspec.Raw, ...], decoder: msgspec.json.Decoder[_Value]) -> tuple[_Value, ...]:
        read: list[_Value] = []
        for row in rows:
            try:
                read.append(decoder.decode(row))
            except UNDECODABLE:
                unread.append((kind, bytes(row)))
        return tuple(read)

    try:
        loose = msgspec.json.decode(body, type=_LooseReply)
    except UNDECODABLE:
        return NoAnswer("NET-BAD-BODY")
    changed: msgspec.json.Decoder[wire.Changed] = msgspec.json.Decoder(wire.Changed)
    reply = wire.Reply(
        loose.server_time,
        readable("verdict", loose.verdicts, msgspec.json.Decoder(Verdict)),
        readable("change", loose.changes, changed),
        loose.cursor,
        loose.mark,
        loose.has_more,
        loose.checkpoint,
        loose.resync,
        loose.presence,
        loose.missing,
    )
    return Exchanged(reply, tuple(unread))


class _OrderId(msgspec.Struct, frozen=True):
    id: str


class _OrderRow(msgspec.Struct, frozen=True):
    order: _OrderId


def page_of(rows: list[bytes], watermark: str) -> SnapshotPage:
    """A page, marked by its last order: orders come last, in the order of their ids."""
    try:
        last = msgspec.json.decode(rows[-1], type=_OrderRow).order.id
    except UNDECODABLE:
        return SnapshotPage(tuple(rows), None)
    return SnapshotPage(tuple(rows), f"{watermark} {last}" if watermark else None)


def end_in(line: bytes) -> wire.SnapshotEnd | None:
    try:
        return msgspec.json.decode(line, type=wire.SnapshotEnd)
    except UNDECODABLE:
        return None


def lines_in(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The whole lines of a stream, without their ends; what follows the last line end is none yet."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line.removesuffix(b"\r") for line in whole)


def events_in(pieces: Iterator[bytes]) -> Iterator[str]:
    """The names of server-sent events (WHATWG HTML, 9.2); comments keep the line warm and are nobody's news."""
    try:
        yield "open"
        name = ""
        for line in lines_in(pieces):
            if line.startswith(b"event:"):
                name = line.removeprefix(b"event:").strip().decode("utf-8", "replace")
            elif not line and name:
                yield name
                name = ""
    finally:
        close(pieces)


def close(pieces: Iterator[bytes]) -> None:
    if isinstance(pieces, Generator):
        pieces.close()
