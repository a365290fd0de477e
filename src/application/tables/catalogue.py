"""All tables there are, in the order in which they are handed out."""

from collections.abc import Mapping

from application.tables.carbon import LOTS, REGENERATIONS, TRANSFERS
from application.tables.declared import Table
from application.tables.plants import ADSORBERS, ENTERPRISES, SWAPS
from application.tables.waste import STORED_IN, STORED_OUT, WASTE_GENERATED
from application.view import View

TABLES = (
    ENTERPRISES,
    ADSORBERS,
    SWAPS,
    WASTE_GENERATED,
    STORED_IN,
    STORED_OUT,
    TRANSFERS,
    REGENERATIONS,
    LOTS,
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}

VIEWS = (View.REGISTERS, View.HEALTH, View.CUSTODY, View.AUDIT)
"""What the tables are read from; the audit trail says up to which fact."""
