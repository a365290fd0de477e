"""The job as the eventsourcing library does it by default: an aggregate, its own JSON, its mapper.

It does less than we do: no command ids, no actor, no provenance, no checked texts when it reads.
"""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

from domain.charge import CorrectCharge, EndCharge, StartCharge
from tests.bench.floors.balance import Balance
from tests.bench.floors.job import Asked, Command, charge_of, commands_of


class NotRunning(Exception):  # noqa: N818 - an answer, as a refusal is
    """The charge has not begun or has ended."""


class Charge(Aggregate):
    """One fill of one bed."""

    class Started(Aggregate.Created):
        """A charge began to work."""

        charge: str
        occurred: str
        enterprise: str
        adsorber: str
        bed: int
        lot: str
        fresh_g: int
        required_g: int

    class Corrected(Aggregate.Event):
        """The charge was in truth this."""

        occurred: str
        reason: str
        started: str
        lot: str
        fresh_g: int
        adsorber: str

        def apply(self, aggregate: "Charge") -> None:
            """Put it right."""
            aggregate.occurred = self.started
            aggregate.lot = self.lot
            aggregate.fresh_g = self.fresh_g

    class Ended(Aggregate.Event):
        """The carbon came out."""

        occurred: str
        removed_g: int
        fresh_g: int
        adsorber: str

        def apply(self, aggregate: "Charge") -> None:
            """Note what came out, and when."""
            aggregate.until = self.occurred
            aggregate.removed_g = self.removed_g

    def __init__(
        self,
        charge: str,
        occurred: str,
        enterprise: str,
        adsorber: str,
        bed: int,
        lot: str,
        fresh_g: int,
        required_g: int,
    ) -> None:
        """Begin the life of a fill."""
        self.charge = charge
        self.occurred = occurred
        self.enterprise = enterprise
        self.adsorber = adsorber
        self.bed = bed
        self.lot = lot
        self.fresh_g = fresh_g
        self.required_g = required_g
        self.until: str | None = None
        self.removed_g: int | None = None

    @staticmethod
    def create_id(charge: str) -> UUID:
        """Give the charge its id."""
        return uuid5(NAMESPACE_URL, charge)

    def correct(self, occurred: str, reason: str, fresh_g: int) -> None:
        """Put the mass right."""
        self.trigger_event(
            self.Corrected,
            occurred=occurred,
            reason=reason,
            started=self.occurred,
            lot=self.lot,
            fresh_g=fresh_g,
            adsorber=self.adsorber,
        )

    def end(self, occurred: str, removed_g: int) -> None:
        """Take the carbon out."""
        if self.until is not None:
            raise NotRunning
        self.trigger_event(
            self.Ended,
            occurred=occurred,
            removed_g=removed_g,
            fresh_g=self.fresh_g,
            adsorber=self.adsorber,
        )


class Charges(Application[UUID]):
    """The application the library's tutorial would have one write."""

    def perform(self, asked: Asked) -> None:
        """Read, decide, append one command; durable on return."""
        self.save(self._decided(asked))

    def perform_all(self, batch: Sequence[Asked]) -> None:
        """Append many commands in one transaction."""
        self.save(*[self._decided(asked) for asked in batch])

    def load(self, first_life: int, lives: int, corrections: int = 1) -> None:
        """Append lives that have been lived, in one transaction."""
        self.save(*[lived(life, corrections) for life in range(first_life, first_life + lives)])

    def charge(self, name: str) -> Charge:
        """Read a life and live it again."""
        return self.repository.get(Charge.create_id(name))

    def scan(self, page: int) -> int:
        """Page through the log, every row with its event; give how many."""
        position, seen = 0, 0
        while True:
            rows = self.recorder.select_notifications(position, page, inclusive_of_start=False)
            if not rows:
                return seen
            seen += len([self.mapper.to_domain_event(row) for row in rows])
            position = rows[-1].id

    def _decided(self, asked: Asked) -> Charge:
        if isinstance(asked.command, StartCharge):
            return started(asked.charge, asked.command)
        charge = self.charge(asked.charge)
        live_on(charge, asked.command)
        return charge


def started(name: str, command: StartCharge) -> Charge:
    """Begin a life."""
    return Charge(
        name,
        command.occurred,
        command.enterprise,
        command.adsorber,
        command.bed,
        command.lot,
        command.fresh_g,
        command.required_g,
    )


def live_on(charge: Charge, command: Command) -> None:
    """Go on with a life."""
    match command:
        case CorrectCharge(occurred, reason, fresh_g=fresh_g):
            charge.correct(occurred, reason, fresh_g or charge.fresh_g)
        case EndCharge(occurred, removed_g):
            charge.end(occurred, removed_g)
        case StartCharge():
            raise NotRunning


def lived(life: int, corrections: int) -> Charge:
    """A whole life."""
    start, *others = commands_of(life, corrections)
    assert isinstance(start, StartCharge)
    charge = started(charge_of(life), start)
    for command in others:
        live_on(charge, command)
    return charge


def posting(fact: Charge.Started | Charge.Corrected | Charge.Ended) -> Balance:
    """Turn an event into what it adds to an adsorber's balance."""
    if isinstance(fact, Charge.Started):
        return fact.adsorber, fact.fresh_g, 0, 0
    if isinstance(fact, Charge.Ended):
        return fact.adsorber, 0, fact.removed_g, 0
    return fact.adsorber, 0, 0, 1
