"""How one kind of field is checked: the building stones of `fields.py`.

Each check takes the value as it stands in the JSON and says in both languages what is wrong.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from adapters.web.writing.json_text import NOT_TEXT
from domain.refusal import Refusal

Schema = dict[str, Any]

_TEXT = rf"^[^\s{NOT_TEXT}][^{NOT_TEXT}]*$"


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """How one kind of field is read, and what the document says of it."""

    check: Callable[[Any], Any]
    schema: Schema

    def __get_pydantic_core_schema__(self, *_: object) -> CoreSchema:
        """Let `check` have the value as it came."""
        return no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, *_: object) -> Schema:
        """Describe the field."""
        return dict(self.schema)


def wrong(code: str, zh: str, en: str) -> PydanticCustomError:
    """Say in both languages what is wrong with a field."""
    # The message is a template, so braces that a value brings along must not be read as one.
    message: Any = en.replace("{", "(").replace("}", ")")
    kind: Any = code
    return PydanticCustomError(kind, message, {"zh": zh})


def named(kind: Callable[[str], Any], pattern: str, **more: str) -> Checked:
    """An identifier that checks itself."""

    def check(value: Any) -> Any:
        try:
            return kind(_string(value))
        except Refusal as no:
            raise wrong(no.code, no.zh, no.en) from no

    return Checked(check, {"type": "string", "pattern": pattern, **more})


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong("text", "应为文本。", "This must be a text.")
    return value


def one_of(kind: type[StrEnum]) -> Checked:
    """One of a few words."""
    known = [each.value for each in kind]

    def check(value: Any) -> StrEnum:
        if _string(value) not in known:
            choices = ", ".join(known)
            raise wrong("choice", f"须为 {choices} 之一。", f"This is one of {choices}.")
        return kind(value)

    return Checked(check, {"type": "string", "enum": known})


def text(most: int, kind: Callable[[str], str] = str) -> Checked:
    """A text of at most so many characters that begins with none that is blank."""

    def check(value: Any) -> str:
        found = _string(value)
        if len(found) > most:
            raise wrong("text", f"最多 {most} 个字符。", f"At most {most} characters.")
        if not re.fullmatch(_TEXT, found):
            raise wrong(
                "text",
                "文本不能为空, 也不能以空白开头。",
                "A text is not empty and does not begin with a space.",
            )
        return kind(found)

    schema = {"type": "string", "minLength": 1, "maxLength": most, "pattern": _TEXT}
    return Checked(check, schema)


def number(least: float, most: float) -> Checked:
    """A measured number, as JSON has it."""
    # As decimals, since the float 0.01 is a little more than the 0.01 that a client writes.
    lowest, highest = Decimal(str(least)), Decimal(str(most))

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong("number", "应为数。", "This must be a number.")
        if not lowest <= value <= highest:
            raise wrong(
                "number",
                f"须在 {least:g} 与 {most:g} 之间。",
                f"This lies between {least:g} and {most:g}.",
            )
        return float(value)

    return Checked(check, {"type": "number", "minimum": least, "maximum": most})


def whole(least: int, most: int) -> Checked:
    """An integer; in JSON 5.0 is one."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong("integer", "应为整数。", "This must be an integer.")
        if not least <= value <= most:
            raise wrong(
                "integer",
                f"须在 {least} 与 {most} 之间。",
                f"This lies between {least} and {most}.",
            )
        if int(value) != value:
            raise wrong("integer", "应为整数。", "This must be an integer.")
        return int(value)

    return Checked(check, {"type": "integer", "minimum": least, "maximum": most})
