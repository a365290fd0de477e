"""What the health board says of an enterprise, its adsorbers and their beds."""

from adapters.web.answer import Kg, Model, kg, told
from adapters.web.health_models import Colour, Health, Reason, colour_of, health
from application.ports import health_view


class Bed(Model):
    """一个炭箱 / A bed"""

    bed: int = told("箱号", "Its number", 1)
    required_kg: Kg = told("要求填充量, kg", "Required fill, kg", 1000)
    charge: str | None = told("当前或上次填装", "Running or last charge", "TADF100001-1-2")
    lot: str | None = told("炭批次", "The lot", "ZS220908010")
    fresh_kg: Kg = told("填装量, kg", "Fresh carbon, kg", 1000)
    started: str | None = told("填装时间", "Filled", "2022-09-08T10:45:00+08:00")
    swaps: int = told("该炭箱首次填装以来更换次数", "Swaps since the bed's first fill", 1)
    swaps_per_year: float | None = told(
        "更换频率, 次/年; 未更换过或投用不足 90 天为 null",
        "Swaps a year; null before the first, or in the first 90 days",
        1.2,
    )
    health: Health | None = told("码; null 为箱内无炭", "Its code; null while it is empty")


class AdsorberCode(Model):
    """一台装置的码: 取最差的炭箱 / An adsorber has its worst bed's code"""

    adsorber: str = told("装置编号", "Its number", "TADF100001")
    name: str = told("名称", "Name", "1#活性炭吸附箱")
    enterprise: str = told("企业信用代码", "Credit code", "91330411MAW7DF1000")
    enterprise_name: str = told("企业名称", "Name of the enterprise", "嘉兴洛东电子材料有限公司")
    town: str | None = told("镇街", "Town", "330411105")
    code: Colour | None = told("码; null 为无炭在用", "Code; null without carbon", "green")
    code_zh: str | None = told("码, 中文", "The same in Chinese", "绿")
    beds: tuple[Bed, ...] = told("炭箱", "Beds")


class EnterpriseCode(Model):
    """一家企业的码: 取最差的装置 / An enterprise has its worst adsorber's code"""

    enterprise: str = told("信用代码", "Credit code", "91330411MAW7DF1000")
    name: str = told("名称", "Name", "嘉兴洛东电子材料有限公司")
    town: str | None = told("镇街", "Town", "330411105")
    code: Colour | None = told("码; null 为无炭在用", "Code; null without carbon", "green")
    code_zh: str | None = told("码, 中文", "The same in Chinese", "绿")
    adsorbers: tuple[AdsorberCode, ...] = told("装置", "Adsorbers")


_DUE = Reason(
    rule="binding-date",
    code="yellow",
    text="2022-09-08 填装, 按 3 个月规则应于 2022-12-08 前更换, 截至 2022-11-30 已用 91 %, "
    "还有 8 天到期(规则版本 district@1)",
    text_en="filled on 2022-09-08, to be swapped by 2022-12-08 under the 3-month rule, 91 % used "
    "by 2022-11-30, due in 8 days (policy district@1)",
)
_BED = Bed(
    bed=1,
    required_kg=1000,
    charge="TADF100001-1-2",
    lot="ZS220908010",
    fresh_kg=1000,
    started="2022-09-08T10:45:00+08:00",
    swaps=1,
    swaps_per_year=1.2,
    health=Health(
        code="yellow",
        text=f"黄码: {_DUE.text}。",
        text_en=f"Yellow: {_DUE.text_en}.",
        reasons=(_DUE,),
        references=(),
        binding="2022-12-08",
        estimate=None,
        counts="2022-12-08",
        used_percent=91.2,
        in_use_days=83,
        fill_percent=100,
        flow_area_m2=7.5,
        face_velocity_m_per_s=0.28,
        quality="unequipped",
        stopped=False,
        pending=False,
        policy="district@1",
    ),
)
ADSORBER = AdsorberCode(
    adsorber="TADF100001",
    name="1#活性炭吸附箱",
    enterprise="91330411MAW7DF1000",
    enterprise_name="嘉兴洛东电子材料有限公司",
    town="330411105",
    code="yellow",
    code_zh="黄",
    beds=(_BED,),
)
ENTERPRISE = EnterpriseCode(
    enterprise="91330411MAW7DF1000",
    name="嘉兴洛东电子材料有限公司",
    town="330411105",
    code="yellow",
    code_zh="黄",
    adsorbers=(ADSORBER,),
)


def enterprise_code(found: health_view.EnterpriseHealth) -> EnterpriseCode:
    """Show the code of an enterprise."""
    return EnterpriseCode(
        enterprise=found.enterprise,
        name=found.name,
        town=found.town,
        code=colour_of(found.code),
        code_zh=found.code.zh if found.code else None,
        adsorbers=tuple(adsorber_code(each) for each in found.adsorbers),
    )


def adsorber_code(found: health_view.AdsorberHealth) -> AdsorberCode:
    """Show the code of an adsorber."""
    return AdsorberCode(
        adsorber=found.adsorber,
        name=found.name,
        enterprise=found.enterprise,
        enterprise_name=found.enterprise_name,
        town=found.town,
        code=colour_of(found.code),
        code_zh=found.code.zh if found.code else None,
        beds=tuple(_bed(bed) for bed in found.beds),
    )


def _bed(found: health_view.BedHealth) -> Bed:
    return Bed(
        bed=found.bed,
        required_kg=kg(found.required_g),
        charge=found.charge,
        lot=found.lot,
        fresh_kg=kg(found.fresh_g),
        started=found.started,
        swaps=found.swaps,
        swaps_per_year=None if found.swaps_per_year is None else round(found.swaps_per_year, 2),
        health=None if found.assessment is None else health(found.assessment),
    )
