"""Treatment units without carbon: installed at a registered enterprise, and removed again."""

from application.act import Act, Change, Read, decided
from domain.adsorber import ADSORBER, Commissioned
from domain.enterprise import ENTERPRISE, UnknownEnterprise, Unregistered
from domain.identifiers import AdsorberId
from domain.occurred import Occurred
from domain.refusal import Refusal
from domain.unit import UNIT, InstallUnit, RemoveUnit


class AdsorberStillInService(Refusal):
    """该设施是在用的吸附装置; 请办理吸附装置停用, 设施随之拆除。

    This unit is an adsorber in service; decommission the adsorber, and the unit goes with it.
    """


def install_unit(unit: AdsorberId, command: InstallUnit) -> Act:
    """Write down that a unit treats the exhaust of an enterprise that is known."""

    def act(read: Read) -> tuple[Change, ...]:
        if isinstance(read(ENTERPRISE, command.enterprise).state, Unregistered):
            raise UnknownEnterprise(enterprise=command.enterprise)
        return (decided(read, UNIT, unit, command),)

    return act


def remove_unit(unit: AdsorberId, occurred: Occurred) -> Act:
    """Take the unit out of service, unless it is an adsorber that still works."""

    def act(read: Read) -> tuple[Change, ...]:
        if isinstance(read(ADSORBER, unit).state, Commissioned):
            raise AdsorberStillInService(unit=unit)
        return (decided(read, UNIT, unit, RemoveUnit(occurred)),)

    return act
