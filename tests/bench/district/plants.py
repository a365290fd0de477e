"""Adsorbers as the generator remembers them, and what a change of their carbon asks for."""

from dataclasses import dataclass
from random import Random

from domain.adsorber import CarbonForm, CommissionAdsorber
from domain.identifiers import AdsorberId, CreditCode
from domain.occurred import Occurred
from domain.personal import Personal
from domain.quantities import share
from tests.bench.district.places import SOLVENTS

_FILL_PERCENT = (93, 108)
_UPTAKE_PERCENT = (106, 145)
_IMPLAUSIBLE_PERCENT = 178


@dataclass(slots=True)
class Firm:
    """An enterprise with its adsorbers."""

    number: int
    code: CreditCode
    operators: tuple[Personal, ...]
    plants: "list[Plant]"
    numbered: int = 0
    """How many adsorbers it has ever had."""


@dataclass(slots=True)
class Plant:
    """An adsorber: what each bed should hold, and the fresh mass of what each holds."""

    adsorber: AdsorberId
    required_g: tuple[int, ...]
    fresh_g: list[int]

    @property
    def all_beds(self) -> tuple[int, ...]:
        """The numbers of its beds."""
        return tuple(range(1, len(self.required_g) + 1))

    def some_beds(self, rng: Random) -> tuple[int, ...]:
        """Mostly all beds, now and then a few; the order is that of their numbers."""
        beds = self.all_beds
        if len(beds) == 1 or rng.random() < 0.9:
            return beds
        return tuple(sorted(rng.sample(beds, rng.randint(1, len(beds) - 1))))

    def fill_g(self, rng: Random, beds: tuple[int, ...]) -> int:
        """How much goes into beds; now and then too little."""
        percent = 80 if rng.random() < 0.01 else rng.randint(*_FILL_PERCENT)
        return _full_kg(sum(self.required_g[bed - 1] for bed in beds) * percent // 100)

    def spent_g(self, rng: Random, beds: tuple[int, ...]) -> int:
        """How much comes out of beds; now and then more than that carbon can have taken up."""
        percent = _IMPLAUSIBLE_PERCENT if rng.random() < 0.01 else rng.randint(*_UPTAKE_PERCENT)
        return _full_kg(sum(self.fresh_g[bed - 1] for bed in beds) * percent // 100)

    def keep(self, beds: tuple[int, ...], filled_g: int) -> None:
        """Remember what beds hold from now on; 0 empties them."""
        parts_g = share(filled_g, [self.required_g[bed - 1] for bed in beds])
        for bed, part_g in zip(beds, parts_g, strict=True):
            self.fresh_g[bed - 1] = part_g


def new_plant(
    rng: Random, firm: Firm, adsorber: AdsorberId, occurred: Occurred
) -> tuple[Plant, CommissionAdsorber]:
    """An adsorber that goes into service, and the command that says so."""
    beds = rng.choices((1, 2, 3, 4), (45, 30, 15, 10))[0]
    required_g = beds * rng.randint(6, 30) * 50_000
    firm.numbered += 1
    command = CommissionAdsorber(
        occurred,
        adsorber,
        firm.code,
        f"{firm.numbered}#",
        rng.randint(5, 60) * 1000,
        rng.choice((CarbonForm.GRANULAR, CarbonForm.GRANULAR, CarbonForm.HONEYCOMB)),
        beds,
        required_g,
        tuple(rng.sample(SOLVENTS, 2)),
        float(rng.randint(5, 40)),
        float(rng.choice((8, 10, 12, 16, 24))),
    )
    plant = Plant(adsorber, share(required_g, [1] * beds), [0] * beds)
    return plant, command


def _full_kg(mass_g: int) -> int:
    return max(mass_g // 1000, 1) * 1000
