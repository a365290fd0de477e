"""Devices in processes of their own, which note each batch that was taken in."""

from datetime import timedelta
from pathlib import Path
from time import sleep

from adapters.clock import HandTurnedClock
from adapters.wiring import open_office
from application.act import only
from domain.device import DEVICE, InstallDevice
from domain.identifiers import AdsorberId, CreditCode
from domain.occurred import Occurred
from domain.reading import Quantity, Readings
from tests.faults.office_books import Books
from tests.faults.writers import asked
from tests.readings import MIDNIGHT, at_s, outlet

ROWS = 400
"""Of one batch, half a day; so most touch one day, and some begin a month."""
EVERY_S = 100
CLOCK = HandTurnedClock(MIDNIGHT + timedelta(days=300))


def device_of(sender: int) -> str:
    """Every sender is a device of its own."""
    return f"VOC-{sender}"


def batch(sender: int, number: int) -> Readings:
    """A sender's n-th batch."""
    begins = number * ROWS
    rows = [((begins + row) * EVERY_S, float(begins + row)) for row in range(1, ROWS + 1)]
    return outlet(*rows, device=device_of(sender))


def install(books: Books, senders: int) -> None:
    """Lay out the books with devices that measure the outlet."""
    with open_office(books.url) as office:
        for sender in range(senders):
            command = InstallDevice(
                Occurred.at(MIDNIGHT),
                CreditCode("91330411CN2GER7Y20"),
                AdsorberId("TADF100001"),
                None,
                "P-300",
                f"SN{sender}",
                (Quantity.OUTLET,),
                EVERY_S,
                0.5,
                1e7,
            )
            act = only(DEVICE, device_of(sender), command)
            office.log.perform(act, asked(f"install-{sender}"))


def send(url: str, sender: int, since: int, notes: Path) -> None:
    """Send batches until killed; batches may come again."""
    number = since
    with open_office(url, clock=CLOCK) as office, notes.open("ab", buffering=0) as answered:
        while True:
            taken = office.intake.take(batch(sender, number))
            assert taken.new + taken.repeated == ROWS
            answered.write(f"{number}\n".encode())
            number += 1
            sleep(0.001)


def kept(books: Books, sender: int) -> list[float]:
    """Every value that is kept of a sender, in order."""
    with open_office(books.url) as office:
        found = office.telemetry.read(device_of(sender), 0, at_s(9999 * 86_400))
    return found.values[:, 1].tolist()


def touched(books: Books) -> set[tuple[str, str]]:
    """Every day that waits to be rolled up."""
    with open_office(books.url) as office:
        return {(each.device, str(each.day)) for each in office.telemetry.touched(10**6)}
