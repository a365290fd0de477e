"""填装、更换、卸出与更正: what happens to the carbon in the beds."""

from typing import Annotated

from litestar import Response
from litestar.di import NamedDependency
from pydantic import Field

from adapters.web.adsorbers import TAG
from adapters.web.answer import told
from adapters.web.writing import fields, story
from adapters.web.writing.body import Dated
from adapters.web.writing.checking import whole
from adapters.web.writing.operation import writes
from adapters.web.writing.places import AdsorberInPath, facts_of, named
from adapters.web.writing.submission import Recorded, Submission
from application.correct_swap import correct_swap
from application.swap_carbon import change_carbon, container_of
from domain.access import Action, Resource
from domain.adsorber import MOST_BEDS, CorrectSwap, FillCarbon, RemoveCarbon, SwapCarbon
from domain.identifiers import AdsorberId
from domain.personal import Personal
from domain.quantities import grams

Beds = Annotated[
    tuple[Annotated[int, whole(1, MOST_BEDS)], ...],
    Field(strict=False, max_length=MOST_BEDS),
]


class Handling(Dated):
    """What all changes of carbon say."""

    beds: Beds = told(
        "炭箱编号; 不写即全部, 质量按要求填充量分摊",
        "Which beds; without it all of them, which share the mass by their required fill",
        [1],
        default=(),
    )
    operator: fields.PersonName | None = told("经办人", "Who did it", "朱工", default=None)


class Filling(Handling):
    """填装 / Carbon into empty beds"""

    filled_kg: fields.Kg = told("装填量, kg", "Filled in, kg", 500)
    lot: fields.Lot = told("炭批号", "Out of which lot", story.LOT)


class Removal(Handling):
    """卸出 / Spent carbon out of the beds, which stay empty"""

    removed_kg: fields.Kg = told("卸出量, kg", "Taken out, kg", "530.5")
    vehicle: fields.Name | None = told("车牌号", "Vehicle", "浙F8K26Z", default=None)
    manifest: fields.Manifest | None = told(
        "联单编号", "The manifest it leaves with", story.MANIFEST, default=None
    )


class Swap(Removal):
    """更换 / Spent carbon out and fresh carbon in"""

    filled_kg: fields.Kg = told("装填量, kg", "Filled in, kg", 500)
    lot: fields.Lot = told("炭批号", "Out of which lot", story.LOT)


class Correction(Dated):
    """更正 / A recorded change of carbon that turned out wrong"""

    occurred: fields.Time | None = told(
        "更正的时间; 不写即此刻",
        "When it is corrected; without it, now",
        "2022-11-30T16:00:00+08:00",
        default=None,
    )
    swap: fields.Time = told(
        "原记录的发生时间", "The time under which it was recorded", "2022-11-30T09:00:00+08:00"
    )
    reason: fields.Note = told("原因", "Why", "磅单为580")
    removed_kg: fields.Kg | None = told("实际卸出量, kg", "Taken out in truth, kg", default=None)
    filled_kg: fields.Kg | None = told("实际装填量, kg", "Filled in in truth, kg", default=None)
    lot: fields.Lot | None = told("实际炭批号", "The lot in truth", story.LOT, default=None)
    moved_to: fields.Time | None = told(
        "实际时间", "When it happened in truth", "2022-11-30T09:30:00+08:00", default=None
    )


@writes(
    "/adsorbers/{adsorber:str}/fills",
    tag=TAG,
    zh="填装",
    en="Fill beds",
    more=("把一批炭装入空炭箱。", "Puts carbon of a lot into empty beds."),
    body=Filling,
    example={
        "occurred": "2022-11-29T14:00:00+08:00",
        "filled_kg": 500,
        "lot": story.LOT,
        "operator": "朱工",
    },
)
def fill_carbon(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Fill beds."""
    number, whose = _permitted(submission, adsorber, Action.CHANGE_CARBON)
    told = submission.read(Filling)
    occurred = submission.occurred(told)
    by = _operator(submission, told, whose, number)
    command = FillCarbon(occurred, told.beds, grams(told.filled_kg), told.lot, by)
    return _record(submission, number, command, told, by)


@writes(
    "/adsorbers/{adsorber:str}/swaps",
    tag=TAG,
    zh="更换",
    en="Swap carbon",
    more=(
        "卸出废炭并装入新炭, 废炭入容器 `C-装置编号-时间`; 写明联单编号即注明将随它转移。",
        "Takes spent carbon out into the container `C-ADSORBER-TIME` and puts fresh carbon in; a "
        "manifest's number says with which one it leaves.",
    ),
    body=Swap,
    example={
        "occurred": "2022-11-30T09:00:00+08:00",
        "removed_kg": 590,
        "filled_kg": 500,
        "lot": story.LOT,
        "operator": "朱工",
    },
)
def swap_carbon(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Swap carbon."""
    number, whose = _permitted(submission, adsorber, Action.CHANGE_CARBON)
    told = submission.read(Swap)
    occurred = submission.occurred(told)
    by = _operator(submission, told, whose, number)
    command = SwapCarbon(
        occurred,
        told.beds,
        grams(told.removed_kg),
        grams(told.filled_kg),
        told.lot,
        told.vehicle,
        told.manifest,
        by,
    )
    return _record(submission, number, command, told, by)


@writes(
    "/adsorbers/{adsorber:str}/removals",
    tag=TAG,
    zh="卸出",
    en="Empty beds",
    more=(
        "卸出废炭, 炭箱留空; 废炭入容器 `C-装置编号-时间`。",
        "Takes spent carbon out into the container `C-ADSORBER-TIME`; the beds stay empty.",
    ),
    body=Removal,
    example={"occurred": "2022-11-30T17:00:00+08:00", "removed_kg": "530.5"},
)
def remove_carbon(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Empty beds."""
    number, whose = _permitted(submission, adsorber, Action.CHANGE_CARBON)
    told = submission.read(Removal)
    occurred = submission.occurred(told)
    by = _operator(submission, told, whose, number)
    command = RemoveCarbon(
        occurred, told.beds, grams(told.removed_kg), told.vehicle, told.manifest, by
    )
    return _record(submission, number, command, told, by)


@writes(
    "/adsorbers/{adsorber:str}/corrections",
    tag=TAG,
    zh="更正填装、更换或卸出",
    en="Correct a fill, swap or removal",
    more=(
        "写明原因; 未写的项不变, 原记录保留, 账以最新为准。",
        "Needs a reason. What is left out stands, the old record is kept, and the books use the "
        "latest.",
    ),
    body=Correction,
    example={
        "swap": "2022-11-30T09:00:00+08:00",
        "reason": "磅单为580",
        "removed_kg": 580,
    },
)
def correct_carbon(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Correct a change of carbon."""
    number, _ = _permitted(submission, adsorber, Action.CORRECT_CARBON)
    told = submission.read(Correction)
    command = CorrectSwap(
        submission.occurred(told),
        told.swap,
        told.reason,
        None if told.moved_to is None else submission.plausible(told.moved_to),
        None if told.removed_kg is None else grams(told.removed_kg),
        None if told.filled_kg is None else grams(told.filled_kg),
        told.lot,
    )
    return submission.record(correct_swap(number, command), told, {"adsorber": number})


def _permitted(
    submission: Submission, adsorber: str, action: Action
) -> tuple[AdsorberId, Resource]:
    number = named(AdsorberId, "adsorber", adsorber)
    whose = submission.whose.adsorber(number)
    submission.permit(action, whose, adsorber=number)
    return number, whose


def _operator(
    submission: Submission, told: Handling, whose: Resource, adsorber: AdsorberId
) -> Personal | None:
    if told.operator is None:
        return None
    return submission.seal(whose.enterprise or adsorber, told.operator)


def _record(
    submission: Submission,
    adsorber: AdsorberId,
    command: FillCarbon | SwapCarbon | RemoveCarbon,
    told: Handling,
    operator: Personal | None,
) -> Response[Recorded]:
    filled = isinstance(command, FillCarbon)
    at = None if filled else facts_of(f"container:{container_of(adsorber, command.occurred)}")
    return submission.record(
        change_carbon(adsorber, command),
        told,
        {"adsorber": adsorber},
        at=at,
        sealed={"operator": operator},
    )
