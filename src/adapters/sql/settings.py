"""Settings that belong to one database and not to the program, such as the demo's clock."""

from sqlalchemy import Engine, text

from adapters.sql.engine import writing

READ = text("SELECT value FROM installation WHERE name = :name")
KEEP = text("""
    INSERT INTO installation VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
""")


def setting(engine: Engine, name: str) -> str | None:
    """Read a setting; None where it was never made."""
    with engine.connect() as connection:
        value = connection.execute(READ, {"name": name}).scalar()
    return None if value is None else bytes(value).decode()


def keep_setting(engine: Engine, name: str, value: str) -> None:
    """Make a setting, or change it."""
    with writing(engine) as connection:
        connection.execute(KEEP, {"name": name, "value": value.encode()})
