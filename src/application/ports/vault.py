"""Where the keys of persons are kept: one key each, so that one person can be forgotten."""

from typing import Protocol

from domain.personal import Personal

_MARK = "sealed"


class Vault(Protocol):
    """Seals what belongs to a person, opens it to be shown, and forgets for good."""

    def seal(self, scope: str, text: str, *, name: str | None = None) -> Personal:
        """Seal a text under the key of the person called `name` within a scope.

        Without `name` the text is the name itself. Equal texts of one person seal equally, so a
        repeated command is recognised without being opened.
        """
        ...

    def open(self, personal: Personal) -> str | None:
        """Read a sealed text; None once the person's key has been destroyed."""
        ...

    def erase(self, subject: str) -> bool:
        """Destroy a person's key; False where there was none."""
        ...

    def find(self, scope: str, name: str) -> str | None:
        """Tell under which subject a person is kept, if any."""
        ...


def as_text(personal: Personal) -> str:
    """Spell a sealed value among the contents of a request."""
    return f"{_MARK}:{personal.subject}:{personal.sealed}"


def as_personal(text: str) -> Personal | None:
    """Recognise a sealed value among the contents of a request."""
    mark, _, rest = text.partition(":")
    subject, _, sealed = rest.partition(":")
    return Personal(subject, sealed) if mark == _MARK and sealed else None
