"""炭箱过风面积: how wide the beds of an adsorber are."""

from typing import Annotated

from litestar import Response
from litestar.di import NamedDependency

from adapters.web.adsorbers import TAG
from adapters.web.answer import told
from adapters.web.writing import fields
from adapters.web.writing.body import Dated
from adapters.web.writing.checking import number, whole
from adapters.web.writing.operation import writes
from adapters.web.writing.places import AdsorberInPath, named
from adapters.web.writing.submission import Recorded, Submission
from application.act import only
from domain.access import Action
from domain.adsorber import ADSORBER, MOST_BEDS
from domain.bed_measuring import LEAST_FLOW_AREA_M2, MOST_FLOW_AREA_M2, MeasureBed
from domain.identifiers import AdsorberId


class Measurement(Dated):
    """一个炭箱的过风面积 / How wide a bed is to its air"""

    bed: Annotated[int, whole(1, MOST_BEDS)] = told("炭箱", "The bed", 1)
    flow_area_m2: Annotated[float, number(LEAST_FLOW_AREA_M2, MOST_FLOW_AREA_M2)] = told(
        "过风面积, m²", "The cross-section that the air passes, m²", 7.5
    )
    basis: fields.Name = told(
        "依据: 图纸或实测", "What it goes by: a drawing, or a measurement", "竣工图 2022-11"
    )


@writes(
    "/adsorbers/{adsorber:str}/measurements",
    tag=TAG,
    zh="登记炭箱过风面积",
    en="Say how wide a bed is",
    more=(
        "按图纸或实测登记一个炭箱的过风面积, 健康码自此按风量判断气流速度; 后登记的取代前一次。",
        "The cross-section of a bed, by a drawing or measured: from then on the health code goes "
        "by its face velocity as well. A later one supersedes it.",
    ),
    body=Measurement,
    example={
        "occurred": "2022-11-29",
        "bed": 1,
        "flow_area_m2": 7.5,
        "basis": "竣工图 2022-11",
    },
)
def measure_bed(
    submission: NamedDependency[Submission], adsorber: AdsorberInPath
) -> Response[Recorded]:
    """Say how wide a bed is."""
    plant = named(AdsorberId, "adsorber", adsorber)
    whose = submission.whose.adsorber(plant)
    submission.permit(Action.COMMISSION_ADSORBER, whose, adsorber=plant)
    told = submission.read(Measurement)
    command = MeasureBed(submission.occurred(told), told.bed, told.flow_area_m2, told.basis)
    return submission.record(only(ADSORBER, plant, command), told, {"adsorber": plant})
