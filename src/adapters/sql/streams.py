"""Which lives are written down: a range of the index that keeps streams and versions apart."""

from collections.abc import Sequence

from sqlalchemy import Engine, text

# A first fact is version 1, so each life is met once. `;` is the character after `:`.
_OF_KIND = text("""
SELECT stream FROM fact
WHERE stream >= :since AND stream < :beyond AND version = 1 ORDER BY stream LIMIT :limit
""")


class StreamsInSql:
    """Reads names of streams from the log itself."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def of_kind(self, kind: str, *, since: str = "", limit: int = 1000) -> Sequence[str]:
        """Identities of a kind, in order."""
        asked = {"since": f"{kind}:{since}", "beyond": f"{kind};", "limit": limit}
        with self._engine.connect() as connection:
            names = connection.execute(_OF_KIND, asked).scalars().all()
        return [name.partition(":")[2] for name in names]
