"""What a client reads when it gets no answer: RFC 9457, in both languages, with a stable code."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from adapters.web.answer import Model

MEDIA_TYPE = "application/problem+json"


class Problem(Model):
    """为什么没有结果 / Why there is no answer (RFC 9457)."""

    type: str = Field(
        description="问题类型的说明页地址 / Where this kind of problem is explained",
        examples=["/problems/bad-parameter"],
    )
    title: str = Field(
        description="问题类型, 中文 / The kind of problem in Chinese", examples=["参数不正确"]
    )
    title_en: str = Field(
        description="问题类型, 英文 / The kind of problem in English",
        examples=["A parameter is not right"],
    )
    status: int = Field(description="HTTP 状态码 / HTTP status code", examples=[400])
    code: str = Field(
        description="稳定的问题代码, 供程序判断 / Stable code, for programs to decide on",
        examples=["bad-parameter"],
    )
    detail: str = Field(description="这一次的说明, 中文 / What happened this time, in Chinese")
    detail_en: str = Field(description="这一次的说明, 英文 / What happened this time, in English")
    instance: str = Field(
        description="出现问题的地址 / The path that was asked", examples=["/v1/ledger"]
    )
    field: str | None = Field(
        default=None,
        description="不正确的参数、请求头或正文字段(JSON 指针) / The parameter, header or field of "
        "the body (a JSON pointer) at fault, where there is one",
        examples=["as_of"],
    )
    facts: dict[str, str] = Field(
        default_factory=dict,
        description="依据 / The facts that made the answer a no",
        examples=[{"text": "2022-02-30"}],
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: what it is called, and what is said when nothing more is known."""

    code: str
    status: int
    title: str
    title_en: str
    detail: str
    detail_en: str

    def problem(
        self,
        *,
        instance: str,
        detail: str | None = None,
        detail_en: str | None = None,
        field: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> Problem:
        """Tell this kind of problem for one request."""
        return Problem(
            type=f"/problems/{self.code}",
            title=self.title,
            title_en=self.title_en,
            status=self.status,
            code=self.code,
            detail=detail or self.detail,
            detail_en=detail_en or self.detail_en,
            instance=instance,
            field=field,
            facts={name: str(value) for name, value in (facts or {}).items()},
        )


BAD_PARAMETER = Kind(
    "bad-parameter",
    400,
    "参数不正确",
    "A parameter is not right",
    "参数的值不合要求。",
    "The value of a parameter is not what it must be.",
)
UNKNOWN_PARAMETER = Kind(
    "unknown-parameter",
    400,
    "没有这个参数",
    "No such parameter",
    "这个地址没有该参数, 或同一参数写了多次; 为免误读结果, 不作回答。",
    "The address has no such parameter, or it is given more than once; to ignore it could mislead.",
)
NOT_FOUND = Kind(
    "nothing-under-this-number",
    404,
    "没有这个编号的记录",
    "Nothing under this number",
    "没有这个编号的记录, 或在所问的时间还没有。",
    "Nothing is recorded under this number, or not yet at the time that was asked about.",
)
FORBIDDEN = Kind(
    "forbidden",
    403,
    "没有权限",
    "Not permitted",
    "您的身份不能办理此事。",
    "Your role does not permit this.",
)
NO_SUCH_PATH = Kind(
    "no-such-path",
    404,
    "没有这个地址",
    "No such path",
    "没有这个地址; 全部地址见 /docs。",
    "There is nothing at this path; /docs lists all there is.",
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed",
    405,
    "不支持这种方法",
    "Method not allowed",
    "这个地址不支持该方法; 可用的方法见 Allow。",
    "This path does not answer that method; Allow lists those it does.",
)
BAD_REQUEST = Kind(
    "bad-request",
    400,
    "请求不正确",
    "A request that cannot be read",
    "请求无法识别。",
    "The request cannot be read.",
)
FOREIGN_HOST = Kind(
    "foreign-host",
    421,
    "不回答这个主机名",
    "Not answered under this name",
    "密钥启用之前, 只回答以 localhost、127.0.0.1 或 [::1] 发来的请求; "
    "启用之后, 只回答 --allowed-host 所列的名称(未列则不限)。",
    "Until there are keys, only requests to localhost, 127.0.0.1 or [::1] are answered; "
    "after that, those to the names that --allowed-host lists, or to any if it lists none.",
)
REFUSED = Kind(
    "refused",
    409,
    "办不到",
    "Refused",
    "这件事办不到。",
    "This cannot be done.",
)
INTERNAL = Kind(
    "internal-error",
    500,
    "程序出错",
    "A fault of the program",
    "程序出错, 详情已写入服务日志。",
    "The program has a fault; the details are in the server's log.",
)
DATABASE_AWAY = Kind(
    "database-away",
    503,
    "数据库暂时无法访问",
    "The database is away",
    "数据库暂时无法访问, 请稍后再试。",
    "The database cannot be reached at the moment; try again later.",
)
NOT_READY = Kind(
    "not-ready",
    503,
    "尚未就绪",
    "Not ready",
    "服务尚未就绪。",
    "The service is not ready.",
)

KINDS = (
    BAD_PARAMETER,
    UNKNOWN_PARAMETER,
    BAD_REQUEST,
    NOT_FOUND,
    FORBIDDEN,
    NO_SUCH_PATH,
    METHOD_NOT_ALLOWED,
    REFUSED,
    FOREIGN_HOST,
    INTERNAL,
    DATABASE_AWAY,
    NOT_READY,
)


def encoded(problem: Problem) -> bytes:
    """Spell a problem for the wire; what is not known is left out."""
    return problem.model_dump_json(exclude_none=True).encode()
