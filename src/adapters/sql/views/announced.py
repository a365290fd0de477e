"""Which containers name a manifest, as the registers know it now."""

from collections.abc import Sequence

from sqlalchemy import Engine, text

from domain.identifiers import ContainerId, ManifestNumber

_ANNOUNCED = text("""
SELECT object FROM register_step
WHERE note = :number AND step = 'announced' AND recorded_to = '9999-12-31' ORDER BY position
""")


class AnnouncedInSql:
    """Reads what the follower of the registers has written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def containers_announced(self, number: ManifestNumber) -> Sequence[ContainerId]:
        """Give the containers that were filled with this manifest's number beside them."""
        with self._engine.connect() as connection:
            rows = connection.execute(_ANNOUNCED, {"number": str(number)}).all()
        return [ContainerId(name.partition(":")[2]) for (name,) in rows]
