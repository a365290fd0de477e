"""The schema of the envelope: CloudEvents 1.0, with the attributes that we add."""

from typing import Any

from adapters.eventlog.contract_schema import MOMENT
from application.envelope import schema_name
from application.ports.event_types import ENVELOPE
from domain.record import Provenance

_TEXT = {"type": "string", "minLength": 1}
_MOMENT = {"type": "string", "format": "date-time", "pattern": f"^{MOMENT}$"}
_PLACE = "(0|[1-9][0-9]{0,18})"
_NAME = r"[a-z]+(-[a-z]+)+\.v[1-9][0-9]*"

_ATTRIBUTES: dict[str, tuple[dict[str, Any], str, str]] = {
    "specversion": ({"const": "1.0"}, "CloudEvents 版本", "The version of CloudEvents"),
    "id": (
        {"type": "string", "pattern": f"^{_PLACE}$"},
        "事实在总账中的公开位置; 与 source 一起唯一, 去重以此为准",
        "The public position of the fact; unique together with source, so it tells repeats",
    ),
    "source": (_TEXT, "哪一套账", "Which installation"),
    "type": ({"type": "string", "pattern": f"^{_NAME}$"}, "公布名称", "The published name"),
    "subject": (
        _TEXT,
        "哪一条记录: 类别:编号; 同一 subject 之内按顺序送达",
        "Which stream, kind:number; within one subject events come in order",
    ),
    "time": (
        _MOMENT,
        "何时发生; 只知日期时为该日零时, data.occurred 才是原样",
        "When it happened; the start of the day where only the day is known, as data.occurred has",
    ),
    "datacontenttype": ({"const": "application/json"}, "data 的格式", "The form of data"),
    "dataschema": (
        {"type": "string", "pattern": rf"^urn:tanguanjia:schema:{_NAME}$"},
        "data 的结构",
        "The schema of data",
    ),
    "sequence": (
        {"type": "string", "pattern": "^[0-9]{19}$"},
        "同 id, 补足 19 位, 可按文本排序",
        "The id as 19 digits, so that texts are in order",
    ),
    "recordedtime": (_MOMENT, "何时记下", "When it was recorded"),
    "provenance": (
        {"type": "string", "enum": [each.value for each in Provenance]},
        "来源: live 实时, paper 补录, imported 导入",
        "How it came to be recorded",
    ),
    "correlationid": (_TEXT, "同一次办理或导入共有", "Shared by what was asked for together"),
    "causationid": (_TEXT, "因何而来", "What led to it"),
    "enterprise": (_TEXT, "属于哪家企业(信用代码)", "The credit code of whose it is"),
    "town": (_TEXT, "该企业所在镇街", "The town of that enterprise"),
    "supersedes": (
        {"type": "string", "pattern": f"^{_PLACE}( {_PLACE})*$"},
        "所更正的事件的 id, 以空格分隔; 汇总时以本事件代替它们",
        "The ids of the events that this one takes the place of, with spaces between; whoever adds "
        "up leaves those out",
    ),
    "data": (
        {"type": "object"},
        "事实的内容, 结构见 dataschema; 只通知(thin)时没有",
        "What the fact says, as dataschema has it; left out where it is only announced (thin)",
    ),
}
_MAY_BE_LEFT_OUT = frozenset({"causationid", "enterprise", "town", "supersedes", "data"})


def envelope_schema() -> dict[str, Any]:
    """Describe what is around every event."""
    return {
        "$id": schema_name(ENVELOPE),
        "title": "信封 / Envelope",
        "description": "CloudEvents 1.0, JSON 格式; 以后可能增加属性, 不认识的请忽略。 / "
        "CloudEvents 1.0 in JSON; attributes may be added; who does not know one passes it over.",
        "type": "object",
        "properties": {
            name: schema | {"description": f"{zh} / {en}"}
            for name, (schema, zh, en) in _ATTRIBUTES.items()
        },
        "required": [name for name in _ATTRIBUTES if name not in _MAY_BE_LEFT_OUT],
        "additionalProperties": True,
    }
