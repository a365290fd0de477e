"""What the district has set, read from the log itself, and how it sets something else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from application.act import Act, only
from application.carbon_log import CarbonLog
from application.ports.telemetry_store import Retention
from application.viewpoint import Viewpoint
from domain.health_policy import Policy
from domain.occurred import SHANGHAI, Occurred
from domain.setting import SETTING, AdoptSetting
from domain.setting_registry import Group
from domain.settings_in_force import (
    Adopted,
    AlertSettings,
    TelemetrySettings,
    alerts_in_force,
    policy_in_force,
    telemetry_in_force,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told beside an answer, in both languages."""

    zh: str
    en: str


NO_RULE_BINDS = Notice(
    "本区尚未采用更换周期规则: 各规则的日期仅供参考, 不转码, 不提醒; 企业承诺与估计照常计入。",
    "No rule for replacing carbon is adopted here yet: the dates of all rules are for reference, "
    "change no code and remind nobody; commitments and estimates count as ever.",
)


def notice_of(policy: Policy) -> Notice | None:
    """What has to be said of codes under these rules; None where a rule binds."""
    return None if policy.binding_rules else NO_RULE_BINDS


class DistrictSettings:
    """Reads settings from the log; no view is asked."""

    def __init__(self, log: CarbonLog) -> None:
        """Read from this log."""
        self._log = log

    def adopted(self, group: Group) -> Adopted:
        """The adoptions of a group, in their order."""
        return self._log.read(SETTING, group.value).state.adopted

    def known(self, group: Group, at: Viewpoint) -> Adopted:
        """Those that had been adopted, and were recorded, as of a viewpoint."""
        return tuple(
            each.fact
            for each in self._log.facts(SETTING.stream(group.value))
            if each.fact.occurred <= at.as_of and _spelled(each.recorded_at) <= at.known_at
        )

    def policy(self, at: Occurred) -> Policy:
        """The rules of the health code at a time."""
        return policy_in_force(self.adopted(Group.HEALTH), at)

    def policy_known(self, at: Viewpoint) -> Policy:
        """The rules of the health code as of a viewpoint."""
        return policy_in_force(self.known(Group.HEALTH, at), Occurred.at(at.moment))

    def alerts(self, at: Occurred) -> AlertSettings:
        """When and how often people are told at a time."""
        return alerts_in_force(self.adopted(Group.ALERTS), at)

    def telemetry(self, at: Occurred) -> TelemetrySettings:
        """How readings are watched and kept at a time."""
        return telemetry_in_force(self.adopted(Group.TELEMETRY), at)

    def retention(self, at: Occurred) -> Retention:
        """How long readings are kept at a time."""
        held = self.telemetry(at)
        return Retention(
            timedelta(days=held.raw_days),
            timedelta(days=held.sampled_days),
            timedelta(minutes=held.sampling_minutes),
        )


def _spelled(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="microseconds")


def adopt(command: AdoptSetting) -> Act:
    """Adopt settings of a group."""
    return only(SETTING, command.group.value, command)
