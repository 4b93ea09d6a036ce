"""What the parts of the store share: the file, the photos, the clock, who is signed in, and who listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from msgspec.json import Decoder
from msgspec.json import encode as encode_json
from sqlalchemy import Connection

from sync.clock import Clock
from sync.decoding import UNDECODABLE
from sync.orders import Person
from sync.photo_files import PhotoFiles
from sync.store import meta
from sync.store.ballast import Ballast
from sync.store.database import Database
from sync.store.problem import StoreProblem
from sync.store.spare import Facts, Spare
from sync.store.values import Account, Change, OrderLine

_decode_line = Decoder(OrderLine).decode
_Saved = TypeVar("_Saved")


class Writing:
    """One transaction that writes: its connection, and what will look different after it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.change = Change()
        self.afterwards: list[Callable[[], None]] = []  # for what needs no transaction: files to remove

    def touch(self, change: Change) -> None:
        """Add to what will look different."""
        self.change |= change


class Inside:
    """An open laptop file with its photos. `downloads` is the folder of the hub's, sealed like ours."""

    def __init__(
        self, database: Database, spare: Spare, files: PhotoFiles, downloads: Path, key: bytes, clock: Clock
    ) -> None:
        self.database = database
        self.spare = spare
        self.ballast = Ballast(downloads.parent)
        self.files = files
        self.downloads = downloads
        self.key = key
        self.clock = clock
        self.unreadable: set[str] = set()  # orders whose row a read could not decode
        self.brought_again: set[str] = set()  # those of them that a snapshot was taken for since the start
        self._listeners: list[Callable[[Change], None]] = []
        with database.read() as connection:
            self.account = meta.account(connection)
            self.session = meta.session(connection)

    @property
    def person(self) -> Person:
        """Who works here. Raises StoreProblem STORE-NOT-SIGNED-IN."""
        if self.account is None:
            raise StoreProblem("STORE-NOT-SIGNED-IN")
        return self.account.person

    @contextmanager
    def write(self, act: str, cause: str | None = None) -> Iterator[Writing]:
        """A transaction as `Database.write` has it; after its COMMIT the listeners hear of the change."""
        with self.database.write(act, cause) as connection:
            writing = Writing(connection)
            yield writing
        for job in writing.afterwards:
            job()
        if writing.change:
            for listener in tuple(self._listeners):
                listener(writing.change)

    def saving(self, act: Callable[[], _Saved]) -> _Saved:
        """`act`, which is a person's; on a full disk it gets the room of the ballast."""
        try:
            saved = act()
        except StoreProblem as problem:
            if problem.code not in ("STORE-DISK-FULL", "STORE-DISK-ERROR") or not self.ballast.throw():
                raise
            return act()
        self.ballast.load()
        return saved

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Have `listener` called after each change; the result ends that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def line_or_none(self, order_id: str, raw: bytes) -> OrderLine | None:
        """The order in a list; None where it cannot be read: that one must not stop the others, and is noted."""
        try:
            return _decode_line(raw)
        except UNDECODABLE:
            self.unreadable.add(order_id)
            return None

    def begin_session(self, writing: Writing) -> None:
        """From this COMMIT on nothing counts any more that was asked of the hub before it."""
        number = meta.session(writing.connection) + 1
        meta.put(writing.connection, meta.SESSION, str(number))

        def remember() -> None:
            self.session = number

        writing.afterwards.append(remember)

    def set_account(self, account: Account) -> Callable[[], None]:
        """A job for after the COMMIT that made `account` the one."""

        def remember() -> None:
            self.account = account
            self.spare.add(Facts({meta.ACCOUNT: encode_json(account).decode()}))

        return remember


class Part:
    """A part of the store's outside: what works on an open file."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside

    @property
    def _person_id(self) -> str:
        account = self._inside.account
        return "" if account is None else account.person.id


class OfSession(Part):
    """A part that writes what the hub answers, as long as nobody has signed in or out since it was made.

    The answer to one person's question is not the next one's to have, however late it comes.
    """

    def __init__(self, inside: Inside) -> None:
        super().__init__(inside)
        self.session = inside.session

    @contextmanager
    def _write(self, act: str, cause: str | None = None) -> Iterator[Writing]:
        """As `Inside.write`. Raises StoreProblem STORE-NOT-SIGNED-IN where the session is over."""
        with self._inside.write(act, cause) as writing:
            if meta.session(writing.connection) != self.session:
                raise StoreProblem("STORE-NOT-SIGNED-IN")
            yield writing
