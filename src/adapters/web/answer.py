"""What all answers share: from where the books were looked at, and how the pages go on."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from domain.quantities import kilograms_as_number


def told(zh: str, en: str, *examples: Any, default: Any = ...) -> Any:
    """Describe a field in both languages, with examples."""
    return Field(default, description=f"{zh} / {en}", examples=list(examples) or None)


def _whole(kilograms: float) -> int | float:
    return int(kilograms) if kilograms.is_integer() else kilograms


Kg = Annotated[float, PlainSerializer(_whole)]
"""Kilograms; the books count grams, so there are at most three decimals, and they are exact."""


def kg(mass_g: int) -> float:
    """Grams as kilograms."""
    return kilograms_as_number(mass_g)


def kg_or_none(mass_g: int | None) -> float | None:
    """Grams as kilograms, where they are known."""
    return None if mass_g is None else kg(mass_g)


class Model(BaseModel):
    """An answer, or a part of one: frozen, and without a field that is not described."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Instant(Model):
    """所问的时间 / A time that was asked for."""

    asked: str | None = told(
        "请求中的写法; 未写为 null, 即现在",
        "As it was asked for; null means now",
        "2022-09-30",
    )
    moment: str = told(
        "实际采用的时刻(北京时间); 只写日期即该日结束",
        "The moment it means, in +08:00; a bare date means its end",
        "2022-09-30T23:59:59.999999+08:00",
    )


class Answer(Model):
    """每个回答都说明从何时看账 / Every answer says from where the books were looked at."""

    as_of: Instant = told("截至: 按发生时间", "As of: by when things occurred")
    known_at: Instant = told("当时所知: 按记录时间", "Known at: by when they were recorded")


class Page(Answer):
    """一页 / A page of a list."""

    limit: int = told("本页最多条数", "At most so many on this page", 100)
    next: str | None = told(
        "下一页地址; null 表示到此为止。地址固定了本页的时刻, 翻页期间新记的账不会混入",
        "The next page, or null at the end. It pins the moments of this page, so what is recorded "
        "meanwhile does not slip in between",
        "/v1/enterprises?after=91330411MA2B00001X&limit=100",
    )
