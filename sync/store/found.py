"""Jobs in the list that the CRM has not brought: found on the street, or gone here before work on them was."""

from typing import Final

from msgspec.structs import replace
from sqlalchemy import Connection

from sync.effects import blank
from sync.orders import Person, Role, Status, WorkOrder
from sync.store import meta, search
from sync.store.database import run
from sync.store.projection import command_or_none, encode, projected

_PUT: Final = (
    'INSERT INTO orders (id, version, doc, words_mark, holder, seen, line, shelf, "sort") '
    "VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?)"
)
_WITHOUT_JOB: Final = (
    "SELECT order_id, number, title, address, bytes, author, max(seq) FROM outbox "
    "WHERE state NOT IN ('applied', 'settled', 'withdrawn') AND order_id NOT IN (SELECT id FROM orders) "
    "GROUP BY order_id"
)
_PUT_WORDS: Final = "INSERT INTO words (rowid, text) VALUES ((SELECT row FROM orders WHERE id = ?), ?)"


def put_found(connection: Connection, copy: WorkOrder, order: WorkOrder, person: Person) -> None:
    """A row of version 0 for a job that no answer has brought: `copy` stands there until the CRM sends one.

    What people see, and look for, is `order`: the copy with what they did on top. The caller projects it.
    """
    words = search.words(order)
    line = projected(copy, None, None, person)
    number = int(meta.get(connection, meta.SNAPSHOT) or 0)
    values = (copy.id, encode(copy), search.mark(words), person.id, number, line.line, line.shelf, line.sort)
    run(connection, _PUT, values)
    run(connection, _PUT_WORDS, (copy.id, words))


def put_missing(connection: Connection, person: Person) -> None:
    """A row for each job that has none and work pending, made of what that work says of it: it stays in sight.

    The snapshot brings the job, if the CRM has it and it is still this crew's. Who worked here in another shift has
    theirs, too, when they sign in again.
    """
    for order_id, number, title, address, raw, author, _ in run(connection, _WITHOUT_JOB):
        command = command_or_none(raw)
        whose = person if author == person.id else Person(author, "", Role.CREW)
        assignment = command.assignment_id if command else None
        job = replace(
            blank(order_id),
            number=number,
            title=title,
            address=address,
            status=Status.ASSIGNED,
            crew_id=whose.crew_id,
            assignment_id=assignment,
        )
        put_found(connection, job, job, whose)
