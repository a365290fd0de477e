"""What happens to an alert, a reminder and those on duty, told in sentences."""

from domain import alert, duty, reminder
from domain.alert import Party
from projections.sentence import Open, Told


def tell_warning(fact: alert.Fact | reminder.Fact | duty.Fact, open_personal: Open) -> Told:
    """Tell what happened to alerts, reminders and those on duty."""
    if isinstance(fact, reminder.Fact):
        return tell_reminder(fact)
    return tell_duty(fact, open_personal) if isinstance(fact, duty.Fact) else tell_alert(fact)


def tell_alert(fact: alert.Fact) -> Told:
    """Tell what happened to an alert."""
    match fact:
        case alert.AlertRaised(level=level, reasons=reasons):
            zh = f": {'; '.join(reason.zh for reason in reasons)}" if reasons else ""
            en = f": {'; '.join(reason.en for reason in reasons)}" if reasons else ""
            return Told(f"发出{level.zh}色预警{zh}", f"{level} alert raised{en}")
        case alert.AlertEscalated(former=former, level=level):
            return Told(
                f"预警升级: {former.zh} → {level.zh}", f"alert escalated from {former} to {level}"
            )
        case alert.AlertEased(former=former, level=level):
            return Told(
                f"预警降级: {former.zh} → {level.zh}", f"alert eased from {former} to {level}"
            )
        case alert.AlertNotified(matter=matter, party=party, certain=certain):
            doubt = (
                ("", "") if certain else ("(是否送达不确定)", " (not certain that it got there)")
            )
            return Told(
                f"已告知{_whom(party)}: {matter.zh}{doubt[0]}",
                f"{party.kind} {party.id} told: {matter}{doubt[1]}",
            )
        case alert.AlertAcknowledged(by=by, note=note):
            return Told(f"{by} 签收: {note}", f"acknowledged by {by}: {note}")
        case alert.AlertResolved(why=why):
            return Told(f"预警解除: {why.zh}", f"alert over: {why}")


def tell_reminder(fact: reminder.Fact) -> Told:
    """Tell that an enterprise was reminded."""
    return Told(
        f"提前 {fact.ahead_days} 天提醒企业, 应于 {fact.due} 前更换",
        f"enterprise reminded {fact.ahead_days} days ahead, to be swapped by {fact.due}",
    )


def tell_duty(fact: duty.Fact, open_personal: Open) -> Told:
    """Tell who is on duty."""
    name = open_personal(fact.contact.name)
    return Told(f"值班联系人为 {name}", f"{name} is to be told")


def _whom(party: Party) -> str:
    return f"{party.kind.zh} {party.id}".strip()
