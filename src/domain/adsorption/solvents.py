"""The solvents, by CAS number and by the names that firms write, and their vapour pressures.

A firm that writes 二甲苯 or xylene, or its CAS number 1330-20-7, means the commercial mixture of
isomers; it is answered with m-xylene, of which the mixture mostly consists.
"""

import re
import unicodedata

import numpy as np
from numpy.typing import ArrayLike, NDArray

from domain.adsorption.antoine import antoine_pressure_pa
from domain.adsorption.solvent import Solvent
from domain.adsorption.solvent_table import SOLVENTS

_CAS = re.compile(r"(\d{2,7})-(\d{2})-(\d)")
_MIXED_XYLENES = "1330-20-7"


def is_cas(text: str) -> bool:
    """Whether a text is a CAS number with the right check digit.

    Source: Chemical Abstracts Service, "Check Digit Verification of CAS Registry Numbers": the
    last digit is the sum of the others, each times its place from the right, modulo 10.
    """
    found = _CAS.fullmatch(text)
    if not found:
        return False
    digits = reversed(found[1] + found[2])
    return sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 10 == int(found[3])


def by_cas(cas: str) -> Solvent | None:
    """The solvent with a CAS number, if the table has it."""
    return _BY_CAS.get(cas.strip())


def by_name(name: str) -> Solvent | None:
    """The solvent that a name in Chinese or English stands for, if the table knows it.

    Case, spaces, hyphens and the width of characters do not matter.
    """
    return _BY_NAME.get(_plain(name))


def vapour_pressure_pa(solvent: Solvent, temperature_k: ArrayLike) -> NDArray[np.float64]:
    """Vapour pressure of a pure solvent in Pa, in the shape of the temperatures in K.

    Equation, range and source: `antoine`; raises `OutOfRange` outside the solvent's temperatures.
    """
    return antoine_pressure_pa(solvent.antoine, temperature_k)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s\-‐‑–—']", "", folded)


_BY_CAS = {solvent.cas: solvent for solvent in SOLVENTS}
_BY_CAS[_MIXED_XYLENES] = _BY_CAS["108-38-3"]

_BY_NAME = {
    _plain(name): solvent
    for solvent in SOLVENTS
    for name in (solvent.zh, solvent.en, *solvent.aliases)
}
