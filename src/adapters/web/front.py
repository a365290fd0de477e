"""The first page: what this is, and where to go on."""

from litestar import Response, get
from litestar.di import NamedDependency

from adapters.web.markup import Html, tag
from adapters.web.page import english, page
from application.demonstration import Demonstration

_BOOKS = (
    ("/v1/ledger", "碳账合计", "The books in total"),
    ("/v1/ledger?as_of=2022-09-30", "截至 2022-09-30 的碳账", "The books as of 2022-09-30"),
    ("/v1/ledger/months", "逐月碳账", "The books month by month"),
    ("/v1/health?limit=10", "健康码看板", "Health codes, and why"),
    ("/v1/health?code=yellow", "黄码企业及理由", "Enterprises with a yellow code, and why"),
    ("/v1/enterprises?limit=10", "企业名单", "Enterprises"),
    ("/v1/adsorbers?limit=10", "装置台账", "Adsorbers"),
    ("/v1/manifests?limit=10", "转移联单", "Manifests"),
)
_OF_THE_DEMO = (
    (
        "/v1/enterprises/91330411MAW7DF1000/facts",
        "一家企业的全部事实",
        "Every fact of one enterprise",
    ),
    (
        "/v1/custody/manifest/20223304120001",
        "一份联单的炭从哪来、到哪去",
        "Where the carbon of one manifest came from and went",
    ),
)
_OF_LIVING = (
    ("/v1/health?code=red", "红码企业及理由", "Enterprises with a red code, and why"),
    ("/v1/charges?limit=10", "在用填装与饱和度", "Running charges and how full they are"),
    ("/v1/alerts?limit=10", "预警", "Alerts"),
)
_OPERATION = (
    ("/docs", "接口说明", "Reference of the interface"),
    ("/openapi.json", "OpenAPI 3.1 文档", "OpenAPI 3.1 document"),
    ("/asyncapi.json", "AsyncAPI 3.0 文档(事件)", "AsyncAPI 3.0 document (events)"),
    ("/health/live", "进程是否存活", "Whether the process lives"),
    ("/health/ready", "是否可以使用", "Whether it can be used"),
)


@get("/", include_in_schema=False, sync_to_thread=False)
def front_page(demonstration: NamedDependency[Demonstration | None]) -> Response[str]:
    """Say what this is."""
    demo = demonstration
    examples = _BOOKS + (() if demo is None else _OF_LIVING if demo.living else _OF_THE_DEMO)
    return page(
        "首页",
        tag("h1", "炭管家 · 活性炭全流程碳账"),
        tag(
            "p",
            "从填装、更换、收集、运输到再生与回用, 每一公斤活性炭都有据可查; "
            "可按任意日期回看, 也可问当时已知多少。",
            class_="lead",
        ),
        english(
            "Every kilogram of activated carbon from fill to regeneration, as of any date, and as "
            "it was known at any date.",
            "p",
        ),
        None if demo is None else _demo_note(demo),
        tag("h2", "看账 ", english("Look at the books")),
        _links(examples),
        tag(
            "p",
            "发出密钥之后, /v1 的请求须带 ",
            tag("code", "Authorization: Bearer tgj_…"),
            "; 浏览器里的链接因此只在此前可用。",
        ),
        english(
            "Once keys are given out, requests to /v1 need that header, so these links open in a "
            "browser only until then.",
            "p",
        ),
        tag("h2", "接口与运行 ", english("Interface and operation")),
        _links(_OPERATION),
        tag("h2", "登记与更正 ", english("Recording and correcting")),
        tag(
            "p",
            "登记与更正由接口办理, 示例见",
            tag("a", "接口说明", href="/docs"),
            "; 导入与导出请用命令 ",
            tag("code", "tanguanjia"),
            "。",
        ),
        english(
            "Acts are recorded and corrected by the API, with examples in its reference. To import "
            "or export, use the command tanguanjia.",
            "p",
        ),
        demo=demo is not None,
    )


def _demo_note(demo: Demonstration) -> Html:
    return tag("p", demo.zh, tag("br"), english(demo.en), *_other(demo), class_="note")


def _other(demo: Demonstration) -> tuple[str, ...]:
    """The way to the demonstration that is served beside this one."""
    if demo.beside is None:
        return ()
    zh, en = (
        ("台账演示区(2022 年)", "The district of the workbook (2022)")
        if demo.living
        else ("活的演示区(此刻)", "The district that lives (now)")
    )
    return tag("br"), tag("a", zh, href=demo.beside), " ", english(en)


def _links(links: tuple[tuple[str, str, str], ...]) -> Html:
    return tag(
        "ul",
        *(
            tag("li", tag("a", zh, href=href), " ", english(en), tag("code", href))
            for href, zh, en in links
        ),
        class_="links",
    )
