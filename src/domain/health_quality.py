"""What is wrong with the fill, the carbon or the air: reasons for yellow, and one for red."""

from collections.abc import Callable, Iterator

from domain.adsorber import CarbonForm
from domain.code import Code, Reason
from domain.health_evidence import Evidence
from domain.health_policy import Policy
from domain.health_rules import lasting
from domain.occurred import Occurred
from domain.quantities import kilograms


def by_fill(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """A bed that holds much less than it should."""
    del at
    for zh, en in _under_filled(evidence, policy):
        yield Reason("under-filled", Code.YELLOW, zh, en)


def by_iodine(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """Carbon that is too poor for its task."""
    del at
    for zh, en in _iodine_below_floor(evidence, policy):
        yield Reason("iodine-below-floor", Code.YELLOW, zh, en)


def by_certificate(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """Carbon without a certificate of its own."""
    del at, policy
    lot = evidence.lot
    if lot is None or not lot.certificate:
        named, called = (f" {lot.lot} ", f" {lot.lot}") if lot else ("", "")
        zh, en = f"炭批次{named}缺检测报告", f"lot{called} of the carbon has no certificate"
        yield Reason("certificate-missing", Code.YELLOW, zh, en)
    elif lot.also_of:
        others = "、".join(lot.also_of[:3])
        yield Reason(
            "certificate-reused",
            Code.YELLOW,
            f"炭批次 {lot.lot} 的检测报告 {lot.certificate} 也用于炭批次 {others}",
            f"certificate {lot.certificate} of lot {lot.lot} came with lot {others} as well",
        )


def by_inlet_temperature(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """Exhaust that is too hot for carbon."""
    del at
    limit = policy.inlet_limit_c
    since, value = lasting(evidence, policy, lambda day: day.temperature_c, limit)
    if since is not None:
        yield Reason(
            "inlet-temperature",
            Code.YELLOW,
            f"进口温度连续 {policy.sustained_days} 个记录日超过 {limit:g} °C, "
            f"最近为 {value:.1f} °C",
            f"inlet above {limit:g} °C on {policy.sustained_days} recorded days in a row, lately "
            f"{value:.1f} °C",
        )


def by_humidity(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """Exhaust so wet that water takes the place of VOC."""
    del at
    limit = policy.humidity_limit_percent
    since, value = lasting(evidence, policy, lambda day: day.humidity_percent, limit)
    if since is not None:
        yield Reason(
            "humidity",
            Code.YELLOW,
            f"进口湿度连续 {policy.sustained_days} 个记录日超过 {limit:g} %, 最近为 {value:.0f} %",
            f"humidity above {limit:g} % on {policy.sustained_days} recorded days in a row, lately "
            f"{value:.0f} %",
        )


def by_face_velocity(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """Air that passes too fast; known only where somebody says how wide the bed is."""
    del at
    limit, speed = _velocity_limit(evidence.form, policy), evidence.face_velocity_m_per_s
    if limit is not None and speed is not None and speed > limit:
        measured, area_m2 = evidence.measured_airflow_m3_per_h, evidence.flow_area_m2
        air, known = ("实测", "measured") if measured else ("设计", "design")
        yield Reason(
            "face-velocity",
            Code.YELLOW,
            f"气流速度 {speed:.3g} m/s 超过 {limit:g} m/s({air}风量, 过风面积 {area_m2:g} m²)",
            f"face velocity {speed:.3g} m/s, above {limit:g} m/s ({known} airflow through "
            f"{area_m2:g} m²)",
        )


def by_fire_risk(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """A bed so hot that it may catch fire: as an instrument reads now, or on the last day on which
    its temperature was read.

    Red without any grace: a fire is worse than what any filter lets through, and red is what
    everybody is told of.
    """
    del at
    now = next((each for each in evidence.instruments if each.hot_since is not None), None)
    if now is not None:
        yield _may_burn(str(now.hot_since), now.hot_c, policy)
        return
    hot = next((day for day in reversed(evidence.days) if day.bed_max_c is not None), None)
    if hot is not None and hot.bed_max_c is not None and hot.bed_max_c >= policy.fire_c:
        yield _may_burn(str(hot.day), hot.bed_max_c, policy)


def _may_burn(when: str, hot_c: float, policy: Policy) -> Reason:
    return Reason(
        FIRE_RISK,
        Code.RED,
        f"着火风险: {when} 炭层温度达 {hot_c:.0f} °C, 上限 {policy.fire_c:g} °C, 请立即停风检查",
        f"fire risk: the bed reached {hot_c:.0f} °C on {when}, the limit is {policy.fire_c:g} °C; "
        "stop the air and look",
    )


FIRE_RISK = "fire-risk"


def by_former_code(evidence: Evidence, at: Occurred, policy: Policy) -> Iterator[Reason]:
    """A doubtful swap: until somebody has looked, the code is no better than it was."""
    del at
    doubts = doubtful(evidence, policy)
    if doubts and evidence.former is not None:
        zh = "; ".join(zh for zh, _ in doubts)
        en = "; ".join(en for _, en in doubts)
        yield Reason(
            "to-be-verified",
            evidence.former,
            f"{evidence.started.day} 的更换待核实({zh}), 核实前保持更换时的{evidence.former.zh}码",
            f"the swap of {evidence.started.day} is to be verified ({en}) and until then the code "
            f"stays {evidence.former}",
        )


def doubtful(evidence: Evidence, policy: Policy) -> tuple[tuple[str, str], ...]:
    """Why the swap that began the charge is to be verified, in both languages; empty if not."""
    if evidence.verified:
        return ()
    return tuple(said for doubt in _DOUBTS for said in doubt(evidence, policy))


Doubt = Callable[[Evidence, Policy], Iterator[tuple[str, str]]]


def _under_filled(evidence: Evidence, policy: Policy) -> Iterator[tuple[str, str]]:
    filled_g, required_g, floor = evidence.fresh_g, evidence.required_g, policy.fill_floor_percent
    if required_g is not None and filled_g * 100 < required_g * floor:
        filled, required = kilograms(filled_g), kilograms(required_g)
        share = 100 * filled_g / required_g
        yield (
            f"填装 {filled} kg, 为要求 {required} kg 的 {share:.0f} %, 不足 {floor} %",
            f"filled with {filled} kg, {share:.0f} % of the {required} kg it should hold, less "
            f"than {floor} %",
        )


def _iodine_below_floor(evidence: Evidence, policy: Policy) -> Iterator[tuple[str, str]]:
    lot, floor = evidence.lot, _iodine_floor(evidence, policy)
    if lot is not None and lot.iodine_mg_per_g is not None and lot.iodine_mg_per_g < floor:
        yield (
            f"炭批次 {lot.lot} 碘值 {lot.iodine_mg_per_g} mg/g 低于下限 {floor} mg/g",
            f"lot {lot.lot} has an iodine value of {lot.iodine_mg_per_g} mg/g, below {floor} mg/g",
        )


def _removed_mass_implausible(evidence: Evidence, policy: Policy) -> Iterator[tuple[str, str]]:
    removed_g, fresh_g = evidence.removed_g, evidence.former_fresh_g
    low, high = policy.removed_low_percent, policy.removed_high_percent
    if removed_g is None or fresh_g is None:
        return
    if not fresh_g * low <= removed_g * 100 <= fresh_g * high:
        removed, fresh, share = kilograms(removed_g), kilograms(fresh_g), 100 * removed_g / fresh_g
        yield (
            f"卸出 {removed} kg, 为原填装 {fresh} kg 的 {share:.0f} %, 不在 {low}–{high} % 之间",
            f"{removed} kg came out, {share:.0f} % of the {fresh} kg that had gone in, not between "
            f"{low} and {high} %",
        )


_DOUBTS: tuple[Doubt, ...] = (_under_filled, _iodine_below_floor, _removed_mass_implausible)


def _iodine_floor(evidence: Evidence, policy: Policy) -> int:
    if evidence.form is CarbonForm.HONEYCOMB:
        return policy.honeycomb_iodine_floor_mg_per_g
    return policy.iodine_floor_mg_per_g


def _velocity_limit(form: CarbonForm | None, policy: Policy) -> float | None:
    match form:
        case CarbonForm.GRANULAR:
            return policy.granular_face_velocity_m_per_s
        case CarbonForm.HONEYCOMB:
            return policy.honeycomb_face_velocity_m_per_s
        case CarbonForm.FIBRE:
            return policy.fibre_face_velocity_m_per_s
        case _:
            return None
