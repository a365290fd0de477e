"""事件类型: the public contract of the events, to be read by programs."""

from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

from adapters.web.answer import Model, told
from adapters.web.asking import parameter
from adapters.web.operation import ALWAYS, errors, in_path, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import not_found
from application import envelope
from application.lives import DECIDERS
from application.office import Office
from application.ports import event_types
from application.ports.event_types import DIALECT, ENVELOPE
from domain.access import Caller

TAG = "事件类型 Event types"
SCHEMA_MEDIA_TYPE = "application/schema+json"

_NAME = "enterprise-admitted.v1"
_URN = f"urn:tanguanjia:schema:{_NAME}"


class Change(Model):
    """一次变动 / What a version brought"""

    version: str = told("程序版本", "The version of the program", "0.1.0")
    text: str = told("变动, 中文", "What changed, in Chinese", "首次公布")
    text_en: str = told("变动, 英文", "What changed", "First published")


class EventType(Model):
    """一种事件 / A published name and what its events say"""

    name: str = told(
        "公布名称, 永不改变含义", "The published name; its meaning never changes", _NAME
    )
    kind: str = told("见于哪类记录", "The kind of stream that it is found in", "lot")
    title: str = told("名称, 中文", "Its name in Chinese", "炭批次领用")
    title_en: str = told("名称, 英文", "Its name in English", "Lot drawn")
    description: str = told("说明, 中文", "What it says, in Chinese", "企业纳入管理。")
    description_en: str = told("说明, 英文", "What it says", "The enterprise is in the scheme.")
    dataschema: str = told(
        "结构的 URI, 见于每个事件的 dataschema",
        "The URI of the schema, as dataschema of every event has it",
        _URN,
    )
    json_schema: dict[str, Any] = told(
        "data 的结构, JSON Schema 2020-12", "The schema of data, in JSON Schema 2020-12"
    )
    sample: dict[str, Any] = told("一个完整的事件", "A whole event")
    changes: tuple[Change, ...] = told("变动记录, 旧者在前", "What changed, the oldest first")


class EventTypeList(Model):
    """全部事件类型 / All event types"""

    envelope: dict[str, Any] = told(
        "信封的结构, JSON Schema 2020-12: CloudEvents 1.0 与本系统增加的属性",
        "The schema of the envelope: CloudEvents 1.0 and the attributes that are added here",
    )
    items: tuple[EventType, ...] = told("按登记次序排列", "In the order of the register")


class OneEventType(Model):
    """一种事件 / One event type"""

    event_type: EventType = told("事件类型", "The event type")


EXAMPLE = EventType(
    name=_NAME,
    kind="enterprise",
    title="企业入册",
    title_en="Enterprise admitted",
    description="企业纳入管理。",
    description_en="The enterprise is in the scheme.",
    dataschema=_URN,
    json_schema={
        "$id": _URN,
        "title": "企业入册 / Enterprise admitted",
        "description": "企业纳入管理。\n\nThe enterprise is in the scheme.\n\n"
        "以后可能增加字段与取值, 不认识的请忽略。 / "
        "Fields and values may be added; whoever does not know them passes them over.",
        "type": "object",
        "properties": {
            "occurred": {
                "type": "string",
                "pattern": r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:"
                r"[0-9]{2}:[0-9]{2}(\.[0-9]{6})?\+08:00)$",
                "anyOf": [{"format": "date"}, {"format": "date-time"}],
                "description": "发生时间: 日期或北京时间的时刻"
                " / When it happened: a date, or a moment in +08:00",
            }
        },
        "required": ["occurred"],
        "additionalProperties": True,
    },
    sample={
        "specversion": "1.0",
        "id": "1126",
        "source": "urn:uuid:3f0c2a6e-9b1d-4c57-8a44-0d5b7f1e6a20",
        "type": _NAME,
        "subject": "enterprise:9133041159P1EHF03Q",
        "time": "2022-08-12T00:00:00+08:00",
        "datacontenttype": "application/json",
        "dataschema": _URN,
        "sequence": "0000000000000001126",
        "recordedtime": "2022-11-30T17:00:00+08:00",
        "provenance": "imported",
        "correlationid": "c8a7d1f0-52b4-4e0e-9f63-7b1c5a2d8e94",
        "enterprise": "9133041159P1EHF03Q",
        "town": "330411104",
        "data": {"occurred": "2022-08-12"},
    },
    changes=(Change(version="0.1.0", text="首次公布", text_en="First published"),),
)

Kind = Annotated[
    str | None,
    parameter(
        f"只看某一类记录的事件: {'、'.join(DECIDERS)}",
        "The events of one kind of stream only",
        "enterprise",
        pattern=f"^({'|'.join(DECIDERS)})$",
    ),
]
Name = Annotated[str, in_path("公布名称", "The published name", _NAME)]
SchemaName = Annotated[
    str,
    in_path(f"公布名称, 或 {ENVELOPE}(信封)", f"A published name, or {ENVELOPE}", _NAME),
]


@reads(
    "/event-types",
    tag=TAG,
    zh="全部事件类型",
    en="All event types",
    more=(
        "每个公布名称的结构、样例与变动记录; 信封的结构。名称的含义永不改变, 字段只增不减, "
        "不认识的字段与取值请忽略。",
        "The schema, a sample and the changes of every published name, and the schema of the "
        "envelope. A name never changes its meaning; fields are added and never taken away, so "
        "pass over fields and values that you do not know.",
    ),
    example=EventTypeList(envelope={"title": "信封 / Envelope"}, items=(EXAMPLE,)),
)
def list_event_types(
    office: NamedDependency[Office], caller: NamedDependency[Caller], kind: Kind = None
) -> EventTypeList:
    """Give the whole contract, or what is of one kind of stream."""
    del caller  # Who may read any books may read what they are told in.
    found = office.event_types.every(kind)
    return EventTypeList(
        envelope=dict(office.event_types.envelope), items=tuple(map(_shown, found))
    )


@reads(
    "/event-types/{name:str}",
    tag=TAG,
    zh="一种事件类型",
    en="One event type",
    more=(
        "一个公布名称的结构、样例与变动记录。",
        "The schema, a sample and the changes of one published name.",
    ),
    example=OneEventType(event_type=EXAMPLE),
    problems=[NOT_FOUND],
)
def one_event_type(
    name: Name, office: NamedDependency[Office], caller: NamedDependency[Caller]
) -> OneEventType:
    """Give one published name."""
    del caller
    return OneEventType(event_type=_shown(_named(office, name)))


@get(
    "/event-types/{name:str}/schema",
    tags=[TAG],
    summary="一种事件的结构 / The schema of one event type",
    description="单独的 JSON Schema 2020-12 文件, 可直接用于校验事件的 data; "
    f"`{ENVELOPE}` 为信封的结构。\n\n"
    "A JSON Schema 2020-12 by itself, to hold the data of an event to; "
    f"`{ENVELOPE}` is the schema of the envelope.",
    media_type=SCHEMA_MEDIA_TYPE,
    responses={
        200: ResponseSpec(
            dict[str, Any],
            generate_examples=False,
            description="有结果 / An answer",
            media_type=SCHEMA_MEDIA_TYPE,
            examples=[Example(id="example", value={"$schema": DIALECT, **EXAMPLE.json_schema})],
        ),
        **errors((*ALWAYS, NOT_FOUND)),
    },
    sync_to_thread=True,
)
def schema_of_an_event_type(
    name: SchemaName, office: NamedDependency[Office], caller: NamedDependency[Caller]
) -> Response[dict[str, Any]]:
    """Give a schema as a document of its own."""
    del caller
    types = office.event_types
    schema = types.envelope if name == ENVELOPE else _named(office, name).schema
    return Response({"$schema": DIALECT, **schema}, media_type=SCHEMA_MEDIA_TYPE)


def _named(office: Office, name: str) -> event_types.EventType:
    found = office.event_types.one(name)
    if found is None:
        raise not_found(event_type=name)
    return found


def _shown(found: event_types.EventType) -> EventType:
    return EventType(
        name=found.name,
        kind=found.kind,
        title=found.zh,
        title_en=found.en,
        description=found.says,
        description_en=found.says_en,
        dataschema=envelope.schema_name(found.name),
        json_schema=dict(found.schema),
        sample=dict(found.sample),
        changes=tuple(
            Change(version=each.version, text=each.zh, text_en=each.en) for each in found.changes
        ),
    )
