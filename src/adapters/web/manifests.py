"""转移联单: spent carbon on its way to the receiver."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.answer import Kg, Model, Page, kg, kg_or_none, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.filters import OfEnterprise, checked_enterprise
from adapters.web.lots import TAG
from adapters.web.operation import reads
from adapters.web.refusing import AnyRequest
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports.registers import ManifestEntry


class Manifest(Model):
    """危险废物转移联单 / A manifest"""

    number: str = told("联单编号", "National number", "20223304120001")
    enterprise: str = told("产生单位信用代码", "Credit code of the producer", "913304110NBGDFK72U")
    receiver: str = told("接收单位", "Receiver", "嘉善再生中心（演示）")
    vehicle: str | None = told("车牌号", "Vehicle", "浙F1T40X")
    driver: str | None = told("司机, 或“已删除”", "Driver, or 已删除 if erased", "吴师傅")
    issued: str = told("开具", "Issued", "2022-09-01")
    stage: str = told(
        "阶段: issued 已开具, departed 已起运, arrived 已到达, accepted 已接收, refused 已拒收, "
        "closed 已办结",
        "issued, departed, arrived, accepted, refused or closed",
        "closed",
    )
    sent_kg: Kg | None = told("发出量, kg", "Sent, kg", 590)
    received_kg: Kg | None = told("接收量, kg", "Received, kg", 590)
    refused_kg: Kg = told("拒收量, kg", "Refused, kg", 0)
    charged_kg: Kg = told("已投料, kg", "Charged to a kiln, kg", 590)


class ManifestPage(Page):
    """联单的一页 / A page of manifests"""

    items: tuple[Manifest, ...] = told("按编号排列", "In order of their number")


EXAMPLE = Manifest(
    number="20223304120001",
    enterprise="913304110NBGDFK72U",
    receiver="嘉善再生中心（演示）",
    vehicle="浙F1T40X",
    driver="吴师傅",
    issued="2022-09-01",
    stage="closed",
    sent_kg=590,
    received_kg=590,
    refused_kg=0,
    charged_kg=590,
)

After = Annotated[str, parameter("从该联单之后开始", "Begin after this manifest", "20223304120001")]


@reads(
    "/manifests",
    tag=TAG,
    zh="转移联单",
    en="List of manifests",
    more=(
        "发出、接收、拒收与投料, 以及到了哪个阶段。",
        "Sent, received, refused and charged, and the stage reached.",
    ),
    example=ManifestPage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED),
)
def list_manifests(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    enterprise: OfEnterprise = None,
    after: After = "",
    limit: Limit = USUAL,
) -> ManifestPage:
    """Give a page of manifests."""
    found = office.registers.manifests(
        asked.at, enterprise=checked_enterprise(enterprise), after=after, limit=limit + 1
    )
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.manifest)
    return ManifestPage(
        **envelope,
        items=tuple(_shown(entry, asked) for entry in page),
    )


def _shown(entry: ManifestEntry, asked: Asked) -> Manifest:
    return Manifest(
        number=entry.manifest,
        enterprise=entry.enterprise,
        receiver=entry.receiver,
        vehicle=entry.vehicle,
        driver=asked.show(entry.driver),
        issued=entry.issued,
        stage=entry.stage,
        sent_kg=kg_or_none(entry.sent_g),
        received_kg=kg_or_none(entry.received_g),
        refused_kg=kg(entry.refused_g),
        charged_kg=kg(entry.charged_g),
    )
