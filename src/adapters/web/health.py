"""存活与就绪: whether the process lives, and whether its answers can be relied on."""

from collections.abc import Iterator

from litestar import Response, get
from litestar.di import NamedDependency, Provide

from adapters.web.answer import Model, told
from adapters.web.calling import insider
from adapters.web.operation import answer, errors
from adapters.web.problem import DATABASE_AWAY, FOREIGN_HOST, INTERNAL, NOT_READY
from adapters.web.refusing import answered
from application.lights import MOST_LAG
from application.office import Office
from application.ports.followers import Following, Form
from application.premises import Premises

TAG = "运行 Operation"


class Alive(Model):
    """存活 / Alive"""

    status: str = told("固定为 live", "Always live", "live")


class View(Model):
    """一个账面视图跟到哪里 / How far a view has come"""

    name: str = told("视图", "The view", "ledger")
    position: int = told("已处理到的位置", "The position it has reached", 2918)
    lag: int = told("落后多少条", "How many positions it is behind the log", 0)


class Relayed(Model):
    """事件发布到哪里 / How far events have been handed to the message broker"""

    outlet: str = told("出口", "The outlet", "rabbitmq")
    connected: bool = told(
        "是否与消息服务相连; 断开不影响就绪, 事件留待恢复后发布",
        "Whether the broker is connected; its absence does not make the rest less ready, and "
        "events wait for it",
    )
    position: int = told("已确认的位置", "The position up to which all is confirmed", 2918)
    lag: int = told("落后多少条", "How many positions it is behind the log", 0)


class Ready(Model):
    """就绪 / Ready"""

    status: str = told("固定为 ready", "Always ready", "ready")
    head: int | None = told(
        "总账末位; 未出示密钥者为 null", "The last position of the log; null for strangers", 2918
    )
    views: tuple[View, ...] = told("各视图; 未出示密钥者为空", "The views; none for strangers")
    relay: tuple[Relayed, ...] = told(
        "消息服务; 未启用或未出示密钥者为空",
        "Message brokers; none for strangers, or where none is in use",
        default=(),
    )


@get(
    "/health/live",
    tags=[TAG],
    summary="进程是否存活 / Whether the process lives",
    description="不查数据库。\n\nDoes not ask the database.",
    responses={200: answer(Alive(status="live")), **errors([FOREIGN_HOST])},
    sync_to_thread=False,
)
def live() -> Alive:
    """Say that the process answers."""
    return Alive(status="live")


@get(
    "/health/ready",
    tags=[TAG],
    summary="是否可以使用 / Whether it can be used",
    description=(
        "数据库可读、库结构相符、各视图跟得上总账且没有停下; 否则回答 503。启用密钥后, 位置与原因"
        "只告诉运维、区级与审计的密钥。\n\n"
        "The database can be read, its schema is this program's, and every view follows the log; "
        "otherwise 503. Once there are keys, positions and reasons are told to the keys of "
        "operators, the district and auditors only."
    ),
    responses={
        200: answer(
            Ready(status="ready", head=2918, views=(View(name="ledger", position=2918, lag=0),))
        ),
        **errors([FOREIGN_HOST, NOT_READY, DATABASE_AWAY, INTERNAL]),
    },
    dependencies={"insider": Provide(insider, sync_to_thread=True)},
    sync_to_thread=True,
)
def ready(
    office: NamedDependency[Office], insider: NamedDependency[bool]
) -> Ready | Response[bytes]:
    """Ask the database and every follower; strangers learn only whether all is well."""
    following = office.followers.status()
    wrong = [*_schema(office.survey()), *(reason for each in following for reason in _view(each))]
    if wrong:
        told_all = NOT_READY.problem(
            instance="/health/ready",
            detail="; ".join(zh for zh, _ in wrong) + "。",
            detail_en="; ".join(en for _, en in wrong) + ".",
        )
        problem = told_all if insider else NOT_READY.problem(instance="/health/ready")
        return answered(problem, {"retry-after": "5"})
    if not insider:
        return Ready(status="ready", head=None, views=())
    views = tuple(View(name=f.follower, position=f.position, lag=f.lag) for f in following)
    return Ready(status="ready", head=office.log.head(), views=views, relay=_relay(office))


def _relay(office: Office) -> tuple[Relayed, ...]:
    now = office.clock.now()
    return tuple(
        Relayed(
            outlet=each.outlet,
            connected=each.is_connected(now),
            position=each.position,
            lag=each.lag,
        )
        for each in office.outlets.standing()
    )


def _schema(premises: Premises) -> Iterator[tuple[str, str]]:
    found, known = premises.schema, premises.schema_of_program
    if found != known:
        yield (
            f"库结构为第 {found} 版, 本程序为第 {known} 版",
            f"the schema is version {found}, and this program's is {known}",
        )


def _view(following: Following) -> Iterator[tuple[str, str]]:
    if following.stopped is not None:
        where, why = following.stopped.position, following.stopped.reason
        yield (
            f"视图 {following.follower} 停在第 {where} 条: {why}",
            f"view {following.follower} has stopped at position {where}: {why}",
        )
    elif following.form is Form.UNREADABLE:
        yield (
            f"视图 {following.follower} 由另一版本的程序写成",
            f"view {following.follower} was written by another version of this program",
        )
    elif following.lag > MOST_LAG:
        yield (
            f"视图 {following.follower} 落后 {following.lag} 条",
            f"view {following.follower} is {following.lag} positions behind",
        )
