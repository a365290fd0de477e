"""What is in the exhausts of the district that judges, and how carbon holds it there.

The numbers are of this district alone. Their size is that of measured isotherms at 100 mg/m³
(toluene about 0.2 kg/kg, methyl ethyl ketone 0.05, acetone 0.01); no estimator may read them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Solvent:
    """One component: affinities to strong and weak sites at 298 K, m³/g; heat, kJ/mol."""

    strong_m3_per_g: float
    weak_m3_per_g: float
    heat_kj_per_mol: float


SOLVENTS = {
    "甲苯": Solvent(200.0, 12.0, 56.0),
    "二甲苯": Solvent(500.0, 25.0, 62.0),
    "乙苯": Solvent(350.0, 20.0, 61.0),
    "苯乙烯": Solvent(450.0, 22.0, 62.0),
    "乙酸乙酯": Solvent(5.0, 0.8, 50.0),
    "乙酸丁酯": Solvent(120.0, 9.0, 58.0),
    "丙酮": Solvent(0.4, 0.1, 43.0),
    "丁酮": Solvent(2.5, 0.5, 47.0),
    "甲基异丁基酮": Solvent(60.0, 6.0, 55.0),
    "环己酮": Solvent(400.0, 20.0, 62.0),
    "异丙醇": Solvent(2.5, 0.5, 52.0),
    "乙醇": Solvent(0.7, 0.15, 48.0),
    "正丁醇": Solvent(40.0, 5.0, 58.0),
    "丙二醇甲醚醋酸酯": Solvent(300.0, 18.0, 62.0),
}

RECIPES = {
    "涂装": (("甲苯", "二甲苯", "乙酸丁酯"), ("二甲苯", "乙酸丁酯", "正丁醇")),
    "印刷": (("乙酸乙酯", "甲苯", "异丙醇"), ("乙酸乙酯", "丁酮", "甲苯")),
    "家具": (("二甲苯", "乙酸丁酯", "丁酮"), ("二甲苯", "环己酮", "乙酸乙酯")),
    "电子": (("丙二醇甲醚醋酸酯", "环己酮", "异丙醇"), ("环己酮", "甲基异丁基酮", "乙醇")),
    "塑料": (("苯乙烯", "乙苯", "丙酮"), ("甲苯", "乙酸丁酯", "乙酸乙酯")),
}
"""By trade, the main one first."""
