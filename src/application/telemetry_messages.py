"""What instruments publish is taken in by the door through which all readings come."""

import logging
from collections import Counter

from application.answering import LogNotWritable, LogUnreachable
from application.intake import Taken
from application.journal import note
from application.office import Office
from application.ports.fact_book import Unreachable
from application.ports.telemetry_feed import NotNow
from application.ports.telemetry_store import ReadingsNotKept
from domain.identifiers import DeviceId
from domain.refusal import Refusal

# What every driver calls the loss of its database (PEP 249), and the pool that waited for it.
_LOST = frozenset({"OperationalError", "InterfaceError", "TimeoutError"})

_log = logging.getLogger(__name__)


class MessageBroke(Refusal):
    """接收这条消息时程序出错; 消息已留存, 可在修复后重新发布。

    The program failed over this message; it is kept, and can be published again once that is
    mended.
    """


class TelemetryMessages:
    """Takes in messages. Nobody waits for an answer, so what is refused is noted."""

    def __init__(self, office: Office) -> None:
        """Take in for an office."""
        self._office = office

    def __call__(self, device: str, body: bytes) -> None:
        """Take a message in; raises a `Refusal` or `NotNow`."""
        readings = self._office.readings_of_body(body, DeviceId(device))
        try:
            taken = self._office.intake.take(readings)
        except (ReadingsNotKept, LogUnreachable, LogNotWritable, Unreachable) as away:
            raise NotNow from away
        except Refusal:
            raise
        except Exception as fault:
            if not _LOST.isdisjoint(kind.__name__ for kind in type(fault).__mro__):
                raise NotNow from fault
            raise MessageBroke from fault
        if taken.refused:
            _note_refused(taken)


def _note_refused(taken: Taken) -> None:
    whys = Counter(each.why.value for each in taken.refused)
    note(
        _log,
        "readings-refused",
        "部分读数未接收",
        level=logging.WARNING,
        rows=len(taken.refused),
        reasons=", ".join(sorted(whys)),
    )
