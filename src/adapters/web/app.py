"""Put the web application together."""

from litestar.datastructures import State
from litestar.di import Provide

from adapters.web import (
    accounts,
    adsorbers,
    alerts,
    assets,
    asyncapi_document,
    batches,
    board,
    charge_codes,
    charges,
    containers,
    custody,
    declarations,
    devices,
    docs,
    enterprises,
    event_types,
    facts,
    front,
    health,
    ledger,
    lots,
    manifests,
    metrics,
    openapi_document,
    problem_pages,
    receipts,
    reference,
    settings,
    subscriptions,
    tables,
    telemetry,
    telemetry_intake,
)
from adapters.web.asking import ASKED
from adapters.web.calling import ADMITTED, CALLING, PORTER
from adapters.web.doorway import FEEDS, WITNESS, Doorway
from adapters.web.feed import pull, stream
from adapters.web.feed.feeds import Feeds
from adapters.web.feed.listener import LISTENING
from adapters.web.limits import Limits
from adapters.web.metering import METERED, Meters, show_reading
from adapters.web.parameters import only_known_parameters
from adapters.web.paths import Paths
from adapters.web.porter import Porter
from adapters.web.refusing import HANDLERS
from adapters.web.sandbox import sandbox_of
from adapters.web.stretch import STRETCH
from adapters.web.watching import noting_route
from adapters.web.witness import Witness
from adapters.web.writing.operations import BESIDE, SUBSCRIBES, WRITES
from adapters.web.writing.submission import SUBMITTED
from application.demonstration import Demonstration
from application.office import Office
from application.ports.clock import TurnableClock

USUAL = Limits()

BOOKS = (
    enterprises.list_enterprises,
    enterprises.one_enterprise,
    adsorbers.list_adsorbers,
    adsorbers.one_adsorber,
    board.health_board,
    board.health_of_an_enterprise,
    board.health_of_an_adsorber,
    charges.list_charges,
    charges.one_charge,
    charges.assessments_of_a_charge,
    charges.one_assessment,
    charge_codes.codes_of_a_charge,
    settings.preview_settings,
    settings.list_settings,
    settings.one_setting_group,
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
    pull.pull_events,
    stream.stream_events,
    devices.list_devices,
    devices.one_device,
    declarations.list_declarations,
    tables.list_tables,
    tables.one_table,
    telemetry.telemetry,
    telemetry_intake.send_readings,
    *alerts.READS,
)

CONTRACT = (
    event_types.list_event_types,
    event_types.one_event_type,
    event_types.schema_of_an_event_type,
)

FOLLOWING = (
    subscriptions.list_subscriptions,
    subscriptions.one_subscription,
    subscriptions.list_deliveries,
    subscriptions.list_parked,
)

OUTSIDE = (
    front.front_page,
    docs.reference_page,
    openapi_document.document,
    asyncapi_document.asyncapi,
    problem_pages.problem_page,
    assets.asset,
    health.live,
    health.ready,
    metrics.metrics,
    receipts.take_receipt,
    receipts.short_address,
)


def create_app(
    office: Office,
    *,
    demo: Demonstration | None = None,
    allowed_hosts: frozenset[str] = frozenset(),
    limits: Limits = USUAL,
    sandbox: TurnableClock | None = None,
) -> Doorway:
    """Build the application that `tanguanjia serve` runs.

    It answers this machine only until there are keys, and from then on who shows one and names
    one of the hosts, if any are named. A `demo` marks every page as 演示数据. With the clock of a
    `sandbox` whoever asks may turn it.
    """
    meters, feeds = Meters.of(limits), Feeds(office, limits)
    books = Paths(
        "/v1",
        route_handlers=[*BOOKS, *CONTRACT, *FOLLOWING, *WRITES, *BESIDE, *SUBSCRIBES],
        # Whoever is identified is counted before anything is done for him.
        dependencies={
            **ASKED,
            **SUBMITTED,
            "identified": CALLING["caller"],
            **METERED,
            **LISTENING,
            **STRETCH,
            **telemetry_intake.counted(limits),
        },
        guards=ADMITTED,
        before_request=only_known_parameters,
        request_max_body_size=limits.body_bytes,
        security=[{reference.BEARER: []}],
    )
    porter = Porter(office, allowed_hosts)
    return Doorway(
        [books, *OUTSIDE, *([] if sandbox is None else [sandbox_of(sandbox)])],
        dependencies={
            "office": Provide(lambda: office, sync_to_thread=False),
            "demo": Provide(lambda: demo is not None, sync_to_thread=False),
            "demonstration": Provide(lambda: demo, sync_to_thread=False),
            "meters": Provide(lambda: meters, sync_to_thread=False),
            "feeds": Provide(lambda: feeds, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        before_send=[show_reading],
        state=State({PORTER: porter, WITNESS: Witness(office), FEEDS: feeds}),
        openapi_config=reference.described(demo=demo is not None),
        logging_config=None,
        middleware=[noting_route],
    )
