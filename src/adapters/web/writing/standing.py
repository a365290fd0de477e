"""接收单位许可证与费率: what the district writes down for everybody."""

from typing import Annotated
from urllib.parse import quote

from litestar import Response
from litestar.di import NamedDependency
from pydantic import Field

from adapters.web.answer import told
from adapters.web.writing import fields, story
from adapters.web.writing.body import Body, Dated
from adapters.web.writing.checking import whole
from adapters.web.writing.enterprises import Place
from adapters.web.writing.operation import writes
from adapters.web.writing.places import facts_of
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from domain.access import DISTRICTS_OWN, Action
from domain.manifest import SPENT_CARBON_CODE
from domain.quantities import grams
from domain.receiver import RECEIVER, RegisterLicence
from domain.tariff import TARIFF, AdoptTariff

TAG = "许可与费率 Permits and tariffs"

MOST_WASTE_CODES = 200
MOST_FEN = 1_000_000_000_000


class Licence(Dated):
    """接收单位的许可证 / A receiver's permit"""

    name: fields.Name = told("接收单位名称", "The name on the permit", story.RECEIVER)
    credit_code: fields.Enterprise = told(
        "统一社会信用代码", "Unified social credit code", story.RECEIVERS_CODE
    )
    permit: fields.Name = told("许可证编号", "Number of the permit", "浙危废经第0000号")
    waste_codes: Annotated[
        tuple[fields.Name, ...], Field(strict=False, max_length=MOST_WASTE_CODES)
    ] = told("许可废物代码", "What it permits", [SPENT_CARBON_CODE], default=())
    yearly_limit_kg: fields.Kg | None = told(
        "年许可量, kg", "Permitted per year, kg", 12000000, default=None
    )
    valid_until: fields.Time | None = told("有效期至", "Valid until", "2025-12-31", default=None)
    location: Place | None = told("位置", "Where it stands", default=None)


class Price(Body):
    """一项费率 / A price"""

    item: fields.Name = told("项目", "What is paid for", "收运(示例)")
    unit: fields.Name = told("单位", "Per what", "吨")
    price_fen: Annotated[int, whole(0, MOST_FEN)] = told(
        "单价, 分", "Price of one unit in fen", 62000
    )
    since: fields.Time = told("生效日期", "The day it takes effect", "2023-01-01")
    until: fields.Time | None = told(
        "失效日期; 不写即长期", "The day it ends; without it, until further notice", default=None
    )
    note: fields.Note | None = told("说明", "A note", "示例", default=None)


@writes(
    "/receivers",
    tag=TAG,
    zh="登记接收单位许可证",
    en="Register a receiver's permit",
    more=(
        "登记许可证; 换发的许可证以编号或有效期区别。",
        "Writes a permit down; a renewed one has another number or end.",
    ),
    body=Licence,
    example={
        "occurred": "2022-11-29",
        "name": story.RECEIVER,
        "credit_code": story.RECEIVERS_CODE,
        "permit": "浙危废经第0000号",
        "waste_codes": [SPENT_CARBON_CODE],
        "yearly_limit_kg": 12000000,
        "valid_until": "2025-12-31",
    },
)
def register_licence(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Register a permit."""
    told = submission.read(Licence)
    submission.permit(Action.REGISTER_RECEIVER, DISTRICTS_OWN, receiver=told.name)
    command = RegisterLicence(
        submission.occurred(told),
        told.credit_code,
        told.permit,
        told.waste_codes,
        None if told.yearly_limit_kg is None else grams(told.yearly_limit_kg),
        told.valid_until,
        None if told.location is None else told.location.location(),
    )
    at = facts_of(f"receiver:{told.name}")
    return submission.record(only(RECEIVER, told.name, command), told, {}, at=at)


@writes(
    "/tariffs",
    tag=TAG,
    zh="采用费率",
    en="Adopt a tariff",
    more=(
        "采用一项费率; 生效日期可以在将来, 同一项目的有效期不得重叠。",
        "Adopts a price; it may take effect later, and the periods of one item never overlap.",
    ),
    body=Price,
    example={
        "item": "收运(示例)",
        "unit": "吨",
        "price_fen": 62000,
        "since": "2023-01-01",
        "note": "示例",
    },
)
def adopt_tariff(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Adopt a tariff."""
    told = submission.read(Price)
    submission.permit(Action.ADOPT_TARIFF, DISTRICTS_OWN, tariff=told.item)
    command = AdoptTariff(told.since, told.unit, told.price_fen, told.until, told.note or "")
    # It may be adopted before it takes effect.
    at = f"{facts_of(f'tariff:{told.item}')}&as_of={quote(told.since)}"
    return submission.record(only(TARIFF, told.item, command), told, {}, at=at)
