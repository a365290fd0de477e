"""预警在接口中的样子: what an alert, a message and somebody on duty look like in answers."""

from adapters.web.answer import Answer, Model, Page, told
from application.ports.alert_desk import Outgoing
from application.ports.alert_view import AlertEntry
from application.public_form import Reveal
from domain.duty import OnDuty
from domain.occurred import Occurred


class Alert(Model):
    """预警 / An alert"""

    id: str = told("编号", "Its id", "TADF100001-1-2-1")
    charge: str = told("填装", "The charge", "TADF100001-1-2")
    enterprise: str = told("企业信用代码", "Credit code", "91330411MAW7DF1000")
    town: str | None = told("镇街区划代码", "Division code of the town", "330411105")
    level: str = told("级别: yellow, orange, red", "Its level", "orange")
    matter: str = told(
        "告知事项: 级别, 或 fire 着火风险, delayed 清运延误",
        "What is told: the level, or fire, or delayed by the scheme",
        "orange",
    )
    reasons: tuple[str, ...] = told("理由", "The reasons", ["应于 2026-11-28 前更换, 已到期 2 天"])
    reasons_en: tuple[str, ...] = told(
        "理由(英文)", "The reasons in English", ["due on 2026-11-28, days overdue: 2"]
    )
    raised: str = told("发出时间", "Raised", "2026-11-30T08:00:00+08:00")
    acknowledged_by: str | None = told("签收人; null 为未签收", "Who acknowledged it", "镇环保办")
    note: str | None = told("处理情况", "What is being done", "12 月 2 日换炭")
    resolved: str | None = told("解除时间; null 为未解除", "Over since; null if open", default=None)
    why: str | None = told(
        "为何解除: swap, data-returned, correction, green-again", "Why it is over", default=None
    )


class AlertPage(Page):
    """预警清单的一页 / A page of alerts"""

    items: tuple[Alert, ...] = told("按编号排列", "In order of id")


class SentMessage(Model):
    """消息 / A message"""

    id: str = told("编号", "Its id", "0f8b7c1e-58f0-5d6f-9a37-0c4f5a1c2b3d")
    charge: str = told("填装", "The charge", "TADF100001-1-2")
    enterprise: str = told("企业信用代码", "Credit code", "91330411MAW7DF1000")
    matter: str = told("事项", "What it is about", "orange")
    to: str = told("告知何方: enterprise, town, district, regenerator", "Who is told", "town")
    to_id: str = told("信用代码、区划代码或名称; 区局为空", "Its code or name", "330411105")
    time: int = told("第几次重复; 0 为首次", "The how many-th repeat; 0 at first", 0)
    stage: str = told("状态", "How far it has come", "sent")
    stage_zh: str = told("状态(中文)", "The same in Chinese", "已发出")
    receipt: str | None = told(
        "回执: delivered, undelivered; null 为没有", "What the gateway reported since", "delivered"
    )
    tries: int = told("发送次数", "How often it was handed over", 1)
    due: str | None = told("下次处理时间", "When it is looked at again", default=None)
    changed: str | None = told("最近变化", "Last change", "2026-11-30T08:00:03+08:00")
    way: str | None = told("发送方式", "The way", "sms")
    text: str = told(
        "内容", "What it says", "【炭管家】嘉兴洛东电子TADF100001-1已到更换期限, 橙码, 请立即换炭"
    )


class OneAlert(Answer):
    """一条预警 / One alert"""

    alert: Alert = told("预警", "The alert")
    messages: tuple[SentMessage, ...] = told("有关的消息", "The messages about it")


class Messages(Model):
    """消息的一页 / A page of messages"""

    next: str | None = told("下一页地址; null 为到此为止", "The next page, or null at the end")
    items: tuple[SentMessage, ...] = told("按编号排列", "In order of id")


class ToldPerson(Model):
    """由谁接收 / Who is told"""

    name: str = told("姓名", "Name", "王工")
    phone: str | None = told("电话", "Phone number", "13800000000")
    email: str | None = told("邮箱", "E-mail", default=None)


class OnDutyContact(Model):
    """值班联系人 / Somebody on duty"""

    duty: str = told("单位", "Whose duty", "town:330411105")
    contact: ToldPerson = told("由谁接收", "Who is told")
    since: str = told("自", "Since", "2026-11-01")


class DutyContacts(Model):
    """值班联系人名单 / Those on duty"""

    items: tuple[OnDutyContact, ...] = told("按单位排列", "In order of the duty")


ALERT = Alert(
    id="TADF100001-1-2-1",
    charge="TADF100001-1-2",
    enterprise="91330411MAW7DF1000",
    town="330411105",
    level="orange",
    matter="orange",
    reasons=("应于 2026-11-28 前更换, 已到期 2 天",),
    reasons_en=("due on 2026-11-28, days overdue: 2",),
    raised="2026-11-30T08:00:00+08:00",
    acknowledged_by=None,
    note=None,
)
MESSAGE = SentMessage(
    id="0f8b7c1e-58f0-5d6f-9a37-0c4f5a1c2b3d",
    charge="TADF100001-1-2",
    enterprise="91330411MAW7DF1000",
    matter="orange",
    to="town",
    to_id="330411105",
    time=0,
    stage="sent",
    stage_zh="已发出",
    receipt="delivered",
    tries=1,
    changed="2026-11-30T08:00:03+08:00",
    way="sms",
    text="【炭管家】嘉兴洛东电子材料有限公司TADF100001-1已到更换期限, 橙码, 请立即换炭",
)
DUTY = OnDutyContact(
    duty="town:330411105", contact=ToldPerson(name="王工", phone="13800000000"), since="2026-11-01"
)


def tell_alert(entry: AlertEntry) -> Alert:
    """An alert as it is shown."""
    return Alert(
        id=entry.alert,
        charge=entry.charge,
        enterprise=entry.enterprise,
        town=entry.town,
        level=entry.level,
        matter=entry.matter,
        reasons=entry.reasons_zh,
        reasons_en=entry.reasons_en,
        raised=entry.raised,
        acknowledged_by=entry.acknowledged_by,
        note=entry.acknowledged_note,
        resolved=entry.resolved,
        why=entry.why,
    )


def tell_message(message: Outgoing) -> SentMessage:
    """A message as it is shown: to which office, and to nobody by name or number."""
    due, changed = message.due, message.changed_at
    return SentMessage(
        id=message.id,
        charge=message.charge,
        enterprise=message.enterprise,
        matter=message.matter,
        to=message.party_kind,
        to_id=message.party_id,
        time=message.time,
        stage=message.stage.value,
        stage_zh=message.stage.zh,
        receipt=message.receipt or None,
        tries=message.tries,
        due=None if due is None else str(Occurred.at(due)),
        changed=None if changed is None else str(Occurred.at(changed)),
        way=message.way or None,
        text=message.text,
    )


def tell_duty(duty: str, state: OnDuty, show: Reveal) -> OnDutyContact:
    """Somebody on duty, as far as the caller may see persons."""
    phone, email = state.contact.phone, state.email
    contact = ToldPerson(
        name=show(state.contact.name),
        phone=None if phone is None else show(phone),
        email=None if email is None else show(email),
    )
    return OnDutyContact(duty=duty, contact=contact, since=str(state.since))
