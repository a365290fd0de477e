"""Put an instrument in place: at an adsorber that is there, and belongs to the enterprise named."""

from application.act import Act, Change, Read, decided
from domain.adsorber import ADSORBER, Commissioned, UnknownAdsorber
from domain.beds import numbered
from domain.device import DEVICE, InstallDevice
from domain.identifiers import DeviceId
from domain.refusal import Refusal


class AdsorberOfAnother(Refusal):
    """装置不属于该企业。

    The adsorber belongs to another enterprise.
    """


def install_device(device: DeviceId, command: InstallDevice) -> Act:
    """Install an instrument at a bed, or for the air of all beds."""

    def act(read: Read) -> tuple[Change, ...]:
        stream = read(ADSORBER, command.adsorber)
        plant = stream.state
        if not isinstance(plant, Commissioned):
            raise UnknownAdsorber(adsorber=command.adsorber)
        if plant.enterprise != command.enterprise:
            raise AdsorberOfAnother(adsorber=command.adsorber, enterprise=command.enterprise)
        if command.bed is not None:
            numbered(command.bed, plant.beds)
        # The adsorber gains nothing, and must not be taken out of service meanwhile.
        relied = Change(stream.stream, stream.version, ())
        return relied, decided(read, DEVICE, device, command)

    return act
