"""What alerts are made of, and which way they are sent."""

import os
from random import SystemRandom

from sqlalchemy import Engine

from adapters.messaging import chosen
from adapters.sql.alert_desk import AlertDeskInSql
from adapters.sql.opening import beside
from adapters.sql.streams import StreamsInSql
from application.alerting import Alerting, alerting_with
from application.carbon_log import CarbonLog
from application.events import Events
from application.ports.clock import Clock
from application.ports.messenger import Reports
from application.ports.vault import Vault

_OUTBOX = "outbox"


def alerting_of(
    engine: Engine, log: CarbonLog, vault: Vault, clock: Clock, events: Events
) -> Alerting:
    """Alerts, sent in the way that the environment says."""
    desk, streams = AlertDeskInSql(engine), StreamsInSql(engine)
    way = chosen.messenger(os.environ, beside(engine.url, _OUTBOX))
    chance = SystemRandom().random
    return alerting_with(log, vault, streams, clock, desk, way, events, os.environ, chance)


def waking_nobody(alerting: Alerting, engine: Engine) -> Alerting:
    """The same into a file: what is made up is sent to nobody, whatever the environment says."""
    return alerting.into(chosen.messenger({}, beside(engine.url, _OUTBOX)))


def reports() -> Reports | None:
    """Who reads what a gateway reports; None where none is used."""
    return chosen.reports(os.environ)
