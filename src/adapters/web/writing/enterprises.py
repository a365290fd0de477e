"""登记企业、更换联系人、入册: an enterprise and whom to call there."""

from typing import Literal

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.answer import told
from adapters.web.enterprises import TAG
from adapters.web.writing import fields, story
from adapters.web.writing.body import Dated, Part
from adapters.web.writing.operation import writes
from adapters.web.writing.places import CodeInPath, named
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from domain.access import Action, Resource
from domain.enterprise import (
    ENTERPRISE,
    AdmitEnterprise,
    ChangeContacts,
    Location,
    RegisterEnterprise,
)
from domain.identifiers import CreditCode
from domain.personal import Contact, Personal


class Place(Part):
    """位置 / Where it stands"""

    longitude_deg: fields.Longitude = told("经度", "Longitude in degrees", 120.733169)
    latitude_deg: fields.Latitude = told("纬度", "Latitude in degrees", 30.6337)
    system: Literal["WGS-84", "GCJ-02", "BD-09", "CGCS2000"] = told(
        "坐标系", "The coordinate system of the numbers", "WGS-84"
    )

    def location(self) -> Location:
        """The same in the words of the domain."""
        return Location(self.longitude_deg, self.latitude_deg, self.system)


class Person(Part):
    """联系人与电话 / Whom to call, and under which number"""

    name: fields.PersonName = told("姓名", "Name", "林工")
    phone: fields.Phone | None = told("电话", "Phone number", "13800000000", default=None)


class Registration(Dated):
    """登记一家企业 / An enterprise to be registered"""

    code: fields.Enterprise = told("统一社会信用代码", "Unified social credit code", story.FIRM)
    name: fields.Name = told("企业名称", "Name", "嘉兴示例家具有限公司")
    town: fields.Town | None = told("镇街区划代码", "Its town", "330411105", default=None)
    address: fields.Note | None = told("地址", "Address", "王店镇百乐路1号", default=None)
    industry: fields.Name | None = told("行业", "Industry", "木质家具制造", default=None)
    location: Place | None = told("位置", "Where it stands", default=None)
    contact: Person | None = told("联系人", "Whom to call", default=None)


class NewContact(Dated):
    """更换联系人 / Another person to call"""

    contact: Person = told("联系人", "Whom to call")


class Admission(Dated):
    """入册 / Admission to the scheme"""


@writes(
    "/enterprises",
    tag=TAG,
    zh="登记企业",
    en="Register an enterprise",
    more=(
        "登记一家产废企业; 联系人按人加密保存。",
        "Writes down who an enterprise is; its contact is sealed under a key of that person.",
    ),
    body=Registration,
    example={
        "occurred": "2022-11-29",
        "code": story.FIRM,
        "name": "嘉兴示例家具有限公司",
        "town": "330411105",
        "address": "王店镇百乐路1号",
        "industry": "木质家具制造",
        "location": {"longitude_deg": 120.733169, "latitude_deg": 30.6337, "system": "WGS-84"},
        "contact": {"name": "林工", "phone": "13800000000"},
    },
)
def register_enterprise(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Register an enterprise."""
    told = submission.read(Registration)
    whose = Resource(enterprise=told.code, town=told.town)
    submission.permit(Action.REGISTER_ENTERPRISE, whose, enterprise=told.code)
    occurred = submission.occurred(told)
    contact, sealed = _sealed(submission, told.code, told.contact) if told.contact else (None, {})
    command = RegisterEnterprise(
        occurred,
        told.name,
        told.town,
        told.address or "",
        told.industry or "",
        None if told.location is None else told.location.location(),
        contact,
    )
    at = f"/v1/enterprises/{told.code}"
    return submission.record(only(ENTERPRISE, told.code, command), told, {}, at=at, sealed=sealed)


@writes(
    "/enterprises/{code:str}/contacts",
    tag=TAG,
    zh="更换联系人",
    en="Change whom to call",
    more=(
        "更换企业的联系人; 与现有的相同则不记账。",
        "Names another person to call; nothing is recorded if it is the same one.",
    ),
    body=NewContact,
    example={"contact": {"name": "周主任", "phone": "13900000000"}},
)
def change_contacts(
    submission: NamedDependency[Submission], code: CodeInPath
) -> Response[Recorded]:
    """Change the contact of an enterprise."""
    enterprise = _permitted(submission, code, Action.CHANGE_CONTACTS)
    told = submission.read(NewContact)
    occurred = submission.occurred(told)
    contact, sealed = _sealed(submission, enterprise, told.contact)
    command = ChangeContacts(occurred, contact)
    act = only(ENTERPRISE, enterprise, command)
    return submission.record(act, told, {"code": enterprise}, sealed=sealed)


@writes(
    "/enterprises/{code:str}/admission",
    tag=TAG,
    zh="企业入册",
    en="Admit an enterprise",
    more=("把已登记的企业纳入管理。", "Takes a registered enterprise into the scheme."),
    body=Admission,
    example={"occurred": "2022-11-29"},
)
def admit_enterprise(
    submission: NamedDependency[Submission], code: CodeInPath
) -> Response[Recorded]:
    """Admit an enterprise."""
    enterprise = _permitted(submission, code, Action.ADMIT_ENTERPRISE)
    told = submission.read(Admission)
    act = only(ENTERPRISE, enterprise, AdmitEnterprise(submission.occurred(told)))
    return submission.record(act, told, {"code": enterprise})


def _permitted(submission: Submission, code: str, action: Action) -> CreditCode:
    enterprise = named(CreditCode, "code", code)
    whose = submission.whose.enterprise(enterprise)
    submission.permit(action, whose, enterprise=enterprise)
    return enterprise


def _sealed(
    submission: Submission, scope: str, person: Person
) -> tuple[Contact, dict[str, Personal | None]]:
    name = submission.seal(scope, person.name)
    number = person.phone
    phone = None if number is None else submission.seal(scope, number, name=person.name)
    return Contact(name, phone), {"contact/name": name, "contact/phone": phone}
