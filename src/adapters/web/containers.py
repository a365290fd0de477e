"""容器: what spent carbon leaves the enterprise in."""

from typing import Annotated

from litestar.di import NamedDependency

from adapters.web.answer import Kg, Model, Page, kg, told
from adapters.web.asking import USUAL, Asked, Limit, parameter, turn
from adapters.web.filters import OfEnterprise, checked_enterprise
from adapters.web.lots import TAG
from adapters.web.operation import reads
from adapters.web.refusing import AnyRequest
from adapters.web.samples import VIEWED
from application.office import Office
from application.ports.registers import ContainerEntry


class Container(Model):
    """废炭容器 / A container of spent carbon"""

    id: str = told("本系统的容器编号", "Our own number", "C-TADF100001-202209081045")
    enterprise: str = told("企业信用代码", "Credit code of the enterprise", "91330411MAW7DF1000")
    filled: str = told("装入时间", "Filled", "2022-09-08T10:45:00+08:00")
    mass_kg: Kg = told("装入量, kg", "Content, kg", 2385)
    label: str | None = told("官方标签码(37 位)", "Official label code (37 characters)", None)
    manifest: str | None = told(
        "随哪份联单转移; null 为仍在企业", "Left with this manifest; null while it has not left"
    )


class ContainerPage(Page):
    """容器的一页 / A page of containers"""

    items: tuple[Container, ...] = told("按编号排列", "In order of their number")


EXAMPLE = Container(
    id="C-TADF100001-202209081045",
    enterprise="91330411MAW7DF1000",
    filled="2022-09-08T10:45:00+08:00",
    mass_kg=2385,
    label=None,
    manifest="20223304120020",
)

After = Annotated[
    str,
    parameter("从该容器之后开始", "Begin after this container", "C-TADF100001-202209081045"),
]


@reads(
    "/containers",
    tag=TAG,
    zh="废炭容器",
    en="List of containers",
    more=(
        "装了多少废炭, 随哪份联单离开。",
        "How much spent carbon each holds, and the manifest it left with.",
    ),
    example=ContainerPage(limit=USUAL, next=None, items=(EXAMPLE,), **VIEWED),
)
def list_containers(
    request: AnyRequest,
    office: NamedDependency[Office],
    asked: NamedDependency[Asked],
    enterprise: OfEnterprise = None,
    after: After = "",
    limit: Limit = USUAL,
) -> ContainerPage:
    """Give a page of containers."""
    found = office.registers.containers(
        asked.at, enterprise=checked_enterprise(enterprise), after=after, limit=limit + 1
    )
    page, envelope = turn(request, asked, limit, found, lambda entry: entry.container)
    return ContainerPage(
        **envelope,
        items=tuple(_shown(entry) for entry in page),
    )


def _shown(entry: ContainerEntry) -> Container:
    return Container(
        id=entry.container,
        enterprise=entry.enterprise,
        filled=entry.filled,
        mass_kg=kg(entry.mass_g),
        label=entry.label,
        manifest=entry.manifest,
    )
