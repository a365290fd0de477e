"""What offices do on the first day: adopt the rule, and name whom to tell."""

from collections.abc import Iterator
from datetime import date
from random import Random

from adapters.simulator import people
from adapters.simulator.diary import OFFICE, Entry, at, occurred
from application.act import only
from application.ports.vault import Vault
from application.settings import adopt
from domain.alert import Party, PartyKind
from domain.duty import DUTY, NameDutyContact, duty_of
from domain.health_policy import DateRule
from domain.occurred import Occurred
from domain.personal import Contact
from domain.setting import AdoptSetting, SettingValue
from domain.setting_registry import Group

_PARTIES = (
    *(Party(PartyKind.TOWN, town) for town in people.TOWNS),
    Party(PartyKind.DISTRICT, ""),
    Party(PartyKind.REGENERATOR, people.RECEIVER),
)


_RULE = (SettingValue("binding-rules", DateRule.MONTHS),)
_REASON = "活性炭集中再生试点方案(演示)"


def founding(day: date) -> Iterator[Entry]:
    """The district adopts its rule on the first day, before any carbon is filled in."""
    group = Group.HEALTH
    command = AdoptSetting(occurred(day, 480), group, Occurred.on(day), _RULE, _REASON)
    said = {"参数组": group.value, "参数": "binding-rules=months", "生效日": day, "原因": _REASON}
    yield Entry(at(day, 480), "模拟:采用更换周期规则", adopt(command), OFFICE, said)


def on_duty(day: date, vault: Vault, rng: Random) -> Iterator[Entry]:
    """Name them all on the first day."""
    for party in _PARTIES:
        duty, name = duty_of(party), people.person(rng)
        phone = vault.seal(duty, people.phone(rng), name=name)
        contact = Contact(vault.seal(duty, name), phone)
        act = only(DUTY, duty, NameDutyContact(occurred(day, 490), contact))
        yield Entry(at(day, 490), f"模拟:值班:{duty}", act, OFFICE, {"值班": duty})
