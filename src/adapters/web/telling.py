"""One fact as it is shown: a sentence, who, when, how it came, and what was remarkable."""

from collections.abc import Mapping
from typing import Any

from adapters.web.answer import Model, told
from application.ports.audit_view import Entry
from application.public_form import Reveal, public_form
from domain.observation import Observation
from domain.occurred import SHANGHAI
from domain.record import Provenance
from projections.narrative import tell


class Remark(Model):
    """提示 / What is remarkable about a fact"""

    code: str = told("代码", "Code", "under-filled")
    text: str = told("说明, 中文", "In Chinese", "填装量不足要求填充量的 90 %, 待核实")
    text_en: str = told("说明, 英文", "In English", "under filled")


class Fact(Model):
    """一条事实 / A fact as it stands in the log"""

    position: int = told("总账位置", "Place in the log", 351)
    stream: str = told("记录: 类别:编号", "Its stream, kind:number", "adsorber:TADF100001")
    version: int = told("在该记录中的序号", "Its number within the stream", 2)
    name: str = told("事实的发布名", "Published name", "adsorber-carbon-filled.v1")
    sentence: str = told("一句话, 中文", "In one sentence, in Chinese", "停用")
    sentence_en: str = told("一句话, 英文", "In one sentence", "decommissioned")
    enterprise: str | None = told("所属企业", "The enterprise it belongs to", "91330411MAW7DF1000")
    occurred: str = told(
        "发生时间: 日期或时刻", "When it happened: a date or a moment", "2022-01-28"
    )
    recorded: str = told("记录时间", "When it was recorded", "2022-11-30T17:00:00.000000+08:00")
    actor: str = told("经手人(账号)", "Who recorded it", "演示")
    provenance: str = told(
        "来源: live 实时, paper 补录, imported 导入", "live, paper or imported", "imported"
    )
    provenance_zh: str = told("来源, 中文", "The same in Chinese", "导入")
    late: bool = told(
        "是否迟记: 实时登记而晚于发生 72 小时以上",
        "Live, and recorded more than 72 h after it happened",
    )
    observations: tuple[Remark, ...] = told("提示", "Observations")
    command_id: str = told(
        "命令编号", "The command that caused it", "换炭记录:TADF100001@2022-01-28 09:00"
    )
    correlation_id: str = told("关联编号", "What it belongs to")
    causation_id: str | None = told("起因编号", "What caused the command")
    contents: dict[str, Any] = told(
        "事实的内容; 质量以克计, 字段名以 _g 结尾; 已删除的个人信息显示“已删除”",
        "What the fact says; masses in grams in fields that end in _g; what belonged to an erased "
        "person reads 已删除",
        {"filled_g": 2000000, "lot": "XT220104001"},
    )


EXAMPLE = Fact(
    position=351,
    stream="adsorber:TADF100001",
    version=2,
    name="adsorber-carbon-filled.v1",
    sentence="填装 2000 kg(炭批次 XT220104001), 炭箱 1、2, 经办人 杨经理",
    sentence_en="2000 kg of lot XT220104001 filled in, 炭箱 1、2, handled by 杨经理",
    enterprise="91330411MAW7DF1000",
    occurred="2022-01-28T09:00:00+08:00",
    recorded="2022-11-30T17:00:00.000000+08:00",
    actor="演示",
    provenance="imported",
    provenance_zh="导入",
    late=False,
    observations=(),
    command_id="换炭记录:TADF100001@2022-01-28 09:00",
    correlation_id="4543df7d-ef65-42e8-b2fb-7c9cf8bb1109",
    causation_id=None,
    contents={"filled_g": 2000000, "lot": "XT220104001", "operator": "杨经理"},
)

_PROVENANCE: Mapping[Provenance, str] = {
    Provenance.LIVE: "实时",
    Provenance.PAPER: "补录",
    Provenance.IMPORTED: "导入",
}


def tell_entry(entry: Entry, reveal: Reveal) -> Fact:
    """Show an entry of the audit trail."""
    recorded = entry.recorded
    sentence = tell(recorded.fact, reveal)
    return Fact(
        position=recorded.position,
        stream=recorded.stream,
        version=recorded.version,
        name=entry.name,
        sentence=sentence.zh,
        sentence_en=sentence.en,
        enterprise=entry.enterprise,
        occurred=recorded.fact.occurred,
        recorded=recorded.recorded_at.astimezone(SHANGHAI).isoformat(timespec="microseconds"),
        actor=recorded.actor,
        provenance=recorded.provenance,
        provenance_zh=_PROVENANCE[recorded.provenance],
        late=entry.late,
        observations=tuple(map(_remark, getattr(recorded.fact, "observations", ()))),
        command_id=recorded.command_id,
        correlation_id=recorded.correlation_id,
        causation_id=recorded.causation_id,
        contents=public_form(recorded.fact, reveal),
    )


def _remark(observation: Observation) -> Remark:
    return Remark(
        code=observation.value,
        text=observation.zh,
        text_en=observation.value.replace("-", " "),
    )
