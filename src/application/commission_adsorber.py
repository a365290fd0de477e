"""Put an adsorber into service: a treatment unit of a registered enterprise, and its beds."""

from application.act import Act, Change, Read, decided
from domain.adsorber import ADSORBER, CommissionAdsorber
from domain.enterprise import ENTERPRISE, UnknownEnterprise, Unregistered
from domain.unit import UNIT, InstallUnit, UnitKind


def commission_adsorber(command: CommissionAdsorber, *, low_efficiency: bool) -> Act:
    """Install the unit and commission the adsorber, or neither."""
    install = InstallUnit(command.occurred, command.enterprise, UnitKind.ADSORBER, low_efficiency)

    def act(read: Read) -> tuple[Change, ...]:
        enterprise = read(ENTERPRISE, command.enterprise).state
        if isinstance(enterprise, Unregistered):
            raise UnknownEnterprise(enterprise=command.enterprise)
        return (
            decided(read, UNIT, command.adsorber, install),
            decided(read, ADSORBER, command.adsorber, command),
        )

    return act
