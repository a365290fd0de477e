"""Take an emptied adsorber out of service: the adsorber and the treatment unit that it is."""

from application.act import Act, Change, Read, decided
from domain.adsorber import ADSORBER, DecommissionAdsorber
from domain.identifiers import AdsorberId
from domain.occurred import Occurred
from domain.unit import UNIT, RemoveUnit


def decommission_adsorber(adsorber: AdsorberId, occurred: Occurred) -> Act:
    """Decommission the adsorber and remove the unit, or neither."""

    def act(read: Read) -> tuple[Change, ...]:
        return (
            decided(read, ADSORBER, adsorber, DecommissionAdsorber(occurred)),
            decided(read, UNIT, adsorber, RemoveUnit(occurred)),
        )

    return act
