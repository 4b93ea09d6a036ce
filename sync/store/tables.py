"""The tables of the laptop's file. `migrations` makes them; a test holds the two equal.

States have no CHECK: which there are, and which may follow which, is in the triggers.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Device, incarnation, account, cursor, times: one value a key (see `sync.store.meta`)."""

applying = Table("applying", metadata, Column("cause", Text, primary_key=True))
"""Empty but inside a transaction that takes in the hub's answer (`answer`) or a snapshot (`snapshot`).

The triggers look here: without a row nothing may write a server copy. It is never committed with one.
"""

orders = Table(
    "orders",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    # the server copy
    Column("version", Integer, nullable=False),
    Column("assignment_id", Text),
    Column("doc", LargeBinary, nullable=False),
    Column("words_mark", Integer, nullable=False),  # of the text that `words` has, to spare indexing it again
    Column("left", LargeBinary),  # wire.Left where it left and something of it is still pending
    Column("holder", Text, nullable=False),  # the person in whose scope it came
    Column("seen", Integer, nullable=False),  # the snapshot that brought it last
    # as its author sees it
    Column("shown", LargeBinary),  # the projected document where it differs from `doc`
    Column("line", LargeBinary, nullable=False),  # OrderLine as JSON
    Column("shelf", Integer, nullable=False),  # 0 to do, 1 done
    Column("sort", Integer, nullable=False),
    Column("crew_id", Text),
    Index("orders_listed", "holder", "shelf", "sort"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Column("seen", Integer, nullable=False),
    Index("reviews_of_order", "order_id"),
)

reference = Table(
    "reference",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("doc", LargeBinary, nullable=False),
    Column("seen", Integer, nullable=False),
    sqlite_with_rowid=False,
)

notices = Table(
    "notices",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("seen", Boolean, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("order_id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("sends", Integer, nullable=False, server_default="0"),
    Column("code", Text, nullable=False, server_default=""),  # how its last try ended
    Column("verdict", LargeBinary),
    Column("outcome", Text),
    Column("version", Integer),  # of the order after the verdict
    Column("changed_at", Text, nullable=False),
    Index("outbox_of_order", "order_id"),
    Index("outbox_in_state", "state", "seq"),
)

needs = Table(
    "needs",
    metadata,
    Column("command_id", Text, ForeignKey("outbox.id"), primary_key=True),
    Column("needs_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)

photos = Table(
    "photos",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", Text, nullable=False),
    Column("command_id", Text, ForeignKey("outbox.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("width_px", Integer, nullable=False),
    Column("height_px", Integer, nullable=False),
    Column("taken_at", Text),
    Column("added_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("url", Text),
    Column("receipt", Integer),
    Column("stored_at", Text),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("code", Text, nullable=False, server_default=""),
    Index("photos_of_order", "order_id"),
    Index("photos_of_command", "command_id"),
)

downloads = Table(
    "downloads",
    metadata,
    Column("photo_id", Text, primary_key=True),
    Column("size", Text, primary_key=True),
    Column("order_id", Text, nullable=False),
    Column("wanted", Boolean, nullable=False),  # by a person, not only by the role
    Column("here", Boolean, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Index("downloads_of_order", "order_id"),
    Index("downloads_due", "here", "failures"),
)
"""The hub's photos: those to fetch and those in the folder beside the file."""

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("commands", Integer, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("author", Text, primary_key=True),
    Column("form", LargeBinary, nullable=False),
    Column("saved_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
)
"""What the hub signed: receipts.Receipts as JSON (see `sync.journal`)."""

recoveries = Table(
    "recoveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("commands", Integer, nullable=False),
    Column("photos", Integer, nullable=False),
    Column("drafts", Integer, nullable=False),
    Column("lost", Integer, nullable=False),
    Column("kept", Text, nullable=False),
    Column("seen", Boolean, nullable=False),
)
"""What was recovered from broken files: see `sync.store.values.Recovered`."""

WORDS = """
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1'
)
"""
"""The full-text index over `orders`, by its `row`; it keeps no text of its own.

Only first letters have an index of their own: they match the most, and further ones cost more at each sync
than they save at a keystroke.
"""
