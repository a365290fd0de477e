"""Which instruments stand at an adsorber, read from the log itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from application.carbon_log import CarbonLog
from application.ports.streams import Streams
from domain.device import DEVICE, InService
from domain.identifiers import AdsorberId, DeviceId
from domain.refusal import Refusal

_PAGE = 1000


class NoInstrument(Refusal):
    """该装置没有在用的监测设备; 请先登记设备(tanguanjia device install)。

    No instrument is in service at this adsorber; put one in service first with
    `tanguanjia device install`.
    """


class SeveralInstruments(Refusal):
    """该装置有多台在用的监测设备, 请用 --device 指明。

    Several instruments are in service at this adsorber; name one with `--device`.
    """


class InstrumentElsewhere(Refusal):
    """这台监测设备不在该装置上, 或已停用。

    This instrument is not at that adsorber, or not in service.
    """


@dataclass(frozen=True, slots=True)
class InPlace:
    """An instrument in service."""

    device: DeviceId
    state: InService


class Instruments:
    """The instruments of these books."""

    def __init__(self, log: CarbonLog, streams: Streams) -> None:
        """Read from the log."""
        self._log = log
        self._streams = streams

    def at(self, adsorber: AdsorberId) -> Iterator[InPlace]:
        """Those in service at an adsorber, in order of their numbers."""
        since = ""
        while devices := self._streams.of_kind(DEVICE.kind, since=since, limit=_PAGE):
            for device in devices:
                state = self._log.read(DEVICE, device).state
                if isinstance(state, InService) and state.installed.adsorber == adsorber:
                    yield InPlace(DeviceId(device), state)
            # A number has no spaces, and a space comes before whatever it has.
            since = devices[-1] + " "

    def one_at(self, adsorber: AdsorberId, named: DeviceId | None) -> InPlace:
        """The one that is named, else the only one there is.

        Raises `NoInstrument`, `SeveralInstruments` and `InstrumentElsewhere`.
        """
        there = list(self.at(adsorber))
        if not there:
            raise NoInstrument(adsorber=adsorber)
        if named is not None:
            there = [each for each in there if each.device == named]
            if not there:
                raise InstrumentElsewhere(adsorber=adsorber, device=named)
        if len(there) > 1:
            every = "、".join(each.device for each in there)
            raise SeveralInstruments(adsorber=adsorber, devices=every)
        return there[0]
