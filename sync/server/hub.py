"""The hub itself: a plain function from a call to its answer, with everything behind it."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Set
from email.utils import formatdate
from pathlib import Path
from typing import TypeVar

import msgspec
import zstandard
from argon2 import PasswordHasher
from sqlalchemy.exc import SQLAlchemyError

from sync.clock import Clock
from sync.commands import Entry
from sync.decoding import UNDECODABLE
from sync.server.blobs import Blobs
from sync.server.book import Book
from sync.server.calls import Call, Refused, Result, answered, no_step
from sync.server.database import Database
from sync.server.dead_letters import DeadLetters
from sync.server.escalation import Escalation
from sync.server.exchange import Exchange
from sync.server.feed import Feed
from sync.server.gallery import Gallery
from sync.server.openapi import docs_page, openapi
from sync.server.people import HASHER, People
from sync.server.presence import Presences
from sync.server.receipts import Ledger
from sync.server.scopes import Session
from sync.server.snapshot import H_WATERMARK, Snapshots
from sync.server.uploads import UPLOADS, Uploads
from sync.verdicts import Verdict
from sync.wire import (
    BASE,
    H_CLIENT,
    H_EPOCH,
    H_NONCE,
    H_VERSION,
    JSON,
    NDJSON,
    PROTOCOL_VERSION,
    Refresh,
    SignIn,
    WellKnown,
    too_old,
)

T = TypeVar("T")

Run = Callable[[Session, Call, str], Result]
VERSIONS = (PROTOCOL_VERSION,)
BODY_BYTES = 4 * 1024 * 1024
"""The most that a body may hold, unpacked; a chunk of a photo may be as large as a photo."""

RETRY_S = 10.0
LONGEST_NUMBER = 18
PACKED_FROM_BYTES = 512
HTML = "text/html; charset=utf-8"
_log = logging.getLogger(__name__)
_NONCE = re.compile(r"[!-~]{1,128}")


class _Route:
    """A call that needs a sign-in; `brings` where it carries work from the field."""

    def __init__(self, method: str, path: str, run: Run, *, brings: bool = False) -> None:
        self.method = method
        self.path = re.compile(path)
        self.run = run
        self.brings = brings


class Hub:
    """The office's side of the exchange, without a network.

    `database_url` is SQLAlchemy's (`sqlite:///file` or `postgresql+psycopg://…`), brought up to date here;
    photos live in `folder`. `minimum_client` is the least version that is sent anything. Every call may come from
    any thread. `step` is called by name at each durable act.
    """

    def __init__(
        self,
        database_url: str,
        folder: Path,
        clock: Clock,
        step: Callable[[str], None] = no_step,
        *,
        name: str = "Fieldapp hub",
        notice: str = "",
        minimum_client: str = "",
        hasher: PasswordHasher = HASHER,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._notice = notice
        self._minimum_client = minimum_client
        self.database = Database(database_url, clock, name)
        self.blobs = Blobs(folder, step)
        self._ledger = Ledger(self.database, clock)
        self.people = People(self.database, clock, hasher, self._ledger.keys)
        self.book = Book(self.database, self.blobs, clock)
        self.presences = Presences(self.database, clock)
        feed = Feed(self.database, clock)
        self._escalation = Escalation(self.database, clock)
        self._exchange = Exchange(self.database, feed, self.presences, clock, step)
        self._snapshots = Snapshots(self.database, feed, self.presences, clock)
        self._uploads = Uploads(self.database, feed, self.blobs, clock, step)
        self._gallery = Gallery(self.database, self.blobs, folder)
        self.dead_letters = DeadLetters(self.database, clock)
        self._open = self._open_calls()
        self._routes = tuple(self._signed_in_calls())

    def answer(self, call: Call) -> Result:
        """The answer to any call at all; problems are answers."""
        try:
            result = self._routed(msgspec.structs.replace(call, method=_method(call), body=_unpacked(call)))
        except Refused as refused:
            result = refused.result()
        except SQLAlchemyError as error:
            _log.error("%s %s was not answered: %s", call.method, call.path, type(error).__name__)
            result = Refused("maintenance", retry_after_s=RETRY_S).result()
        return self._stamped(call, result)

    def listener(self, call: Call) -> tuple[Session, Result] | Result:
        """Who wants to hear events, with the headers of that stream; a problem where nobody may."""
        try:
            session = self.people.session(call.headers)
            if session.disabled:
                raise Refused("sign-in-required")
        except Refused as refused:
            return self._stamped(call, refused.result())
        headers = {
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
        return session, self._stamped(call, Result(200, headers))

    def refuse(self, call: Call, problem: str) -> Result:
        """The answer to a call that is not even looked at (see `calls` for the names of problems)."""
        return self._stamped(call, Refused(problem).result())

    def well_known(self) -> WellKnown:
        """Who this hub is."""
        identity = self.database.identity
        ways = ("password",)
        known = WellKnown(identity["server_id"], identity["name"], VERSIONS, ways, notice=self._notice)
        with self.database.reading() as reading:
            keys = self._ledger.keys(reading.connection)
        return msgspec.structs.replace(known, keys=keys, minimum_client=self._minimum_client)

    def bring_command(self, session: Session, entry: Entry, lost: Set[str] = frozenset()) -> Verdict:
        """A command out of a sealed file, under its author and its laptop: judged and logged like any other."""
        return self._exchange.bring(session, entry, lost)

    def bring_photo(self, session: Session, photo_id: str, sha256: str, content: bytes) -> str:
        """A photo out of a sealed file: `stored`, `known`, or `homeless` (kept, but no command announced it)."""
        return self._uploads.bring(session, photo_id, sha256, content)

    def set_recovery_key(self, public_key: str) -> None:
        """Laptops seal to this key from their next sign-in or token on."""
        self._ledger.set_recovery_key(public_key)

    def listen(self, callback: Callable[[frozenset[str]], None]) -> None:
        """Call back with the scopes that have news after each commit of this process, in its thread."""
        self.database.listen(callback)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def _open_calls(self) -> Mapping[tuple[str, str], Callable[[Call], Result]]:
        """What needs no sign-in."""
        return {
            ("GET", "/.well-known/fieldsync"): lambda _: answered(self.well_known()),
            ("GET", f"{BASE}/ping"): lambda _: answered({}),
            ("POST", f"{BASE}/sign-in"): lambda call: answered(self.people.sign_in(_read(call, SignIn))),
            ("POST", f"{BASE}/token"): self._refresh,
            ("GET", f"{BASE}/openapi.json"): lambda _: answered(openapi()),
            ("GET", "/docs"): lambda _: Result(200, {"Content-Type": HTML}, docs_page()),
            ("OPTIONS", UPLOADS): lambda _: self._uploads.options(),
        }

    def _signed_in_calls(self) -> Iterator[_Route]:
        uploads, upload, letters = self._uploads, f"{UPLOADS}/([^/]+)", self.dead_letters
        yield _Route("POST", f"{BASE}/exchange", self._run_exchange, brings=True)
        yield _Route("POST", UPLOADS, lambda who, call, _: uploads.create(who, call), brings=True)
        yield _Route("HEAD", upload, lambda who, _, photo: uploads.head(who, photo), brings=True)
        yield _Route("PATCH", upload, lambda who, call, photo: uploads.patch(who, photo, call), brings=True)
        yield _Route("DELETE", upload, lambda who, _, photo: uploads.drop(who, photo), brings=True)
        yield _Route("POST", f"{BASE}/dead-letters", lambda who, call, _: letters.take(who, call), brings=True)
        yield _Route("POST", f"{BASE}/sign-out", self._sign_out, brings=True)
        yield _Route("GET", f"{BASE}/photos/([^/]+)", self._photo)
        yield _Route("GET", f"{BASE}/snapshot", self._snapshot)
        yield _Route("GET", f"{BASE}/receipts", self._receipts)

    def _refresh(self, call: Call) -> Result:
        return answered(self.people.refresh(_read(call, Refresh).refresh_token))

    def _routed(self, call: Call) -> Result:
        without_sign_in = self._open.get((call.method, call.path))
        if without_sign_in is not None:
            return without_sign_in(call)
        session = self.people.session(call.headers)
        for route in self._routes:
            found = route.path.fullmatch(call.path) if route.method == call.method else None
            if found is None:
                continue
            if session.disabled and not route.brings:
                raise Refused("sign-in-required")
            # A client from another time may not be able to read us, but what it brings is always taken.
            if not route.brings and not self._is_current(call):
                raise Refused("client-too-old")
            return route.run(session, call, found[1] if found.lastindex else "")
        raise Refused("malformed", "There is no such call.", status=404)

    def _is_current(self, call: Call) -> bool:
        """Whether the caller reads what this hub writes; who does not say is taken at that."""
        if call.headers.get(H_VERSION.lower(), PROTOCOL_VERSION) not in VERSIONS:
            return False
        return not too_old(call.headers.get(H_CLIENT.lower(), ""), self._minimum_client)

    def _run_exchange(self, session: Session, call: Call, _name: str) -> Result:
        self._escalation.look()
        reply = self._exchange.run(session, call.body, pull=self._is_current(call) and not session.disabled)
        return Result(200, {"Content-Type": JSON}, reply)

    def _sign_out(self, session: Session, _call: Call, _name: str) -> Result:
        self.people.sign_out(session)
        return answered({})

    def _snapshot(self, session: Session, call: Call, _name: str) -> Result:
        after, watermark = call.query.get("after", ""), call.query.get("watermark", "")
        mark, lines = self._snapshots.stream(session, after, watermark)
        return Result(200, {"Content-Type": NDJSON, H_WATERMARK: mark}, lines)

    def _receipts(self, session: Session, call: Call, _name: str) -> Result:
        after = call.query.get("after", "0")
        if not after.isdecimal() or len(after) > LONGEST_NUMBER:
            raise Refused("malformed", "after is the number of a receipt.")
        return answered(self._ledger.statement(session, int(after)))

    def _photo(self, session: Session, call: Call, photo_id: str) -> Result:
        return self._gallery.photo(session, photo_id, call.query.get("size", "full"), call.headers)

    def _stamped(self, call: Call, result: Result) -> Result:
        """The answer with what every answer has: proof of peer, epoch, date; packed where that is wanted."""
        headers = {**result.headers, H_EPOCH: self.database.epoch}
        headers["Date"] = formatdate(self._clock.wall_ms() / 1000, usegmt=True)
        nonce = call.headers.get(H_NONCE.lower(), "")
        if _NONCE.fullmatch(nonce):
            headers[H_NONCE] = nonce
        kind = headers.get("Content-Type", "")
        wanted = "zstd" in call.headers.get("accept-encoding", "") and not kind.startswith("image/")
        small = isinstance(result.body, bytes) and len(result.body) < PACKED_FROM_BYTES
        if not wanted or small or result.status == 206:
            return Result(result.status, headers, result.body)
        packed = {**headers, "Content-Encoding": "zstd", "Vary": "Accept-Encoding"}
        return Result(result.status, packed, _packed(result.body))


def _method(call: Call) -> str:
    """The method that is meant: some proxies let only GET and POST through."""
    meant = call.headers.get("x-http-method-override", "") if call.method == "POST" else ""
    return (meant or call.method).upper()


def _packed(body: bytes | Iterator[bytes]) -> bytes | Iterator[bytes]:
    if isinstance(body, bytes):
        return zstandard.ZstdCompressor(level=3).compress(body)
    return _packed_pieces(body)


def _packed_pieces(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def _unpacked(call: Call) -> bytes:
    """The body as it was before `Content-Encoding: zstd`. Raises Refused `malformed`, `too-large`."""
    if call.headers.get("content-encoding") != "zstd":
        return call.body
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 24).stream_reader(call.body) as reader:
            body = reader.read(BODY_BYTES + 1)
    except zstandard.ZstdError as error:
        raise Refused("malformed", "The body is not zstd.") from error
    if len(body) > BODY_BYTES:
        raise Refused("too-large")
    return body


def _read(call: Call, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(call.body, type=kind)
    except UNDECODABLE as error:
        raise Refused("malformed", str(error)) from error
