"""The rules by which a district judges its charges: numbers that are adopted, each chosen.

Inlet, humidity, bed temperature and face velocity are those of HJ 2026-2013, the iodine values
those of Jiangsu's and Zhejiang's guidance; all others are ours.
"""

from dataclasses import dataclass
from enum import StrEnum


class DateRule(StrEnum):
    """A rule that says by when carbon is to be replaced; it binds only once it is adopted."""

    MONTHS = "months"
    """So many calendar months."""
    RUNNING_HOURS = "running-hours"
    """So many hours with air flowing."""
    CYCLE = "replacement-cycle"
    """The regulator's formula T."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force; without anything named, what holds before a district has adopted any.

    Units end the names.
    """

    name: str = "district"
    version: int = 0
    """Which of the district's adoptions it is; 0 before the first."""
    binding_rules: tuple[DateRule, ...] = ()
    """Those that are adopted; the others are shown as 参考."""
    binding_months: int = 3
    reference_hours: int = 500
    warn_percent: int = 80
    due_percent: int = 100
    grace_days: int = 7
    """How long a fill that is due may stay before it counts as unattended."""
    swap_days: int = 7
    """How long it takes from a booking to the swap."""
    likely_percent: int = 50
    """A breakthrough that is at least so probable counts as likely."""
    outlet_limit_mg_per_m3: float = 60.0
    sustained_days: int = 3
    """So many recorded days in a row make a measured value last, and as many end it."""
    fill_floor_percent: int = 90
    removed_low_percent: int = 80
    removed_high_percent: int = 170
    """Spent carbon in percent of the fresh mass of the same charge."""
    iodine_floor_mg_per_g: int = 800
    honeycomb_iodine_floor_mg_per_g: int = 650
    inlet_limit_c: float = 40.0
    humidity_limit_percent: float = 80.0
    granular_face_velocity_m_per_s: float = 0.6
    honeycomb_face_velocity_m_per_s: float = 1.2
    fibre_face_velocity_m_per_s: float = 0.15
    fire_c: float = 83.0
    silent_h: int = 24
    long_silent_h: int = 72

    @property
    def id(self) -> str:
        """How reasons name the policy."""
        return f"{self.name}@{self.version}"
