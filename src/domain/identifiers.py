"""Names of things that check themselves: a wrong digit is found when it is written down."""

import re
from datetime import date
from functools import lru_cache
from typing import Self

from domain.refusal import Refusal

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_SHAPE = re.compile(rf"[{_CREDIT_ALPHABET}]{{18}}")
_ADSORBER_SHAPE = re.compile(r"[A-Z0-9]{4,24}")
_PLAIN_SHAPE = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,39}")


class BadCreditCode(Refusal):
    """统一社会信用代码不正确(18 位, 末位为校验码)。

    This is not a unified social credit code: 18 characters, the last a check character.
    """


class BadDivisionCode(Refusal):
    """行政区划代码不正确(镇街为 9 位数字)。

    This is not the 9-digit division code of a town or street.
    """


class BadManifestNumber(Refusal):
    """转移联单编号不正确(14 位数字, 以年份开头)。

    This is not a manifest number: 14 digits that begin with the year.
    """


class BadWasteLabelCode(Refusal):
    """危险废物标签数字识别码不正确(37 位)。

    This is not a waste label code: 18 credit code, 8 waste code, 8 date, 3 serial.
    """


class BadIdentifier(Refusal):
    """编号不正确(只能用大写字母、数字, 批号可含 - 和 _)。

    This is not a usable number: capital letters and digits only, in a lot or batch also - and _.
    """


class CreditCode(str):
    """Unified social credit code, GB 32100-2015: 17 characters and a check character.

    Check: weights 3^i mod 31, (31 - sum mod 31) mod 31, in an alphabet without I, O, S, V, Z.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Refuse what is not a credit code."""
        if not is_credit_code(text):
            raise BadCreditCode(code=text)
        return super().__new__(cls, text)


@lru_cache(maxsize=4096)
def is_credit_code(text: str) -> bool:
    """Whether shape and check character are right."""
    if not _CREDIT_SHAPE.fullmatch(text):
        return False
    total = sum(_CREDIT_ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text[:17]))
    return _CREDIT_ALPHABET[-total % 31] == text[17]


class TownCode(str):
    """Division code of a town or street, GB/T 2260 with GB/T 10114: 9 digits."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Refuse what is not nine digits of a known province range."""
        if not (len(text) == 9 and text.isascii() and text.isdigit() and "11" <= text[:2] <= "82"):
            raise BadDivisionCode(code=text)
        return super().__new__(cls, text)

    @property
    def district(self) -> str:
        """The county or district that the town belongs to."""
        return self[:6]


class ManifestNumber(str):
    """National number of a hazardous-waste manifest: year, province, prefecture, serial."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Refuse what is not fourteen digits with a plausible year and province."""
        digits = len(text) == 14 and text.isascii() and text.isdigit()
        if not (digits and "2000" <= text[:4] <= "2099" and "11" <= text[4:6] <= "82"):
            raise BadManifestNumber(number=text)
        return super().__new__(cls, text)


class WasteLabelCode(str):
    """Digital code of a hazardous-waste label, HJ 1276-2022: 37 characters."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Refuse what does not hold a credit code, waste code, date and serial."""
        digits = text[18:]
        shaped = len(text) == 37 and digits.isascii() and digits.isdigit()
        if not (shaped and is_credit_code(text[:18]) and _is_day(text[26:34])):
            raise BadWasteLabelCode(code=text)
        return super().__new__(cls, text)


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


class AdsorberId(str):
    """The number on the adsorber's label."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Refuse what could not be told apart inside a charge number."""
        if not _ADSORBER_SHAPE.fullmatch(text):
            raise BadIdentifier(number=text)
        return super().__new__(cls, text)


class _PlainId(str):
    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if not _PLAIN_SHAPE.fullmatch(text):
            raise BadIdentifier(number=text)
        return super().__new__(cls, text)


class LotId(_PlainId):
    """The number of a carbon lot, as its certificate gives it."""


class BatchId(_PlainId):
    """The number of a kiln run."""


class ContainerId(_PlainId):
    """Our own number of a container; the official label code is a fact of its own."""


class ChargeId(str):
    """`<adsorber>-<bed>-<n>`: the n-th fill of one bed."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Refuse what does not name adsorber, bed and fill."""
        adsorber, _, rest = text.partition("-")
        bed, _, number = rest.partition("-")
        numbers = bed.isascii() and bed.isdigit() and number.isascii() and number.isdigit()
        if not (_ADSORBER_SHAPE.fullmatch(adsorber) and numbers):
            raise BadIdentifier(number=text)
        return super().__new__(cls, text)

    @classmethod
    def of(cls, adsorber: str, bed: int, number: int) -> Self:
        """Name the n-th fill of a bed."""
        return cls(f"{adsorber}-{bed}-{number}")

    @property
    def adsorber(self) -> AdsorberId:
        """Whose fill it is."""
        return AdsorberId(self.partition("-")[0])

    @property
    def bed(self) -> int:
        """The number of its bed."""
        return int(self.split("-")[1])

    @property
    def number(self) -> int:
        """Which fill of the bed it is, from 1."""
        return int(self.split("-")[2])

    @property
    def before(self) -> "ChargeId | None":
        """The bed's fill before this one; None for the first."""
        return ChargeId.of(self.adsorber, self.bed, self.number - 1) if self.number > 1 else None


class DeviceId(_PlainId):
    """The number of an instrument, as its label or its gateway gives it."""
