"""The solvents of coating, printing, furniture and electronics, one after another.

Molar masses follow from the formulas and the standard atomic weights. Density, refractive index
and normal boiling point are the CRC Handbook's, read in its transcription (`solvent_vapour`), if
the row names no other source. `unverified` names the numbers that no second look has confirmed.
"""

from domain.adsorption.antoine import Antoine
from domain.adsorption.solvent import Property, Reading, Solvent
from domain.adsorption.solvent_vapour import ANTOINE
from domain.adsorption.sources import Source

_AND_C = tuple[float, float]
"""A number and the temperature in °C at which it was measured."""


def _row(
    cas: str,
    zh: str,
    en: str,
    formula: str,
    molar_mass: float,
    density: _AND_C,
    refraction: _AND_C,
    boiling_c: float,
    *aliases: str,
    density_from: Source = Source.CRC,
    refraction_from: Source = Source.CRC,
    unverified: tuple[Property, ...] = (),
) -> Solvent:
    return Solvent(
        cas,
        zh,
        en,
        aliases,
        formula,
        molar_mass,
        Reading(*density, density_from),
        Reading(*refraction, refraction_from),
        boiling_c,
        ANTOINE[cas],
        (*unverified, *_of_vapour(ANTOINE[cas])),
    )


def _of_vapour(antoine: Antoine) -> tuple[Property, ...]:
    if antoine.source == Source.FITTED:
        return ("vapour pressure",)
    return ("vapour below",) if antoine.below == "unverified" else ()


# A few lines a solvent: the formatter would give each number a line of its own.
# fmt: off
SOLVENTS = (
    _row("108-88-3", "甲苯", "toluene", "C7H8", 92.141, (0.8623, 25), (1.4941, 25), 110.6,
         "methylbenzene", "甲基苯"),
    _row("71-43-2", "苯", "benzene", "C6H6", 78.114, (0.8765, 20), (1.5011, 20), 80.08, "纯苯"),
    _row("95-47-6", "邻二甲苯", "o-xylene", "C8H10", 106.168, (0.8755, 25), (1.5018, 25), 144.4,
         "1,2-dimethylbenzene", "1,2-二甲苯"),
    _row("108-38-3", "间二甲苯", "m-xylene", "C8H10", 106.168, (0.8598, 25), (1.4944, 25), 139.1,
         "1,3-dimethylbenzene", "1,3-二甲苯", "二甲苯", "混合二甲苯", "xylene", "xylenes"),
    _row("106-42-3", "对二甲苯", "p-xylene", "C8H10", 106.168, (0.8565, 25), (1.4929, 25), 138.3,
         "1,4-dimethylbenzene", "1,4-二甲苯", "PX"),
    _row("100-41-4", "乙苯", "ethylbenzene", "C8H10", 106.168, (0.8626, 25), (1.493, 25), 136.2,
         "乙基苯"),
    _row("100-42-5", "苯乙烯", "styrene", "C8H8", 104.152, (0.9016, 25), (1.544, 25), 145.3,
         "vinylbenzene", "乙烯基苯", "SM"),
    _row("98-82-8", "异丙苯", "cumene", "C9H12", 120.195, (0.864, 25), (1.4915, 20), 152.4,
         "isopropylbenzene", "异丙基苯"),
    _row("108-67-8", "均三甲苯", "mesitylene", "C9H12", 120.195, (0.8615, 25), (1.4994, 20),
         164.7, "1,3,5-trimethylbenzene", "1,3,5-三甲苯"),
    _row("67-64-1", "丙酮", "acetone", "C3H6O", 58.08, (0.7845, 25), (1.3588, 20), 56.08,
         "propanone", "2-propanone"),
    _row("78-93-3", "丁酮", "methyl ethyl ketone", "C4H8O", 72.107, (0.7999, 25), (1.3788, 20),
         79.6, "MEK", "2-butanone", "2-丁酮", "甲乙酮", "甲基乙基酮"),
    _row("108-10-1", "甲基异丁基酮", "methyl isobutyl ketone", "C6H12O", 100.161, (0.7965, 25),
         (1.3962, 20), 115.7, "MIBK", "4-methyl-2-pentanone", "4-甲基-2-戊酮"),
    _row("108-94-1", "环己酮", "cyclohexanone", "C6H10O", 98.145, (0.9478, 20), (1.4507, 20),
         155.4, "CYC"),
    _row("79-20-9", "乙酸甲酯", "methyl acetate", "C3H6O2", 74.079, (0.9342, 20), (1.3614, 20),
         56.7, "醋酸甲酯"),
    _row("141-78-6", "乙酸乙酯", "ethyl acetate", "C4H8O2", 88.106, (0.9003, 20), (1.3723, 20),
         77.1, "醋酸乙酯", "EA", "EAC", "ethyl ethanoate"),
    _row("109-60-4", "乙酸丙酯", "propyl acetate", "C5H10O2", 102.133, (0.882, 25), (1.3828, 25),
         101.0, "乙酸正丙酯", "醋酸丙酯", "醋酸正丙酯", "n-propyl acetate", "NPAC"),
    _row("108-21-4", "乙酸异丙酯", "isopropyl acetate", "C5H10O2", 102.133, (0.8662, 25),
         (1.3746, 25), 88.6, "醋酸异丙酯", "IPAC"),
    _row("123-86-4", "乙酸丁酯", "butyl acetate", "C6H12O2", 116.16, (0.8825, 20), (1.3941, 20),
         126.0, "乙酸正丁酯", "醋酸丁酯", "醋酸正丁酯", "n-butyl acetate", "BAC"),
    _row("110-19-0", "乙酸异丁酯", "isobutyl acetate", "C6H12O2", 116.16, (0.8712, 20),
         (1.3902, 20), 116.9, "醋酸异丁酯", "IBAC"),
    _row("108-65-6", "丙二醇甲醚醋酸酯", "propylene glycol methyl ether acetate", "C6H12O3",
         132.159, (0.968, 20), (1.402, 20), 146.0, "PGMEA", "PMA", "丙二醇甲醚乙酸酯",
         "丙二醇单甲醚乙酸酯", "1-methoxy-2-propyl acetate", density_from=Source.DATA_SHEET,
         refraction_from=Source.DATA_SHEET, unverified=("density", "refraction")),
    # The CRC Handbook's density, 0.962, contradicts the sum of the atoms' refractions by 4 %.
    _row("107-98-2", "丙二醇甲醚", "propylene glycol methyl ether", "C4H10O2", 90.122,
         (0.92, 20), (1.4034, 20), 120.0, "PGME", "PM", "1-methoxy-2-propanol", "1-甲氧基-2-丙醇",
         "丙二醇单甲醚", density_from=Source.GESTIS, unverified=("density",)),
    _row("111-76-2", "乙二醇丁醚", "2-butoxyethanol", "C6H14O2", 118.176, (0.9015, 20),
         (1.4198, 20), 171.0, "乙二醇单丁醚", "2-丁氧基乙醇", "BCS", "防白水",
         "butyl cellosolve"),
    _row("67-56-1", "甲醇", "methanol", "CH4O", 32.042, (0.7914, 20), (1.3288, 20), 64.5,
         "methyl alcohol", "木精"),
    _row("64-17-5", "乙醇", "ethanol", "C2H6O", 46.069, (0.7893, 20), (1.3611, 20), 78.24,
         "ethyl alcohol", "酒精"),
    _row("67-63-0", "异丙醇", "isopropanol", "C3H8O", 60.096, (0.7809, 25), (1.3776, 20), 82.21,
         "IPA", "2-propanol", "2-丙醇", "isopropyl alcohol"),
    _row("71-23-8", "正丙醇", "1-propanol", "C3H8O", 60.096, (0.7997, 25), (1.385, 20), 97.04,
         "丙醇", "n-propanol", "propanol", "NPA", "1-丙醇"),
    _row("71-36-3", "正丁醇", "1-butanol", "C4H10O", 74.123, (0.8095, 20), (1.3988, 20), 117.6,
         "丁醇", "n-butanol", "butanol", "NBA", "1-丁醇"),
    _row("78-83-1", "异丁醇", "isobutanol", "C4H10O", 74.123, (0.8018, 20), (1.3955, 20), 107.84,
         "IBA", "2-methyl-1-propanol", "2-甲基-1-丙醇", "isobutyl alcohol"),
    _row("78-92-2", "仲丁醇", "2-butanol", "C4H10O", 74.123, (0.8063, 20), (1.3978, 20), 99.4,
         "sec-butanol", "2-丁醇", "SBA"),
    _row("6032-29-7", "2-戊醇", "2-pentanol", "C5H12O", 88.15, (0.8094, 20), (1.4053, 20), 119.1,
         "仲戊醇", "sec-amyl alcohol"),
    _row("110-54-3", "正己烷", "n-hexane", "C6H14", 86.178, (0.6606, 25), (1.3727, 25), 68.72,
         "己烷", "hexane"),
    _row("110-82-7", "环己烷", "cyclohexane", "C6H12", 84.162, (0.7739, 25), (1.4235, 25), 80.7),
    _row("108-87-2", "甲基环己烷", "methylcyclohexane", "C7H14", 98.189, (0.7694, 20),
         (1.4231, 20), 100.9, "MCH"),
    _row("142-82-5", "正庚烷", "n-heptane", "C7H16", 100.205, (0.6795, 25), (1.3855, 25), 98.38,
         "庚烷", "heptane"),
    _row("109-99-9", "四氢呋喃", "tetrahydrofuran", "C4H8O", 72.107, (0.8833, 25), (1.405, 25),
         66.0, "THF", "oxolane"),
    _row("68-12-2", "二甲基甲酰胺", "dimethylformamide", "C3H7NO", 73.095, (0.9445, 25),
         (1.4305, 20), 152.8, "DMF", "N,N-二甲基甲酰胺", "N,N-dimethylformamide"),
    _row("872-50-4", "N-甲基吡咯烷酮", "N-methyl-2-pyrrolidone", "C5H9NO", 99.133, (1.023, 25),
         (1.4684, 20), 204.2, "NMP", "N-甲基-2-吡咯烷酮", "1-methyl-2-pyrrolidinone"),
    _row("75-09-2", "二氯甲烷", "dichloromethane", "CH2Cl2", 84.927, (1.3266, 20), (1.4242, 20),
         39.8, "DCM", "methylene chloride"),
    _row("79-01-6", "三氯乙烯", "trichloroethylene", "C2HCl3", 131.38, (1.4642, 20),
         (1.4773, 20), 86.8, "TCE", "trichloroethene"),
    _row("127-18-4", "四氯乙烯", "tetrachloroethylene", "C2Cl4", 165.822, (1.623, 20),
         (1.5059, 20), 121.2, "PCE", "perchloroethylene", "全氯乙烯", "tetrachloroethene"),
)
# fmt: on
"""Every solvent of the table."""
