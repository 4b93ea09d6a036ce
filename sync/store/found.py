"""Jobs in the list that the CRM has not brought: found on the street, or gone here with a damaged page."""

from typing import Final

from sqlalchemy import Connection

from sync.orders import Person, WorkOrder
from sync.store import meta, search
from sync.store.database import run
from sync.store.projection import encode, projected

_PUT: Final = (
    'INSERT INTO orders (id, version, doc, words_mark, holder, seen, line, shelf, "sort") '
    "VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?)"
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
