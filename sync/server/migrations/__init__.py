"""Brings a hub's database to the tables of this release, forward only."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0003"
_FIELDAPP_HUB = 0x46_53_48  # any number of our own: two hubs that start at once migrate one after the other


def upgrade(connection: Connection) -> None:
    """Run the missing steps inside the connection's transaction. Raises CommandError for a newer database."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _FIELDAPP_HUB})
    if _at(connection) == HEAD:
        return
    # Alembic takes longer to import than a hub to open, so only a database that needs it waits for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _at(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
