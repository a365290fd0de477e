"""A district that has adopted something: nothing binds before that."""

from application.carbon_log import CarbonLog
from application.office import request
from application.settings import adopt
from domain.health_policy import DateRule
from domain.occurred import Occurred
from domain.setting import AdoptSetting, SettingValue
from domain.setting_registry import Group

MONTHS = SettingValue("binding-rules", DateRule.MONTHS)


def adopt_rule(log: CarbonLog, *values: SettingValue, since: str = "2022-01-01") -> None:
    """Let the district adopt its three months on a day, or whatever else is said."""
    begins = Occurred(f"{since}T08:00:00+08:00")
    named = values or (MONTHS,)
    command = AdoptSetting(begins, Group.HEALTH, Occurred(since), named, "试点方案")
    log.perform(adopt(command), request("district", None))
