"""Events as they are spelled for a page, a batch and a stream."""

import json
from collections.abc import Sequence
from typing import Any

from adapters.web.answer import Model, told
from application.envelope import Envelope, position_of
from application.events import Told


class Event(Model):
    """一个事件(CloudEvents 1.0): 一条事实及其属性 / An event (CloudEvents 1.0): a fact in its
    envelope; what does not apply is left out
    """

    specversion: str = told("CloudEvents 版本", "The version of CloudEvents", "1.0")
    id: str = told(
        "事件编号, 即总账位置; 同一 source 内永不重复, 用它去重",
        "Its id, which is its place in the log: never given twice within a source, so repetitions "
        "are known by it",
        "1270",
    )
    source: str = told(
        "哪一套账册", "Whose books these are", "urn:uuid:b5b1c7f0-95a8-4a31-9d0e-9a4d5e4f4c5e"
    )
    type: str = told("事实的发布名", "The published name of the fact", "adsorber-carbon-swapped.v1")
    subject: str = told("记录: 类别:编号", "Its stream, kind:number", "adsorber:TADFK72U02")
    time: str = told(
        "发生时间; 只知日期的取该日零点",
        "When it happened; where only the day is known, its beginning",
        "2022-09-01T08:52:00+08:00",
    )
    datacontenttype: str = told("内容的格式", "The form of the data", "application/json")
    dataschema: str = told(
        "内容结构的名称",
        "The name of the schema of the data",
        "urn:tanguanjia:schema:adsorber-carbon-swapped.v1",
    )
    sequence: str = told(
        "总账位置, 补零到 19 位, 按文本排序即按次序",
        "The place in the log in 19 digits: texts compare as places do",
        "0000000000000001270",
    )
    recordedtime: str = told("记录时间", "When it was recorded", "2022-11-30T17:00:00+08:00")
    provenance: str = told(
        "来源: live 实时, paper 补录, imported 导入", "live, paper or imported", "imported"
    )
    correlationid: str = told("关联编号", "What it belongs to")
    causationid: str | None = told("起因编号", "What caused the command", default=None)
    enterprise: str | None = told(
        "所属企业", "The enterprise it belongs to", "913304110NBGDFK72U", default=None
    )
    town: str | None = told("所属镇街", "The town it belongs to", "330411101", default=None)
    supersedes: str | None = told(
        "本事件更正了哪些事件(编号, 空格隔开); 求和时去掉它们",
        "The ids of the events that this one corrects, with spaces between: leave them out of sums",
        "1270",
        default=None,
    )
    data: dict[str, Any] = told(
        "事实的内容; 质量以克计, 字段名以 _g 结尾; 无权查看的个人信息显示 ***, 已删除的显示"
        "“已删除”",
        "What the fact says; masses in grams in fields that end in _g; persons whom the caller may "
        "not see read ***, and erased ones 已删除",
        {"removed_g": 590000, "filled_g": 500000, "lot": "XT220101009"},
    )


class EventPage(Model):
    """事件的一页, 按总账次序 / A page of events, in the order of the log"""

    events: tuple[Event, ...] = told("事件; 可能没有", "Events; there may be none")
    next: int = told(
        "下次用它作 after; 没有符合的事件时也会前进",
        "Ask again with it as `after`; it moves on even where nothing was wanted",
        1270,
    )
    head: int = told("目前能跟到的位置", "As far as anybody can follow at present", 4158)
    more: bool = told(
        "是否还没看到 head, 可立即再问", "Whether head is not reached, so ask again at once"
    )


EXAMPLE = EventPage(
    events=(
        Event(
            specversion="1.0",
            id="1270",
            source="urn:uuid:b5b1c7f0-95a8-4a31-9d0e-9a4d5e4f4c5e",
            type="adsorber-carbon-swapped.v1",
            subject="adsorber:TADFK72U02",
            time="2022-09-01T08:52:00+08:00",
            datacontenttype="application/json",
            dataschema="urn:tanguanjia:schema:adsorber-carbon-swapped.v1",
            sequence="0000000000000001270",
            recordedtime="2022-11-30T17:00:00+08:00",
            provenance="imported",
            correlationid="4543df7d-ef65-42e8-b2fb-7c9cf8bb1109",
            enterprise="913304110NBGDFK72U",
            town="330411101",
            data={
                "occurred": "2022-09-01T08:52:00+08:00",
                "beds": [
                    {
                        "bed": 1,
                        "ended": "TADFK72U02-1-1",
                        "removed_g": 590000,
                        "started": "TADFK72U02-1-2",
                        "filled_g": 500000,
                    }
                ],
                "removed_g": 590000,
                "filled_g": 500000,
                "lot": "XT220101009",
                "vehicle": "浙F1T40X",
                "manifest": "20223304120001",
                "operator": "陈经理",
                "observations": [],
            },
        ),
    ),
    next=1270,
    head=4158,
    more=True,
)
EXAMPLE_VALUE: dict[str, Any] = EXAMPLE.model_dump(mode="json", exclude_none=True)


def page(told: Told) -> bytes:
    """Spell a page."""
    return _json(
        {
            "events": list(told.events),
            "next": told.next,
            "head": told.head,
            "more": told.next < told.head,
        }
    )


def batch(events: Sequence[Envelope]) -> bytes:
    """Spell events in the JSON batch format of CloudEvents."""
    return _json(list(events))


def messages(events: Sequence[Envelope]) -> bytes:
    """Spell events as they go down a stream of server-sent events."""
    return b"".join(map(_message, events))


def place_moved(place: int) -> bytes:
    """Let a client come again from a place: an id without data moves his id and is no event."""
    return f"id: {place}\n\n".encode()


def heartbeat(place: int) -> bytes:
    """A sign of life, and the place."""
    return b": heartbeat\n" + place_moved(place)


def opening(retry_ms: int) -> bytes:
    """The first words of a stream: how soon to come again when it is cut off."""
    return f": 炭管家 tanguanjia\nretry: {retry_ms}\n\n".encode()


def _message(told: Envelope) -> bytes:
    # JSON escapes line breaks, so the data are one line.
    head = f"id: {position_of(told)}\nevent: {told['type']}\ndata: "
    return head.encode() + _json(told) + b"\n\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
