"""危险废物产生、入库、出库台账 in SQL: containers, from their filling until they leave."""

from adapters.sql.tables.query import FIRM, WASTE, Query, latest
from adapters.sql.views.holding import holds
from application.tables.waste import STORED_IN, STORED_OUT, WASTE_GENERATED

# A correction moves the filling in time and leaves the card: so a container is there if, and from
# when, it is filled, whatever its card says of the time.
_KNOWN = "card.recorded_from <= :known_at AND card.recorded_to > :known_at"
_CONTAINERS = (
    "register_card card"
    " JOIN register_step filled ON filled.object = card.object AND filled.step = 'filled'"
    f" AND {holds('filled')}"
    f" {FIRM.format('card.enterprise')}"
)
_OF_CONTAINERS = f" WHERE card.kind = 'container' AND {_KNOWN}"
_CONSIGNED = (
    "JOIN register_step consigned ON consigned.object = card.object"
    f" AND consigned.step = 'consigned' AND {holds('consigned')}"
)
# A container holds what came out of one adsorber at one time.
_ADSORBER = (
    "(SELECT min(spent.adsorber) FROM custody_edge edge"
    " JOIN health_started spent ON spent.charge = substr(edge.source, 8)"
    f" WHERE edge.target = card.object AND {holds('edge')} AND {holds('spent')})"
)
_BOTH = {
    **WASTE,
    "enterprise": "card.enterprise",
    "enterprise_name": "firm.name",
    "container_code": latest("note", "labelled"),
    "containers": "1",
}

GENERATED_QUERY = Query(
    WASTE_GENERATED,
    {
        **_BOTH,
        "batch": "card.id",
        "generated": "filled.occurred_from",
        "generated_kg": "filled.mass_g",
        "adsorber": _ADSORBER,
        "destination": "CASE WHEN consigned.note IS NULL THEN '贮存' ELSE '委外利用处置' END",
        "manifest": "consigned.note",
    },
    f"{_CONTAINERS} LEFT {_CONSIGNED}{_OF_CONTAINERS}",
    whose="card.enterprise",
    thing="card.object",
)

STORED_IN_QUERY = Query(
    STORED_IN,
    {
        **_BOTH,
        "storing": "card.id",
        "stored": "filled.occurred_from",
        "stored_kg": "filled.mass_g",
        "batch": "card.id",
    },
    f"{_CONTAINERS}{_OF_CONTAINERS}",
    whose="card.enterprise",
    thing="card.object",
)

STORED_OUT_QUERY = Query(
    STORED_OUT,
    {
        **_BOTH,
        "leaving": "card.id",
        "taken_out": "consigned.occurred_from",
        "taken_out_kg": "consigned.mass_g",
        "storing": "card.id",
        "receiver": "sent.party",
        "manifest": "consigned.note",
    },
    f"{_CONTAINERS} {_CONSIGNED}"
    " LEFT JOIN register_card sent ON sent.kind = 'manifest' AND sent.id = consigned.note"
    f" AND {holds('sent')}{_OF_CONTAINERS}",
    whose="card.enterprise",
    thing="card.object",
)
