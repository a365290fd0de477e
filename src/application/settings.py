"""What the district has set, read from the log itself, and how it sets something else."""

from application.act import Act, only
from application.carbon_log import CarbonLog
from domain.occurred import Occurred
from domain.setting import SETTING, AdoptSetting
from domain.setting_registry import Group
from domain.settings_in_force import (
    Adopted,
    AlertSettings,
    TelemetrySettings,
    alerts_in_force,
    telemetry_in_force,
)


class DistrictSettings:
    """Reads settings from the log; no view is asked."""

    def __init__(self, log: CarbonLog) -> None:
        """Read from this log."""
        self._log = log

    def adopted(self, group: Group) -> Adopted:
        """The adoptions of a group, in their order."""
        return self._log.read(SETTING, group.value).state.adopted

    def alerts(self, at: Occurred) -> AlertSettings:
        """When and how often people are told at a time."""
        return alerts_in_force(self.adopted(Group.ALERTS), at)

    def telemetry(self, at: Occurred) -> TelemetrySettings:
        """How readings are kept at a time."""
        return telemetry_in_force(self.adopted(Group.TELEMETRY), at)


def adopt(command: AdoptSetting) -> Act:
    """Adopt settings of a group."""
    return only(SETTING, command.group.value, command)
