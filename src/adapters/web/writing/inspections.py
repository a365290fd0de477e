"""核实、承诺与申诉: what somebody looks at on the spot, and what is decided of it."""

from typing import Annotated

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.adsorbers import TAG as ADSORBERS
from adapters.web.answer import told
from adapters.web.board import TAG as HEALTH
from adapters.web.writing import fields
from adapters.web.writing.body import Dated
from adapters.web.writing.checking import whole
from adapters.web.writing.operation import writes
from adapters.web.writing.places import AdsorberInPath, ChargeInPath, facts_of, named
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from domain.access import Action
from domain.adsorber import ADSORBER, LONGEST_PERIOD_DAYS, CommitReplacement, VerifySwap
from domain.charge import CHARGE, Command
from domain.charge_noting import CheckSite, DecideObjection, ObjectToCode
from domain.identifiers import AdsorberId, ChargeId


class Verification(Dated):
    """核实一次待核实的填装或更换 / A doubtful change of carbon that somebody has looked at"""

    swap: fields.Time = told(
        "原记录的发生时间", "The time under which it was recorded", "2022-11-30T09:00:00+08:00"
    )
    inspector: fields.Name = told(
        "核查单位或工号(不写姓名)", "Which office or badge; no person's name", "王店镇生态办"
    )
    found: fields.Note = told("所见", "What was found", "与记录相符")


class Commitment(Dated):
    """许可或环评中的更换承诺 / What a permit or EIA promises"""

    document: fields.Name = told("文号", "Number of the document", "嘉环许〔2022〕1号")
    every_days: Annotated[int, whole(1, LONGEST_PERIOD_DAYS)] = told(
        "更换周期, 天", "Every so many days", 90
    )


class Objection(Dated):
    """申诉 / An objection"""

    reason: fields.Note = told("理由", "Why", "探头结垢, 读数偏高")


class SiteCheck(Dated):
    """现场核查 / A site check"""

    inspector: fields.Name = told(
        "核查单位或工号(不写姓名)", "Which office or badge; no person's name", "王店镇生态办"
    )
    found: fields.Note = told("所见", "What was found", "探头结垢, 已清洗")


class Decision(Dated):
    """对申诉的决定 / The decision on an objection"""

    upheld: bool = told("是否成立", "Whether it is upheld")
    reason: fields.Note = told("理由", "Why", "探头结垢属实")
    disregarded_from: fields.Time | None = told(
        "剔除读数: 自哪一日(含); 仅在成立时",
        "Readings count no more from this day on, included; only if upheld",
        "2022-11-20",
        default=None,
    )
    disregarded_until: fields.Time | None = told(
        "剔除读数: 至哪一日(含)", "Until this day, included", "2022-11-25", default=None
    )


@writes(
    "/adsorbers/{adsorber:str}/verifications",
    tag=ADSORBERS,
    zh="核实更换",
    en="Verify a swap",
    more=(
        "现场核实后, 待核实的填装或更换即按记录生效; 此后再更正的须重新核实。",
        "What was doubtful stands as recorded; if it is corrected afterwards it is to be verified "
        "again.",
    ),
    body=Verification,
    example={
        "swap": "2022-11-30T09:00:00+08:00",
        "inspector": "王店镇生态办",
        "found": "与记录相符",
    },
)
def verify_swap(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Verify a swap."""
    number = _adsorber(submission, adsorber, Action.INSPECT)
    told = submission.read(Verification)
    command = VerifySwap(submission.occurred(told), told.swap, told.inspector, told.found)
    return submission.record(only(ADSORBER, number, command), told, {"adsorber": number})


@writes(
    "/adsorbers/{adsorber:str}/commitments",
    tag=ADSORBERS,
    zh="登记更换承诺",
    en="Keep a commitment",
    more=(
        "许可或环评承诺的更换周期, 自此为该装置的约束日期; 后登记的取代前一次。",
        "The replacement period of its permit or EIA binds the adsorber from then on; a later one "
        "supersedes it.",
    ),
    body=Commitment,
    example={"occurred": "2022-11-29", "document": "嘉环许〔2022〕1号", "every_days": 90},
)
def commit_replacement(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Keep a commitment."""
    number = _adsorber(submission, adsorber, Action.COMMIT_REPLACEMENT)
    told = submission.read(Commitment)
    command = CommitReplacement(submission.occurred(told), told.document, told.every_days)
    return submission.record(only(ADSORBER, number, command), told, {"adsorber": number})


@writes(
    "/charges/{charge:str}/objections",
    tag=HEALTH,
    zh="对健康码申诉",
    en="Object to a code",
    more=(
        "企业认为健康码有误时申诉; 须现场核查后决定。",
        "For an enterprise that holds its code for wrong; a site check and a decision follow.",
    ),
    body=Objection,
    example={"reason": "探头结垢, 读数偏高"},
)
def object_to_code(
    submission: NamedDependency[Submission], charge: ChargeInPath
) -> Response[Recorded]:
    """Object to a code."""
    number = _charge(submission, charge, Action.OBJECT_TO_CODE)
    told = submission.read(Objection)
    return _noted(submission, number, ObjectToCode(submission.occurred(told), told.reason), told)


@writes(
    "/charges/{charge:str}/site-checks",
    tag=HEALTH,
    zh="现场核查",
    en="Check a site",
    more=("登记申诉后的现场核查。", "Writes down what was found on the spot after an objection."),
    body=SiteCheck,
    example={"inspector": "王店镇生态办", "found": "探头结垢, 已清洗"},
)
def check_site(submission: NamedDependency[Submission], charge: ChargeInPath) -> Response[Recorded]:
    """Check a site."""
    number = _charge(submission, charge, Action.INSPECT)
    told = submission.read(SiteCheck)
    command = CheckSite(submission.occurred(told), told.inspector, told.found)
    return _noted(submission, number, command, told)


@writes(
    "/charges/{charge:str}/decisions",
    tag=HEALTH,
    zh="决定申诉",
    en="Decide an objection",
    more=(
        "成立或驳回; 成立时可剔除若干日的读数, 健康码随证据重新得出, 不由人指定。",
        "Upholds or rejects. If upheld, readings of some days may be disregarded, and the code "
        "follows from the evidence anew; nobody sets it.",
    ),
    body=Decision,
    example={
        "upheld": True,
        "reason": "探头结垢属实",
        "disregarded_from": "2022-11-20",
        "disregarded_until": "2022-11-25",
    },
)
def decide_objection(
    submission: NamedDependency[Submission], charge: ChargeInPath
) -> Response[Recorded]:
    """Decide an objection."""
    number = _charge(submission, charge, Action.DECIDE_OBJECTION)
    told = submission.read(Decision)
    command = DecideObjection(
        submission.occurred(told),
        told.upheld,
        told.reason,
        told.disregarded_from,
        told.disregarded_until,
    )
    return _noted(submission, number, command, told)


def _adsorber(submission: Submission, text: str, action: Action) -> AdsorberId:
    number = named(AdsorberId, "adsorber", text)
    submission.permit(action, submission.whose.adsorber(number), adsorber=number)
    return number


def _charge(submission: Submission, text: str, action: Action) -> ChargeId:
    number = named(ChargeId, "charge", text)
    submission.permit(action, submission.whose.charge(number), charge=number)
    return number


def _noted(
    submission: Submission, charge: ChargeId, command: Command, told: Dated
) -> Response[Recorded]:
    act, at = only(CHARGE, charge, command), facts_of(f"charge:{charge}")
    return submission.record(act, told, {"charge": charge}, at=at)
