"""How Alembic reaches the database: by the address it is handed, on either kind."""

from alembic import context
from sqlalchemy import Connection

from storage.database import Database
from storage.schema import METADATA


def run() -> None:
    """Run the steps in one transaction; what refers to what is checked before it is kept."""
    url = context.config.attributes["url"]
    database = Database(url)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            _let_tables_be_replaced(connection)
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_as_batch=database.is_sqlite,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if database.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"rows that refer to nothing: {broken[:3]}")
        connection.commit()
    database.close()


def _let_tables_be_replaced(connection: Connection) -> None:
    """SQLite changes a table by replacing it, which rows that refer to it would forbid. Said before the transaction begins."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")


run()
