"""装置: where the carbon works."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Kg, Model, Page, kg, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.filters import OfEnterprise, checked_enterprise
from adapters.web.operation import AdsorberInPath, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, naming, not_found
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports.registers import AdsorberEntry
from domain.identifiers import AdsorberId

TAG = "装置 Adsorbers"


class Adsorber(Model):
    """活性炭吸附装置 / An adsorber"""

    id: str = told("装置编号", "Number on its label", "TADF100001")
    enterprise: str = told("企业信用代码", "Credit code of its enterprise", "91330411MAW7DF1000")
    name: str = told("名称", "Name", "1#活性炭吸附箱")
    carbon_form: str = told(
        "炭形式: granular 颗粒, honeycomb 蜂窝, fibre 纤维, powder 粉末, other 其他",
        "Form of the carbon: granular, honeycomb, fibre, powder or other",
        "granular",
    )
    beds: int = told("炭箱数", "Number of beds", 2)
    required_fill_kg: Kg = told("要求填充量, kg", "Required fill, kg", 2000)
    required_fill_kg_per_bed: tuple[Kg, ...] = told(
        "各炭箱要求填充量, kg", "Required fill of each bed, kg", [1000, 1000]
    )
    flow_area_m2_per_bed: tuple[float | None, ...] = told(
        "各炭箱过风面积, m²; null 为未登记",
        "Cross-section of each bed, m²; null where it is not on record",
        [7.5, 7.5],
    )
    design_airflow_m3_per_h: int | None = told("设计风量, m³/h", "Design air flow, m³/h", 15200)
    removed_voc_mg_per_m3: float | None = told("削减浓度, mg/m³", "VOC removed, mg/m³", 12)
    run_h_per_day: float | None = told("日运行时间, h", "Running hours per day", 10)
    solvents: tuple[str, ...] = told("主要溶剂", "Main solvents", ["丁酮", "异丙醇"])
    low_efficiency: bool = told("是否低效设施", "Listed as low-efficiency")
    commissioned: str = told("投运日期", "In service since", "2022-01-28")
    decommissioned: str | None = told(
        "停用日期; null 为在用", "Out of service since; null while in service", None
    )


class AdsorberPage(Page):
    """装置台账的一页 / A page of adsorbers"""

    items: tuple[Adsorber, ...] = told("按装置编号排列", "In order of their number")


class OneAdsorber(Answer):
    """一台装置 / One adsorber"""

    adsorber: Adsorber = told("装置", "The adsorber")


EXAMPLE = Adsorber(
    id="TADF100001",
    enterprise="91330411MAW7DF1000",
    name="1#活性炭吸附箱",
    carbon_form="granular",
    beds=2,
    required_fill_kg=2000,
    required_fill_kg_per_bed=(1000, 1000),
    flow_area_m2_per_bed=(None, None),
    design_airflow_m3_per_h=15200,
    removed_voc_mg_per_m3=12,
    run_h_per_day=10,
    solvents=("丁酮", "异丙醇"),
    low_efficiency=True,
    commissioned="2022-01-28",
    decommissioned=None,
)

After = Annotated[str, parameter("从该装置编号之后开始", "Begin after this adsorber", "TADF100001")]


@reads(
    "/adsorbers",
    tag=TAG,
    zh="装置台账",
    en="List of adsorbers",
    more=(
        "活性炭吸附装置, 可按企业筛选。",
        "The adsorbers; of one enterprise if it is named.",
    ),
    example=AdsorberPage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED),
)
def list_adsorbers(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    enterprise: OfEnterprise = None,
    after: After = "",
    limit: Limit = USUAL,
) -> AdsorberPage:
    """Give a page of adsorbers."""
    found = office.registers.adsorbers(
        asked.at, enterprise=checked_enterprise(enterprise), after=after, limit=limit + 1
    )
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.adsorber)
    return AdsorberPage(
        **envelope,
        items=tuple(_shown(entry) for entry in page),
    )


@reads(
    "/adsorbers/{adsorber:str}",
    tag=TAG,
    zh="一台装置",
    en="One adsorber",
    more=(
        "一台装置的参数、炭箱与要求填充量。",
        "Figures, beds and required fill of an adsorber.",
    ),
    example=OneAdsorber(adsorber=EXAMPLE, **VIEWED),
    problems=[NOT_FOUND],
)
def one_adsorber(
    adsorber: AdsorberInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> OneAdsorber:
    """Give one adsorber."""
    with naming("adsorber"):
        AdsorberId(adsorber)
    entry = office.registers.adsorber(adsorber, asked.at)
    if entry is None:
        raise not_found(adsorber=adsorber)
    return OneAdsorber(**asked.echo(), adsorber=_shown(entry))


def _shown(entry: AdsorberEntry) -> Adsorber:
    return Adsorber(
        id=entry.adsorber,
        enterprise=entry.enterprise,
        name=entry.name,
        carbon_form=entry.carbon_form,
        beds=len(entry.required_fill_g_per_bed),
        required_fill_kg=kg(sum(entry.required_fill_g_per_bed)),
        required_fill_kg_per_bed=tuple(kg(mass_g) for mass_g in entry.required_fill_g_per_bed),
        flow_area_m2_per_bed=entry.flow_area_m2_per_bed,
        design_airflow_m3_per_h=entry.design_airflow_m3_per_h,
        removed_voc_mg_per_m3=entry.removed_voc_mg_per_m3,
        run_h_per_day=entry.run_h_per_day,
        solvents=entry.solvents,
        low_efficiency=entry.low_efficiency,
        commissioned=entry.commissioned,
        decommissioned=entry.decommissioned,
    )
