"""What an import says about a row beyond what its reading said, in both languages."""

from collections.abc import Mapping

from application.carbon_log import ContradictsRecorded
from application.import_turns import kilograms_told
from application.import_ways_out import WayOut
from application.ledger_file import Finding, Line, Outcome
from application.ledger_rows import ManifestRow
from application.ports.vault import Vault, as_personal
from domain.observation import Observation, weight_discrepancy
from domain.refusal import Refusal

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "unknown-adsorber": ("装置编号", "装置号", "设施编号", "设备编号"),
    "before-commissioning": ("时间", "日期"),
    "later-change-recorded": ("时间", "日期"),
    "drawn-before-received": ("时间", "日期"),
    "unknown-lot": ("批号",),
    "lot-not-named": ("批号",),
    "lot-overdrawn": ("装填", "填装", "装炭", "新炭量", "填充"),
    "bed-already-filled": ("卸",),
    "bed-empty": ("卸",),
    "no-such-bed": ("炭箱", "箱号"),
    "unknown-enterprise": ("信用代码",),
    "container-of-another-producer": ("信用代码",),
    "consigned-before-filled": ("日期", "时间"),
    "not-spent-carbon": ("废物代码", "危废代码"),
    "refused-more-than-arrived": ("拒收量",),
    "refusal-needs-reason": ("原因",),
    "yard-holds-less": ("投料量", "投入量", "进料量"),
    "unknown-manifest": ("联单",),
    "regeneration-gained-mass": ("产出",),
    "received-before-produced": ("日期", "时间"),
    "tariffs-overlap": ("日期",),
}
"""Where the eye should go: words in the heading of the column that a refusal is about."""

_WORDS: Mapping[str, str] = {
    "adsorber": "装置",
    "bed": "炭箱",
    "beds": "炭箱数",
    "commissioned": "投运",
    "consigned": "转移",
    "container": "容器",
    "drawn": "取用",
    "enterprise": "企业",
    "ends": "止",
    "filled": "装入",
    "left_kg": "余量(kg)",
    "lot": "炭批号",
    "manifest": "联单",
    "mass_kg": "质量(kg)",
    "previous": "上一步",
    "produced": "产出",
    "received": "到货",
    "recorded": "已记录",
    "since": "自",
    "starts": "起",
    "time": "时间",
    "wanted_kg": "需要(kg)",
    "yard_kg": "场内余量(kg)",
}
_NOTHING = "(空)"


def refused(line: Line[object], refusal: Refusal) -> Finding:
    """The row was refused by the domain."""
    column, value = _pointed_at(line, _COLUMNS.get(refusal.code, ()))
    facts = refusal.facts
    zh = ", ".join(f"{_WORDS.get(name, name)} {told}" for name, told in facts.items())
    en = ", ".join(f"{name.replace('_', ' ')} {told}" for name, told in facts.items())
    return Finding(
        line.sheet,
        line.row,
        column,
        value,
        line.key,
        Outcome.REFUSED,
        refusal.code,
        f"{refusal.zh}({zh})" if zh else refusal.zh,
        f"{refusal.en} ({en})" if en else refusal.en,
    )


def contradicted(
    line: Line[object], refusal: ContradictsRecorded, way_out: WayOut, vault: Vault
) -> Finding:
    """The row is recorded with other contents."""
    field = str(refusal.facts["field"])
    before, now = (_shown(refusal.facts[name], vault) for name in ("recorded", "given"))
    column, typed = _pointed_at(line, (field, field.partition("(")[0]))
    zh = f"与已有记录不一致: {field} 已记录 {before}, 文件为 {now}; {way_out.zh}"
    en = f"recorded otherwise: {field} is recorded as {before}, given as {now}; {way_out.en}"
    key, outcome = line.key, Outcome.REFUSED
    return Finding(line.sheet, line.row, column or field, typed, key, outcome, refusal.code, zh, en)


def observed(line: Line[object]) -> list[Finding]:
    """What the scales and the receiver make remarkable about a manifest."""
    row = line.value
    if not isinstance(row, ManifestRow) or row.received_g is None:
        return []
    remarks: list[Finding] = []
    if weight_discrepancy(row.sent_g, row.received_g):
        remarks.append(_discrepancy(line, row, row.received_g))
    if 0 < row.refused_g < row.received_g:
        remarks.append(_part_refused(line, row))
    return remarks


def already_recorded(sheet: str, rows: int) -> Finding:
    """So many rows of a sheet were in the books before, word for word. Told once for them all."""
    return Finding(
        sheet,
        0,
        "",
        "",
        "",
        Outcome.IGNORED,
        "already-recorded",
        f"{rows} 行已有相同记录, 未重复记账",
        f"{rows} rows are recorded already and were not recorded again",
    )


def _discrepancy(line: Line[object], row: ManifestRow, received_g: int) -> Finding:
    column, value = _pointed_at(line, ("接收量", "签收量", "实收量", "接收重量"))
    sent, got = kilograms_told(row.sent_g), kilograms_told(received_g)
    by = kilograms_told(row.sent_g - received_g)
    remark = Observation.WEIGHT_DISCREPANCY
    zh = f"{remark.zh}: 发出 {sent} kg, 接收 {got} kg, 差 {by} kg"
    en = f"Sent {sent} kg, received {got} kg: the difference of {by} kg is beyond the tolerance."
    return Finding(
        line.sheet, line.row, column, value, line.key, Outcome.FLAGGED, remark.value, zh, en
    )


def _part_refused(line: Line[object], row: ManifestRow) -> Finding:
    column, value = _pointed_at(line, ("拒收量", "拒收数量"))
    part = kilograms_told(row.refused_g)
    remark = Observation.PARTIAL_ACCEPTANCE
    zh = f"{remark.zh}: 拒收 {part} kg({row.reason})"
    en = f"Accepted in part: {part} kg were refused ({row.reason})."
    return Finding(
        line.sheet, line.row, column, value, line.key, Outcome.ACCEPTED, remark.value, zh, en
    )


def _pointed_at(line: Line[object], words: tuple[str, ...]) -> tuple[str, str]:
    """The first heading with one of these words, as typed, and the cell below it."""
    for heading, cell in line.typed().items():
        if any(word in heading for word in words):
            return heading, cell
    return "", ""


def _shown(contents: object, vault: Vault) -> str:
    if contents is None:
        return _NOTHING
    personal = as_personal(str(contents))
    if personal is None:
        return str(contents)
    return vault.open(personal) or "已删除"
