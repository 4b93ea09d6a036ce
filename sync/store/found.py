"""Jobs found on the street: in the list before the CRM has heard of them."""

from typing import Final

from sqlalchemy import Connection

from sync.effects import blank
from sync.orders import Person, WorkOrder
from sync.store import meta, search
from sync.store.database import run
from sync.store.projection import encode, projected

_PUT: Final = (
    'INSERT INTO orders (id, version, doc, words_mark, holder, seen, line, shelf, "sort") '
    "VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?)"
)
_PUT_WORDS: Final = "INSERT INTO words (rowid, text) VALUES ((SELECT row FROM orders WHERE id = ?), ?)"


def put_found(connection: Connection, order: WorkOrder, person: Person) -> None:
    """A row for the order that a CreateOrder makes: version 0, its copy blank until the CRM sends one.

    What people see is the command on top of that, as always. The caller projects it.
    """
    nothing = blank(order.id)
    words = search.words(order)
    line = projected(nothing, None, None, person)
    number = int(meta.get(connection, meta.SNAPSHOT) or 0)
    values = (order.id, encode(nothing), search.mark(words), person.id, number, line.line, line.shelf, line.sort)
    run(connection, _PUT, values)
    run(connection, _PUT_WORDS, (order.id, words))
