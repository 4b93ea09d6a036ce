"""Questions that nobody answers: held work that waits for four hours becomes the supervisors'."""

from typing import Final

import msgspec
from sqlalchemy import Connection, select

from sync.clock import Clock
from sync.rules import escalated
from sync.server.book import write_review
from sync.server.database import Database
from sync.server.tables import reviews
from sync.verdicts import Review, ReviewState

LOOK_EVERY_S: Final = 60.0
_review = msgspec.json.Decoder(Review)


class Escalation:
    """Looks through the waiting reviews now and then, whoever calls; no thread of its own has to live for it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._looked_s = float("-inf")

    def look(self) -> int:
        """Escalate what is over its time, at most once a minute; how many."""
        now_s = self._clock.monotonic_s()
        if now_s - self._looked_s < LOOK_EVERY_S:
            return 0
        self._looked_s = now_s
        with self._database.reading() as reading:
            over = self._over(reading.connection)
        if not over:
            return 0
        with self._database.writing() as writing:
            late = self._over(writing.connection)  # another process may have been quicker
            for review in late:
                write_review(writing, review)
        return len(late)

    def _over(self, connection: Connection) -> list[Review]:
        waiting = select(reviews.c.document).where(reviews.c.state == ReviewState.WAITING.value).order_by(reviews.c.id)
        found = (escalated(_review.decode(row.document), self._clock.now()) for row in connection.execute(waiting))
        return [review for review in found if review is not None]
