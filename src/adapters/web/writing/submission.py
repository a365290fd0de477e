"""One command on its way in: who sends it, under which key, what it says, and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Annotated, Any, TypeVar

from anyio import sleep, to_thread
from litestar import Response
from litestar.di import NamedDependency, Provide

from adapters.web.answer import Model, told
from adapters.web.asking import parameter
from adapters.web.permitting import permit
from adapters.web.refusing import AnyRequest
from adapters.web.writing.body import Body, Dated, read, said
from adapters.web.writing.fields import OfAPerson
from adapters.web.writing.headers import command_key, in_json
from adapters.web.writing.json_text import read_json
from application.act import Act
from application.carbon_log import ContradictsRecorded
from application.office import Office
from application.plausible_time import plausible
from application.ports.vault import as_personal, as_text
from application.relations import Relations
from domain.access import Action, Caller, Resource
from domain.occurred import Occurred
from domain.personal import Personal
from domain.record import Provenance, Request

B = TypeVar("B", bound=Body)

MOST_WAIT_S = 30
_LOOK_AGAIN_S = 0.02


class Recorded(Model):
    """记账结果 / Where a command was recorded"""

    command_id: str = told(
        "命令编号: 调用者与 Idempotency-Key; 事实以它注明由来",
        "The id of the command, made of its caller and the Idempotency-Key; its facts name it",
        "api:本机:8c5f5a52",
    )
    first: int = told(
        "总账中的首个位置; 0 即没有变化", "Its first place in the log; 0: nothing", 41
    )
    last: int = told("总账中的末个位置; 0 即没有变化", "Its last place in the log; 0: nothing", 45)
    repeated: bool = told(
        "是否先前已记账, 这是当时的答复",
        "Whether it was recorded before, and this is the answer given then",
    )
    caught_up: bool | None = told(
        "各视图是否已到该位置; 未要求等待为 null",
        "Whether the views have reached that place; null if nobody asked to wait",
        None,
    )


RECORDED = Recorded(
    command_id="api:本机:8c5f5a52", first=41, last=45, repeated=False, caught_up=None
)

Wait = Annotated[
    str | None,
    parameter(
        f"等各视图到达后再答复, 最多若干秒(0 至 {MOST_WAIT_S}), true 即最多; 不写即不等",
        f"Answer when the views have it, waiting at most so many seconds (0 to {MOST_WAIT_S}); "
        "true means as long as that; without it there is no waiting",
        "5",
        "true",
        pattern="^(true|30|[12]?[0-9])$",
    ),
]


@dataclass(frozen=True, slots=True)
class Submission:
    """A command that a caller has sent; each handler reads, permits and records it."""

    office: Office
    caller: Caller
    key: str
    wait_s: int | None
    raw: bytes
    operation: str

    @property
    def whose(self) -> Relations:
        """Look up whose a thing is."""
        return Relations(self.office.log)

    def read(self, model: type[B]) -> B:
        """Read the body as a command; raises 400 and 422."""
        return read(model, read_json(self.raw))

    def permit(self, action: Action, resource: Resource, **facts: str) -> None:
        """Let the caller do this with a thing, or raise 403 or 404."""
        permit(self.caller, action, resource, **facts)

    def occurred(self, body: Dated) -> Occurred:
        """When it happened; now if nothing is said. Raises what `plausible` refuses."""
        return self.office.now() if body.occurred is None else self.plausible(body.occurred)

    def plausible(self, occurred: Occurred) -> Occurred:
        """Let a time pass that can have been."""
        return plausible(occurred, self.office.clock.now())

    def seal(self, scope: str, text: OfAPerson, *, name: OfAPerson | None = None) -> Personal:
        """Seal what belongs to a person, under the key of whoever has that name in a scope."""
        return self.office.vault.seal(scope, str(text), name=None if name is None else str(name))

    def record(
        self,
        act: Act,
        body: Body,
        about: Mapping[str, str],
        *,
        at: str | None = None,
        sealed: Mapping[str, Personal | None] | None = None,
        in_turn: bool = False,
    ) -> Response[Recorded]:
        """Carry out an act; `about` is what the path names, `at` where the new object is found.

        One that is carried out in turn has nobody beside it who is in his.
        """
        kept = {name: as_text(value) for name, value in (sealed or {}).items() if value is not None}
        named = {name: str(value) for name, value in about.items()}
        contents = (("operation", self.operation), *named.items(), *said(body, kept))
        request = Request(self.command_id, self.caller.name, Provenance(body.provenance), contents)
        log = self.office.log
        try:
            answer = (log.perform_in_turn if in_turn else log.perform)(act, request)
        except ContradictsRecorded as other:
            raise self._readable(other) from other
        told = Recorded(
            command_id=request.command_id,
            first=answer.first,
            last=answer.last,
            repeated=answer.repeated,
            caught_up=None,
        )
        created = answer.last > 0 and not answer.repeated
        headers = {} if at is None else {"location": at}
        return Response(told, status_code=201 if created else 200, headers=headers)

    async def settled(self, answer: Response[Recorded]) -> Response[Recorded]:
        """Let the answer wait for the views, if that was asked for; no thread waits meanwhile."""
        if self.wait_s is not None:
            reached = await self._reached(answer.content.last, self.wait_s)
            answer.content = answer.content.model_copy(update={"caught_up": reached})
        return answer

    async def _reached(self, position: int, wait_s: int) -> bool:
        deadline = monotonic() + wait_s
        while not await to_thread.run_sync(self.office.followers.wait_for, position, 0.0):
            if monotonic() >= deadline:
                return False
            await sleep(_LOOK_AGAIN_S)
        return True

    @property
    def command_id(self) -> str:
        """Bind the key to its caller, so that nobody meets another's; the escape keeps it so."""
        name = self.caller.name.replace("%", "%25").replace(":", "%3A")
        return f"api:{name}:{self.key}"

    def _readable(self, other: ContradictsRecorded) -> ContradictsRecorded:
        """Show a caller his own words, not the ciphertext they are kept as."""
        return ContradictsRecorded(**{name: self._opened(v) for name, v in other.facts.items()})

    def _opened(self, value: object) -> object:
        personal = as_personal(value) if isinstance(value, str) else None
        return value if personal is None else self.office.reveal(personal)


async def submitted(
    request: AnyRequest,
    office: NamedDependency[Office],
    caller: NamedDependency[Caller],
    wait: Wait = None,
) -> Submission:
    """Take a command in: its headers, then its body as far as it may be long."""
    headers = list(request.scope["headers"])
    key = command_key(headers)
    in_json(headers)
    wait_s = None if wait is None else MOST_WAIT_S if wait == "true" else int(wait)
    raw = b"".join([part async for part in request.stream()])
    operation = request.route_handler.name or request.route_handler.handler_name
    return Submission(office, caller, key, wait_s, raw, operation)


SUBMITTED: dict[str, Any] = {"submission": Provide(submitted)}
