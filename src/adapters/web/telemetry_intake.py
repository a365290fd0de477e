"""Readings come in: a batch is answered once it is durable, and not before."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any

from litestar import Response, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency, Provide

from adapters.web.body_problem import BAD_HEADER, TOO_MANY
from adapters.web.calling import OWN_DOOR, PORTER
from adapters.web.key_problems import DEVICE_KEY_KINDS
from adapters.web.limits import Limits
from adapters.web.metering import Meter, count
from adapters.web.operation import answer, errors, in_path
from adapters.web.porter import Porter
from adapters.web.problem import (
    BAD_PARAMETER,
    DATABASE_AWAY,
    FOREIGN_HOST,
    INTERNAL,
    NOT_FOUND,
    UNKNOWN_PARAMETER,
    Kind,
)
from adapters.web.refusing import AnyRequest, Unanswerable, not_found
from adapters.web.telemetry_body import is_packed, unpacked, unusable
from adapters.web.telemetry_models import MOST_ROWS_TOLD, TAKEN, RefusedRow, TakenIn
from adapters.web.telemetry_problems import (
    BATCH_TOO_LARGE,
    INTAKE_BUSY,
    KINDS_OF_TELEMETRY,
    NOT_KEPT,
)
from application.intake import Taken, TooManyRows
from application.office import Office
from application.ports.telemetry_store import ReadingsNotKept
from application.telemetry_body import UnusableBody
from domain.reading import Readings

TAG = "监测数据 Telemetry"
DEVICE_KEY = "device-key"
"""What the document calls the way in of an instrument."""

_BUSY_S, _AWAY_S = 2, 5

DeviceInPath = Annotated[
    str, in_path("监测设备编号", "The number of the instrument", "PID-0001", pattern=r"^[!-~]+$")
]


class Later(Unanswerable):
    """A batch that is to be sent again after some seconds."""

    def __init__(self, kind: Kind, after_s: int, **told: Any) -> None:
        """Tell when."""
        super().__init__(kind, facts={"retry_after_s": after_s}, **told)
        self._after_s = after_s

    @property
    def headers(self) -> dict[str, str]:
        """When, for clients that speak HTTP only."""
        return {"retry-after": str(self._after_s)}


class TooLong(Unanswerable):
    """A body that was not read to its end, so that nothing else can come on its connection."""

    @property
    def headers(self) -> dict[str, str]:
        """That it is closed."""
        return {"connection": "close"}


@dataclass
class Counter:
    """Where batches are handed in: each instrument is metered, and so many wait at once."""

    limits: Limits
    batches: Meter
    rows: Meter
    waiting: int = field(default=0, init=False)

    @classmethod
    def of(cls, limits: Limits) -> "Counter":
        """Open one with these limits."""
        return cls(
            limits,
            Meter(limits.device_batches_per_s, limits.device_batches_at_once),
            Meter(limits.device_rows_per_s, limits.device_rows_at_once),
        )

    @asynccontextmanager
    async def room(self) -> AsyncGenerator[None]:
        """Take a place in the queue before the store; raises 429 where there is none."""
        if self.waiting >= self.limits.intake_at_once:
            raise Later(INTAKE_BUSY, _BUSY_S)
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1


@post(
    "/telemetry/{device:str}",
    tags=[TAG],
    summary="上传一批读数 / Send a batch of readings",
    description=(
        '以设备密钥上传: 一个读数、读数的列表、{"readings": […]}, 或每行一个读数的 NDJSON, 可用 '
        "gzip 压缩。落盘之后才答复, 重发不会重复入库, 所以没有答复就再发一次。\n\n"
        'Sent with the key of the instrument: a reading, a list of them, {"readings": […]}, or '
        "NDJSON with a reading a line; gzip is understood. The answer comes once the readings are "
        "durable, and sending them again repeats nothing: without an answer, send it once more."
    ),
    responses={
        201: answer(TAKEN, "已入库 / Taken in"),
        200: answer(TAKEN.model_copy(update={"new": 0, "repeated": 1}), "没有新增 / Nothing new"),
        **errors(
            (
                BAD_PARAMETER,
                UNKNOWN_PARAMETER,
                BAD_HEADER,
                *DEVICE_KEY_KINDS,
                NOT_FOUND,
                FOREIGN_HOST,
                TOO_MANY,
                *KINDS_OF_TELEMETRY,
                INTERNAL,
                DATABASE_AWAY,
            )
        ),
    },
    status_code=201,
    # Its limit is one of `Limits`, and the body is read by it.
    request_max_body_size=None,
    opt={OWN_DOOR: True},
    security=[{DEVICE_KEY: []}],
)
async def send_readings(
    request: AnyRequest,
    device: DeviceInPath,
    office: NamedDependency[Office],
    counter: NamedDependency[Counter],
) -> Response[TakenIn]:
    """Take in a batch of the instrument whose key is shown."""
    sender = await sync_to_thread(_sender, request)
    if sender != device:
        # Whether there is another instrument of that number is nothing to the holder of a key.
        raise not_found(device=device)
    count(request, counter.batches, sender)
    packed = is_packed(list(request.scope["headers"]))
    async with counter.room():
        raw = await _body(request, counter.limits.telemetry_bytes)
        body = unpacked(raw, counter.limits.telemetry_bytes) if packed else raw
        readings = await sync_to_thread(_read, office, body, sender)
        rows = min(len(readings), counter.limits.device_rows_at_once)
        count(request, counter.rows, sender, rows)
        taken = await sync_to_thread(_take, office, readings)
    return Response(_told(sender, taken), status_code=201 if taken.new else 200)


def counted(limits: Limits) -> dict[str, Provide]:
    """The dependency of the operation: one counter for an application."""
    counter = Counter.of(limits)
    return {"counter": Provide(lambda: counter, sync_to_thread=False)}


async def _body(request: AnyRequest, most_bytes: int) -> bytes:
    """Read a body, and not beyond what it may be long; raises 413."""
    parts, length = list[bytes](), 0
    async for part in request.stream():
        length += len(part)
        if length > most_bytes:
            raise TooLong(BATCH_TOO_LARGE, facts={"most_bytes": most_bytes})
        parts.append(part)
    return b"".join(parts)


def _sender(request: AnyRequest) -> str:
    porter: Porter = request.app.state[PORTER]
    address = request.client.host if request.client else ""
    return porter.device(request.scope["headers"], address)


def _read(office: Office, body: bytes, device: str) -> Readings:
    try:
        return office.readings_of_body(body, device)
    except UnusableBody as no:
        raise unusable(no) from no


def _take(office: Office, readings: Readings) -> Taken:
    try:
        return office.intake.take(readings)
    except TooManyRows as many:
        raise Unanswerable(
            BATCH_TOO_LARGE, detail=many.zh, detail_en=many.en, facts=many.facts
        ) from many
    except ReadingsNotKept as away:
        raise Later(NOT_KEPT, _AWAY_S, detail=away.zh, detail_en=away.en) from away


def _told(device: str, taken: Taken) -> TakenIn:
    named: Sequence[RefusedRow] = [
        RefusedRow(row=each.row, code=each.why.value, reason=each.why.zh, reason_en=each.why.en)
        for each in taken.refused[:MOST_ROWS_TOLD]
    ]
    return TakenIn(
        device=device,
        received_at=taken.received_at.isoformat(),
        new=taken.new,
        repeated=taken.repeated,
        late=taken.late,
        refused=len(taken.refused),
        refused_rows=tuple(named),
    )
