"""What is asked of the views for the evidence on charges.

A table's name in braces stands for the condition that its row held at the time that is asked about.
"""

from dataclasses import dataclass

from adapters.sql.views.holding import holds

_TABLES = (
    "plant",
    "first",
    "former",
    "former_end",
    "latest",
    "estimate",
    "day",
    "gone",
    "stop",
    "device",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Which charges are meant by a list of names, and as of when each is asked about."""

    key: str
    charges: str
    condition: str
    as_of: str
    moment: str

    def asked(self, query: str, names: str) -> str:
        """A question about the charges of some names, given as placeholders."""
        return query.format(
            key=self.key,
            charges=self.charges,
            moment=self.moment,
            condition=self.condition % names,
            **{table: holds(table, self.as_of) for table in _TABLES},
        )


RUNNING = Subject(
    "subject.charge",
    "health_started subject",
    f"subject.charge IN (%s) AND {holds('subject')}",
    ":as_of",
    "NULL",
)
"""The charges of these names."""
FORMER = Subject(
    "successor.charge",
    "health_started successor JOIN health_started subject ON subject.charge = successor.former"
    f" AND {holds('subject', 'successor.occurred_from')}",
    f"successor.charge IN (%s) AND {holds('successor')}",
    "successor.occurred_from",
    "successor.occurred_from",
)
"""Those that the charges of these names have followed, as of then."""

KNOWN = """
SELECT {key} AS key, {moment} AS moment, subject.charge, subject.adsorber, subject.bed,
    subject.number, subject.former, subject.lot, subject.fresh_g, subject.occurred_from AS started,
    plant.enterprise, plant.required_g, plant.carbon_form, plant.airflow_m3_per_h,
    plant.removed_voc_mg_per_m3, plant.run_h_per_day, first.occurred_from AS first_filled,
    former.fresh_g AS former_fresh_g, former_end.removed_g, tested.iodine_mg_per_g,
    tested.certificate, committed.document, committed.every_days,
    measured.flow_area_m2, estimate.day, estimate.low_percent, estimate.middle_percent,
    estimate.high_percent, estimate.breakthrough, estimate.measured, verified.charge AS verified
FROM {charges}
JOIN health_plant plant ON plant.adsorber = subject.adsorber AND {plant}
LEFT JOIN health_started first ON first.adsorber = subject.adsorber AND first.bed = subject.bed
    AND first.number = 1 AND {first}
LEFT JOIN health_started former ON former.charge = subject.former AND {former}
LEFT JOIN health_ended former_end ON former_end.charge = subject.former AND {former_end}
LEFT JOIN health_tested tested ON tested.position = (
    SELECT max(latest.position) FROM health_tested latest
    WHERE latest.lot = subject.lot AND {latest})
LEFT JOIN health_committed committed ON committed.position = (
    SELECT latest.position FROM health_committed latest
    WHERE latest.adsorber = subject.adsorber AND {latest}
    ORDER BY latest.occurred_from DESC, latest.position DESC LIMIT 1)
LEFT JOIN health_measured measured ON measured.position = (
    SELECT latest.position FROM health_measured latest
    WHERE latest.adsorber = subject.adsorber AND latest.bed = subject.bed AND {latest}
    ORDER BY latest.occurred_from DESC, latest.position DESC LIMIT 1)
LEFT JOIN health_estimate estimate ON estimate.position = (
    SELECT latest.position FROM health_estimate latest
    WHERE latest.charge = subject.charge AND {latest}
    ORDER BY latest.occurred_from DESC, latest.position DESC LIMIT 1)
LEFT JOIN health_verified verified ON verified.position = (
    SELECT max(latest.position) FROM health_verified latest
    WHERE latest.charge = subject.charge AND latest.lot = subject.lot
        AND latest.fresh_g = subject.fresh_g AND latest.filled = subject.occurred_from
        AND latest.removed_g = coalesce(former_end.removed_g, 0) AND {latest})
    AND verified.charge = subject.charge
WHERE {condition}
"""
DAYS = """
SELECT {key}, day.occurred_from, day.run_h, day.air_m3, day.inlet_mg_per_m3, day.outlet_mg_per_m3,
    day.temperature_c, day.humidity_percent, day.bed_max_c, day.flaws, day.last_reading
FROM {charges}
JOIN health_day day ON day.charge = subject.charge AND {day}
    AND day.occurred_from > (
        SELECT latest.window_from FROM health_day latest
        WHERE latest.charge = subject.charge AND {latest}
        ORDER BY latest.occurred_from DESC LIMIT 1)
WHERE {condition} ORDER BY {key}, day.occurred_from
"""
EARLIER = """
SELECT {key}, estimate.day, estimate.low_percent, estimate.middle_percent, estimate.high_percent,
    estimate.breakthrough, estimate.measured
FROM {charges}
JOIN health_estimate estimate ON estimate.charge = subject.charge AND {estimate}
    AND estimate.middle_percent IS NOT NULL
WHERE {condition} ORDER BY {key}, estimate.occurred_from, estimate.position
"""
DISREGARDED = """
SELECT {key}, gone.first, gone.last FROM {charges}
JOIN health_disregarded gone ON gone.charge = subject.charge AND {gone} WHERE {condition}
"""
STOPPED = """
SELECT {key}, stop.first, stop.last FROM {charges}
JOIN health_stopped stop ON stop.charge = subject.charge AND {stop}
WHERE {condition} ORDER BY {key}, stop.first
"""
INSTRUMENTS = """
SELECT {key}, device.device, device.heard, device.silent_since, device.hot_since, device.hot_c
FROM {charges}
JOIN health_device device ON device.adsorber = subject.adsorber
    AND (device.bed IS NULL OR device.bed = subject.bed) AND {device}
WHERE {condition} ORDER BY {key}, device.device
"""
SAME_CERTIFICATE = f"""
SELECT certificate, lot, occurred_from FROM health_tested WHERE certificate IN (%s) AND {holds()}
ORDER BY lot
"""
