"""Carbon is conserved: in every object, from object to object, and in the whole district.

in + uptake = out + held + measured difference + unexplained loss
"""

from collections.abc import Iterator
from itertools import count

from hypothesis import example, given

from domain.adsorber import Commissioned
from domain.beds import RunningBed
from domain.charge import CHARGE, Ended, NotStarted, Running
from domain.container import ContainerFilled
from domain.identifiers import AdsorberId, ChargeId
from domain.occurred import Occurred
from tests.accounts import Account, account, departure_difference_g, stock_g
from tests.district import ADSORBERS, LOTS, ONE_BED, VIRGIN, opened
from tests.known import standing
from tests.lives import A_LATE_ORIGIN, A_WHOLE_LIFE, REGENERATED, Life, live, lives, living
from tests.paper import PaperLog

HOLDERS = ("lot", "charge", "container", "manifest", "batch")


def accounts(log: PaperLog) -> dict[str, Account]:
    """Keep the books of everything that holds carbon, stream by stream."""
    return {
        stream: account(kind, facts)
        for stream, facts in log.streams().items()
        if (kind := stream.partition(":")[0]) in HOLDERS
    }


def totals(log: PaperLog) -> dict[str, Account]:
    """Add the books up, kind by kind."""
    sums = {kind: Account() for kind in HOLDERS}
    for stream, book in accounts(log).items():
        whole = sums[stream.partition(":")[0]]
        for field in vars(book):
            setattr(whole, field, getattr(whole, field) + getattr(book, field))
    return sums


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_every_object_holds_what_came_in_and_did_not_go_out(life: Life) -> None:
    log = live(life)
    states = log.lives()
    for stream, book in accounts(log).items():
        assert stock_g(states[stream].state) == book.held_g, stream


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_no_object_ever_holds_less_than_nothing(life: Life) -> None:
    log = opened()
    for _ in living(log, life):
        for stream, book in log.lives().items():
            assert stock_g(book.state) >= 0, stream


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_what_leaves_one_object_comes_into_another(life: Life) -> None:
    log = live(life)
    books = totals(log)
    lot, charge, container, manifest, batch = (books[kind] for kind in HOLDERS)
    assert lot.out_g == charge.in_g
    assert charge.out_g == container.in_g
    on_the_scale_g = container.out_g - departure_difference_g(log.streams())
    assert on_the_scale_g == manifest.in_g - manifest.bought_g
    assert manifest.out_g - manifest.gone_g == batch.in_g
    assert batch.out_g - batch.gone_g == lot.in_g - lot.bought_g


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_the_district_holds_what_came_in_and_did_not_go_out(life: Life) -> None:
    log = live(life)
    books = totals(log).values()
    held_g = sum(stock_g(life.state) for life in log.lives().values())
    bought_g = sum(book.bought_g for book in books)
    uptake_g = sum(book.uptake_g for book in books)
    gone_g = sum(book.gone_g for book in books)
    loss_g = sum(book.loss_g for book in books)
    difference_g = sum(book.difference_g for book in books) + departure_difference_g(log.streams())
    assert bought_g + uptake_g == gone_g + held_g + difference_g + loss_g


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_a_container_holds_what_came_out_of_its_charges(life: Life) -> None:
    log = live(life)
    books = accounts(log)
    for stream, facts in log.streams().items():
        first = facts[0]
        if isinstance(first, ContainerFilled):
            came_out_g = sum(books[f"charge:{charge}"].out_g for charge in first.charges)
            assert books[stream].in_g == came_out_g, stream


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_the_beds_run_the_charges_that_run(life: Life) -> None:
    log = live(life)
    in_beds = {
        str(bed.charge): (bed.fresh_g, bed.since)
        for _, state in standing(log, "adsorber", Commissioned)
        for bed in state.beds
        if isinstance(bed, RunningBed)
    }
    running = {
        charge: (state.fresh_g, state.since) for charge, state in standing(log, "charge", Running)
    }
    assert in_beds == running


@given(lives())
@example(A_WHOLE_LIFE)
@example(A_LATE_ORIGIN)
def test_a_bed_runs_one_charge_after_the_other(life: Life) -> None:
    log = live(life)
    for adsorber, (_, beds, _) in ADSORBERS.items():
        for bed in range(1, beds + 1):
            times = list(charge_times(log, adsorber, bed))
            assert times == sorted(times), f"{adsorber} bed {bed}"
            assert all(start < end for start, end in zip(times[::2], times[1::2], strict=False))


def charge_times(log: PaperLog, adsorber: AdsorberId, bed: int) -> Iterator[Occurred]:
    """Start and end of each charge of a bed, in the order of their numbers."""
    for number in count(1):
        match log.state(CHARGE, ChargeId.of(adsorber, bed, number)):
            case Running(since=since):
                yield since
            case Ended(since=since, until=until):
                yield since
                yield until
            case NotStarted():
                return


def test_carbon_that_went_round_once_adds_up_by_hand() -> None:
    log = live(A_WHOLE_LIFE)
    books = accounts(log)
    # spent: 1100 kg contained, 1099 kg on our scale, 1099.5 kg on theirs, 109.95 kg of it refused
    consignment = books["manifest:20223304120001"]
    assert (consignment.in_g, consignment.difference_g) == (1_099_000, -500)
    assert consignment.gone_g == 109_950
    assert departure_difference_g(log.streams()) == 1_000
    # kiln: 90 % of the 989.55 kg accepted; 78 % and 5 % of that came out, to the gram below
    run = books["batch:RUN-1"]
    assert (run.in_g, run.out_g, run.loss_g) == (890_595, 694_664 + 44_529, 151_402)
    # lot: 694.664 kg from the kiln, 250 g less on our scale; drawn once and taken back
    lot = books[f"lot:{REGENERATED[0]}"]
    assert (lot.in_g, lot.difference_g, lot.out_g) == (694_664, 250, 0)
    # virgin: 1000 kg and 900 kg drawn, and the 600 kg that had been booked to the other lot
    drawn_g = 1_000_000 + 900_000 + 600_000
    assert books[f"lot:{VIRGIN}"].held_g == LOTS[VIRGIN] - drawn_g
    # taken up: 1100 kg - 1000 kg, and 950 kg - 900 kg
    assert sum(book.uptake_g for book in books.values()) == 100_000 + 50_000
    assert books[f"charge:{ONE_BED}-1-3"].held_g == 600_000
