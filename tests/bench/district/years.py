"""A district that lives for years, day by day: the same seed and size live the same life."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import sqrt
from random import Random

from application.act import only
from application.bundle import Order
from domain.enterprise import ENTERPRISE, AdmitEnterprise, ChangeContacts, RegisterEnterprise
from domain.receiver import RECEIVER as LICENSED
from domain.receiver import RegisterLicence
from domain.tariff import TARIFF, AdoptTariff
from tests.bench.district.changes import Changes
from tests.bench.district.diary import Agenda, Diary, days, on
from tests.bench.district.kiln import Kiln
from tests.bench.district.places import (
    RECEIVER,
    TOWNS,
    Seal,
    contact,
    credit_code,
    firm_name,
    location,
    person,
)
from tests.bench.district.plants import Firm
from tests.bench.district.roads import Roads
from tests.bench.district.store import Store

FIRST_DAY = date(2016, 1, 4)
_OPENING_DAYS = 90
"""Within these all enterprises join the scheme."""
_DRIVERS = 12
_OFFICE = "生态环境分局"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a district is asked for."""

    facts: int
    seed: int = 1

    @property
    def enterprises(self) -> int:
        """As many as fill the facts in a few years: 85 for 20,000, 600 for a million."""
        return max(9, round(0.6 * sqrt(self.facts)))


class District:
    """Lives without end; whoever reads it stops when there are facts enough."""

    def __init__(self, size: Size, seal: Seal) -> None:
        """Plan how enterprises join."""
        self._rng = Random(size.seed)  # noqa: S311 - no secret hangs on it
        self._seal = seal
        self._diary, self._agenda = Diary(), Agenda()
        store = Store(self._rng, self._diary)
        self.kiln = Kiln(self._rng, self._diary, self._agenda, store)
        drivers = tuple(seal(RECEIVER, person(self._rng), None) for _ in range(_DRIVERS))
        roads = Roads(self._rng, self._diary, self._agenda, self.kiln, drivers)
        self._changes = Changes(self._rng, self._diary, self._agenda, store, roads)
        self.firms: list[Firm] = []
        self._agenda.plan(FIRST_DAY, self._new_year)
        for number in range(size.enterprises):
            joined = FIRST_DAY + days(self._rng.randrange(_OPENING_DAYS))
            self._agenda.plan(joined, partial(self._join, number))

    def days(self) -> Iterator[tuple[date, list[Order]]]:
        """Each day with all that is to be written down on it, in order."""
        day = FIRST_DAY
        while True:
            self._agenda.live(day)
            self.kiln.close_the_day(day)
            yield day, self._diary.take(day)
            day += days(1)

    def _new_year(self, day: date) -> None:
        end = on(date(day.year, 12, 31))
        licence = RegisterLicence(
            on(day),
            credit_code(9_999_999),
            f"浙危废经第{day.year}号",
            ("900-039-49",),
            50_000_000_000,
            end,
            location(self._rng),
        )
        tariff = AdoptTariff(on(day), "吨", self._rng.randint(580, 660) * 100, end, "")
        act = only(LICENSED, RECEIVER, licence)
        self._diary.note(day, f"接收单位:{day.year}", act, _OFFICE, {"有效期": end})
        price = only(TARIFF, "收运", tariff)
        self._diary.note(day, f"费率:{day.year}", price, _OFFICE, {"单价": tariff.price_fen})
        self._agenda.plan(date(day.year + 1, 1, 1), self._new_year)

    def _join(self, number: int, day: date) -> None:
        rng, code = self._rng, credit_code(number)
        name, trade = firm_name(rng, number)
        operators = tuple(self._seal(code, person(rng), None) for _ in range(rng.randint(1, 2)))
        firm = Firm(number, code, operators, [])
        register = RegisterEnterprise(
            on(day),
            name,
            rng.choice(TOWNS),
            f"工业路{rng.randint(1, 999)}号",
            trade,
            location(rng),
            contact(rng, self._seal, code),
        )
        act = only(ENTERPRISE, code, register, AdmitEnterprise(on(day)))
        self._diary.note(day, f"企业名单:{code}", act, _OFFICE, {"企业名称": name})
        for _ in range(rng.choices((1, 2, 3, 4, 6, 8, 12), (16, 20, 20, 16, 14, 10, 4))[0]):
            self._changes.commission(firm, day)
        self.firms.append(firm)
        self._agenda.plan(day + days(rng.randint(60, 90)), partial(self._changes.campaign, firm))
        self._agenda.plan(day + days(rng.randint(200, 900)), partial(self._call_another, firm))

    def _call_another(self, firm: Firm, day: date) -> None:
        somebody = contact(self._rng, self._seal, firm.code)
        act = only(ENTERPRISE, firm.code, ChangeContacts(on(day), somebody))
        said = {"联系人": somebody.name.subject}
        self._diary.note(day, f"联系人:{firm.code}@{day}", act, firm.code, said)
        again = day + days(self._rng.randint(200, 900))
        self._agenda.plan(again, partial(self._call_another, firm))
