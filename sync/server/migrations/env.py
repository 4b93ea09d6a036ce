"""Alembic's entry: it is handed an open connection by `migrations.upgrade` and commits nothing itself."""

from alembic import context

from sync.server.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
