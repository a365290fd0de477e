"""A doubtful swap that somebody has looked at, and what an enterprise's own permit promises."""

from domain.adsorber import (
    BadReplacementPeriod,
    BedChange,
    Commissioned,
    CommitReplacement,
    ReplacementCommitted,
    SwapCorrected,
    SwapVerified,
    UnknownAdsorber,
    UnknownSwap,
    VerifySwap,
)
from tests.adsorber_example import (
    APRIL,
    FEBRUARY,
    JANUARY,
    LOT,
    MAY,
    ONE_1,
    adsorber,
    filled_one,
    new,
)

looked = VerifySwap(FEBRUARY, JANUARY, "李检查员", "与记录相符")
verified = SwapVerified(
    FEBRUARY, JANUARY, (BedChange(1, None, 0, ONE_1, 500_000),), "李检查员", "与记录相符"
)
promise = CommitReplacement(FEBRUARY, "嘉环许〔2022〕1号", 90)
promised = ReplacementCommitted(FEBRUARY, "嘉环许〔2022〕1号", 90)


def test_a_recorded_swap_is_verified_once_as_it_was_recorded() -> None:
    filled = new.given(filled_one)
    filled.when(looked).then(verified)
    filled.given(verified).when(VerifySwap(MAY, JANUARY, "王检查员", "又看")).then_nothing()


def test_what_was_never_recorded_is_not_verified() -> None:
    new.when(looked).then_refused(UnknownSwap, time=JANUARY)
    adsorber.when(looked).then_refused(UnknownAdsorber)


def test_what_is_corrected_afterwards_is_to_be_verified_again() -> None:
    corrected = SwapCorrected(
        APRIL,
        JANUARY,
        JANUARY,
        (BedChange(1, None, 0, ONE_1, 480_000),),
        0,
        480_000,
        LOT,
        "磅单",
    )
    filled = new.given(filled_one, verified, corrected)
    filled.when(VerifySwap(MAY, JANUARY, "王检查员", "已复称")).then(
        SwapVerified(MAY, JANUARY, (BedChange(1, None, 0, ONE_1, 480_000),), "王检查员", "已复称")
    )


def test_a_later_commitment_supersedes_the_former() -> None:
    new.when(promise).then(promised)
    new.given(promised).when(promise).then_nothing()
    sooner = CommitReplacement(MAY, "嘉环许〔2022〕9号", 60)
    kept = ReplacementCommitted(MAY, "嘉环许〔2022〕9号", 60)
    new.given(promised).when(sooner).then(kept)
    state = new.given(promised, kept).state
    assert isinstance(state, Commissioned)
    assert state.commitment == kept


def test_a_promise_names_a_number_of_days() -> None:
    for days in (0, -1, 3651):
        new.when(CommitReplacement(FEBRUARY, "嘉环许〔2022〕1号", days)).then_refused(
            BadReplacementPeriod, every_days=days
        )
    adsorber.when(promise).then_refused(UnknownAdsorber)
