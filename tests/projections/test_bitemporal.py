"""Law 2 for views: asking from a viewpoint is folding what was known then of what had happened."""

from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from application.viewpoint import Viewpoint
from domain.record import Stream
from tests import folded
from tests.accounts import stock_g
from tests.district import ADSORBERS, ENTERPRISES, LOTS, VIRGIN
from tests.folded import BEYOND, Views, believed, recorded_at, written
from tests.lives import A_LATE_ORIGIN, A_WHOLE_LIFE, FIRST_DAY, Life, live, lives

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = Viewpoint(BEYOND, BEYOND)

hours = st.integers(-24, 24 * 12)
known = st.integers(-1, 12)


def as_of(hour: int) -> str:
    return (FIRST_DAY + timedelta(hours=hour)).isoformat(timespec="microseconds")


def told(views: Views, at: Viewpoint) -> dict[str, object]:
    """Everything that the views say, in an order that does not depend on when it was recorded."""
    trails = {lot: views.custody.trail(f"lot:{lot}", at) for lot in LOTS}
    return {
        "totals": views.ledger.totals(at),
        "months": views.ledger.by_month(at),
        "enterprises": views.ledger.by_enterprise(at),
        "accounts": views.ledger.accounts(at, limit=1000),
        "nodes": {lot: trail and trail.nodes for lot, trail in trails.items()},
        "edges": {lot: trail and set(trail.edges) for lot, trail in trails.items()},
        "health": [views.health.adsorber(adsorber, at) for adsorber in ADSORBERS],
        "lots": views.registers.lots(at, limit=1000),
        "manifests": views.registers.manifests(at, limit=1000),
        "batches": views.registers.batches(at, limit=1000),
    }


@SLOW
@given(lives(), hours, known)
def test_a_view_from_a_viewpoint_is_a_fresh_fold_of_what_was_known_then(
    life: Life, hour: int, step: int
) -> None:
    at = Viewpoint(as_of(hour), recorded_at(step))
    facts = written(life)
    with folded.folded(facts) as views, folded.folded(believed(facts, at)) as fresh:
        assert told(views, at) == told(fresh, Viewpoint(at.as_of, BEYOND))


@SLOW
@given(lives(), hours, known)
def test_the_books_close_from_every_viewpoint(life: Life, hour: int, step: int) -> None:
    at = Viewpoint(as_of(hour), recorded_at(step))
    with folded.folded(written(life)) as views:
        assert views.ledger.unbalanced(at) == []
        assert {each.difference_g for each in views.ledger.hand_overs(at)} == {0}
        assert views.ledger.totals(at).closing_difference_g == 0
        for enterprise in ENTERPRISES:
            assert views.ledger.totals(at, enterprise).closing_difference_g == 0


@SLOW
@given(lives())
@example(A_LATE_ORIGIN)
def test_the_stock_of_every_object_is_what_its_life_has_come_to(life: Life) -> None:
    streams = live(life).lives()
    with folded.folded(written(life)) as views:
        refused_g = {
            f"manifest:{each.manifest}": each.refused_g
            for each in views.registers.manifests(NOW, limit=1000)
        }
        held = {
            each.object: each.held_g - refused_g.get(each.object, 0)
            for each in views.ledger.accounts(NOW, limit=1000)
        }
    expected = {name: stock_g(stream.state) for name, stream in streams.items() if carries(stream)}
    assert held == {name: expected[name] for name in held}


def carries(stream: Stream[object]) -> bool:
    kind = stream.stream.partition(":")[0]
    return kind in {"lot", "charge", "container", "manifest", "batch"}


def test_a_whole_life_closes_with_everything_measured_and_corrected() -> None:
    with folded.folded(written(A_WHOLE_LIFE)) as views:
        totals = views.ledger.totals(NOW)
    assert totals.closing_difference_g == 0
    assert totals.weighing_difference_g
    assert totals.transit_difference_g == -500
    assert totals.receipt_difference_g == 250
    assert totals.kiln_unexplained_g


def test_an_origin_that_is_recorded_late_was_unrecorded_until_then() -> None:
    # 500 kg were sent; 480 kg of them are written down a day later, 30 kg two days after that,
    # and of the 480 kg it is then said that they were 470 kg
    facts = written(A_LATE_ORIGIN)
    with folded.folded(facts) as views:
        before, first, second, last = (
            views.ledger.totals(Viewpoint(BEYOND, recorded_at(step))) for step in (2, 3, 5, 6)
        )
        departed_only = views.ledger.totals(Viewpoint(as_of(34), BEYOND))
    assert (before.unrecorded_origin_g, before.weighing_difference_g) == (500_000, 0)
    assert (first.unrecorded_origin_g, first.weighing_difference_g) == (0, -20_000)
    assert (second.unrecorded_origin_g, second.weighing_difference_g) == (0, 10_000)
    assert (last.unrecorded_origin_g, last.weighing_difference_g) == (0, 0)
    assert departed_only.unrecorded_origin_g == departed_only.held_in_containers_g == 0
    assert {each.sent_g for each in (before, first, second, last)} == {500_000}


def test_the_trail_of_a_late_origin_begins_with_its_lot_as_soon_as_that_is_known() -> None:
    node = "manifest:20223304120001"
    with folded.folded(written(A_LATE_ORIGIN)) as views:
        trails = [
            views.custody.trail(node, Viewpoint(BEYOND, recorded_at(step))) for step in (2, 3)
        ]
    origins = [[end.node for end in trail.origins] for trail in trails if trail]
    assert origins == [[node], [f"lot:{VIRGIN}"]]
    departed = FIRST_DAY + timedelta(days=1)
    loaded = [edge for trail in trails if trail for edge in trail.edges if edge.target == node]
    assert [(edge.mass_g, edge.occurred) for edge in loaded] == [(480_000, departed.isoformat())]


def test_a_draw_that_is_missing_shows_as_a_difference_with_an_address() -> None:
    facts = [fact for fact in written(A_WHOLE_LIFE) if fact.name != "LotDrawn"]
    with folded.folded(facts) as views:
        assert views.ledger.totals(NOW).closing_difference_g > 0
        first, *others = views.ledger.hand_overs(NOW)
    assert first.name == "lot → charge"
    assert first.difference_g < 0
    assert [other.difference_g for other in others if other.name.startswith("charge")] == [0]


def test_a_container_that_is_missing_shows_where_nobody_took_what_was_given() -> None:
    facts = [fact for fact in written(A_WHOLE_LIFE) if not fact.stream.startswith("container:")]
    with folded.folded(facts) as views:
        differing = [each.name for each in views.ledger.hand_overs(NOW) if each.difference_g]
    assert differing == ["charge → container", "container → manifest"]


def test_a_kiln_run_that_is_not_closed_still_holds_what_it_has_not_put_out() -> None:
    facts = [fact for fact in written(A_WHOLE_LIFE) if fact.name != "BatchClosed"]
    with folded.folded(facts) as views:
        totals = views.ledger.totals(NOW)
    assert totals.held_in_kiln_g > 0
    assert (totals.kiln_unexplained_g, totals.closing_difference_g) == (0, 0)
