"""Every kind of life, by the kind that its streams are named after."""

from collections.abc import Mapping
from typing import Any

from application.carbon_log import CarbonLog
from domain.access_record import ACCESS
from domain.adsorber import ADSORBER
from domain.alert import ALERT
from domain.batch import BATCH
from domain.charge import CHARGE
from domain.container import CONTAINER
from domain.device import DEVICE
from domain.duty import DUTY
from domain.enterprise import ENTERPRISE
from domain.experience import EXPERIENCE
from domain.key import KEY
from domain.lot import LOT
from domain.manifest import MANIFEST
from domain.receiver import RECEIVER
from domain.record import Decider, Recorded
from domain.reminder import REMINDER
from domain.setting import SETTING
from domain.subscription import SUBSCRIPTION
from domain.tariff import TARIFF
from domain.unit import UNIT

DECIDERS: Mapping[str, Decider[Any, Any, Any]] = {
    decider.kind: decider
    for decider in (
        ENTERPRISE,
        UNIT,
        ADSORBER,
        CHARGE,
        LOT,
        CONTAINER,
        MANIFEST,
        BATCH,
        RECEIVER,
        TARIFF,
        KEY,
        ACCESS,
        SUBSCRIPTION,
        DEVICE,
        EXPERIENCE,
        SETTING,
        ALERT,
        REMINDER,
        DUTY,
    )
}


def state_after(log: CarbonLog, recorded: Recorded[Any]) -> Any:
    """The state that a life was in once this fact had happened."""
    kind, _, identity = recorded.stream.partition(":")
    return log.read(DECIDERS[kind], identity, recorded.version).state
