"""The OpenAPI document: what the API is, as a whole."""

from importlib.metadata import version

from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, License, SecurityScheme, Server, Tag

from adapters.web import (
    accounts,
    adsorbers,
    alerts,
    board,
    charges,
    custody,
    declarations,
    devices,
    enterprises,
    event_types,
    facts,
    health,
    lots,
    settings,
    subscriptions,
    tables,
    telemetry_intake,
)
from adapters.web.feed import pull
from adapters.web.problem import NO_SUCH_PATH
from adapters.web.refusing import AnyRequest, Unanswerable
from adapters.web.writing import standing

_DESCRIPTION = """
炭管家的接口: 查阅碳账、流转轨迹、健康码与每一条事实, 并登记与更正。
发出第一个密钥之前, 只在本机开放。

The API of 炭管家: the carbon ledger, custody trail, health codes and every fact to read, and every
act to record. Until the first key is made it is open to this machine only.

- 密钥 / Key: `Authorization: Bearer tgj_…`, 由 `tanguanjia key create` 发出; 不可写在地址里。 Given
  out with `tanguanjia key create`; never in an address.
- 时间 / Time: `as_of` 按发生时间, `known_at` 按记录时间; 可写日期(取该日结束)或时刻。回答中写明
  实际采用的时刻。 Each takes a date (its end) or a moment; the answer tells the moment it means.
- 翻页 / Paging: 按 `next` 走到 null 为止, 每条恰好一次。 Follow `next` until it is null; every item
  comes exactly once.
- 质量 / Mass: 千克, 最多三位小数, 精确到克。 Kilograms with at most three decimals, exact.
- 写入 / Writing: 每条命令带 `Idempotency-Key`, 重复提交不会重复记账; `?wait=5` 等视图到达后再答复。
  Each command carries an `Idempotency-Key`, so repeating it records nothing twice; with `?wait=5`
  the answer comes when the views have it.
- 频次 / Rates: 见 `RateLimit-*`; 超出则答 429 与 `Retry-After`。 Told in the headers `RateLimit-*`.
- 错误 / Errors: RFC 9457 `application/problem+json`; 程序按 `code` 判断。 Decide on `code`.
"""

BEARER = "bearer"
"""What the document calls the way in."""

_KEY = SecurityScheme(
    type="http",
    scheme="bearer",
    bearer_format="tgj_<id>_<secret>",
    description="密钥, 由 tanguanjia key create 发出; 发出第一个密钥之前本机无需密钥。\n\n"
    "A key that `tanguanjia key create` has given out; before the first, this machine needs none.",
)

_DEVICE_KEY = SecurityScheme(
    type="http",
    scheme="bearer",
    bearer_format="tgd_<device>_<secret>",
    description="设备密钥, 由 tanguanjia device key 发出; 只能上传该设备的读数。\n\n"
    "The key of an instrument, given out with tanguanjia device key; it sends the readings of that "
    "instrument and opens nothing else.",
)

TAGS = (
    Tag(enterprises.TAG, "产废企业名单 / The enterprises that use carbon"),
    Tag(adsorbers.TAG, "活性炭吸附装置台账 / The adsorbers and their beds"),
    Tag(devices.TAG, "装置上的监测设备及其密钥 / The instruments at the adsorbers, and their keys"),
    Tag(declarations.TAG, "无监测时的申报及其矛盾 / What is declared where nothing measures"),
    Tag(board.TAG, "绿黄橙红及其理由 / Green, yellow, orange, red, and why"),
    Tag(alerts.TAG, "预警、消息与值班联系人 / Alerts, messages, and who is on duty"),
    Tag(charges.TAG, "每次填装的饱和度、日期与依据 / How full each charge is, its dates, and why"),
    Tag(accounts.TAG, "进了多少、在哪里、损耗多少 / What came in, what is where, what is lost"),
    Tag(custody.TAG, "炭从哪里来、到哪里去 / Where carbon came from and went"),
    Tag(lots.TAG, "炭批次、容器、联单、再生批次 / Lots, containers, manifests, kiln runs"),
    Tag(standing.TAG, "接收单位许可证与费率 / Receivers' permits and prices"),
    Tag(telemetry_intake.TAG, "监测设备的读数 / What the instruments read"),
    Tag(
        settings.TAG, "健康码规则、预警、监测数据的参数 / Rules and numbers that the district sets"
    ),
    Tag(facts.TAG, "谁在何时记下了什么 / Who wrote down what, and when"),
    Tag(event_types.TAG, "事件的结构、样例与变动 / What events say: schemas, samples, changes"),
    Tag(pull.TAG, "按次序跟随总账, 不漏不乱 / Follow the log in its order, and miss nothing"),
    Tag(
        subscriptions.TAG,
        "事情一发生就推送给您的系统 / Your system is told what happens, as it happens",
    ),
    Tag(
        tables.TAG,
        "交给其他单位的表(CSV)与数据字典 / Tables for other offices, and their dictionary",
    ),
    Tag(health.TAG, "存活与就绪 / Liveness and readiness"),
)


def described(*, demo: bool) -> OpenAPIConfig:
    """Describe the API as a whole; the operations describe themselves."""
    return OpenAPIConfig(
        title=_title(demo=demo),
        version=version("tanguanjia"),
        description=_DESCRIPTION.strip(),
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        servers=[Server(url="/")],
        tags=list(TAGS),
        components=Components(
            security_schemes={BEARER: _KEY, telemetry_intake.DEVICE_KEY: _DEVICE_KEY}
        ),
        openapi_router=_unused(),
        operation_id_creator=_named_after_handler,
    )


def _title(*, demo: bool) -> str:
    if demo:
        return "炭管家 接口(演示数据) / API (demo data)"
    return "炭管家 接口 / API"


def _named_after_handler(handler: HTTPRouteHandler, *_: object) -> str:
    return handler.handler_name


def _unused() -> Router:
    """Litestar's own pages, which would load their scripts from elsewhere; nobody gets in."""
    return Router(
        "/openapi", route_handlers=[], before_request=_nothing_here, include_in_schema=False
    )


async def _nothing_here(_: AnyRequest) -> None:
    raise Unanswerable(NO_SUCH_PATH)
