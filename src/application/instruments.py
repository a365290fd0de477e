"""Which instrument at an adsorber is meant."""

from application.device_book import DeviceBook, DeviceLife
from domain.identifiers import AdsorberId, DeviceId
from domain.refusal import Refusal


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


def instruments_at(book: DeviceBook, adsorber: AdsorberId) -> list[DeviceLife]:
    """Those in service at an adsorber, in order of their numbers."""
    return [
        life
        for life in book.lives()
        if life.installed.adsorber == adsorber and life.in_service is not None
    ]


def one_at(book: DeviceBook, adsorber: AdsorberId, named: DeviceId | None) -> DeviceLife:
    """The one that is named, else the only one there is.

    Raises `NoInstrument`, `SeveralInstruments` and `InstrumentElsewhere`.
    """
    there = instruments_at(book, adsorber)
    if not there:
        raise NoInstrument(adsorber=adsorber)
    if named is not None:
        there = [life for life in there if life.device == named]
        if not there:
            raise InstrumentElsewhere(adsorber=adsorber, device=named)
    if len(there) > 1:
        raise SeveralInstruments(
            adsorber=adsorber, devices="、".join(life.device for life in there)
        )
    return there[0]
