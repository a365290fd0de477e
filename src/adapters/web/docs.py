"""接口说明: the reference page, made from the OpenAPI document and served as plain HTML.

A link is all it takes to try what reads, and a command to copy what writes; the page needs no
script, works in any browser, prints, and reads 中文 first, which no ready-made viewer does.
"""

from collections.abc import Iterable

from litestar import Response, get
from litestar.di import NamedDependency

from adapters.web.docs_command import described_command
from adapters.web.docs_operation import described_operation
from adapters.web.docs_schema import described_schema
from adapters.web.markup import Html, tag
from adapters.web.openapi_document import Document, commands, document_of, operations
from adapters.web.page import both, english, page
from adapters.web.refusing import AnyRequest

_RULES = (
    (
        "时间",
        "Time",
        "`as_of` 按发生时间(截至), `known_at` 按记录时间(当时所知); 可写日期(取该日结束)或时刻, "
        "都不写就是现在。回答中写明实际采用的时刻。",
        "Each takes a date, which means its end, or a moment; without them it is now. The answer "
        "tells the moment that was used.",
    ),
    (
        "翻页",
        "Paging",
        "沿 `next` 走到 null 为止, 每条恰好出现一次; `next` 固定了首页的时刻。",
        "Follow next until it is null; every item comes exactly once, from one and the same "
        "viewpoint.",
    ),
    (
        "质量",
        "Mass",
        "千克, 最多三位小数, 精确到克。",
        "Kilograms with at most three decimals, exact to the gram.",
    ),
    (
        "写入",
        "Writing",
        "一律为 POST, 正文为 JSON; 每条命令须带 `Idempotency-Key`: 同一编号重复提交得到"
        "第一次的答复, 内容不同则拒绝。加 `?wait=5` 则等各视图到达后再答复。",
        "Always POST with a body in JSON. Each command carries an Idempotency-Key: repeated, it "
        "gets its first answer again; with other contents it is refused. With wait=5 the answer "
        "comes when the views have it.",
    ),
    (
        "时刻",
        "When",
        "`occurred` 为日期或带时区的时刻, 不写即此刻; 比服务器时钟早多久都可以, "
        "晚不得超过 5 分钟。",
        "A date or a moment with its zone, now if left out: as late as need be, and never more "
        "than 5 minutes ahead of the server's clock.",
    ),
    (
        "频次",
        "Rates",
        "每个调用者的读与写各有限额, 见 `RateLimit-Limit`、`RateLimit-Remaining`、"
        "`RateLimit-Reset`; 超出则答 429 与 `Retry-After`。",
        "Each caller may read and write so much at once and per second, told in these headers; "
        "beyond it the answer is 429 with Retry-After.",
    ),
    (
        "错误",
        "Errors",
        "一律为 `application/problem+json`(RFC 9457), 中英文各一句, 程序按 `code` 判断。",
        "Always application/problem+json with both languages; programs decide on the code.",
    ),
    (
        "范围",
        "Reach",
        "发出第一个密钥之前, 只回答发到 localhost、127.0.0.1、[::1] 的请求, 来者即办公室。此后 "
        "`/v1` 须带 `Authorization: Bearer tgj_…`, 各密钥只见其管辖范围, 其余如同不存在(404); "
        "被拒的访问记入日志。密钥不可写在地址里。",
        "Until the first key is made, only requests to this machine by its loopback names are "
        "answered, and whoever asks is the office. From then on /v1 needs Authorization: Bearer "
        "tgj_…; a key shows what is within its jurisdiction, anything else does not exist for it "
        "(404), and what is refused goes on record. A key never stands in an address.",
    ),
)


@get("/docs", include_in_schema=False, sync_to_thread=False)
def reference_page(request: AnyRequest, demo: NamedDependency[bool]) -> Response[str]:
    """Show the reference."""
    document = document_of(request.app)
    here = str(request.base_url).rstrip("/")
    tags = [(f"tag-{i}", each) for i, each in enumerate(document["tags"], start=1)]
    return page(
        "接口说明",
        tag("h1", both(document["info"]["title"])),
        tag(
            "p",
            f"版本 {document['info']['version']} · ",
            tag("a", "OpenAPI 3.1", href="/openapi.json"),
            " · ",
            tag("a", "AsyncAPI 3.0", href="/asyncapi.json"),
            " · 示例编号取自演示数据 ",
            english("example numbers are the demo's"),
        ),
        _contents(tags, document),
        tag("section", tag("h2", "约定 ", english("Rules")), _rules(), id="rules"),
        *(_tagged(anchor, each, document, here) for anchor, each in tags),
        _schemas(document),
        demo=demo,
    )


def _contents(tags: list[tuple[str, Document]], document: Document) -> Html:
    groups = [
        tag(
            "li",
            tag("a", each["name"], href=f"#{anchor}"),
            tag("ul", *(_entry(operation) for _, operation in _all_of(each, document))),
        )
        for anchor, each in tags
    ]
    return tag(
        "details",
        tag("summary", "目录 ", english("Contents")),
        tag("nav", tag("ul", *groups), aria_label="目录 / Contents"),
        class_="contents",
        open=True,
    )


def _entry(operation: Document) -> Html:
    return tag("li", tag("a", both(operation["summary"]), href=f"#{operation['operationId']}"))


def _rules() -> Html:
    return tag(
        "dl",
        *(
            piece
            for zh, en, rule, rule_en in _RULES
            for piece in (tag("dt", zh, " ", english(en)), _rule(rule, rule_en))
        ),
    )


def _rule(zh: str, en: str) -> Html:
    coded = [tag("code", part) if i % 2 else part for i, part in enumerate(zh.split("`"))]
    return tag("dd", *coded, tag("br"), english(en))


def _tagged(anchor: str, group: Document, document: Document, here: str) -> Html:
    return tag(
        "section",
        tag("h2", group["name"]),
        both(group["description"], "p"),
        *(described_operation(*each) for each in _of(group, operations(document))),
        *(described_command(*each, here) for each in _of(group, commands(document))),
        id=anchor,
    )


def _all_of(group: Document, document: Document) -> list[tuple[str, Document]]:
    return [*_of(group, operations(document)), *_of(group, commands(document))]


def _of(group: Document, among: Iterable[tuple[str, Document]]) -> list[tuple[str, Document]]:
    return [each for each in among if group["name"] in each[1]["tags"]]


def _schemas(document: Document) -> Html:
    schemas = document["components"]["schemas"]
    return tag(
        "section",
        tag("h2", "结构 ", english("Schemas")),
        *(described_schema(name, schema) for name, schema in schemas.items()),
        id="schemas",
    )
