"""Random lives of the small district: lists of steps, each done or refused, a day apart."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from hypothesis import strategies as st

from domain.identifiers import AdsorberId, LotId
from domain.occurred import SHANGHAI
from domain.refusal import Refusal
from tests.district import ADSORBERS, ENTERPRISES, FURNITURE, LOTS, ONE_BED, VIRGIN, opened
from tests.paper import PaperLog
from tests.steps import (
    ChargeKiln,
    Correct,
    DischargeKiln,
    Fill,
    Receive,
    ReceiveBack,
    Remove,
    Ship,
    Step,
    Swap,
)

Life = list[Step]

FIRST_DAY = datetime(2022, 1, 2, 8, tzinfo=SHANGHAI)
REGENERATED = tuple(LotId(f"ZS-{number}") for number in (1, 2, 3))
FOREIGN = LotId("H20220103")

A_WHOLE_LIFE: Life = [
    Fill(ONE_BED, (), 1_000_000, VIRGIN),
    Swap(ONE_BED, (), 1_200_000, 900_000, VIRGIN),
    Correct(ONE_BED, 1, removed_g=1_100_000),
    Ship(FURNITURE, 1, lost_g=1_000, underway_g=-500, refused=100),
    ChargeKiln(1, 900),
    DischargeKiln(REGENERATED[0], 780, 50),
    ReceiveBack(250),
    Swap(ONE_BED, (), 950_000, 600_000, REGENERATED[0]),
    Correct(ONE_BED, 1, lot=VIRGIN, moved_h=-5),
]
"""Carbon that goes round once, with everything measured, refused, lost and corrected."""


A_LATE_ORIGIN: Life = [
    Fill(ONE_BED, (), 1_000_000, VIRGIN),
    Ship(FURNITURE, 0, refused=100),
    Swap(ONE_BED, (), 480_000, 900_000, VIRGIN, late_h=24, names=1),
    ChargeKiln(1, 900),
    Remove(ONE_BED, (), 30_000, late_h=71, names=1),
    Correct(ONE_BED, 2, removed_g=470_000),
]
"""Carbon that is sent away before anybody has written down what it was taken out of, in two parts.
"""


def live(life: Sequence[Step]) -> PaperLog:
    """Live a life in a freshly opened district."""
    log = opened()
    for _ in living(log, life):
        pass
    return log


def living(log: PaperLog, life: Sequence[Step]) -> Iterator[tuple[Step, Refusal | None]]:
    """Take one step after the other, and tell after each whether it was refused."""
    for day, step in enumerate(life):
        yield step, attempt(log, step, FIRST_DAY + timedelta(days=day))


def attempt(log: PaperLog, step: Step, now: datetime) -> Refusal | None:
    """Take one step; a step that asks for nothing is no refusal."""
    act = step.on(log, now)
    try:
        if act is not None:
            log.perform(act, command_id=f"{now:%Y-%m-%d}", contents={"step": repr(step)})
    except Refusal as refusal:
        return refusal
    return None


adsorbers = st.sampled_from(list(ADSORBERS))
# What is written twice or more is asked for the oftener; the last ones are there to be refused.
lots = st.sampled_from([*LOTS, *LOTS, *REGENERATED, FOREIGN])
kiln_lots = st.sampled_from([*REGENERATED * 2, VIRGIN])
enterprises = st.sampled_from(ENTERPRISES)
masses = st.one_of(st.sampled_from([300_000, 900_000, 1_100_000]), st.integers(1, 2_000_000))
differences = st.sampled_from([0, 1, -1, 3_333, -20_001])
late = st.sampled_from([0, 0, 0, 24, 24, 1, 50])
manifests_back = st.sampled_from([0, 0, 1, 1, 2])


@st.composite
def beds_of(draw: st.DrawFn, adsorber: AdsorberId) -> tuple[int, ...]:
    """Name no bed, or some, now and then one that is not there."""
    _, count, _ = ADSORBERS[adsorber]
    match draw(st.sampled_from(["all"] * 6 + ["some"] * 6 + ["none"])):
        case "all":
            return ()
        case "some":
            return tuple(draw(st.lists(st.integers(1, count), min_size=1, max_size=count)))
        case _:
            return (count + 1,)


@st.composite
def changes(draw: st.DrawFn) -> Step:
    """Fill, swap or empty beds."""
    adsorber = draw(adsorbers)
    beds = draw(beds_of(adsorber))
    match draw(st.integers(0, 2)):
        case 0:
            return Fill(adsorber, beds, draw(masses), draw(lots), draw(late))
        case 1:
            lot, late_h, names = draw(lots), draw(late), draw(manifests_back)
            return Swap(adsorber, beds, draw(masses), draw(masses), lot, late_h, names)
        case _:
            return Remove(adsorber, beds, draw(masses), draw(late), draw(manifests_back))


corrections = st.builds(
    Correct,
    adsorbers,
    st.integers(1, 4),
    removed_g=st.none() | masses,
    filled_g=st.none() | masses,
    lot=st.none() | st.none() | lots,
    moved_h=st.none() | st.none() | st.integers(-72, 72),
)
shipments = st.builds(
    Ship,
    enterprises,
    st.integers(0, 3),
    lost_g=differences,
    underway_g=differences,
    refused=st.sampled_from([0, 0, 0, 1, 300, 1000, None]),
)
kiln_charges = st.builds(
    ChargeKiln, st.sampled_from([2, 3, 1, 0]), st.sampled_from([500, 1000, 999, 333, 1001])
)
kiln_outputs = st.builds(
    DischargeKiln,
    kiln_lots,
    st.sampled_from([780, 1000, 333]),
    st.sampled_from([0, 50, 221]),
)
arrivals = st.builds(Receive, st.sampled_from([FOREIGN, *REGENERATED]), masses)
returns = st.builds(ReceiveBack, differences)

steps: st.SearchStrategy[Step] = st.one_of(
    changes(), corrections, shipments, kiln_charges, kiln_outputs, returns, arrivals
)


@st.composite
def rounds(draw: st.DrawFn) -> Life:
    """Let carbon go round once: filled, taken out, carried, regenerated, filled again."""
    adsorber = draw(adsorbers)
    enterprise, _, _ = ADSORBERS[adsorber]
    regenerated = draw(kiln_lots)
    refused = draw(st.sampled_from([0, 300, 999]))
    return [
        Fill(adsorber, (), 1_000_000, draw(st.sampled_from(list(LOTS)))),
        Swap(adsorber, (), draw(masses), draw(masses), draw(st.sampled_from(list(LOTS)))),
        draw(corrections),
        Ship(enterprise, 2, draw(differences), draw(differences), refused),
        draw(kiln_charges),
        DischargeKiln(regenerated, 780, draw(st.sampled_from([0, 50]))),
        ReceiveBack(draw(differences)),
        Swap(adsorber, (), draw(masses), draw(st.integers(2, 200_000)), regenerated),
        draw(corrections),
    ]


@st.composite
def late_origins(draw: st.DrawFn) -> Life:
    """Send carbon away, and only afterwards write down the swap that it came from."""
    adsorber = draw(adsorbers)
    enterprise, _, _ = ADSORBERS[adsorber]
    return [
        Fill(adsorber, (), 1_000_000, draw(st.sampled_from(list(LOTS)))),
        Ship(enterprise, draw(st.integers(0, 1)), draw(differences), draw(differences)),
        Swap(adsorber, (), draw(masses), draw(masses), VIRGIN, draw(late), names=1),
        draw(st.one_of(kiln_charges, corrections)),
        draw(corrections),
    ]


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Live single steps and whole rounds in any order."""
    # A list of its own would be five parts long on average; a drawn length is longer.
    parts = st.one_of(steps.map(lambda step: [step]), rounds(), late_origins())
    return [step for _ in range(draw(st.integers(0, 15))) for step in draw(parts)]
