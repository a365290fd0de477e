"""The Antoine constants of the solvents, as their sources print them, by CAS number.

The constants were read in the open transcription of these sources that comes with the library
`chemicals` (C. Bell et al., Chemical Engineering Design Library, 1.5.2) and turned back into the
units in which they are printed. Behind a row's constants stand the temperatures in K between
which its source uses them. How far below these they are used here is our own choice and stands by
itself; where no second source speaks for it, the solvent says so (`Solvent.unverified`).
"""

from dataclasses import replace
from typing import Literal

from domain.adsorption.antoine import Antoine, Below
from domain.adsorption.sources import Source

_POLING, _NIST, _HALL = Source.POLING, Source.NIST, Source.HALL

_PRINTED: dict[Source, tuple[Literal["bar", "kPa"], Literal["°C", "K"]]] = {
    _POLING: ("bar", "°C"),
    _NIST: ("bar", "K"),
    _HALL: ("kPa", "K"),
    Source.FITTED: ("kPa", "K"),
}


def _row(source: Source, a: float, b: float, c: float, from_k: float, to_k: float) -> Antoine:
    return Antoine(a, b, c, *_PRINTED[source], from_k, to_k, source)


_AS_PRINTED = {
    "108-88-3": _row(_POLING, 4.05043, 1327.62, 217.625, 286.44, 409.61),  # toluene
    "71-43-2": _row(_POLING, 3.98523, 1184.24, 217.572, 279.64, 377.06),  # benzene
    "95-47-6": _row(_POLING, 4.09789, 1458.706, 212.041, 312.75, 445.3),  # o-xylene
    "108-38-3": _row(_POLING, 4.14051, 1468.703, 216.12, 308.54, 439.56),  # m-xylene
    "106-42-3": _row(_NIST, 4.14553, 1474.403, -55.377, 286.43, 452.38),  # p-xylene
    "100-41-4": _row(_POLING, 4.06861, 1415.77, 212.3, 306.32, 436.63),  # ethylbenzene
    "100-42-5": _row(_HALL, 6.33183, 1597.003, -49.03, 285.0, 418.0),  # styrene
    "98-82-8": _row(_POLING, 4.06112, 1460.766, 207.83, 318.92, 453.81),  # cumene
    "108-67-8": _row(_POLING, 4.22541, 1581.36, 210.01, 330.06, 466.1),  # mesitylene
    "67-64-1": _row(_POLING, 4.2184, 1197.01, 228.06, 247.38, 350.65),  # acetone
    "78-93-3": _row(_POLING, 4.1386, 1232.63, 218.69, 265.62, 375.66),  # MEK
    "108-10-1": _row(_POLING, 3.8222, 1190.6904, 195.45, 293.4, 415.85),  # MIBK
    "108-94-1": _row(_HALL, 6.12242, 1508.95, -61.986, 298.0, 458.0),  # cyclohexanone
    "79-20-9": _row(_POLING, 4.18621, 1156.43, 219.69, 249.9, 351.11),  # methyl acetate
    "141-78-6": _row(_POLING, 4.13361, 1195.13, 212.47, 265.5, 372.51),  # ethyl acetate
    "109-60-4": _row(_POLING, 4.05548, 1233.46, 203.08, 284.4, 398.6),  # propyl acetate
    "108-21-4": _row(_HALL, 6.12933, 1237.23, -61.71, 294.0, 385.0),  # isopropyl acetate
    "123-86-4": _row(_POLING, 4.5, 1596.7, 229.3, 301.0, 424.11),  # butyl acetate
    "110-19-0": _row(_POLING, 4.3546, 1462.4, 219.7, 295.0, 414.22),  # isobutyl acetate
    # Laid through 146 °C and 4 mmHg at 25 °C; no published constants were found.
    "108-65-6": _row(Source.FITTED, 6.4912, 1610.96, -60.0, 283.15, 419.15),  # PGMEA
    "107-98-2": _row(_HALL, 7.0023, 1786.056, -35.329, 331.0, 389.0),  # PGME
    "111-76-2": _row(_HALL, 6.56993, 1691.688, -72.931, 278.0, 443.0),  # 2-butoxyethanol
    "67-56-1": _row(_POLING, 5.20277, 1580.08, 239.5, 262.59, 356.0),  # methanol
    "64-17-5": _row(_POLING, 5.33675, 1648.22, 230.918, 276.5, 369.54),  # ethanol
    "67-63-0": _row(_POLING, 5.24268, 1580.92, 219.61, 281.28, 373.46),  # isopropanol
    "71-23-8": _row(_POLING, 4.99991, 1512.94, 205.807, 293.19, 389.32),  # 1-propanol
    "71-36-3": _row(_NIST, 4.54607, 1351.555, -93.34, 295.8, 391.0),  # 1-butanol
    "78-83-1": _row(_POLING, 4.34504, 1190.38, 166.67, 303.4, 400.84),  # isobutanol
    "78-92-2": _row(_HALL, 6.59921, 1314.19, -86.6, 295.0, 392.0),  # 2-butanol
    "6032-29-7": _row(_POLING, 4.42349, 1291.212, 173.13, 298.12, 383.34),  # 2-pentanol
    "110-54-3": _row(_POLING, 4.00139, 1170.875, 224.317, 254.24, 365.25),  # n-hexane
    "110-82-7": _row(_POLING, 3.93002, 1182.774, 220.618, 282.11, 378.46),  # cyclohexane
    "108-87-2": _row(_POLING, 3.98232, 1290.968, 223.701, 276.68, 400.13),  # methylcyclohexane
    "142-82-5": _row(_POLING, 4.02023, 1263.909, 216.432, 277.71, 396.53),  # n-heptane
    "109-99-9": _row(_POLING, 4.12142, 1203.11, 226.355, 253.5, 361.71),  # tetrahydrofuran
    "68-12-2": _row(_HALL, 5.96492, 1354.529, -81.112, 303.0, 363.0),  # DMF
    "872-50-4": _row(_HALL, 6.18001, 1655.29, -80.355, 336.0, 477.0),  # NMP
    "75-09-2": _row(_POLING, 4.07622, 1070.07, 223.24, 235.2, 333.36),  # dichloromethane
    "79-01-6": _row(_NIST, 3.55346, 974.538, -85.811, 290.9, 359.62),  # TCE
    "127-18-4": _row(_NIST, 4.18056, 1440.819, -49.171, 301.03, 380.84),  # PCE
}

_TEN_C = 283.15

# Perry's equation agrees with Antoine's down to here within 5 %.
_AGREES_DOWN_TO_K = {
    "108-88-3": _TEN_C,  # toluene
    "95-47-6": _TEN_C,  # o-xylene
    "108-38-3": _TEN_C,  # m-xylene
    "100-41-4": _TEN_C,  # ethylbenzene
    "98-82-8": _TEN_C,  # cumene
    "108-10-1": _TEN_C,  # MIBK
    "108-94-1": _TEN_C,  # cyclohexanone
    "71-23-8": _TEN_C,  # 1-propanol
    "71-36-3": 288.15,  # 1-butanol
    "68-12-2": 293.15,  # DMF
}

# No second source was found, or it differs by more than 5 %.
_UNVERIFIED_DOWN_TO_K = {
    "108-67-8": _TEN_C,  # mesitylene
    "123-86-4": _TEN_C,  # butyl acetate
    "110-19-0": _TEN_C,  # isobutyl acetate
    "107-98-2": _TEN_C,  # PGME
    "78-83-1": _TEN_C,  # isobutanol
    "6032-29-7": _TEN_C,  # 2-pentanol
    "872-50-4": _TEN_C,  # NMP
    "127-18-4": _TEN_C,  # PCE
    "108-21-4": _TEN_C,  # isopropyl acetate
    "79-01-6": _TEN_C,  # TCE
    "78-92-2": _TEN_C,  # 2-butanol
}


def _used(cas: str, printed: Antoine) -> Antoine:
    below: Below = "not used"
    if cas in _AGREES_DOWN_TO_K:
        below = "agrees"
    if cas in _UNVERIFIED_DOWN_TO_K:
        below = "unverified"
    down_to_k = (_AGREES_DOWN_TO_K | _UNVERIFIED_DOWN_TO_K).get(cas)
    return replace(printed, below=below, down_to_k=down_to_k)


ANTOINE = {cas: _used(cas, printed) for cas, printed in _AS_PRINTED.items()}
"""Antoine constants by CAS number."""
