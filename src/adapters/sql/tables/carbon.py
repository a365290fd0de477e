"""转移联单、再生利用、炭批次 in SQL: cards, and what their steps add up to."""

from adapters.sql.tables.query import FIRM, WASTE, Query, happened, latest, named, summed
from adapters.sql.views.holding import holds
from application.tables.carbon import LOTS, REGENERATIONS, TRANSFERS
from domain.lot import Source

_STAGE = (
    f"CASE WHEN {happened('closed')} THEN '已办结' WHEN {happened('accepted')} THEN '已接收'"
    f" WHEN {happened('refused')} THEN '已拒收' WHEN {happened('arrived')} THEN '已到达'"
    f" WHEN {happened('departed')} THEN '运输中' ELSE '已开具' END"
)
_CONTAINERS = (
    "(SELECT count(*) FROM register_step loaded WHERE loaded.note = card.id"
    f" AND loaded.step = 'consigned' AND {holds('loaded')})"
)
_SOURCES = {Source.VIRGIN.value: "新炭", Source.REGENERATED.value: "再生炭"}

TRANSFER_QUERY = Query(
    TRANSFERS,
    {
        **WASTE,
        "manifest": "card.id",
        "issued": "card.occurred_from",
        "departed": latest("occurred_from", "departed"),
        "enterprise": "card.enterprise",
        "enterprise_name": "firm.name",
        "containers": _CONTAINERS,
        "sent_kg": summed("departed"),
        "receiver": "card.party",
        "vehicle": "card.vehicle",
        "arrived": latest("occurred_from", "arrived"),
        "received_kg": summed("arrived"),
        "refused_kg": summed("refused"),
        "charged_kg": summed("charged"),
        "stage": _STAGE,
    },
    f"register_card card {FIRM.format('card.enterprise')}"
    f" WHERE card.kind = 'manifest' AND {holds('card')}",
    whose="card.enterprise",
    thing="card.object",
)

REGENERATION_QUERY = Query(
    REGENERATIONS,
    {
        **WASTE,
        "batch": "card.id",
        "opened": "card.occurred_from",
        "closed": latest("occurred_from", "closed"),
        "in_kg": summed("charged"),
        "out_kg": summed("regenerated"),
        "disposed_kg": summed("disposed"),
        "unexplained_kg": summed("closed"),
        "lot": latest("note", "regenerated"),
    },
    f"register_card card WHERE card.kind = 'batch' AND {holds('card')}",
    whose="card.enterprise",
    thing="card.object",
)

LOT_QUERY = Query(
    LOTS,
    {
        "lot": "card.id",
        "source": named(_SOURCES, "card.source"),
        "supplier": "card.party",
        "batch": "card.made_by",
        "received": latest("occurred_from", "received"),
        "received_kg": summed("received"),
        "left_kg": f"{summed('received')} - coalesce({summed('drawn')}, 0)",
        "iodine_mg_per_g": latest("mass_g", "tested"),
        "certificate": latest("note", "tested"),
    },
    f"register_card card WHERE card.kind = 'lot' AND {holds('card')}",
    whose="card.enterprise",
    thing="card.object",
)
