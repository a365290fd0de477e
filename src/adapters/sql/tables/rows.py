"""Pages of a table, from any viewpoint."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from adapters.sql.tables.carbon import LOT_QUERY, REGENERATION_QUERY, TRANSFER_QUERY
from adapters.sql.tables.plants import ADSORBER_QUERY, ENTERPRISE_QUERY, SWAP_QUERY
from adapters.sql.tables.query import Query
from adapters.sql.tables.waste import GENERATED_QUERY, STORED_IN_QUERY, STORED_OUT_QUERY
from adapters.sql.views.reading import looking
from application.ports.table_rows import Row
from application.tables.declared import Table
from application.viewpoint import Viewpoint

QUERIES: Mapping[str, Query] = {
    query.table.name: query
    for query in (
        ENTERPRISE_QUERY,
        ADSORBER_QUERY,
        SWAP_QUERY,
        GENERATED_QUERY,
        STORED_IN_QUERY,
        STORED_OUT_QUERY,
        TRANSFER_QUERY,
        REGENERATION_QUERY,
        LOT_QUERY,
    )
}


class TableRowsInSql:
    """Reads what the followers of the views have written."""

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self._engine = engine

    def page(
        self, table: Table, at: Viewpoint, *, after: str = "", limit: int = 1000
    ) -> Sequence[Row]:
        """Rows from after a key."""
        query = QUERIES[table.name]
        told = ", ".join(query.expressions(self._engine.dialect.name))
        with looking(self._engine, at) as look:
            sight = look.sight
            things = query.thing and sight.which(query.thing)
            seen = sight.only(sight.whose(query.whose), things)
            rows = look.rows(
                f"SELECT {told} FROM {query.source}{seen}"
                f" AND {query.key} > :after ORDER BY {query.key} LIMIT :limit",
                after=after,
                limit=limit,
            )
        return [tuple(row) for row in rows]
