"""Sums of the ledger's postings, put together into totals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from application.ports.ledger_view import Totals
from projections.flows import INS, MEASURED, OUTS, Flow
from projections.stock import Place


@dataclass(frozen=True, slots=True)
class Sums:
    """What was posted: grams by flow, grams by place, and things by kind."""

    flows: Mapping[str, int] = field(default_factory=dict[str, int])
    places: Mapping[str, int] = field(default_factory=dict[str, int])
    counts: Mapping[str, int] = field(default_factory=dict[str, int])

    def flow(self, *flows: Flow) -> int:
        """Grams under some flows."""
        return sum(self.flows.get(flow, 0) for flow in flows)

    def place(self, place: Place) -> int:
        """Grams in a place."""
        return self.places.get(place, 0)

    @property
    def held_g(self) -> int:
        """Stock summed object by object."""
        return sum(self.places.values())


def district_closing(sums: Sums) -> int:
    """Stock of all objects − what the flows across the district's border and the losses leave."""
    came_g = sums.flow(Flow.BOUGHT, Flow.UNRECORDED_ORIGIN, Flow.UPTAKE)
    went_g = sums.flow(Flow.DISPOSED, Flow.UNEXPLAINED, *MEASURED)
    return sums.held_g - (came_g - went_g)


def enterprise_closing(sums: Sums) -> int:
    """The same for one enterprise, whose carbon comes from a lot and goes into a kiln."""
    came_g = sums.flow(Flow.FRESH, Flow.UNRECORDED_ORIGIN, Flow.UPTAKE)
    went_g = sums.flow(Flow.FED, *MEASURED)
    return sums.held_g - (came_g - went_g)


def objects_closing(sums: Sums) -> int:
    """The same for any objects, each by itself: what one gave, another may not have taken."""
    came_g = sums.flow(*INS, Flow.UPTAKE)
    went_g = sums.flow(*OUTS, *MEASURED, Flow.UNEXPLAINED)
    return sums.held_g - (came_g - went_g)


def totals(during: Sums, until: Sums, *, closing_g: int) -> Totals:
    """Put totals together: flows and counts of a time, what is held at its end."""
    flow, place = during.flow, until.place
    return Totals(
        enterprises=during.counts.get("enterprise", 0),
        adsorbers=during.counts.get("adsorber", 0),
        low_efficiency=during.counts.get("low-efficiency", 0),
        fills=during.counts.get("fill", 0),
        swaps=during.counts.get("swap", 0),
        filled_g=flow(Flow.FRESH),
        removed_g=flow(Flow.REMOVED),
        lots=during.counts.get("lot", 0),
        lot_received_g=flow(Flow.BOUGHT, Flow.REGENERATED) - flow(Flow.RECEIPT_DIFFERENCE),
        lot_left_g=place(Place.STORE) + place(Place.AT_KILN),
        manifests=during.counts.get("manifest", 0),
        sent_g=flow(Flow.SENT),
        received_g=flow(Flow.RECEIVED),
        refused_g=flow(Flow.REFUSED),
        batches=during.counts.get("batch", 0),
        kiln_in_g=flow(Flow.FED),
        kiln_out_g=flow(Flow.KILN_OUT),
        disposed_g=flow(Flow.DISPOSED),
        transit_difference_g=flow(Flow.TRANSIT_DIFFERENCE),
        yard_g=until.flow(Flow.RECEIVED) - until.flow(Flow.REFUSED) - until.flow(Flow.FED),
        kiln_unexplained_g=flow(Flow.UNEXPLAINED),
        uptake_g=flow(Flow.UPTAKE),
        weighing_difference_g=flow(Flow.WEIGHING_DIFFERENCE, Flow.CONTENT_CORRECTED),
        receipt_difference_g=flow(Flow.RECEIPT_DIFFERENCE),
        unrecorded_origin_g=flow(Flow.UNRECORDED_ORIGIN),
        bought_g=flow(Flow.BOUGHT),
        held_in_store_g=place(Place.STORE),
        held_at_kiln_g=place(Place.AT_KILN),
        held_in_beds_g=place(Place.BED),
        held_in_containers_g=place(Place.CONTAINER),
        held_on_road_g=place(Place.ROAD),
        held_unaccepted_g=place(Place.UNACCEPTED),
        held_in_yard_g=place(Place.YARD),
        held_refused_g=place(Place.REFUSED),
        held_in_kiln_g=place(Place.KILN),
        held_g=until.held_g,
        closing_difference_g=closing_g,
    )


def added(one: Sums, other: Sums) -> Sums:
    """Add two sums, entry by entry."""
    return Sums(
        _added(one.flows, other.flows),
        _added(one.places, other.places),
        _added(one.counts, other.counts),
    )


def _added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}
