"""Rows that say who and what is there, as commands: enterprises, adsorbers, receivers, prices."""

from collections.abc import Iterator
from functools import partial

from application.act import only
from application.commission_adsorber import commission_adsorber
from application.import_people import People
from application.import_turns import Asked, Rank, Turn, kilograms_told, said, sealed_text
from application.ledger_file import LedgerFile
from application.ledger_rows import AdsorberRow, EnterpriseRow, ReceiverRow, TariffRow
from domain.adsorber import CommissionAdsorber
from domain.enterprise import ENTERPRISE, AdmitEnterprise, Location, RegisterEnterprise
from domain.occurred import Occurred
from domain.receiver import RECEIVER, RegisterLicence
from domain.tariff import TARIFF, AdoptTariff


class FirstDays:
    """The earliest day on which a file mentions somebody.

    No list says when an enterprise became known, only that it was by then. Swaps do not count:
    carbon that is changed before its adsorber is in service is a mistake of the ledger.
    """

    def __init__(self, file: LedgerFile, today: Occurred) -> None:
        """Look through the file once; `today` stands in where it names no day at all."""
        self._today = today.day.isoformat()
        self._first: dict[str, str] = {}
        for row in (line.value for line in file.enterprises):
            if row is not None and row.admitted is not None:
                self._mention(row.admitted, row.credit_code)
        for row in (line.value for line in file.adsorbers):
            if row is not None:
                self._mention(row.commissioned, row.enterprise)
        for row in (line.value for line in file.manifests):
            if row is not None:
                self._mention(row.occurred, row.producer, row.receiver)

    def of(self, name: str) -> Occurred:
        """The first day of an enterprise or receiver."""
        return Occurred(self._first.get(name) or self._first.get("") or self._today)

    def _mention(self, when: Occurred, *names: str) -> None:
        day = when[:10]
        for name in ("", *names):
            self._first[name] = min(day, self._first.get(name, day))


class Registrations:
    """Turns the registers of a file into commands."""

    def __init__(self, people: People, first_days: FirstDays) -> None:
        """Hand over who seals names, and the days that no row states."""
        self._people = people
        self._first_days = first_days

    def enterprise(self, row: EnterpriseRow, place: int) -> Iterator[Turn]:
        """Register the enterprise and, where the row says since when, admit it (入册)."""
        command_id = f"企业名单:{row.credit_code}"
        register = partial(self._register, command_id, row)
        yield Turn("", Rank.STANDING, "", command_id, place, register)
        if row.admitted is not None:
            command_id = f"{command_id}:入册"
            admit = partial(self._admit, command_id, row, row.admitted)
            yield Turn(row.admitted[:10], Rank.ADMITTED, row.admitted, command_id, place, admit)

    def adsorber(self, row: AdsorberRow, place: int) -> Iterator[Turn]:
        """Put the adsorber into service."""
        command_id = f"装置台账:{row.adsorber}"
        commission = partial(self._commission, command_id, row)
        when = row.commissioned
        yield Turn(when[:10], Rank.COMMISSIONED, when, command_id, place, commission)

    def receiver(self, row: ReceiverRow, place: int) -> Iterator[Turn]:
        """Register the permit; a renewed one is another row, known by its number and end."""
        command_id = f"接收单位:{row.credit_code}:{row.permit}@{row.valid_until or ''}"
        license_ = partial(self._license, command_id, row)
        ends = row.valid_until or ""
        yield Turn("", Rank.STANDING, ends, command_id, place, license_)

    def tariff(self, row: TariffRow, place: int) -> Iterator[Turn]:
        """Adopt the price."""
        command_id = f"费率:{row.item}@{row.since}"
        adopt = partial(self._adopt, command_id, row)
        yield Turn("", Rank.STANDING, row.since, command_id, place, adopt)

    # --- the commands

    def _register(self, command_id: str, row: EnterpriseRow) -> Asked:
        contact = self._people.contact(row.credit_code, row.contact, row.phone)
        # The contact stands last: it can be corrected, and what differs before it is told first.
        contents = said(
            ("企业名称", row.name),
            ("所属镇街", row.town),
            ("地址", row.address),
            ("行业", row.industry),
            *_place(row.location),
            ("联系人", sealed_text(contact and contact.name)),
            ("手机", sealed_text(contact and contact.phone)),
        )
        register = RegisterEnterprise(
            self._first_days.of(row.credit_code),
            row.name,
            row.town,
            row.address,
            row.industry,
            row.location,
            contact,
        )
        return Asked(command_id, contents, only(ENTERPRISE, row.credit_code, register))

    def _admit(self, command_id: str, row: EnterpriseRow, admitted: Occurred) -> Asked:
        act = only(ENTERPRISE, row.credit_code, AdmitEnterprise(admitted))
        return Asked(command_id, said(("入册日期", admitted)), act)

    def _commission(self, command_id: str, row: AdsorberRow) -> Asked:
        contents = said(
            ("统一社会信用代码", row.enterprise),
            ("装置名称", row.name),
            ("设计风量(m³/h)", row.design_airflow_m3_per_h),
            ("炭形式", row.carbon_form),
            ("炭箱数", row.bed_count),
            ("要求填充量(kg)", kilograms_told(row.required_fill_g)),
            ("主要溶剂", "、".join(row.solvents)),
            ("削减浓度(mg/m³)", row.removed_voc_mg_per_m3),
            ("日运行时间(h)", row.run_h_per_day),
            ("投运日期", row.commissioned),
            ("是否低效设施", "是" if row.low_efficiency else "否"),
        )
        command = CommissionAdsorber(
            row.commissioned,
            row.adsorber,
            row.enterprise,
            row.name,
            row.design_airflow_m3_per_h,
            row.carbon_form,
            row.bed_count,
            row.required_fill_g,
            row.solvents,
            row.removed_voc_mg_per_m3,
            row.run_h_per_day,
        )
        act = commission_adsorber(command, low_efficiency=bool(row.low_efficiency))
        return Asked(command_id, contents, act)

    def _license(self, command_id: str, row: ReceiverRow) -> Asked:
        contents = said(
            ("名称", row.name),
            ("许可废物代码", "、".join(row.waste_codes)),
            ("年许可量(kg)", kilograms_told(row.yearly_limit_g)),
            *_place(row.location),
        )
        command = RegisterLicence(
            self._first_days.of(row.name),
            row.credit_code,
            row.permit,
            row.waste_codes,
            row.yearly_limit_g,
            row.valid_until,
            row.location,
        )
        return Asked(command_id, contents, only(RECEIVER, row.name, command))

    def _adopt(self, command_id: str, row: TariffRow) -> Asked:
        contents = said(
            ("单位", row.unit),
            ("单价(分)", row.price_fen),
            ("失效日期", row.until),
            ("说明", row.note),
        )
        command = AdoptTariff(row.since, row.unit, row.price_fen, row.until, row.note)
        return Asked(command_id, contents, only(TARIFF, row.item, command))


def _place(location: Location | None) -> tuple[tuple[str, object], ...]:
    if location is None:
        return ()
    return (
        ("经度", location.longitude_deg),
        ("纬度", location.latitude_deg),
        ("坐标系", location.system),
    )
