"""The hub's tables, the same on SQLite and PostgreSQL; `migrations` brings a database to them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# Ids are compared byte by byte everywhere, so that "in id order" means the same on both databases.
Id = Text().with_variant(Text(collation="C"), "postgresql")

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""server_id, name, mac_key (hex); `run:<number>`: "<seq> <name>" of each start of a hub on this database."""

counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("epoch", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
"""One row that each writing transaction locks first: what is committed has lower numbers than what is not."""

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_name", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("crew_id", Id),
    Column("password_hash", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
)

devices = Table(
    "devices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person_id", Id, nullable=False),
    Column("crew_id", Id),
    Column("incarnation", Text, nullable=False, server_default=""),
    Column("heard_ms", BigInteger, nullable=False, server_default="0"),
    Column("live_until_ms", BigInteger, nullable=False, server_default="0"),
    Column("confirmed_seq", BigInteger, nullable=False, server_default="0"),
    Column("revoked", Boolean, nullable=False),
)
"""`confirmed_seq`: the last cursor that the device itself sent, so what it has for certain."""

tokens = Table(
    "tokens",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("device_id", Id, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Index(None, "family"),
    Index(None, "device_id"),
)
"""SHA-256 of access and refresh tokens; a family is what one sign-in led to."""

orders = Table(
    "orders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False),
    Column("crew_id", Id),
    Column("assignment_id", Id),
    Column("status", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("lat", Double),
    Column("long", Double),
    Column("document", Text, nullable=False),
    Index(None, "crew_id", "id"),
    Index(None, "lat"),
)
"""`document` is the whole work order as JSON, sent as it stands."""

command_log = Table(
    "command_log",
    metadata,
    Column("id", Id, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("device", Id, nullable=False),
    Column("author", Id, nullable=False),
    Column("order_id", Id, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("received_at", Text, nullable=False),
    Index(None, "device", "id"),
    Index(None, "author", "id"),
    Index(None, "order_id"),
)
"""Every command ever answered, its bytes as they were sent; no row is ever removed."""

feed = Table(
    "feed",
    metadata,
    Column("scope", Id, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("row_id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("document", Text),
    Index(None, "scope", "seq"),
    Index(None, "seq", unique=True),
)
"""The latest news about each row of each scope; `document` only where no other table has it."""

reviews = Table(
    "reviews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("order_id", Id, nullable=False),
    Column("state", Text, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "order_id"),
)

photos = Table(
    "photos",
    metadata,
    Column("id", Id, primary_key=True),
    Column("order_id", Id, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("author", Id, nullable=False),
    Column("device", Id, nullable=False),
    Column("stored", Boolean, nullable=False),
    Column("content_type", Text, nullable=False, server_default=""),
    Column("receipt", BigInteger, nullable=False, server_default="0"),
    Index(None, "device", "id"),
    Index(None, "author", "id"),
)
"""Every photo announced; `receipt` is the number of the commit that made it stored."""

crews = Table(
    "crews",
    metadata,
    Column("id", Id, primary_key=True),
    Column("document", Text, nullable=False),
)

services = Table(
    "services",
    metadata,
    Column("code", Id, primary_key=True),
    Column("document", Text, nullable=False),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", Id, primary_key=True),
    Column("device", Id, nullable=False),
    Column("person", Id, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    Column("receipt", BigInteger, nullable=False),
    Column("received_at", Text, nullable=False),
)
"""Commands that the hub could not digest, as opaque bytes for a person; no row is ever removed.

Their ids are `<id of the command>:<SHA-256 in hex>`.
"""

command_of_letter = func.substr(dead_letters.c.id, 1, func.length(dead_letters.c.id) - 65)
