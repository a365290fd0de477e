"""A way for messages that keeps what it is given, and fails as it is told to."""

from dataclasses import dataclass, field

from application.ports.messenger import Message, Outcome, Receipt


@dataclass
class Pigeon:
    """Keeps messages. `answers` are the outcomes of the next sendings; then all is accepted.

    In doubt, a message was taken or not as `takes_in_doubt` says; without `accounts` nobody can
    ask afterwards.
    """

    way: str = "sms"
    accounts: bool = True
    takes_in_doubt: bool = True
    away: bool = False
    answers: list[Outcome] = field(default_factory=list[Outcome])
    heard: list[Message] = field(default_factory=list[Message])
    asked: list[str] = field(default_factory=list[str])

    def send(self, message: Message) -> Receipt:
        """Take a message, once under its id."""
        if self.away:
            return Receipt(Outcome.NOT_TAKEN, "away")
        outcome = self.answers.pop(0) if self.answers else Outcome.ACCEPTED
        taken = outcome is Outcome.IN_DOUBT and self.takes_in_doubt
        if outcome is Outcome.ACCEPTED or taken:
            self._take(message)
        return Receipt(outcome)

    def status(self, identity: str) -> Outcome | None:
        """Say whether a message was taken."""
        self.asked.append(identity)
        if not self.accounts:
            return None
        if self.away:
            return Outcome.IN_DOUBT
        known = any(message.id == identity for message in self.heard)
        return Outcome.ACCEPTED if known else Outcome.NOT_TAKEN

    def _take(self, message: Message) -> None:
        if not self.accounts or all(each.id != message.id for each in self.heard):
            self.heard.append(message)

    def told(self) -> list[tuple[str, str | None]]:
        """What was told to which number, in order."""
        return [(message.template, message.phone) for message in self.heard]
