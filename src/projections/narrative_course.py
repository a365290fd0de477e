"""What is noted of a charge at work, told in sentences."""

from domain import charge_course as course
from domain.charge_course import CourseFact
from domain.operation import Concentration, Flaw
from domain.quantities import kilograms
from projections.sentence import Told

_FLAWS = {
    Flaw.FROZEN: Told("数值长时间不变", "values frozen"),
    Flaw.CLIPPED: Told("数值到达量程", "values clipped"),
    Flaw.IMPOSSIBLE: Told("有不可能的数值", "impossible values"),
    Flaw.SILENT: Told("数据缺失", "readings missing"),
    Flaw.REPLAYED: Told("数据疑似重放", "readings replayed"),
}


def tell_course(fact: CourseFact) -> Told:
    """Tell what was noted."""
    match fact:
        case course.OperationRecorded():
            return _operation(fact)
        case course.SaturationAssessed():
            return _assessed(fact)
        case course.HealthCodeChanged(code=code, reasons=reasons):
            zh = "; ".join(reason.zh for reason in reasons)
            en = "; ".join(reason.en for reason in reasons)
            return Told(f"健康码{code.zh}: {zh}", f"health code {code}: {en}")
        case course.CodeObjected(code=code, reason=reason):
            return Told(f"对{code.zh}码提出申诉: {reason}", f"code {code} objected to: {reason}")
        case course.SiteChecked(inspector=inspector, found=found):
            return Told(
                f"{inspector} 现场核查: {found}", f"site checked by {inspector}, who found: {found}"
            )
        case course.ObjectionDecided(upheld=upheld, reason=reason):
            return Told(
                f"申诉{'成立' if upheld else '驳回'}: {reason}",
                f"objection {'upheld' if upheld else 'rejected'}: {reason}",
            )
        case course.BehaviourLearned():
            return Told("归纳了炭箱的表现", "how the bed turned out was learned")
        case _:
            return _declared(fact)


def _operation(fact: course.OperationRecorded) -> Told:
    day = fact.operation
    flaws = [_FLAWS[flaw] for flaw in day.flaws]
    zh = "".join(f", {flaw.zh}" for flaw in flaws)
    en = "".join(f", {flaw.en}" for flaw in flaws)
    return Told(
        f"运行 {day.run_h:.1f} 小时, 气量 {day.air_m3:.0f} m³, "
        f"进口 {_mean(day.inlet, '未测')}, 出口 {_mean(day.outlet, '未测')}, "
        f"数据到位 {day.coverage_percent:.0f} %{zh}",
        f"ran {day.run_h:.1f} h, {day.air_m3:.0f} m³ of air, "
        f"inlet {_mean(day.inlet, 'not measured')}, outlet {_mean(day.outlet, 'not measured')}, "
        f"{day.coverage_percent:.0f} % of the readings came{en}",
    )


def _mean(measured: Concentration | None, otherwise: str) -> str:
    return otherwise if measured is None else f"{measured.mean_mg_per_m3:.3g} mg/m³"


def _assessed(fact: course.SaturationAssessed) -> Told:
    due = [each for each in fact.due if each.binding]
    zh = "".join(f", 约束更换日期 {each.day}({each.rule})" for each in due)
    en = "".join(f", to be replaced by {each.day} ({each.rule})" for each in due)
    if fact.physical is None:
        return Told(f"无法估计饱和度{zh}", f"saturation cannot be estimated{en}")
    full = fact.physical.saturation
    interval = f"{full.low_percent:.0f}–{full.high_percent:.0f} %"
    return Told(
        f"饱和度约 {full.middle_percent:.0f} %({interval}){zh}",
        f"about {full.middle_percent:.0f} % saturated ({interval}){en}",
    )


def _declared(fact: course.DeclaredFact) -> Told:
    match fact:
        case course.OperationDeclared(declared=day):
            return Told(
                f"申报至 {day.until} 每天运行 {day.run_h_per_day} 小时",
                f"declared: {day.run_h_per_day} h a day until {day.until}",
            )
        case course.MaterialsUsed(declared=used):
            mass_kg = kilograms(used.used_g)
            return Told(
                f"申报至 {used.until} 使用 {used.material} {mass_kg} kg, "
                f"含 VOCs {used.voc_percent} %",
                f"declared: {mass_kg} kg of {used.material} with {used.voc_percent} % VOC used "
                f"until {used.until}",
            )
        case course.ElectricityRead(declared=read):
            return Told(
                f"申报电表 {read.meter} 读数 {read.reading_kwh} kWh",
                f"declared: meter {read.meter} stood at {read.reading_kwh} kWh",
            )
        case course.StackTested(declared=test):
            return Told(
                f"{test.laboratory} 检测(报告 {test.report}): 出口 {test.outlet_mg_per_m3} mg/m³",
                f"tested by {test.laboratory} (report {test.report}): outlet "
                f"{test.outlet_mg_per_m3} mg/m³",
            )
        case course.ShutdownDeclared(declared=shut):
            return Told(
                f"申报停产, 至 {shut.until or '另行申报'}; 原因: {shut.reason}",
                f"shutdown declared until {shut.until or 'further notice'}; reason: {shut.reason}",
            )
