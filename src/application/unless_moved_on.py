"""What was computed from a charge's facts is recorded only while they are all there is.

So whatever stands before it in the life of the charge is what it knew.
"""

from collections.abc import Sequence

from application.act import Act, Change, Read, decided
from application.charge_evidence import Case
from domain.charge import CHARGE
from domain.charge_noting import AssessSaturation, LearnBehaviour
from domain.refusal import Refusal


class ChargeMovedOn(Refusal):
    """计算期间该填装又有新的记录, 须重新计算。

    Something was recorded of this charge while it was computed; it has to be computed again.
    """


def unless_moved_on(case: Case, command: AssessSaturation | LearnBehaviour) -> Act:
    """Note it of a charge, unless the charge is no longer as it was read."""

    def act(read: Read) -> Sequence[Change]:
        if read(CHARGE, case.charge).version != case.version:
            raise ChargeMovedOn(charge=case.charge)
        return (decided(read, CHARGE, case.charge, command),)

    return act
