"""Who may see and do what: one pure function decides, and every filter in SQL agrees with it.

A caller sees things by their relation to them: whose they are, in which town, who receives them,
who drives them. What a caller does not see does not exist for him; what he sees and may not do is
forbidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

NOBODYS: frozenset[str] = frozenset()


class Role(StrEnum):
    """What a caller is to the scheme."""

    ENTERPRISE = "enterprise"
    DRIVER = "driver"
    REGENERATOR = "regenerator"
    TOWN = "town"
    DISTRICT = "district"
    AUDITOR = "auditor"
    INTEGRATOR = "integrator"
    OPERATOR = "operator"


class Action(StrEnum):
    """What a caller wants."""

    READ = "read"
    READ_PERSONS = "read-persons"
    """See names, telephone numbers and drivers in what is read."""
    EXPORT = "export"
    REGISTER_ENTERPRISE = "register-enterprise"
    CHANGE_CONTACTS = "change-contacts"
    ADMIT_ENTERPRISE = "admit-enterprise"
    COMMISSION_ADSORBER = "commission-adsorber"
    REMOVE_UNIT = "remove-unit"
    CHANGE_CARBON = "change-carbon"
    CORRECT_CARBON = "correct-carbon"
    RECEIVE_LOT = "receive-lot"
    LABEL_CONTAINER = "label-container"
    SHIP_CONSIGNMENT = "ship-consignment"
    RECEIVE_CONSIGNMENT = "receive-consignment"
    RUN_KILN = "run-kiln"
    REGISTER_RECEIVER = "register-receiver"
    ADOPT_TARIFF = "adopt-tariff"
    MANAGE_DEVICE = "manage-device"
    """Install, replace and remove instruments, and give out their keys."""
    DECLARE = "declare"
    """Say how an adsorber worked where no instrument does."""
    INSPECT = "inspect"
    """Look on the spot: verify a doubtful swap, check a site after an objection."""
    COMMIT_REPLACEMENT = "commit-replacement"
    """Keep what an enterprise's permit promises."""
    OBJECT_TO_CODE = "object-to-code"
    DECIDE_OBJECTION = "decide-objection"
    ACKNOWLEDGE_ALERT = "acknowledge-alert"
    NAME_DUTY_CONTACT = "name-duty-contact"
    ADOPT_SETTING = "adopt-setting"
    SUBSCRIBE = "subscribe"
    """Have what may be read sent to a system of one's own as it happens."""
    OPERATE = "operate"
    """Look after the machine: metrics, followers, keys. It shows no books."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing by its relations; None where it has none of that kind.

    `receiver` is who receives a manifest, runs a batch, or supplies or makes a lot, by the name on
    the permit; `driver` is the subject under which the driver of a manifest is kept.
    """

    enterprise: str | None = None
    town: str | None = None
    receiver: str | None = None
    driver: str | None = None


DISTRICTS_OWN = Resource()
"""What belongs to nobody but the district: tariffs, permits, totals over everybody."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the books a caller sees: everything, or what has one of these relations."""

    everything: bool = False
    enterprises: frozenset[str] = NOBODYS
    towns: frozenset[str] = NOBODYS
    receivers: frozenset[str] = NOBODYS
    drivers: frozenset[str] = NOBODYS

    def covers(self, resource: Resource) -> bool:
        """Whether a thing is seen."""
        return (
            self.everything
            or resource.enterprise in self.enterprises
            or resource.town in self.towns
            or resource.receiver in self.receivers
            or resource.driver in self.drivers
        )


EVERYTHING = Scope(everything=True)
NOTHING = Scope()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. `name` is the actor under which it is recorded.

    `jurisdiction` is what the role is about: credit codes of an enterprise, division codes of a
    town, names on permits of a regenerator, subjects of a driver; an integrator's may be credit
    codes and division codes. For the other roles it is empty and means the district.
    """

    name: str
    role: Role
    jurisdiction: frozenset[str] = NOBODYS


class Verdict(StrEnum):
    """The answer."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    """The caller sees the thing and may not do this with it."""
    FOREIGN = "foreign"
    """The caller does not see the thing, so for him it does not exist."""


_OF_THE_ENTERPRISE = frozenset(
    {
        Action.READ,
        Action.READ_PERSONS,
        Action.EXPORT,
        Action.CHANGE_CONTACTS,
        Action.CHANGE_CARBON,
        Action.CORRECT_CARBON,
        Action.LABEL_CONTAINER,
        Action.SHIP_CONSIGNMENT,
        Action.DECLARE,
        Action.OBJECT_TO_CODE,
        Action.ACKNOWLEDGE_ALERT,
        Action.SUBSCRIBE,
    }
)
_OF_THE_REGENERATOR = frozenset(
    {
        Action.READ,
        Action.READ_PERSONS,
        Action.EXPORT,
        Action.RECEIVE_LOT,
        Action.RECEIVE_CONSIGNMENT,
        Action.RUN_KILN,
        Action.NAME_DUTY_CONTACT,
        Action.SUBSCRIBE,
    }
)
_LOOKING = frozenset({Action.READ, Action.READ_PERSONS, Action.EXPORT})

RIGHTS: Mapping[Role, frozenset[Action]] = {
    Role.ENTERPRISE: _OF_THE_ENTERPRISE,
    Role.DRIVER: frozenset({Action.READ, Action.READ_PERSONS}),
    Role.REGENERATOR: _OF_THE_REGENERATOR,
    Role.TOWN: _LOOKING
    | {
        Action.INSPECT,
        Action.ACKNOWLEDGE_ALERT,
        Action.NAME_DUTY_CONTACT,
        Action.SUBSCRIBE,
    },
    Role.DISTRICT: frozenset(Action) - {Action.OPERATE},
    Role.AUDITOR: _LOOKING,
    Role.INTEGRATOR: frozenset({Action.READ, Action.SUBSCRIBE}),
    Role.OPERATOR: frozenset({Action.OPERATE}),
}
"""What each role may do with what it sees."""


def scope_of(caller: Caller) -> Scope:
    """Tell what of the books a caller sees."""
    own = caller.jurisdiction
    match caller.role:
        case Role.DISTRICT | Role.AUDITOR:
            return EVERYTHING
        case Role.ENTERPRISE:
            return Scope(enterprises=own)
        case Role.TOWN:
            return Scope(towns=own)
        case Role.REGENERATOR:
            return Scope(receivers=own)
        case Role.DRIVER:
            return Scope(drivers=own)
        case Role.INTEGRATOR:
            return Scope(enterprises=own, towns=own)
        case Role.OPERATOR:
            return NOTHING


def may(caller: Caller, action: Action, resource: Resource) -> Verdict:
    """Decide whether a caller may do something with a thing.

    The machine is not of the books, and neither is a caller's own system that is told what happens:
    whoever may not look after the one, or have the other told, is told so.
    """
    if action in {Action.OPERATE, Action.SUBSCRIBE}:
        allowed = action in RIGHTS[caller.role]
        return Verdict.ALLOWED if allowed else Verdict.FORBIDDEN
    if not scope_of(caller).covers(resource):
        return Verdict.FOREIGN
    return Verdict.ALLOWED if action in RIGHTS[caller.role] else Verdict.FORBIDDEN
