"""What belongs to a person: sealed before it reaches a fact, opened only to be shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Personal:
    """A name, a phone number: ciphertext under the key of one subject.

    Facts, states and views hold only this. When the subject's key is destroyed the text is gone,
    and nothing that was ever stored, hashed or folded changes by a byte.
    """

    subject: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call."""

    name: Personal
    phone: Personal | None = None
