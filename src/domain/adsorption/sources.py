"""Where the properties of solvents were read."""

from enum import StrEnum


class Source(StrEnum):
    """A book or database; its value is the short name in a table, `citation` the whole."""

    CRC = "CRC"
    POLING = "Poling"
    NIST = "NIST"
    HALL = "Hall"
    PERRY = "Perry"
    GESTIS = "GESTIS"
    DATA_SHEET = "data sheet"
    FITTED = "fitted here"

    @property
    def citation(self) -> str:
        """What to look for in a library."""
        return _CITATIONS[self]


_CITATIONS = {
    Source.CRC: (
        "W. M. Haynes, T. J. Bruno, D. R. Lide (eds.), CRC Handbook of Chemistry and Physics, "
        "95th ed., 2014, Physical Constants of Organic Compounds"
    ),
    Source.POLING: (
        "B. E. Poling, J. M. Prausnitz, J. P. O'Connell, The Properties of Gases and Liquids, "
        "5th ed., 2000, Appendix A, vapour pressures"
    ),
    Source.NIST: "NIST Chemistry WebBook, SRD 69, DOI 10.18434/T4D303, Antoine parameters",
    Source.HALL: (
        "J. Dykyj, J. Svoboda, R. C. Wilhoit, M. Frenkel, K. R. Hall, Vapor Pressure and Antoine "
        "Constants, Landolt-Börnstein IV/20A–C, 1999–2001"
    ),
    Source.PERRY: (
        "D. W. Green, R. H. Perry, Perry's Chemical Engineers' Handbook, 8th ed., 2007, Table 2-8"
    ),
    Source.GESTIS: (
        "GESTIS Substance Database, Institute for Occupational Safety and Health of the German "
        "Social Accident Insurance"
    ),
    Source.DATA_SHEET: "suppliers' data sheets, which give it to two or three figures",
    Source.FITTED: (
        "Antoine's equation laid through the boiling point and the vapour pressure at 25 °C of a "
        "data sheet (4 mmHg), with C chosen as for the esters"
    ),
}
