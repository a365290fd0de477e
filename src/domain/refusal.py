"""Saying no: a refusal is a class, and its docstring is what the person reads."""

import re
from inspect import cleandoc
from typing import ClassVar

_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """办不到。

    This cannot be done.
    """

    code: ClassVar[str] = "refusal"

    def __init_subclass__(cls) -> None:
        """Name the refusal after its class: `LotOverdrawn` is `lot-overdrawn` for programs."""
        cls.code = _WORD_START.sub("-", cls.__name__).lower()

    def __init__(self, **facts: object) -> None:
        """Keep the facts that made the answer a no; they are shown beside the sentence."""
        super().__init__(facts)
        self.facts = facts

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return self._paragraphs()[0]

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self._paragraphs()[-1]

    def _paragraphs(self) -> list[str]:
        text = cleandoc(type(self).__doc__ or "")
        return [" ".join(part.split()) for part in text.split("\n\n")]

    def __str__(self) -> str:
        """Both sentences and the facts, for logs and terminals."""
        shown = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.zh} {self.en}" + (f" ({shown})" if shown else "")
