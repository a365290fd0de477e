"""Is the office in order? One light for each thing that can be wrong: what it means, what to do."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from application import lights
from application.alert_light import alerts_light
from application.broker_light import broker_light
from application.lights import Light
from application.office import Office
from application.ports.broker import Broker
from application.ports.followers import Following
from application.tables.light import tables_light
from application.webhook_light import webhooks
from domain.occurred import SHANGHAI


def examine(office: Office, broker: Broker | None = None) -> Iterator[Light]:
    """Look at everything; at a message broker only where one is named.

    The views follow the log before they are looked at, as they do before every question; nothing
    else is changed. Raises `Refusal` where the database is gone.
    """
    premises = office.survey()
    now = office.clock.now().astimezone(SHANGHAI)
    kept = office.look_around(now.isoformat(timespec="microseconds"))
    yield lights.database(premises)
    yield lights.schema(premises.schema, premises.schema_of_program)
    yield lights.guards(premises)
    yield lights.durability(premises)
    if premises.free_bytes is not None:
        yield lights.space(premises.free_bytes)
    yield lights.secret(kept)
    yield lights.order(office.keeping.standing())
    yield from _views(office)
    yield from _books(office)
    yield webhooks(list(office.webhooks.entries()))
    yield alerts_light(office)
    yield lights.clock(kept, now)
    yield tables_light(office, now)
    yield lights.backup(kept, _age(kept.backed_up_at or kept.first_recorded_at, now))
    if broker is not None:
        yield broker_light(office, broker)


def _views(office: Office) -> Iterator[Light]:
    """Each view as it was found, and as it is after following the log."""
    found = {each.follower: each.lag for each in office.followers.status()}
    trouble = None
    try:
        office.followers.catch_up()
    except Exception as failed:
        # Whatever keeps a view from following is what somebody wants to know from us.
        trouble = type(failed).__name__
    for each in office.followers.status():
        yield lights.view(each, found.get(each.follower, 0), trouble)


def _books(office: Office) -> Iterator[Light]:
    at = office.viewpoint()
    position = _position(office.followers.status())
    yield lights.closing(office.ledger.totals(at).closing_difference_g, position)
    yield lights.accounts([each.object for each in office.ledger.unbalanced(at)], position)


def _position(statuses: Sequence[Following]) -> int:
    """Up to where the books are told by the view that is furthest behind."""
    return min((each.position for each in statuses), default=0)


def _age(since: str | None, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(since) if since else timedelta(0)
