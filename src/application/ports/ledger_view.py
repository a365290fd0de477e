"""What people ask of the carbon ledger (碳账). All masses are integer grams."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Protocol

from application.viewpoint import Viewpoint
from domain.quantities import kilograms_as_number


@dataclass(frozen=True, slots=True)
class Totals:
    """What came in, what went out, what is where, and what is lost.

    For one enterprise, or all of a town, what belongs to no enterprise (lots in store, kiln runs)
    is 0, and what left it into a kiln stands under `kiln_in_g`. For a regenerator, what belongs to
    enterprises only (adsorbers, charges, containers) is 0.
    """

    enterprises: int = 0
    adsorbers: int = 0
    low_efficiency: int = 0
    fills: int = 0
    swaps: int = 0
    filled_g: int = 0
    removed_g: int = 0
    lots: int = 0
    lot_received_g: int = 0
    """What came into lots: bought, and regenerated, which enters when the kiln puts it out."""
    lot_left_g: int = 0
    """What is left of it, in store or still at the kiln."""
    manifests: int = 0
    sent_g: int = 0
    received_g: int = 0
    refused_g: int = 0
    batches: int = 0
    kiln_in_g: int = 0
    kiln_out_g: int = 0
    disposed_g: int = 0
    transit_difference_g: int = 0
    """Sent − received."""
    yard_g: int = 0
    """Received − refused − charged to a kiln."""
    kiln_unexplained_g: int = 0
    uptake_g: int = 0
    weighing_difference_g: int = 0
    """What containers held − what was sent of it."""
    receipt_difference_g: int = 0
    """What kilns put out − what arrived of it at the store."""
    unrecorded_origin_g: int = 0
    """Sent without a recorded swap; it enters the books there."""
    bought_g: int = 0
    """Received from outside."""
    held_in_store_g: int = 0
    held_at_kiln_g: int = 0
    """Put out by a kiln, not yet received at the store."""
    held_in_beds_g: int = 0
    held_in_containers_g: int = 0
    held_on_road_g: int = 0
    held_unaccepted_g: int = 0
    """Weighed at the receiver, neither accepted nor refused yet."""
    held_in_yard_g: int = 0
    held_refused_g: int = 0
    """Refused by the receiver; it has to go back or elsewhere with a manifest of its own."""
    held_in_kiln_g: int = 0
    held_g: int = 0
    """All that is held: stock summed object by object."""
    closing_difference_g: int = 0
    """`held_g` − what the flows say must be held. 0 unless a fact is missing or contradicts."""

    def in_kilograms(self) -> dict[str, int | float]:
        """Spell the totals for programs: `sent_kg` for `sent_g`; whole kilograms as integers."""
        named = {column.name: getattr(self, column.name) for column in fields(self)}
        return dict(_told(name, value) for name, value in named.items())


def _told(name: str, value: int) -> tuple[str, int | float]:
    if not name.endswith("_g"):
        return name, value
    return f"{name[:-2]}_kg", kilograms_as_number(value)


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """Flows and counts of the month; what is left, held or does not close is as of its end."""

    month: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class EnterpriseTotals:
    """One enterprise's part of the books."""

    enterprise: str
    name: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class Account:
    """One object's account; law 1 is `difference_g == 0`.

    in + uptake = out + held + measured difference + unexplained loss.
    """

    object: str
    kind: str
    enterprise: str | None
    in_g: int
    uptake_g: int
    out_g: int
    measured_g: int
    unexplained_g: int
    held_g: int

    @property
    def difference_g(self) -> int:
        """By how much the account does not balance."""
        accounted_g = self.out_g + self.held_g + self.measured_g + self.unexplained_g
        return self.in_g + self.uptake_g - accounted_g


@dataclass(frozen=True, slots=True)
class HandOver:
    """What one kind of object says it gave, and the next kind that it took."""

    name: str
    given_g: int
    taken_g: int

    @property
    def difference_g(self) -> int:
        """0 unless two streams tell different stories."""
        return self.given_g - self.taken_g


EXPECTED_LOSS_PERCENT = (5, 15)
"""What a kiln run usually burns off. Chosen after the trade's experience; shown, never enforced."""


@dataclass(frozen=True, slots=True)
class KilnLoss:
    """What went into a kiln run, or all runs of a month, and did not come out."""

    name: str
    in_g: int
    out_g: int
    disposed_g: int
    unexplained_g: int
    expected_percent: tuple[int, int] = field(default=EXPECTED_LOSS_PERCENT)

    @property
    def unexplained_percent(self) -> float:
        """The loss in percent of the input."""
        return 100 * self.unexplained_g / self.in_g if self.in_g else 0.0

    @property
    def within_expected(self) -> bool:
        """Whether the loss lies in the expected band."""
        low, high = self.expected_percent
        return low * self.in_g <= 100 * self.unexplained_g <= high * self.in_g


class LedgerView(Protocol):
    """The carbon ledger, read from any viewpoint: of what its scope covers, and of no more."""

    def totals(self, at: Viewpoint, enterprise: str | None = None) -> Totals:
        """The books of all that is seen, or of one enterprise; all 0 if that is not seen."""
        ...

    def by_month(self, at: Viewpoint, enterprise: str | None = None) -> Sequence[MonthTotals]:
        """The books month by month, by when things occurred; months without any are left out."""
        ...

    def by_enterprise(self, at: Viewpoint) -> Sequence[EnterpriseTotals]:
        """The books of every enterprise, by credit code."""
        ...

    def accounts(
        self,
        at: Viewpoint,
        *,
        kind: str | None = None,
        enterprise: str | None = None,
        after: str = "",
        limit: int = 100,
    ) -> Sequence[Account]:
        """The accounts of single objects in order of `object`, from after the one named.

        `object` is the name of its stream: `lot:L1`; `kind` is lot, charge, container, manifest
        or batch.
        """
        ...

    def unbalanced(self, at: Viewpoint) -> Sequence[Account]:
        """Every account that does not balance."""
        ...

    def hand_overs(self, at: Viewpoint) -> Sequence[HandOver]:
        """The hand-overs from kind to kind; a closing difference shows here or in `unbalanced`.

        Only those of which both sides are seen.
        """
        ...

    def kiln_runs(self, at: Viewpoint) -> Sequence[KilnLoss]:
        """The loss of every closed kiln run."""
        ...

    def kiln_months(self, at: Viewpoint) -> Sequence[KilnLoss]:
        """The loss by the month in which runs were closed."""
        ...
