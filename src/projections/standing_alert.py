"""How an alert, a reminder and a duty stand, told in sentences."""

from domain import alert, duty, reminder
from projections.sentence import Told

NOTHING_YET = Told("尚无记录", "nothing recorded yet")


def stand_of_warning(state: alert.State | reminder.State | duty.State) -> Told:
    """Tell how it stands."""
    return _alert(state) if isinstance(state, alert.State) else _told(state)


def _alert(state: alert.State) -> Told:
    match state:
        case alert.Calm():
            return NOTHING_YET
        case alert.Raised(level=level, acknowledged=None):
            return Told(f"{level.zh}色预警, 未签收", f"{level} alert, not acknowledged")
        case alert.Raised(level=level, acknowledged=seen):
            by = seen.by if seen else ""
            return Told(f"{level.zh}色预警, {by} 已签收", f"{level} alert, acknowledged by {by}")
        case alert.Over(resolved=resolved):
            return Told(f"已解除: {resolved.why.zh}", f"over: {resolved.why}")


def _told(state: reminder.State | duty.State) -> Told:
    match state:
        case reminder.Given(ahead_days=ahead):
            return Told(f"已提醒 {len(ahead)} 次", f"reminded {len(ahead)} time(s)")
        case duty.Nobody():
            return NOTHING_YET
        case duty.OnDuty(since=since):
            return Told(f"有值班联系人, 自 {since}", f"somebody on duty since {since}")
