"""评估按时进行: a round every so many minutes while a server runs.

A round takes its steps in order, each on what the ones before have left: what came in is rolled up,
silent devices are noted, and then charges are assessed.
"""

import logging
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from application.assess import Round, assess
from application.carbon_log import CarbonLog
from application.journal import note
from application.learn_behaviour import Learning
from application.office import Office
from application.ports.followers import Form
from application.roll_up import RolledUp, RollUp
from application.silence import listen_for_silence
from application.telemetry_keeping import TelemetryKeeping
from application.view import View
from domain.device import DeviceBedCooled, DeviceBedOverheated
from domain.refusal import Refusal

EVERY_VARIABLE = "TANGUANJIA_ASSESS_EVERY_MINUTES"
USUAL_EVERY = timedelta(minutes=10)
_LONGEST_MINUTES = 24 * 60

_LOOK_S = 1.0
"""How often somebody who waits looks whether he is to stop."""
_PAGE = 1000

Step = Callable[[Office, Event], None]
"""Part of a round, told by the event when the server is going home. What it raises is noted, and
the round goes on with the next."""

_log = logging.getLogger(__name__)


class BadInterval(Refusal):
    """TANGUANJIA_ASSESS_EVERY_MINUTES 应为 0 到 1440 的整数(分钟); 0 为不按时评估。

    TANGUANJIA_ASSESS_EVERY_MINUTES is a whole number of minutes from 0 to 1440; 0 means never.
    """


def interval_set_by(environment: Mapping[str, str]) -> timedelta | None:
    """How often charges are assessed while a server runs; None for never.

    Raises `BadInterval`.
    """
    told = environment.get(EVERY_VARIABLE, "").strip()
    if not told:
        return USUAL_EVERY
    if not (told.isascii() and told.isdigit() and int(told) <= _LONGEST_MINUTES):
        raise BadInterval(value=told)
    return timedelta(minutes=int(told)) or None


class _Stopping(Exception):  # noqa: N818 - it breaks a round off, and nothing is wrong
    """The server is going home."""


def assess_charges(office: Office, stop: Event, learning: Learning | None = None) -> None:
    """The last step: assess what runs, and note what came of it."""

    def moved(*_: object) -> None:
        if stop.is_set():
            raise _Stopping

    if _views_are_there(office):
        _note(assess(office, moved=moved, learning=learning))


def steps_of(office: Office) -> Sequence[Step]:
    """A round, in order."""
    roll_up = RollUp(office)

    def rolled_up(_office: Office, _stop: Event) -> None:
        _note_days(roll_up())

    learning = Learning(office.log)

    def assessed(office: Office, stop: Event) -> None:
        assess_charges(office, stop, learning)

    keeping = TelemetryKeeping(office)

    def kept(_office: Office, _stop: Event) -> None:
        _note_gone(keeping())

    return rolled_up, listen, assessed, kept


def listen(office: Office, _stop: Event) -> None:
    """Note which instruments have fallen silent, and which tell again."""
    heard = listen_for_silence(office)
    if heard.fell_silent or heard.heard_again:
        note(
            _log,
            "instruments-noticed",
            "监测设备缺失或恢复",
            fell_silent=len(heard.fell_silent),
            heard_again=len(heard.heard_again),
        )


@contextmanager
def assessed_regularly(
    office: Office, every: timedelta | None, steps: Sequence[Step] | None = None
) -> Generator[None]:
    """Go round in a thread of its own for as long as the context lasts, if there is an interval."""
    if every is None:
        yield
        return
    stop = Event()
    round_of = steps_of(office) if steps is None else steps
    goes = Thread(target=_go_round, args=(office, every, round_of, stop), name="assessing")
    goes.start()
    try:
        yield
    finally:
        stop.set()
        goes.join()


def _go_round(office: Office, every: timedelta, steps: Sequence[Step], stop: Event) -> None:
    failed: dict[int, str] = {}
    rest = _Rest(office.log, stop)
    while not stop.is_set():
        rest.begin()
        for place, step in enumerate(steps):
            if stop.is_set():
                return
            try:
                step(office, stop)
                failed.pop(place, None)
            except _Stopping:
                return
            except Exception as fault:
                kind = type(fault).__name__
                if failed.get(place) != kind:
                    _note_failure(fault)
                failed[place] = kind
        rest(every)


class _Rest:
    """Waits for the next round, which comes at once where a bed may catch fire."""

    def __init__(self, log: CarbonLog, stop: Event) -> None:
        self._log = log
        self._stop = stop
        self._seen: int | None = None

    def begin(self) -> None:
        """Note where the log stands before the first round, which may miss what comes after."""
        with suppress(Exception):
            self._seen = self._log.head() if self._seen is None else self._seen

    def __call__(self, every: timedelta) -> None:
        until = monotonic() + every.total_seconds()
        while (left_s := until - monotonic()) > 0 and not self._stop.is_set():
            try:
                if self._is_called(min(left_s, _LOOK_S)):
                    return
            except Exception:
                # The log is away; whatever comes is seen once it is back.
                self._stop.wait(min(left_s, _LOOK_S))

    def _is_called(self, timeout_s: float) -> bool:
        """Whether something urgent has come since the last look."""
        if self._seen is None:
            self._seen = self._log.head()
        page = self._log.page(self._seen, _PAGE)
        if not page:
            self._log.wait_beyond(self._seen, timeout_s)
            return False
        self._seen = page[-1].position
        return any(isinstance(each.fact, DeviceBedOverheated | DeviceBedCooled) for each in page)


def _views_are_there(office: Office) -> bool:
    """Bring the views to the head of the log; False while one is rebuilt or has stopped."""
    needed = [each for each in office.followers.catch_up() if each.follower in _NEEDED]
    return all(each.form is Form.CURRENT and each.stopped is None for each in needed)


_NEEDED = (View.CHARGES, View.HEALTH)


def _note(done: Round) -> None:
    if done.assessed or done.codes or done.learned:
        note(
            _log,
            "charges-assessed",
            "已评估",
            looked_at=done.looked_at,
            assessed=len(done.assessed),
            codes=len(done.codes),
            learned=len(done.learned),
            prior=done.prior or "",
        )


def _note_days(done: RolledUp) -> None:
    if done.recorded or done.refused:
        note(
            _log,
            "days-rolled-up",
            "已汇总逐日运行记录",
            recorded=done.recorded,
            refused=len(done.refused),
        )


def _note_gone(readings: int) -> None:
    if readings:
        note(_log, "readings-sampled", "到期的原始读数已转为均值", readings=readings)


def _note_failure(fault: Exception) -> None:
    note(_log, "assessment-failed", "评估未能进行", level=logging.ERROR, fault=fault)
