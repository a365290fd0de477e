"""申报: how an adsorber worked, where no instrument says so, in the enterprise's own words."""

from typing import Annotated

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.answer import told
from adapters.web.declarations import TAG
from adapters.web.writing import fields
from adapters.web.writing.body import Dated, Part
from adapters.web.writing.checking import number, whole
from adapters.web.writing.operation import writes
from adapters.web.writing.places import AdsorberInPath, named
from adapters.web.writing.submission import Recorded, Submission
from application.declare import declare as declaring
from domain.access import Action
from domain.adsorber import MOST_BEDS
from domain.charge_declaring import Declared
from domain.identifiers import AdsorberId
from domain.operation import DeclaredOperation, Electricity, Materials, Shutdown, StackTest
from domain.quantities import grams
from domain.refusal import Refusal

Airflow = Annotated[float, number(0, 10_000_000)]
Percent = Annotated[float, number(0, 100)]
Kilowatthours = Annotated[float, number(0, 1_000_000_000)]


class OneDeclarationAtATime(Refusal):
    """每次申报恰好写一种。

    A declaration says exactly one of the kinds.
    """


class OperationPart(Part):
    """运行 / How it ran"""

    until: fields.Time = told("至哪一日(含)", "Until which day, included", "2022-11-29")
    run_h_per_day: fields.HoursPerDay = told("日运行时间, h", "Hours a day", 8)
    airflow_m3_per_h: Airflow | None = told(
        "风量, m³/h(不写炭箱即整台装置)",
        "Air flow, m³/h; of the whole adsorber where no bed is named",
        9000,
        default=None,
    )
    inlet_mg_per_m3: fields.Concentration | None = told(
        "进口浓度, mg/m³", "VOC that comes in, mg/m³", 80, default=None
    )


class MaterialsPart(Part):
    """原辅材料 / Material that holds VOC"""

    until: fields.Time = told("至哪一日(含)", "Until which day, included", "2022-11-29")
    material: fields.Name = told("名称", "What", "稀释剂")
    used_kg: fields.Kg = told("用量, kg", "Used, kg", 50)
    voc_percent: Percent = told("VOC 含量, %", "VOC in it, percent", 95)


class ElectricityPart(Part):
    """电表 / A meter"""

    meter: fields.Name = told("电表", "Which meter", "风机电表")
    reading_kwh: Kilowatthours = told("读数, kWh", "What it stood at, kWh", 12345.5)


class StackTestPart(Part):
    """排口检测 / A test at the stack"""

    report: fields.Name = told("报告编号", "Number of the report", "JC-2022-118")
    laboratory: fields.Name = told("检测单位", "The laboratory", "示例检测")
    outlet_mg_per_m3: fields.Concentration = told("出口浓度, mg/m³", "At the outlet, mg/m³", 6)
    inlet_mg_per_m3: fields.Concentration | None = told(
        "进口浓度, mg/m³", "At the inlet, mg/m³", 90, default=None
    )
    airflow_m3_per_h: Airflow | None = told("风量, m³/h", "Air flow, m³/h", 9000, default=None)


class ShutdownPart(Part):
    """停产 / A shutdown"""

    until: fields.Time | None = told(
        "至哪一日(含); 不写即另行告知",
        "Until which day, included; without it, until further notice",
        "2022-12-15",
        default=None,
    )
    reason: fields.Note = told("原因", "Why", "检修")


KINDS = ("operation", "materials", "electricity", "stack_test", "shutdown")


class Declaration(Dated):
    """申报: 五种之中恰好一种 / A declaration: exactly one of the five"""

    bed: Annotated[int, whole(1, MOST_BEDS)] | None = told(
        "炭箱编号; 不写即整台装置", "Of which bed; without it, of all", 1, default=None
    )
    operation: OperationPart | None = told("运行情况", "How it ran", default=None)
    materials: MaterialsPart | None = told("原辅材料用量", "Material used", default=None)
    electricity: ElectricityPart | None = told("电表读数", "A meter's reading", default=None)
    stack_test: StackTestPart | None = told("排口检测", "A stack test", default=None)
    shutdown: ShutdownPart | None = told("停产", "A shutdown", default=None)

    def declared(self) -> Declared:
        """What is declared; raises `OneDeclarationAtATime`."""
        if sum(getattr(self, kind) is not None for kind in KINDS) != 1:
            raise OneDeclarationAtATime(kinds=", ".join(KINDS))
        match self:
            case Declaration(operation=OperationPart() as op):
                return DeclaredOperation(
                    op.until, op.run_h_per_day, op.airflow_m3_per_h, op.inlet_mg_per_m3
                )
            case Declaration(materials=MaterialsPart() as used):
                return Materials(used.until, used.material, grams(used.used_kg), used.voc_percent)
            case Declaration(electricity=ElectricityPart() as meter):
                return Electricity(meter.meter, meter.reading_kwh)
            case Declaration(stack_test=StackTestPart() as test):
                return StackTest(
                    test.report,
                    test.laboratory,
                    test.outlet_mg_per_m3,
                    test.inlet_mg_per_m3,
                    test.airflow_m3_per_h,
                )
            case Declaration(shutdown=ShutdownPart() as stop):
                return Shutdown(stop.until, stop.reason)
            case _:
                raise OneDeclarationAtATime(kinds=", ".join(KINDS))


@writes(
    "/adsorbers/{adsorber:str}/declarations",
    tag=TAG,
    zh="申报",
    en="Declare",
    more=(
        "记入所述日期内在用的每次填装; 同一日同一种的再次申报取代前一次。风量与用量不写炭箱时按"
        "要求填充量分摊。",
        "Kept with each charge at work on these days; another of the same day and kind supersedes "
        "it. Where no bed is named, air and material are shared by the required fill.",
    ),
    body=Declaration,
    example={
        "occurred": "2022-11-29",
        "operation": {"until": "2022-11-29", "run_h_per_day": 8, "airflow_m3_per_h": 9000},
    },
)
def declare(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Declare how an adsorber worked."""
    number_ = named(AdsorberId, "adsorber", adsorber)
    submission.permit(Action.DECLARE, submission.whose.adsorber(number_), adsorber=number_)
    told = submission.read(Declaration)
    act = declaring(number_, told.bed, submission.occurred(told), told.declared())
    at = f"/v1/adsorbers/{number_}/declarations"
    return submission.record(act, told, {"adsorber": number_}, at=at)
