"""What is said to open a subscription and to change it, and what is answered."""

import json
from typing import Annotated, Any, Literal, cast

from adapters.web.answer import told
from adapters.web.operation import in_path
from adapters.web.writing import fields, story
from adapters.web.writing.body import Body, Part
from adapters.web.writing.checking import Checked, Schema, one_of, text, whole, wrong
from adapters.web.writing.submission import RECORDED, Recorded
from application.endpoint import LONGEST_URL
from application.event_filter import MOST_PARTS
from domain.refusal import Refusal
from domain.subscription import LONGEST_NAME, Payload

MOST_PLACE = 2**53 - 1
LONGEST_FILTER = 10_000


class StartNeedsPlace(Refusal):
    """从 index 开始须写 index, 从 time 开始须写 time, 从 head 开始都不写。

    To start at an index say `index`, at a time say `time`, and at the head neither.
    """


def _filter(value: Any) -> str:
    """Spell a filter in one way; what it means is read afterwards."""
    parts = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(isinstance(each, dict) for each in parts):
        raise wrong("filter", "应为对象的列表。", "This must be a list of objects.")
    spelled = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    if len(parts) > MOST_PARTS or len(spelled) > LONGEST_FILTER:
        raise wrong("filter", "筛选条件太长。", "The filter is too long.")
    return spelled


_DEEP = 2
"""How deep the document shows filters within filters; a filter may go deeper."""
MOST_SHOWN = 20
_COMPARED: Schema = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": MOST_SHOWN,
    "propertyNames": {"pattern": "^[a-z]{1,20}$"},
    "additionalProperties": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}


def _part(deep: int) -> Schema:
    """Describe one part of a filter, and those within it."""
    parts: dict[str, Schema] = dict.fromkeys(("exact", "prefix", "suffix"), _COMPARED)
    if deep:
        inner = _part(deep - 1)
        several: Schema = {"type": "array", "items": inner, "maxItems": MOST_SHOWN}
        parts |= {"all": several, "any": several, "not": inner}
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": parts,
    }


Place = Annotated[int, whole(0, MOST_PLACE)]
Position = Annotated[int, whole(1, MOST_PLACE)]
Url = Annotated[fields.OfAPerson, text(LONGEST_URL, fields.OfAPerson)]
WantedFilter = Annotated[
    str,
    Checked(_filter, {"type": "array", "items": _part(_DEEP), "maxItems": MOST_SHOWN}),
]
PositionInPath = Annotated[
    int, in_path("事件的位置", "The event's position", story.PARKED, ge=1, le=MOST_PLACE)
]


class Start(Part):
    """从哪里开始 / Where to start"""

    at: Literal["head", "index", "time"] = told(
        "head 从现在起, index 从某个位置之后, time 从某时起记录的",
        "At the head; after an index; or at what was recorded from a time on",
        "head",
    )
    index: Place | None = told("该位置之后", "After this position", 0, default=None)
    time: fields.Time | None = told(
        "该时刻起记录的", "Recorded from then on", "2022-11-30", default=None
    )


class NewSubscription(Body):
    """新的订阅 / A new subscription"""

    name: Annotated[str, text(LONGEST_NAME)] = told("名称", "Its name", "区级看板")
    url: Url = told(
        "推送地址: https, 公网; 除主机外不会显示",
        "Where to send: https, public; nothing of it is shown but the host",
        "https://receiver.example/hooks",
    )
    filter: WantedFilter | None = told(
        "筛选条件(CloudEvents 方言), 须全部满足; 不写即全部",
        "What is wanted, in the dialects of CloudEvents, all of it; without it, everything",
        [{"prefix": {"type": "lot-"}}],
        default=None,
    )
    payload: Annotated[Payload, one_of(Payload)] = told(
        "full 含事实内容, thin 仅通知", "full, or thin: without data", "full", default=Payload.FULL
    )
    start: Start | None = told(
        "从哪里开始; 不写即 head", "Where to start; without it, at the head", default=None
    )


class Seek(Body):
    """改从哪里继续 / Where to go on"""

    to: Start = told("继续的位置", "Where to go on from", {"at": "index", "index": 0})


class Range(Body):
    """补发的范围 / What to send once more"""

    first: Position = told("首个位置", "The first position", 41)
    last: Position = told("末个位置", "The last position", 45)


class Nothing(Body):
    """没有别的要说 / Nothing more to say"""


class Opened(Recorded):
    """订阅已新建 / A subscription was opened"""

    subscription: str = told("编号", "Its id", story.SUBSCRIPTION)
    secret: str | None = told(
        "签名密钥, 只显示这一次; 重复提交为 null, 遗失请轮换",
        "The secret of its signatures, shown this once; null when repeated. Rotate it if lost",
        None,
    )


_SHOWN_ONCE = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OPENED = Opened(**RECORDED.model_dump(), subscription=story.SUBSCRIPTION, secret=_SHOWN_ONCE)
OPENED_AGAIN = OPENED.model_copy(update={"repeated": True, "secret": None})
