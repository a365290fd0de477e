"""How long a fill of carbon lasts by the regulator's formula.

    T = m · s / (c · 10⁻⁶ · Q · t)

Source: Jiangsu's notice of 2021 on how permits state the use of activated carbon (Annex, formula
for the replacement cycle), printed with worked examples.

T  replacement cycle, in days on which the plant runs
m  mass of carbon, kg
s  dynamic adsorption capacity, kg VOC per kg carbon; 0.10 where nothing better is known
c  VOC concentration removed (inlet − outlet), mg/m³
Q  air flow, m³/h
t  running hours per day, h

Validity: a mass balance at constant load. It knows nothing of solvent, humidity or breakthrough,
so a capacity above 0.15 needs evidence, and the result is a date for paper, not a safe life.
"""

from dataclasses import dataclass

USUAL_CAPACITY = 0.10
"""The notice's capacity where no test report gives another."""

CAPACITY_WITHOUT_EVIDENCE = 0.15
"""A larger capacity than this should rest on a report. Chosen."""

_KG_PER_MG = 1e-6


@dataclass(frozen=True, slots=True)
class Load:
    """What one fill has to take up."""

    carbon_kg: float
    removed_mg_per_m3: float
    airflow_m3_per_h: float
    run_h_per_day: float
    capacity: float = USUAL_CAPACITY

    def __post_init__(self) -> None:
        """Raise `ValueError` for what no plant can be."""
        if not self.carbon_kg > 0:
            raise ValueError(f"carbon_kg must be above 0: {self.carbon_kg}")
        if not self.removed_mg_per_m3 > 0:
            raise ValueError(f"removed_mg_per_m3 must be above 0: {self.removed_mg_per_m3}")
        if not self.airflow_m3_per_h > 0:
            raise ValueError(f"airflow_m3_per_h must be above 0: {self.airflow_m3_per_h}")
        if not 0 < self.run_h_per_day <= 24:
            raise ValueError(f"run_h_per_day must be within a day: {self.run_h_per_day}")
        if not 0 < self.capacity < 1:
            raise ValueError(f"capacity must be a share of the carbon: {self.capacity}")


def replacement_cycle_days(load: Load) -> float:
    """T of the formula above, in running days."""
    voc_kg_per_day = (
        load.removed_mg_per_m3 * _KG_PER_MG * load.airflow_m3_per_h * load.run_h_per_day
    )
    return load.carbon_kg * load.capacity / voc_kg_per_day
