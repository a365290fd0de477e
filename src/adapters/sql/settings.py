"""Settings that belong to one database and not to the program, such as the demo's clock."""

from uuid import uuid4

from sqlalchemy import Engine, text

from adapters.sql.engine import writing

_SOURCE = "source"

READ = text("SELECT value FROM installation WHERE name = :name")
_FIRST = text("INSERT INTO installation VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
KEEP = text("""
    INSERT INTO installation VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
""")


def setting(engine: Engine, name: str) -> str | None:
    """Read a setting; None where it was never made."""
    with engine.connect() as connection:
        value = connection.execute(READ, {"name": name}).scalar()
    return None if value is None else bytes(value).decode()


def installation(engine: Engine) -> str:
    """Give the URI of this installation; made once, and kept with the books ever after."""
    if (known := setting(engine, _SOURCE)) is not None:
        return known
    with writing(engine) as connection:
        connection.execute(_FIRST, {"name": _SOURCE, "value": f"urn:uuid:{uuid4()}".encode()})
    return str(setting(engine, _SOURCE))


def keep_setting(engine: Engine, name: str, value: str) -> None:
    """Make a setting, or change it."""
    with writing(engine) as connection:
        connection.execute(KEEP, {"name": name, "value": value.encode()})
