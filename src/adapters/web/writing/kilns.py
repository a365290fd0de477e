"""投料与出料: a kiln run, from the yard to the regenerated lot."""

from typing import Annotated

from litestar import Response
from litestar.di import NamedDependency
from pydantic import Field

from adapters.web.answer import told
from adapters.web.lots import TAG
from adapters.web.writing import fields, story
from adapters.web.writing.body import Dated
from adapters.web.writing.lots import Iodine
from adapters.web.writing.operation import writes
from adapters.web.writing.places import BatchInPath, facts_of, named
from adapters.web.writing.submission import Recorded, Submission
from application.run_kiln import charge_kiln, discharge_kiln
from domain.access import Action
from domain.identifiers import BatchId
from domain.quantities import grams

MOST_MANIFESTS = 500


class KilnCharge(Dated):
    """开窑投料 / Consignments into the kiln"""

    batch: fields.Batch = told("再生批次号", "The number of the kiln run", story.BATCH)
    manifests: Annotated[
        tuple[fields.Manifest, ...],
        Field(strict=False, min_length=1, max_length=MOST_MANIFESTS),
    ] = told("投料联单", "Which consignments", [story.MANIFEST])
    charged_kg: fields.Kg = told(
        "投料量, kg; 按各联单场内余量分摊",
        "Put in, kg; shared by what the yard holds of each",
        578,
    )


class KilnDischarge(Dated):
    """出料并结束 / The regenerated lot out of the kiln"""

    lot: fields.Lot = told("产出炭批号", "The lot that came out", story.KILN_LOT)
    output_kg: fields.Kg = told("再生产出, kg", "Regenerated, kg", 460)
    iodine_mg_per_g: Iodine | None = told("碘值, mg/g", "Iodine value, mg/g", 862, default=None)
    disposed_kg: fields.Kg = told("转处置, kg", "Sent to disposal, kg", 28)


@writes(
    "/batches",
    tag=TAG,
    zh="开窑投料",
    en="Charge the kiln",
    more=(
        "开始一个再生批次并投料。",
        "Opens a kiln run and feeds it consignments from the yard.",
    ),
    body=KilnCharge,
    example={
        "occurred": "2022-11-30T13:00:00+08:00",
        "batch": story.BATCH,
        "manifests": [story.MANIFEST],
        "charged_kg": 578,
    },
)
def charge_the_kiln(submission: NamedDependency[Submission]) -> Response[Recorded]:
    """Charge the kiln."""
    told = submission.read(KilnCharge)
    for number in dict.fromkeys(told.manifests):
        whose = submission.whose.manifest(number)
        submission.permit(Action.RUN_KILN, whose, manifest=number)
    occurred = submission.occurred(told)
    act = charge_kiln(told.batch, occurred, told.manifests, grams(told.charged_kg))
    return submission.record(act, told, {}, at=facts_of(f"batch:{told.batch}"))


@writes(
    "/batches/{batch:str}/discharge",
    tag=TAG,
    zh="出料并结束",
    en="Discharge the kiln",
    more=(
        "产出再生炭批次, 处置残余, 结束批次; 其余为未说明损耗。",
        "Takes the regenerated lot out, disposes of the residue and ends the run; the rest is its "
        "unexplained loss.",
    ),
    body=KilnDischarge,
    example={
        "occurred": "2022-11-30T16:30:00+08:00",
        "lot": story.KILN_LOT,
        "output_kg": 460,
        "iodine_mg_per_g": 862,
        "disposed_kg": 28,
    },
)
def discharge_the_kiln(
    submission: NamedDependency[Submission], batch: BatchInPath
) -> Response[Recorded]:
    """Discharge the kiln."""
    number = named(BatchId, "batch", batch)
    submission.permit(Action.RUN_KILN, submission.whose.batch(number), batch=number)
    told = submission.read(KilnDischarge)
    act = discharge_kiln(
        number,
        submission.occurred(told),
        told.lot,
        grams(told.output_kg),
        told.iodine_mg_per_g,
        grams(told.disposed_kg),
    )
    return submission.record(act, told, {"batch": number}, at=facts_of(f"lot:{told.lot}"))
