"""A charge and its assessments as the documentation shows them."""

from datetime import datetime

from adapters.web.charge_models import (
    AssessmentModel,
    AssessmentPage,
    Breakthrough,
    Charge,
    ChargeEstimate,
    Days,
    Due,
    ExplainedAssessment,
    Interval,
    LastAssessment,
    OneAssessment,
    Source,
    Told,
)
from adapters.web.samples import VIEWED

_ESTIMATE = ChargeEstimate(
    saturation_percent=Interval(low=31.2, middle=42.5, high=60.1),
    breakthrough=(
        Breakthrough(probability=0.05, day="2022-12-05"),
        Breakthrough(probability=0.5, day="2022-12-28"),
    ),
    instruments="inlet and outlet",
    model="reduced-bed-1",
    calibration="simulated-districts-1",
    prior="shipped-1",
    former="TADF100001-1-1",
    seed=2958138675,
)
_SHORT = AssessmentModel(
    version=48,
    day="2022-11-30",
    recorded_at=datetime.fromisoformat("2022-11-30T18:00:00+08:00"),
    physical=_ESTIMATE,
    due=(Due(rule="months", day="2023-01-15", binding=True),),
)
CHARGE = Charge(
    id="TADF100001-1-2",
    adsorber="TADF100001",
    bed=1,
    number=2,
    enterprise="91330411MAW7DF1000",
    lot="ZS221009014",
    fresh_kg=1000,
    required_kg=1000,
    started="2022-10-15T08:57:00+08:00",
    ended=None,
    removed_kg=None,
    code="green",
    pending=False,
    assessed=LastAssessment(
        day="2022-11-30",
        saturation_percent=Interval(low=31.2, middle=42.5, high=60.1),
        breakthrough=Days(early="2022-12-05", middle="2022-12-28", late="2023-02-01"),
        binding="2023-01-15",
        instruments="inlet and outlet",
    ),
)
ASSESSMENTS = AssessmentPage(limit=100, next=None, items=(_SHORT,), **VIEWED)
ASSESSMENT = OneAssessment(
    assessment=ExplainedAssessment(
        **dict(_SHORT),
        relied=(Source(stream="charge:TADF100001-1-2", version=47),),
        explanation=(
            Told(
                zh="饱和度约 42 %, 90 % 区间 31–60 %",
                en="about 42 % saturated, 90 % interval 31–60 %",
            ),
        ),
    ),
    **VIEWED,
)
