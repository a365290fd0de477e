"""Put the web application together."""

from litestar import Router
from litestar.datastructures import State
from litestar.di import Provide

from adapters.web import (
    accounts,
    adsorbers,
    assets,
    batches,
    board,
    containers,
    custody,
    docs,
    enterprises,
    facts,
    front,
    health,
    ledger,
    lots,
    manifests,
    metrics,
    openapi_document,
    problem_pages,
    reference,
    tables,
)
from adapters.web.asking import ASKED
from adapters.web.calling import ADMITTED, CALLING, PORTER
from adapters.web.doorway import WITNESS, Doorway
from adapters.web.limits import Limits
from adapters.web.metering import METERED, Meters, show_reading
from adapters.web.parameters import only_known_parameters
from adapters.web.porter import Porter
from adapters.web.refusing import HANDLERS
from adapters.web.watching import noting_route
from adapters.web.witness import Witness
from adapters.web.writing.operations import WRITES
from adapters.web.writing.submission import SUBMITTED
from application.office import Office

USUAL = Limits()

BOOKS = (
    enterprises.list_enterprises,
    enterprises.one_enterprise,
    adsorbers.list_adsorbers,
    adsorbers.one_adsorber,
    board.health_board,
    board.health_of_an_enterprise,
    board.health_of_an_adsorber,
    ledger.ledger,
    ledger.ledger_by_month,
    ledger.ledger_by_enterprise,
    ledger.ledger_of_an_enterprise,
    accounts.list_accounts,
    accounts.list_unbalanced,
    accounts.loss_by_kiln_run,
    accounts.loss_by_month,
    custody.custody,
    lots.list_lots,
    containers.list_containers,
    manifests.list_manifests,
    batches.list_batches,
    facts.facts_of_a_stream,
    facts.facts_of_an_enterprise,
    facts.late_facts,
    tables.list_tables,
    tables.one_table,
)

OUTSIDE = (
    front.front_page,
    docs.reference_page,
    openapi_document.document,
    problem_pages.problem_page,
    assets.asset,
    health.live,
    health.ready,
    metrics.metrics,
)


def create_app(
    office: Office,
    *,
    demo: bool = False,
    allowed_hosts: frozenset[str] = frozenset(),
    limits: Limits = USUAL,
) -> Doorway:
    """Build the application that `tanguanjia serve` runs.

    It answers this machine only until there are keys, and from then on who shows one and names
    one of the hosts, if any are named. `demo` marks every page as 演示数据.
    """
    meters = Meters.of(limits)
    books = Router(
        "/v1",
        route_handlers=[*BOOKS, *WRITES],
        # Whoever is identified is counted before anything is done for him.
        dependencies={**ASKED, **SUBMITTED, "identified": CALLING["caller"], **METERED},
        guards=ADMITTED,
        before_request=only_known_parameters,
        request_max_body_size=limits.body_bytes,
        security=[{reference.BEARER: []}],
    )
    porter = Porter(office, allowed_hosts)
    return Doorway(
        [books, *OUTSIDE],
        dependencies={
            "office": Provide(lambda: office, sync_to_thread=False),
            "demo": Provide(lambda: demo, sync_to_thread=False),
            "meters": Provide(lambda: meters, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        before_send=[show_reading],
        state=State({PORTER: porter, WITNESS: Witness(office)}),
        openapi_config=reference.described(demo=demo),
        logging_config=None,
        middleware=[noting_route],
    )
