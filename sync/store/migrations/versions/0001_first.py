"""The first schema of the laptop's file."""

from alembic import op

revision = "0001"
down_revision = None

STEPS = (
    """
    CREATE TABLE applying (
        cause TEXT NOT NULL,
        PRIMARY KEY (cause)
    )
    """,
    """
    CREATE TABLE attempts (
        id INTEGER NOT NULL,
        at TEXT NOT NULL,
        code TEXT NOT NULL,
        commands INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE downloads (
        photo_id TEXT NOT NULL,
        size TEXT NOT NULL,
        order_id TEXT NOT NULL,
        wanted BOOLEAN NOT NULL,
        here BOOLEAN NOT NULL,
        failures INTEGER DEFAULT '0' NOT NULL,
        PRIMARY KEY (photo_id, size)
    )
    """,
    "CREATE INDEX downloads_due ON downloads (here, failures)",
    "CREATE INDEX downloads_of_order ON downloads (order_id)",
    """
    CREATE TABLE drafts (
        order_id TEXT NOT NULL,
        author TEXT NOT NULL,
        form BLOB NOT NULL,
        saved_at TEXT NOT NULL,
        PRIMARY KEY (order_id, author)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE meta (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE notices (
        order_id TEXT NOT NULL,
        holder TEXT NOT NULL,
        number TEXT NOT NULL,
        title TEXT NOT NULL,
        address TEXT NOT NULL,
        reason TEXT NOT NULL,
        "by" TEXT NOT NULL,
        at TEXT NOT NULL,
        "to" TEXT NOT NULL,
        seen BOOLEAN NOT NULL,
        PRIMARY KEY (order_id)
    )
    """,
    """
    CREATE TABLE orders (
        "row" INTEGER NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        assignment_id TEXT,
        doc BLOB NOT NULL,
        words_mark INTEGER NOT NULL,
        "left" BLOB,
        holder TEXT NOT NULL,
        seen INTEGER NOT NULL,
        shown BLOB,
        line BLOB NOT NULL,
        shelf INTEGER NOT NULL,
        sort INTEGER NOT NULL,
        crew_id TEXT,
        PRIMARY KEY ("row"),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX orders_listed ON orders (holder, shelf, sort)",
    """
    CREATE TABLE outbox (
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        author TEXT NOT NULL,
        kind TEXT NOT NULL,
        hash TEXT NOT NULL,
        prev_hash TEXT NOT NULL,
        bytes BLOB NOT NULL,
        recorded_at TEXT NOT NULL,
        number TEXT NOT NULL,
        title TEXT NOT NULL,
        address TEXT NOT NULL,
        state TEXT NOT NULL,
        sends INTEGER DEFAULT '0' NOT NULL,
        code TEXT DEFAULT '' NOT NULL,
        verdict BLOB,
        outcome TEXT,
        version INTEGER,
        changed_at TEXT NOT NULL,
        PRIMARY KEY (seq),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX outbox_in_state ON outbox (state, seq)",
    "CREATE INDEX outbox_of_order ON outbox (order_id)",
    """
    CREATE TABLE quarantine (
        id INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        why TEXT NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE reference (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        doc BLOB NOT NULL,
        seen INTEGER NOT NULL,
        PRIMARY KEY (kind, id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE reviews (
        id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        state TEXT NOT NULL,
        version INTEGER NOT NULL,
        received_at TEXT NOT NULL,
        doc BLOB NOT NULL,
        seen INTEGER NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX reviews_of_order ON reviews (order_id)",
    """
    CREATE TABLE needs (
        command_id TEXT NOT NULL,
        needs_id TEXT NOT NULL,
        PRIMARY KEY (command_id, needs_id),
        FOREIGN KEY(command_id) REFERENCES outbox (id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE photos (
        id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        command_id TEXT NOT NULL,
        author TEXT NOT NULL,
        role TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        width_px INTEGER NOT NULL,
        height_px INTEGER NOT NULL,
        taken_at TEXT,
        added_at TEXT NOT NULL,
        state TEXT NOT NULL,
        url TEXT,
        receipt INTEGER,
        stored_at TEXT,
        failures INTEGER DEFAULT '0' NOT NULL,
        code TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(command_id) REFERENCES outbox (id)
    )
    """,
    "CREATE INDEX photos_of_command ON photos (command_id)",
    "CREATE INDEX photos_of_order ON photos (order_id)",
    """
    CREATE VIRTUAL TABLE words USING fts5(
        text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1'
    )
    """,
)


def upgrade() -> None:
    """Make all tables."""
    connection = op.get_bind()
    for step in STEPS:
        connection.exec_driver_sql(step)
