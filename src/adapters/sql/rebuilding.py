"""Rebuilding a view: its next edition is folded beside the live one, and then takes its place.

A page and its place are one transaction, as they are in following, so a rebuild that is broken off
goes on where it was. Those who rebuild one view at once share the work page by page.
"""

from time import monotonic, sleep

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from adapters.sql.engine import writing
from adapters.sql.follower import Follower, Place
from adapters.sql.tables.sql_views import let_go, stand_again
from adapters.sql.views import tables
from adapters.sql.views.desk import desk_of
from adapters.sql.views.reading import KEEP_READERS_OUT
from adapters.sql.views.tables import Edition
from application.ports.codec import Codec
from application.ports.followers import RebuildProgress
from domain.refusal import Refusal
from projections.rows import Projection

PAGE = 1000
"""How many facts are folded in one transaction. Writers of SQLite wait for as long as it takes."""

PAUSE_S = 0.5
"""How long readers have before the next try to take the live edition's place."""

_PLACE = "position, stopped_at, stopped_stream, stopped_name, reason"
_TAKE_PLACE = f"""
UPDATE follower SET (shape, {_PLACE}) = (SELECT shape, {_PLACE} FROM follower WHERE name = ?)
WHERE name = ?
"""  # noqa: S608 - our own text
_FORGET = "DELETE FROM follower WHERE name = ?"
_PROGRESS = """
SELECT position, coalesce((SELECT position FROM log ORDER BY position DESC LIMIT 1), 0)
FROM follower WHERE name = ?
"""


class RebuiltByAnotherVersion(Refusal):
    """另一版本的程序正在重建这个视图, 本版本已让开; 请只运行一个版本。

    Another version of this program is rebuilding the view, and this one has stepped back; run one
    version only.
    """


class Rebuild:
    """One view, and how it is built again without a gap."""

    def __init__(self, engine: Engine, projection: Projection, codec: Codec) -> None:
        """Prepare nothing yet."""
        self._engine = engine
        self._projection = projection
        self._live = Follower(engine, projection, codec)
        self._next = Follower(engine, projection, codec, Edition.NEXT)

    def carry_out(self, progress: RebuildProgress, page: int = PAGE) -> None:
        """Go on, or begin, until the next edition is live or a fact has stopped it before.

        Raises `RebuiltByAnotherVersion`, and whatever `progress` raises.
        """
        self._begin()
        self._fill(progress, page)
        # Whoever asks the new edition first is to be answered as quickly as before.
        self._next.look_through()
        while not self._ended(page):
            sleep(PAUSE_S)
            self._fill(progress, page)

    def _begin(self) -> None:
        with self._next.laying_out() as connection:
            place = self._next.locked(connection)
            if place is None or place.shape != self._next.shape:
                self._next.begin(connection)
        # What stopped it may have been put right.
        self._next.retry()

    def _fill(self, progress: RebuildProgress, page: int) -> None:
        while True:
            began = monotonic()
            facts = self._next.step(page)
            self._tell(progress)
            if facts < page:
                return
            if self._engine.dialect.name == "sqlite":
                # Writers are not queued there but ask now and then, so they need time to get in.
                sleep((monotonic() - began) / 2)

    def _tell(self, progress: RebuildProgress) -> None:
        with self._engine.connect() as connection:
            found = desk_of(connection).fetch(_PROGRESS, (self._next.name,))
        for position, head in found:
            progress(self._projection.name, position, head)

    def _ended(self, page: int) -> bool:
        """Take the live edition's place, if it is time; False to try again in a moment."""
        try:
            with writing(self._engine) as connection:
                live, beside = self._live.locked(connection), self._next.locked(connection)
                if live is None or beside is None:
                    return True  # somebody else has done it
                if beside.shape != self._next.shape:
                    raise RebuiltByAnotherVersion(view=self._projection.name)
                beside = self._level(connection, beside, live.position, page)
                if beside.position >= live.position:
                    self._switch(connection, live)
                    return True
                return beside.stopped
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                return False
            raise

    def _level(self, connection: Connection, beside: Place, upto: int, page: int) -> Place:
        """Fold what the live edition is ahead, now that it stands still; a page at most."""
        ahead = upto - beside.position
        if beside.stopped or not 0 < ahead <= page:
            return beside
        self._next.fold_page(desk_of(connection), beside.position, ahead)
        return self._next.locked(connection) or beside

    def _switch(self, connection: Connection, live: Place) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(KEEP_READERS_OUT)
        let_go(connection)
        tables.take_place(connection, self._projection.tables, live.shape.columns, stand_again)
        desk = desk_of(connection)
        # The row stays the same one: whoever waits for it goes on from its new place.
        desk.run(_TAKE_PLACE, (self._next.name, self._live.name))
        desk.run(_FORGET, (self._next.name,))
