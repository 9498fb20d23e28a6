"""How Alembic reaches the database: by the address it is handed, on either kind."""

from alembic import context

from storage.database import Database
from storage.schema import METADATA


def run() -> None:
    """Run the steps in one transaction."""
    url = context.config.attributes["url"]
    database = Database(url)
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_as_batch=database.is_sqlite,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    database.close()


run()
