"""Codes follow from evidence and policy: what the health board says now is put on record.

The board judges every charge each time, since a code changes by the mere passing of time. A life is
read only where the charge book has another code on record than the board says: mostly of nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from application.act import only
from application.carbon_log import Order
from application.office import Office
from application.viewpoint import Viewpoint
from domain.charge import CHARGE, Running
from domain.charge_noting import ChangeHealthCode, changed_code, noted
from domain.code import Code
from domain.health import Assessment
from domain.identifiers import ChargeId
from domain.occurred import Occurred
from domain.record import Provenance, Request
from domain.refusal import Refusal

ACTOR = "评估"
_PAGE = 200


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """A code that was put on record; `former` is None for the first."""

    charge: ChargeId
    former: Code | None
    code: Code
    zh: str
    en: str


def change_codes(office: Office, at: Occurred) -> list[ChangedCode]:
    """Put every code on record that is not as it was recorded last."""
    changed: list[ChangedCode] = []
    orders: list[Order] = []
    on_record = office.charges.coded()
    for charge, judged in _judged(office, at):
        command = ChangeHealthCode(at, judged.code, judged.reasons, judged.policy, judged.pending)
        if not changed_code(command, on_record.get(charge)):
            continue
        life = office.log.read(CHARGE, charge)
        if not isinstance(life.state, Running) or not noted(command, life.state.course):
            continue
        coded = life.state.course.coded
        former = None if coded is None else coded.code
        changed.append(ChangedCode(charge, former, judged.code, judged.zh, judged.en))
        orders.append((only(CHARGE, charge, command), _request(charge, life.version, command)))
    answers = [
        answer
        for start in range(0, len(orders), _PAGE)
        for answer in office.log.perform_all(orders[start : start + _PAGE])
    ]
    return [
        each
        for each, answer in zip(changed, answers, strict=True)
        if not isinstance(answer, Refusal)
    ]


def _judged(office: Office, at: Occurred) -> Iterator[tuple[ChargeId, Assessment]]:
    """Every charge at work, as the health board judges it."""
    seen_from = Viewpoint.of(at, None, office.clock.now())
    after = ""
    while page := office.health.charges(seen_from, after=after, limit=_PAGE):
        for each in page:
            yield ChargeId(each.charge), each.assessment
        after = page[-1].adsorber


def _request(charge: ChargeId, version: int, command: ChangeHealthCode) -> Request:
    told = (command.code, command.pending, command.policy, command.reasons)
    digest = sha256(repr(told).encode()).hexdigest()[:16]
    return Request(f"code:{charge}:{version}:{digest}", ACTOR, Provenance.LIVE)
