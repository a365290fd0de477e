"""Who follows, and which events he wants of those that he may see."""

import json
import re
from collections.abc import Sequence
from typing import Annotated, Any

from litestar.di import NamedDependency, Provide

from adapters.web.asking import parameter
from adapters.web.feed.problems import PLACE_BEYOND_HEAD
from adapters.web.problem import BAD_PARAMETER
from adapters.web.refusing import Unanswerable, naming
from application.event_filter import AllOf, Compare, Filter, any_type, read_filter
from application.events import Audience, Told
from application.office import Office
from domain.access import Caller

TYPE_SHAPE = r"^([a-z][a-z0-9.-]{0,99}\*?|\*)$"
MOST_TYPES = 50
LONGEST_FILTER = 4000
LAST_PLACE = 2**53 - 1

Types = Annotated[
    list[str] | None,
    parameter(
        f"只要这些发布名的事件, 末尾可写 *; 可多次, 也可用逗号隔开, 最多 {MOST_TYPES} 个",
        "Only events of these published names, each may end in *; repeatable, or with commas "
        f"between, {MOST_TYPES} at most",
        ["adsorber-carbon-swapped.v1", "manifest-*"],
    ),
]
Subject = Annotated[
    str | None,
    parameter(
        "只要这一条记录的事件, 类别:编号",
        "Only events of this stream, kind:number",
        "adsorber:TADF100001",
        min_length=3,
        max_length=200,
    ),
]
FilterText = Annotated[
    str | None,
    parameter(
        "筛选条件(JSON), CloudEvents 的 exact、prefix、suffix、all、any、not; 比较事件的属性",
        "A filter in JSON, in the CloudEvents dialects exact, prefix, suffix, all, any and not; it "
        "compares attributes of events",
        '{"exact":{"town":"330411105"}}',
        min_length=2,
        max_length=LONGEST_FILTER,
    ),
]
After = Annotated[
    int,
    parameter(
        "从总账的该位置之后开始; 上次回答的 next",
        "Begin after this place in the log: the `next` of the answer before",
        0,
        ge=0,
        le=LAST_PLACE,
    ),
]


class Listener:
    """A caller who follows. All of it may be asked from any thread."""

    def __init__(self, office: Office, audience: Audience, wanted: Filter) -> None:
        """Tell this audience what it wants of the events of an office."""
        self._office = office
        self._audience = audience
        self._wanted = wanted

    def after(self, place: int, limit: int) -> Told:
        """Look on from a place."""
        return self._office.events.after(place, limit, self._audience, self._wanted)

    def first_after(self, place: int, limit: int, field: str) -> Told:
        """Look on from a place that a client names in a field.

        Raises `Unanswerable` where the log does not reach it. Where only the views do not yet,
        whoever wrote something may wait for what comes after it.
        """
        told = self.after(place, limit)
        if place > told.head and place > (head := self._office.log.head()):
            raise Unanswerable(PLACE_BEYOND_HEAD, field=field, facts={"place": place, "head": head})
        return told

    def heard(self, way: str, told: Told) -> None:
        """Count the events that go out to him."""
        self._office.meter.told(way, len(told.events))


def listener(
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    type: Types = None,
    subject: Subject = None,
    filter: FilterText = None,
) -> Listener:
    """Read what a caller wants; refuses what cannot be read, naming the parameter."""
    parts: list[Filter] = [any_type(_names(type or ()))]
    if subject is not None:
        parts.append(Compare("exact", (("subject", subject),)))
    if filter is not None:
        parts.append(_filter(filter))
    return Listener(office, Audience.of(caller), AllOf(tuple(parts)))


LISTENING = {"listener": Provide(listener, sync_to_thread=False)}


def _names(said: Sequence[str]) -> Sequence[str]:
    names = [name for text in said for name in text.split(",")]
    if len(names) > MOST_TYPES or not all(re.fullmatch(TYPE_SHAPE, name) for name in names):
        raise Unanswerable(
            BAD_PARAMETER,
            field="type",
            detail=f"type 须为事件的发布名, 末尾可写 *, 用逗号隔开, 最多 {MOST_TYPES} 个。",
            detail_en="type must be published names of events, each may end in *, with commas "
            f"between, {MOST_TYPES} at most.",
        )
    return names


def _filter(text: str) -> Filter:
    try:
        said: object = json.loads(text, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as unreadable:
        raise Unanswerable(
            BAD_PARAMETER,
            field="filter",
            detail="filter 须为 JSON, 同一对象中键不重复。",
            detail_en="filter must be JSON, with no key twice in one object.",
        ) from unreadable
    with naming("filter"):
        return read_filter(said)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
