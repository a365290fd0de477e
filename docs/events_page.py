"""The page of events: the public contract, as whoever follows the log reads it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from facts_page import GLOSSARY, WORD_OF_KIND, chinese, unit_of

from adapters.eventlog.contract import PublishedEventTypes
from adapters.eventlog.published import PUBLISHED
from application.lives import DECIDERS
from application.ports.event_types import EventType
from domain.access import RIGHTS, Action, Role

TYPES = PublishedEventTypes(PUBLISHED)

LEAD = (
    "What 炭管家 tells whoever follows its log: by pull, as a stream, through RabbitMQ or to a "
    "webhook, every event looks the same.\n"
    "It is a CloudEvent 1.0 in JSON: an envelope, and in it `data`, which is what the fact says.\n"
    "The same is served to programs: `GET /v1/event-types`, `GET /v1/event-types/{name}/schema`, "
    "and `GET /asyncapi.json`."
)

_PROMISE = """\
## What can be relied on · 约定

- A name never changes its meaning and is never taken away.
  What has to mean something else gets a name of its own, `.v2`.
- 名称含义永不改变, 也不会取消; 含义不同的另立名称(.v2)。
- Under a name, fields and values of enumerations may be added.
  Nothing is renamed, taken away or made of another type, and what may be `null` does not change.
  Pass over what you do not know.
- 同一名称之下, 字段与枚举取值只增不减, 类型与可否为 null 不变; 不认识的请忽略。
- Every event comes at least once, and in order within its `subject`.
  `source` and `id` together tell a repeat.
- 每个事件至少送达一次, 同一 subject 之内按顺序; 以 source 与 id 去重。
- Masses are integer grams, money is integer fen, times are told in +08:00.
- 质量为整数克, 金额为整数分, 时间为北京时间。
"""

_SUPERSEDES = """\
## Corrections: `supersedes` · 更正

Nothing is changed or deleted.
A correction is a further event that tells the whole truth of what it corrects.
`supersedes` names the events that it takes the place of, by their ids.
They stand in the same stream, so they have come before.
Whoever adds up leaves them out, and counts the correction instead:

更正不改动旧事件, 而是另发一个说明全部实情的事件; supersedes 列出被它代替的事件的 id。
汇总时去掉被代替的, 只算更正:

```python
told = [
    {"id": "4140", "type": "container-filled.v1", "data": {"mass_g": 590_000}},
    {"id": "4146", "type": "container-consigned.v1", "data": {"mass_g": 590_000}},
    {
        "id": "4164",
        "type": "container-corrected.v1",
        "supersedes": "4140 4146",
        "data": {"mass_g": 580_000},
    },
    # Told again, since every event comes at least once.
    {"id": "4140", "type": "container-filled.v1", "data": {"mass_g": 590_000}},
]
seen, in_force = set(), {}
for event in told:
    if event["id"] in seen:
        continue
    seen.add(event["id"])
    for place in event.get("supersedes", "").split():
        in_force.pop(place, None)
    in_force[event["id"]] = event

filled = {"container-filled.v1", "container-corrected.v1"}
filled_g = sum(e["data"]["mass_g"] for e in in_force.values() if e["type"] in filled)
assert filled_g == 580_000  # and neither 590,000 nor 1,170,000
```

| correction | takes the place of |
|---|---|
| `adsorber-swap-corrected.v1` | the fill, swap or removal, or its last correction |
| `charge-corrected.v1` | start and end, or the last correction and what came since |
| `lot-corrected.v1` | the draw, or its last correction; a mass of 0 takes the draw back |
| `container-corrected.v1` | filling and consigning, or the last correction and what came since |

`manifest-origin-recorded.v1` supersedes nothing:
it says what else was on the vehicle, and what was sent stays.
"""

_SCOPES: Mapping[Role, str] = {
    Role.ENTERPRISE: "its own · 本企业",
    Role.DRIVER: "of the manifests that he drives · 本人所运联单",
    Role.REGENERATOR: "of what it receives, its kiln runs, its lots · 所收联单、再生批次与炭",
    Role.TOWN: "of the enterprises in the town · 本镇街企业",
    Role.DISTRICT: "all · 全部",
    Role.AUDITOR: "all · 全部",
    Role.INTEGRATOR: "of the enterprises and towns that its key names · 密钥所列企业与镇街",
    Role.OPERATOR: "none · 无",
}


def events() -> str:
    """Everything below the head of the page."""
    return "\n".join([_PROMISE, _envelope(), _SUPERSEDES, _masking(), *map(_kind, DECIDERS)])


def _envelope() -> str:
    schema = TYPES.envelope
    rows = [
        f"| `{name}` | {'always' if name in schema['required'] else ''} | {part['description']} |"
        for name, part in schema["properties"].items()
    ]
    sample = TYPES.one("charge-corrected.v1")
    return "\n".join(
        [
            "## The envelope · 信封\n",
            "| attribute | there | meaning |",
            "|---|---|---|",
            *rows,
            "",
            f"A whole event:\n\n{_json(sample.sample if sample else {})}\n",
        ]
    )


def _masking() -> str:
    rows = [
        f"| {role.value} · {_chinese_of(role)} | {_SCOPES[role]} | {_persons(role)} |"
        for role in Role
    ]
    return "\n".join(
        [
            "## Who is told what · 可见范围与脱敏\n",
            "Who follows with a key is told the events that the key may see.",
            "Gaps in `id` are those that it may not.\n",
            "Where persons are masked, a name or a telephone number reads `***`.",
            "Of who has been erased, those who may see persons read `已删除`.\n",
            "| role | events | persons |",
            "|---|---|---|",
            *rows,
            "| RabbitMQ | all · 全部 | `***` |",
            "",
        ]
    )


def _persons(role: Role) -> str:
    if Action.READ not in RIGHTS[role]:
        return ""
    return "shown · 可见" if Action.READ_PERSONS in RIGHTS[role] else "`***`"


def _chinese_of(role: Role) -> str:
    line = re.search(r"^\| role \|.*$", GLOSSARY, re.MULTILINE)
    found = re.search(rf"\b{role.value} ([\u4e00-\u9fff]+)", line[0] if line else "")
    if found is None:
        raise LookupError(f"the glossary does not say what {role.value} is in 中文")
    return found[1]


def _kind(kind: str) -> str:
    told = [_event_type(each) for each in TYPES.every(kind)]
    return "\n".join([f"## {kind} · {chinese(WORD_OF_KIND.get(kind, kind))}\n", *told])


def _event_type(told: EventType) -> str:
    rows = [
        f"| `{field}` | {_type(schema)} | {unit_of(field)} | {schema['description']} |"
        for field, schema in _fields(told.schema, "")
    ]
    changes = [f"- {each.version}: {each.zh} / {each.en}" for each in told.changes]
    return "\n".join(
        [
            f"### `{told.name}` · {told.zh}\n",
            f"{told.says}\n",
            f"{told.says_en}\n",
            "| field | type | unit | meaning |",
            "|---|---|---|---|",
            *rows,
            "",
            *changes,
            f"\n{_json(told.sample['data'])}\n",
        ]
    )


def _fields(schema: Mapping[str, Any], before: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields of an object, and below each that has fields itself, those."""
    for name, part in schema["properties"].items():
        yield f"{before}{name}", part
        if "properties" in part:
            yield from _fields(part, f"{before}{name}.")
        elif "properties" in part.get("items", {}):
            yield from _fields(part["items"], f"{before}{name}[].")


def _type(schema: Mapping[str, Any]) -> str:
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if "enum" in schema:
        return ", ".join("null" if each is None else f"`{each}`" for each in schema["enum"])
    if "items" in schema:
        return f"array of {_type(schema['items'])}"
    if "anyOf" in schema:
        kinds = ["date or moment", *kinds[1:]]
    return " or ".join(kinds)


def _json(value: object) -> str:
    return f"```json\n{json.dumps(value, ensure_ascii=False, indent=2)}\n```"
