"""签收预警、指定值班联系人: who has seen an alert, and who is told of them."""

from typing import Literal

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.alerts import TAG, AlertInPath, alert_named, whose_duty
from adapters.web.answer import told
from adapters.web.asking import Asked
from adapters.web.writing import fields
from adapters.web.writing.body import Body, Dated
from adapters.web.writing.enterprises import Person
from adapters.web.writing.operation import writes
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from domain.access import Action, Resource
from domain.alert import ALERT, AcknowledgeAlert, Party, PartyKind
from domain.duty import DUTY, NameDutyContact, duty_of, party_on
from domain.personal import Contact, Personal

Kind = Literal["town", "district", "regenerator"]


class Acknowledgement(Body):
    """签收 / An acknowledgement"""

    note: fields.Note = told(
        "如何处理(至多 200 字)", "What is being done about it", "12 月 2 日换炭"
    )


class OnDuty(Dated):
    """值班联系人 / Somebody to be told"""

    kind: Kind = told("town 镇街, district 区局, regenerator 再生单位", "At which office", "town")
    id: fields.Name | None = told(
        "镇街区划代码, 或再生单位在许可证上的名称; 区局不写",
        "The town's code, or the regenerator's name; none for the district",
        "330411105",
        default=None,
    )
    contact: Person = told("联系人", "Whom to tell")
    email: fields.Phone | None = told("邮箱", "E-mail address", "duty@example.cn", default=None)


@writes(
    "/duty-contacts",
    tag=TAG,
    zh="指定值班联系人",
    en="Name who is on duty",
    more=(
        "自此预警告知此人; 姓名、电话按人加密保存。",
        "From now on this person is told of alerts; name and number are sealed.",
    ),
    body=OnDuty,
    example={
        "kind": "town",
        "id": "330411105",
        "contact": {"name": "王工", "phone": "13800000000"},
    },
)
def name_duty_contact(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Name somebody to be told."""
    told = submission.read(OnDuty)
    party = party_on(duty_of(Party(PartyKind(told.kind), told.id or "")))
    duty = duty_of(party)
    submission.permit(Action.NAME_DUTY_CONTACT, whose_duty(party), duty=duty)
    contact, email, sealed = _sealed(submission, duty, told)
    command = NameDutyContact(submission.occurred(told), contact, email)
    return submission.record(only(DUTY, duty, command), told, {}, sealed=sealed)


@writes(
    "/alerts/{alert:str}/acknowledgement",
    tag=TAG,
    zh="签收预警",
    en="Acknowledge an alert",
    more=(
        "写明如何处理; 之后不再每日重复, 升级时除外。",
        "Says what is being done; it is not repeated every day any more, unless it becomes worse.",
    ),
    body=Acknowledgement,
    example={"note": "12 月 2 日换炭"},
)
def acknowledge_alert(
    submission: NamedDependency[Submission], alert: AlertInPath, asked: NamedDependency[Asked]
) -> Response[Recorded]:
    """Acknowledge an alert."""
    entry = alert_named(submission.office, alert, asked)
    whose = Resource(enterprise=entry.enterprise, town=entry.town)
    submission.permit(Action.ACKNOWLEDGE_ALERT, whose, alert=entry.alert)
    told = submission.read(Acknowledgement)
    office, by = submission.office, submission.caller.name
    command = AcknowledgeAlert(office.now(), entry.episode, by, told.note)
    act = only(ALERT, entry.charge, command)
    return submission.record(act, told, {"alert": entry.alert})


def _sealed(
    submission: Submission, duty: str, told: OnDuty
) -> tuple[Contact, Personal | None, dict[str, Personal | None]]:
    person = told.contact
    name = submission.seal(duty, person.name)
    phone = None if person.phone is None else submission.seal(duty, person.phone, name=person.name)
    email = None if told.email is None else submission.seal(duty, told.email, name=person.name)
    sealed = {"contact/name": name, "contact/phone": phone, "email": email}
    return Contact(name, phone), email, sealed
