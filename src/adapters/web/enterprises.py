"""企业: who uses carbon."""

from litestar.di import NamedDependency

from adapters.web.answer import Answer, Model, Page, told
from adapters.web.asking import USUAL, Asked, Limit, turn
from adapters.web.filters import AfterEnterprise, OfTown, checked_town
from adapters.web.operation import EnterpriseInPath, reads
from adapters.web.problem import NOT_FOUND
from adapters.web.refusing import AnyRequest, naming, not_found
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports.registers import EnterpriseEntry
from domain.identifiers import CreditCode

TAG = "企业 Enterprises"


class Enterprise(Model):
    """产废企业 / An enterprise that uses carbon"""

    code: str = told("统一社会信用代码", "Unified social credit code", "91330411MAW7DF1000")
    name: str = told("名称", "Name", "嘉兴洛东电子材料有限公司")
    town: str | None = told("镇街区划代码", "Division code of the town", "330411105")
    address: str = told("地址", "Address", "王店镇洛东路246号")
    industry: str = told("行业", "Industry", "电子材料")
    longitude_deg: float | None = told("经度", "Longitude in degrees", 120.733169)
    latitude_deg: float | None = told("纬度", "Latitude in degrees", 30.6337)
    coordinates: str | None = told("坐标系", "Coordinate system", "WGS-84")
    contact: str | None = told("联系人, 或“已删除”", "Contact, or 已删除 if erased", "杨经理")
    phone: str | None = told("电话, 或“已删除”", "Phone, or 已删除 if erased", "19322054186")
    registered: str = told("登记时间", "Registered on", "2022-01-28")
    admitted: str | None = told(
        "入册日期; null 为未入册", "Admitted to the scheme on; null if not", "2022-08-15"
    )


class EnterprisePage(Page):
    """企业名单的一页 / A page of enterprises"""

    items: tuple[Enterprise, ...] = told("按信用代码排列", "In order of credit code")


class OneEnterprise(Answer):
    """一家企业 / One enterprise"""

    enterprise: Enterprise = told("企业", "The enterprise")


EXAMPLE = Enterprise(
    code="91330411MAW7DF1000",
    name="嘉兴洛东电子材料有限公司",
    town="330411105",
    address="王店镇洛东路246号",
    industry="电子材料",
    longitude_deg=120.733169,
    latitude_deg=30.6337,
    coordinates="WGS-84",
    contact="杨经理",
    phone="19322054186",
    registered="2022-01-28",
    admitted="2022-08-15",
)


@reads(
    "/enterprises",
    tag=TAG,
    zh="企业名单",
    en="List of enterprises",
    more=(
        "产废企业名单, 可按镇街筛选。",
        "The enterprises that use carbon; one town if it is named.",
    ),
    example=EnterprisePage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED),
)
def list_enterprises(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    town: OfTown = None,
    after: AfterEnterprise = "",
    limit: Limit = USUAL,
) -> EnterprisePage:
    """Give a page of enterprises."""
    found = office.registers.enterprises(
        asked.at, town=checked_town(town), after=after, limit=limit + 1
    )
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.enterprise)
    return EnterprisePage(
        **envelope,
        items=tuple(_shown(entry, asked) for entry in page),
    )


@reads(
    "/enterprises/{code:str}",
    tag=TAG,
    zh="一家企业",
    en="One enterprise",
    more=(
        "一家企业的登记信息与入册日期。",
        "What is registered of an enterprise, and since when it is in the scheme.",
    ),
    example=OneEnterprise(enterprise=EXAMPLE, **VIEWED),
    problems=[NOT_FOUND],
)
def one_enterprise(
    code: EnterpriseInPath, office: NamedDependency[Office], asked: NamedDependency[Asked]
) -> OneEnterprise:
    """Give one enterprise."""
    with naming("code"):
        CreditCode(code)
    entry = office.registers.enterprise(code, asked.at)
    if entry is None:
        raise not_found(enterprise=code)
    return OneEnterprise(**asked.echo(), enterprise=_shown(entry, asked))


def _shown(entry: EnterpriseEntry, asked: Asked) -> Enterprise:
    return Enterprise(
        code=entry.enterprise,
        name=entry.name,
        town=entry.town,
        address=entry.address,
        industry=entry.industry,
        longitude_deg=entry.longitude_deg,
        latitude_deg=entry.latitude_deg,
        coordinates=entry.coordinates,
        contact=asked.show(entry.contact),
        phone=asked.show(entry.phone),
        registered=entry.registered,
        admitted=entry.admitted,
    )
