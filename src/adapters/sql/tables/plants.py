"""企业、吸附装置、换炭记录 in SQL."""

from adapters.sql.tables.query import FIRM, Query, named
from adapters.sql.views.holding import holds
from application.tables.plants import ADSORBERS, ENTERPRISES, SWAPS
from domain.adsorber import CarbonForm

_FORMS = {
    CarbonForm.GRANULAR.value: "颗粒",
    CarbonForm.HONEYCOMB.value: "蜂窝",
    CarbonForm.FIBRE.value: "纤维",
    CarbonForm.POWDER.value: "粉末",
    CarbonForm.OTHER.value: "其他",
}
# A register's card lists the beds' fills with spaces between them, and the solvents line by line.
_SUM_OF_FILLS = {
    "sqlite": (
        "(SELECT sum(value) FROM json_each('[' || replace(plant.required_g, ' ', ',') || ']'))"
    ),
    "postgresql": (
        "(SELECT CAST(sum(CAST(fill AS bigint)) AS bigint)"
        " FROM unnest(string_to_array(plant.required_g, ' ')) fill)"
    ),
}

ENTERPRISE_QUERY = Query(
    ENTERPRISES,
    {
        "enterprise": "firm.enterprise",
        "enterprise_name": "firm.name",
        "town": "firm.town",
        "address": "firm.address",
        "industry": "firm.industry",
        "longitude_deg": "firm.longitude_deg",
        "latitude_deg": "firm.latitude_deg",
        "coordinates": "firm.coordinates",
        "registered": "firm.registered",
        "admitted": "firm.admitted",
    },
    f"register_enterprise firm WHERE {holds('firm')}",
    whose="firm.enterprise",
)

ADSORBER_QUERY = Query(
    ADSORBERS,
    {
        "adsorber": "plant.adsorber",
        "enterprise": "plant.enterprise",
        "enterprise_name": "firm.name",
        "name": "plant.name",
        "carbon_form": named(_FORMS, "plant.carbon_form"),
        "beds": "length(plant.required_g) - length(replace(plant.required_g, ' ', '')) + 1",
        "required_kg": _SUM_OF_FILLS,
        "design_airflow_m3_per_h": "plant.design_airflow_m3_per_h",
        "removed_voc_mg_per_m3": "plant.removed_voc_mg_per_m3",
        "run_h_per_day": "plant.run_h_per_day",
        "solvents": "replace(plant.solvents, '\n', '、')",
        "low_efficiency": "CASE coalesce(unit.low_efficiency, 0) WHEN 0 THEN '否' ELSE '是' END",
        "commissioned": "plant.commissioned",
        "decommissioned": "plant.decommissioned",
    },
    "register_adsorber plant"
    f" LEFT JOIN register_unit unit ON unit.unit = plant.adsorber AND {holds('unit')}"
    f" {FIRM.format('plant.enterprise')}"
    f" WHERE {holds('plant')}",
    whose="plant.enterprise",
)

SWAP_QUERY = Query(
    SWAPS,
    {
        "charge": "started.charge",
        "adsorber": "started.adsorber",
        "bed": "started.bed",
        "enterprise": "plant.enterprise",
        "enterprise_name": "firm.name",
        "lot": "started.lot",
        "filled": "started.occurred_from",
        "filled_kg": "started.fresh_g",
        "removed": "ended.occurred_from",
        "removed_kg": "ended.removed_g",
        "uptake_kg": "ended.removed_g - started.fresh_g",
    },
    "health_started started"
    f" LEFT JOIN health_ended ended ON ended.charge = started.charge AND {holds('ended')}"
    " LEFT JOIN register_adsorber plant"
    f" ON plant.adsorber = started.adsorber AND {holds('plant')}"
    f" {FIRM.format('plant.enterprise')}"
    f" WHERE {holds('started')}",
    whose="plant.enterprise",
)
